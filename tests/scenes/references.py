"""Small pictures of lessons that a person has looked at, and how a picture is compared with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from scenes.cards.scene import ChapterCard, TitleCard
from scenes.derivative_rules.scene import DerivativeRules
from scenes.gradient_descent.scene import GradientDescent
from scenes.matrix_product.scene import MatrixProduct
from scenes.numerical_derivative.scene import NumericalDerivative
from scenes.partial_derivative.scene import PartialDerivative
from scenes.secant_to_tangent.scene import SecantToTangent
from scenes.transpose.scene import Transpose
from scenes.vector_derivative.scene import VectorDerivative
from scenes.vectors_and_span.scene import VectorsAndSpan
from sessen.lesson import Lesson
from sessen.variant import Variant
from tests.recording import Picture, record
from tests.scenes.support import rehearsal

PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True)
class Reference:
    """The ends of some steps of a lesson, in one variant."""

    lesson: type[Lesson]
    steps: tuple[str, ...]
    variant: Variant
    values: Mapping[str, str] = field(default_factory=dict)

    def file(self, step: str) -> Path:
        """Where the picture of a step's end is kept."""
        module = self.lesson.__module__.split(".")[1]
        return PICTURES / module / f"{self.variant.theme}-{step}.png"

    def drawn(self) -> dict[str, Picture]:
        """The last frame of each step, by Manim's own renderer."""
        frames = record(self.lesson, self.variant, self.values).frames
        return {step: frames[step][-1] for step in self.steps}


SECANT = (
    Reference(
        SecantToTangent,
        (
            "show_curve",
            "measure_rise_and_run",
            "bring_q_closer",
            "magnify",
            "answer_with_the_tangent",
            "find_turning_points",
        ),
        rehearsal(frame_rate=2),
    ),
    Reference(
        SecantToTangent,
        ("ask_for_the_slope", "answer_with_the_tangent"),
        rehearsal("ja", theme="light", frame_rate=2),
    ),
)
OTHERS = (
    Reference(
        VectorsAndSpan,
        ("lay_column_down", "add_entries", "combine", "sweep_lattice", "say_rank", "state_answer"),
        rehearsal("ja", theme="light", frame_rate=1),
    ),
    Reference(
        MatrixProduct,
        ("meet_sides", "meet_row_and_column", "refuse_product", "swap_factors", "swap_maps", "state_answer"),
        rehearsal(frame_rate=1),
    ),
    Reference(
        Transpose,
        ("cross_mirror", "mirror_twice", "read_order", "mirror_numbers", "mirror_three", "state_answer"),
        rehearsal("ja", theme="light", frame_rate=1),
    ),
    Reference(
        NumericalDerivative,
        ("draw_central", "mark_best_step", "explain_digits", "travel_backward", "compare_methods"),
        rehearsal("ja", theme="light", frame_rate=1),
    ),
    Reference(
        DerivativeRules,
        ("ask_for_shortcuts", "stretch_multiple", "grow_square", "grow_cube", "add_slopes", "gather_table"),
        rehearsal(frame_rate=1),
    ),
    Reference(
        PartialDerivative,
        ("walk_around", "hold_y", "name_first_slope", "name_second_slope", "state_rule"),
        rehearsal(frame_rate=1),
    ),
    Reference(
        VectorDerivative,
        ("step_along_first", "gather_slopes", "draw_gradient", "bend_lines", "state_rule"),
        rehearsal("ja", theme="light", frame_rate=1),
    ),
    Reference(
        GradientDescent,
        ("guess_blindly", "turn_the_line", "run_backwards", "roll_down", "compare_rates", "state_the_rule"),
        rehearsal(frame_rate=1),
    ),
    Reference(TitleCard, ("show_title",), rehearsal(frame_rate=1)),
    Reference(
        ChapterCard,
        ("open_chapter",),
        rehearsal("ja", theme="light", frame_rate=1),
        {"chapter": "6", "about": "VectorsAndSpan"},
    ),
)


def differs(picture: Picture, reference: Path) -> str:
    """Why a picture is not the reference: empty if it is, but for what another Cairo does to edges."""
    known = np.asarray(Image.open(reference).convert("RGB"), float)
    away = np.abs(picture[:, :, :3].astype(float) - known).mean(axis=2)
    blocks = away[: 90 // 6 * 6, : 160 // 8 * 8].reshape(15, 6, 20, 8).mean(axis=(1, 3))
    if away.mean() > 1.5 or blocks.max() > 14:
        return f"{reference.name}: {away.mean():.2f} levels on average, {blocks.max():.1f} in the worst block"
    return ""
