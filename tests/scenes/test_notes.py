"""Every section of the lecture notes is in the film's table, and the step that it names really shows what it says."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from sessen.catalogue import read_lecture
from sessen.catalogue.scene_files import class_names, scene_files
from sessen.typesetting.typeset import Typeset
from tests.scenes.support import ROOT, rehearsal, rehearse

LECTURE = read_lecture(ROOT / "scenes" / "lecture.toml")
SECTIONS = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.2.3", "2.2.4"]

#: What has to stand in the picture at the end of a step, read off the notes; letters, digits and signs alone.
SHOWN = {
    "SecantToTangent::write_average_rate": ["fx+h-fx", "x+h-x"],
    "SecantToTangent::write_limit": ["f'x=lim", "fx+h-fx"],
    "SecantToTangent::differentiate": ["diffdifxthinx", "difdifxthinfx"],
    "NumericalDerivative::draw_central": ["fx+h-fx-h", "2h"],
    "NumericalDerivative::print_digits": ["25.000000010031442"],
    "NumericalDerivative::travel_backward": ["25"],
    "DerivativeRules::keep_constant": ["c'=0"],
    "DerivativeRules::follow_identity": ["x'=1"],
    "DerivativeRules::stretch_multiple": ["cfx'=cf'x"],
    "DerivativeRules::write_power": ["x^n'=nx^n-1"],
    "DerivativeRules::add_slopes": ["fx+gx'=f'x+g'x"],
    "DerivativeRules::drop_corner": ["fxgx'=f'xgx+fxg'x"],
    "DerivativeRules::point_to_chain": ["fgx'=f'gx"],
    "PartialDerivative::name_first_slope": ["x^2+y^2", "=lr2x_P="],
    "PartialDerivative::name_second_slope": ["x^2+y^2", "=lr2y_P="],
    "VectorsAndSpan::add_entries": ["123", "456", "579"],
    "VectorsAndSpan::scale_entries": ["102030"],
    "DotProduct::multiply_entries": ["123", "456", "32"],
    "DotProduct::name_cosine": ["normanormbcostheta"],
    "Transpose::turn_rows_into_columns": ["142536"],
    "VectorDerivative::gather_slopes": ["=34x_1x_2", "3x_1+4x_2"],
    "GradientField::fill_the_plane": ["x^2+y^2"],
}


def read(source: str) -> str:
    """The letters, digits and signs of Typst's source, without what only sets them."""
    bare = re.sub(r'tint\("#\w+",|display|\.body|\bmat\b|\bvec\b|\bbold\b|\bfrac\b|delim: "\["|,', "", source)
    return re.sub(r"[^\w^+=.'-]", "", bare)


def seen_in(scene: str) -> dict[str, str]:
    """What is typeset in the picture at the end of each step, one after the other."""
    [file] = [each for each in scene_files(ROOT / "scenes") if scene in class_names(each)]
    found: dict[str, str] = {}

    def note(lesson: object, step: str) -> None:
        members = lesson.get_mobject_family_members()  # type: ignore[attr-defined]
        found[step] = "".join(read(each.source) for each in members if isinstance(each, Typeset))

    rehearse(getattr(import_module(f"scenes.{file.parent.name}.scene"), scene), rehearsal(frame_rate=2), at_end=note)
    return found


def test_every_section_of_the_notes_is_in_the_table_in_its_order() -> None:
    assert list(dict.fromkeys(note.section for note in LECTURE.notes)) == SECTIONS


def test_notes_are_told_in_both_languages() -> None:
    assert all(set(note.shows) == {"en", "ja"} for note in LECTURE.notes)


def test_every_example_that_can_be_read_is_looked_for() -> None:
    assert set(SHOWN) <= {f"{note.scene}::{note.step}" for note in LECTURE.notes}


@pytest.mark.parametrize("scene", dict.fromkeys(address.partition("::")[0] for address in SHOWN))
def test_a_scene_shows_what_the_table_says(scene: str) -> None:
    pictures = seen_in(scene)
    for address, parts in SHOWN.items():
        name, _, step = address.partition("::")
        if name == scene:
            assert all(part in pictures[step] for part in parts), (step, pictures[step])
