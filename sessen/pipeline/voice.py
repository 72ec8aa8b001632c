"""Whose voice is heard, and what came of it; whoever speaks is only imported where somebody is heard."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sessen.catalogue import read_lecture
from sessen.errors import SessenError
from sessen.pipeline.request import Request
from sessen.voice.choice import OFF, StepNarration, check_voice

_ENVIRONMENT: Final = "SESSEN_VOICE"


@dataclass(frozen=True, slots=True)
class Narrations:
    """The narration of all steps, by scene, language and step; what people should know of it; and what went wrong."""

    steps: Mapping[tuple[str, str, str], StepNarration] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    failures: tuple[SessenError, ...] = ()


SILENCE: Final = Narrations()


def voice_of(request: Request) -> str:
    """Who speaks: what was asked for, else what this machine or the lecture has as its default.

    Raises
    ------
    SessenError
        There is no such voice.
    """
    if request.voice is not None:
        return check_voice(request.voice)
    if (usual := os.environ.get(_ENVIRONMENT)) is not None:
        return check_voice(usual)
    file = request.lecture_file
    if file is None or request.names_files_only or not file.is_file():
        return OFF
    return read_lecture(file).voice or OFF
