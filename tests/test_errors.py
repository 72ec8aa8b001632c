"""Errors say what, where and what to do, also after a journey between processes."""

from __future__ import annotations

import pickle

import pytest

from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.mathematics import DerivativeError, FormulaError


def test_an_error_reads_as_place_then_fault_then_cure_on_its_own_line() -> None:
    assert (
        str(SessenError("no such step", location="lesson.py", hint="try 'ask'"))
        == "lesson.py: no such step\n  try 'ask'"
    )


def test_what_is_not_known_leaves_no_trace_in_the_text() -> None:
    assert str(SessenError("no such step")) == "no such step"


@pytest.mark.parametrize(
    "error",
    [
        SessenError("what", location="where", hint="cure"),
        ClaimViolated("slope: off", location="Scene::step at 1.00 s", hint="see the claim"),
        FormulaError("no", text="x +", position=2, suggestion="write a number"),
        DerivativeError("a corner", location="x = 0", slopes=("-1", "1")),
    ],
)
def test_an_error_arrives_whole_from_another_process(error: SessenError) -> None:
    """Pickled and read again it has its type, its text and all its facts."""
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert vars(arrived) == vars(error)
