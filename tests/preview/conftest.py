"""A browser for the tests of a file, and a page of its preview for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.preview.previews import Preview, chromium, opened, ready


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, running: Preview) -> Iterator[Page]:
    """The preview that a file of tests calls ``running``, in a page where everything is drawn."""
    page = opened(browser, running.address)
    ready(page)
    yield page
    page.context.close()
