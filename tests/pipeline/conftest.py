"""The lecture of the tests on faults, built once for each file of them."""

from __future__ import annotations

import pytest

from tests.cli.lectures import copy_to, run
from tests.pipeline.faults import DRAFT, Built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    first = run(folder, *DRAFT)
    assert first.code == 0, first.err
    return Built(folder, first)
