"""What scenes with other values are called, so that the products of each have names of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sessen.files import safe_name

Values = Sequence[tuple[str, str]]


def name_with(name: str, values: Iterable[tuple[str, str]]) -> str:
    """The name of a scene with values: ``Tiny-far_3``, as files may be called."""
    return safe_name("-".join([name, *(f"{parameter}={value}" for parameter, value in sorted(values))]))


def labels_of(scenes: Iterable[tuple[str, str, Values]]) -> list[str]:
    """The label of each scene of a lecture, told by its name, the label that it was given, and its values.

    Those that were there before, and have no label, are called by their values; the others keep what they have.
    """
    taken: set[str] = set()
    labels = []
    for name, label, values in scenes:
        own = label or (name_with(name, values) if name in taken and values else "")
        labels.append(own)
        taken.add(own or name)
    return labels
