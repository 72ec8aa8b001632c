"""Lessons look as they did when a person looked at them; `test_secant_to_tangent` does the same with frames it has."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.scenes.references import OTHERS, Reference, differs


@pytest.mark.parametrize("reference", OTHERS, ids=lambda reference: reference.lesson.__name__)
def test_pictures_are_those_that_a_person_has_looked_at(reference: Reference) -> None:
    """After a change that is meant, look at the new ones: python -m tests.scenes.draw_pictures."""
    wrong = [differs(picture, reference.file(step)) for step, picture in reference.drawn().items()]
    assert [each for each in wrong if each] == []


def test_a_formula_that_is_missing_is_noticed() -> None:
    """Paper over a piece of 24 by 12 pixels of the panel, where something is written."""
    file = OTHERS[0].file("state_answer")
    picture = np.array(Image.open(file).convert("RGB"))
    picture[30:42, 118:142] = picture[2, 2]
    assert differs(picture, file)
