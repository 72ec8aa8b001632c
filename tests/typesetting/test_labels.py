"""Labelled groups become markers, one each, and the mathematics around them is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sessen.typesetting.labels import GroupError, mark_groups

plain = some.text("xyab12+-^_(), ", min_size=1, max_size=8).filter(str.strip)


def test_a_group_becomes_a_call_with_its_own_colour() -> None:
    assert mark_groups("2 {{ x : MOVING }}^2") == ('2 tint("#030001", x)^2', {"#030001": ("MOVING",)})


def test_nested_groups_know_all_labels_around_them_outermost_first() -> None:
    source, labels = mark_groups("{{ f({{ x : MOVING }}) : rise }} - {{ x : MOVING }}")
    assert list(labels.values()) == [("rise",), ("rise", "MOVING"), ("MOVING",)]
    assert source.count("tint(") == 3


def test_a_comma_in_a_group_is_no_second_argument() -> None:
    source, _ = mark_groups("{{ a, b : PAIR }}")
    assert source == 'tint("#030001", #$ a, b $.body)'


@given(some.lists(some.tuples(plain, some.sampled_from(["A", "B", "some-part", "x_1"])), max_size=6))
def test_every_group_has_a_marker_of_its_own_and_its_text(groups: list[tuple[str, str]]) -> None:
    source = " + ".join(f"{{{{ {body} : {label} }}}}" for body, label in groups)
    marked, labels = mark_groups(source)
    assert [found[-1] for found in labels.values()] == [label for _, label in groups]
    assert re.findall(r'"(#\w{6})"', marked) == list(labels)
    assert not re.search(r"\{\{|\}\}", marked)
    for body, _ in groups:
        assert body.strip() in marked


def test_markers_go_on_where_others_ended() -> None:
    """Several formulas of one sentence must not share a colour."""
    _, first = mark_groups("{{ x : A }} {{ y : B }}")
    _, second = mark_groups("{{ z : C }}", start=len(first))
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ x }}", "the group '{{ x }}' has no label"),
        ("a + {{ x : A", "the group that opens at column 5 of 'a + {{ x : A' is not closed"),
        ("{{ {{ x : A }}", "is not closed"),
        ("{{ x : 2 words }}", "has no label"),
    ],
)
def test_a_group_that_is_none_is_refused_with_its_place_and_how_to_write_it(source: str, fault: str) -> None:
    with pytest.raises(GroupError) as caught:
        mark_groups(source)
    assert fault in caught.value.message
    assert caught.value.hint == "write {{ body : NAME }}"
