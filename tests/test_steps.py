"""Steps come in the order they are written, whatever is inherited and written again."""

from __future__ import annotations

import pytest

from sessen.errors import SessenError
from sessen.steps import step, steps_of


class Base:
    @step(en="Zebra.", ja="しまうま。")
    def zebra(self) -> None:
        """The zebra is shown.

        More about zebras.
        """

    @step(en="Ant.", ja="あり。")
    def ant(self) -> None:
        pass

    def helper(self) -> None:
        """No step."""


class Derived(Base):
    @step(en="Mouse.", ja="ねずみ。")
    def mouse(self) -> None:
        """A mouse comes last."""

    @step(en="Another zebra.", ja="別のしまうま。")
    def zebra(self) -> None:
        """The zebra is different."""


def names(owner: type) -> list[str]:
    return [each.name for each in steps_of(owner)]


def test_steps_come_in_the_order_they_are_written() -> None:
    """Not in the alphabet's; methods without @step are none."""
    assert names(Base) == ["zebra", "ant"]


def test_a_subclass_goes_on_where_its_base_ended_and_a_step_written_again_keeps_its_place() -> None:
    assert names(Derived) == ["zebra", "ant", "mouse"]
    assert steps_of(Derived)[0].words.sentences["en"] == "Another zebra."
    assert steps_of(Base)[0].words.sentences["en"] == "Zebra."


def test_the_summary_is_the_first_line_of_the_docstring() -> None:
    assert [each.summary for each in steps_of(Base)] == ["The zebra is shown.", ""]
    assert steps_of(Derived)[0].summary == "The zebra is different."


def test_words_know_the_step_that_says_them_also_when_inherited() -> None:
    assert [each.words.owner for each in steps_of(Derived)] == ["Derived::zebra", "Derived::ant", "Derived::mouse"]


def test_a_step_written_again_without_the_mark_is_refused() -> None:
    """Silently dropping a step of the base class would shorten a lecture without a word."""

    class Forgetful(Base):
        def ant(self) -> None:
            pass

    with pytest.raises(SessenError, match="ant is a step of a base class") as caught:
        steps_of(Forgetful)
    assert caught.value.location == "Forgetful::ant"
    assert "@step(" in caught.value.hint
