"""What is said: formulas and sentences as they are read aloud, in English and Japanese, and the narration of scenes.

`spoken` reads a sentence, `spoken_mathematics` a formula. The tree of `sessen.notation` becomes one of meaning
(`grammar`), which a printer for each language reads. Nothing here imports Manim or SymPy.
"""

from sessen.speech.readings import NO_READINGS, Readings, ReadingsError, read_readings, readings_of
from sessen.speech.spoken import spoken, spoken_mathematics
from sessen.speech.utterance import Spoken, SpokenMark, SpokenSentence

__all__ = [
    "NO_READINGS",
    "Readings",
    "ReadingsError",
    "Spoken",
    "SpokenMark",
    "SpokenSentence",
    "read_readings",
    "readings_of",
    "spoken",
    "spoken_mathematics",
]
