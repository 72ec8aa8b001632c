"""Formulas of the neuron, their letters in their colours, and numbers with the right sign before them."""

from __future__ import annotations

from typing import Final

from scenes.gradient_descent.model import Factors
from sessen.mathematics import format_number

W: Final = "{{ w : MOVING }}"
B: Final = "{{ b : MOVING }}"
Z: Final = "z"
P: Final = "{{ p : RESULT }}"
ONE: Final = "{{ ell : GIVEN_B }}"
ALL: Final = "{{ L : GIVEN_B }}"

WEIGHED: Final = f"{Z} = {W} x - y + {B}"
SQUASHED: Final = f"{P} = sigma({Z})"
MEAN: Final = f"{ALL} = 1/n sum {ONE}"
NABLA: Final = "{{ nabla L : GRADIENT }}"
RULE: Final = f'mat(delim: "[", {W}; {B}) arrow.l mat(delim: "[", {W}; {B}) - eta {NABLA}'
RULE_IN_LINE: Final = f"({W}, {B}) arrow.l ({W}, {B}) - eta {NABLA}"
STEP: Final = f"- eta {NABLA}"


def loss_of(kind: float) -> str:
    """The loss of a point of a kind."""
    return f"{ONE} = - ln {P}" if kind == 1 else f"{ONE} = - ln(1 - {P})"


def by(above: str, below: str) -> str:
    """A partial derivative."""
    return f"(partial {above}) / (partial {below})"


def told(name: str, value: float, digits: int = 3) -> str:
    """A name with its value, exact or rounded."""
    text = f"{value:.{digits}g}"
    sign = "=" if abs(float(text) - value) <= 1e-9 * max(1.0, abs(value)) else "approx"
    return f"{name} {sign} {format_number(float(text), digits, style='typst')}"


def factors_told(way: Factors) -> tuple[str, str, str, str]:
    """The slopes from function to function: of the loss in p, of p in z, of z in w and in b."""
    return (
        told(by(ONE, P), way.loss_by_p),
        told(by(P, Z), way.p_by_z),
        told(by(Z, W), way.z_by_w),
        told(by(Z, B), way.z_by_b),
    )
