"""Which scenes and steps there are, their parameters and words, and the lecture that orders them."""

from sessen.catalogue.catalogue import Catalogue
from sessen.catalogue.descriptions import ParameterDescription, SceneDescription, StepDescription
from sessen.catalogue.lecture import Lecture, LectureScene, read_lecture
from sessen.suggestions import did_you_mean

__all__ = [
    "Catalogue",
    "Lecture",
    "LectureScene",
    "ParameterDescription",
    "SceneDescription",
    "StepDescription",
    "did_you_mean",
    "read_lecture",
]
