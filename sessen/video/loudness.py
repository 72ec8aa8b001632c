"""How loud sound is (EBU R 128), and sound brought to a loudness, with FFmpeg's own filters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
import av.filter
import numpy as np

from sessen.video.settings import AUDIO_LAYOUT, AUDIO_RATE
from sessen.video.sound import Samples, audio_frame, pulled

#: What speech for teaching online is brought to, in LUFS.
SPEECH_LOUDNESS: Final = -16.0
#: What no peak of a film exceeds, in dBTP.
TRUE_PEAK: Final = -1.0
_SILENCE: Final = -70.0  # what the meter calls silent, in LUFS
_OVERSAMPLED: Final = 4 * AUDIO_RATE
_PAUSE: Final = 2 * AUDIO_RATE // 5  # samples of silence that the meter hears along with a short sentence
_FRAME: Final = AUDIO_RATE  # samples that go into a filter at once: memory does not grow with the length


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS, and the true peak in dBTP; both are ``-inf`` for silence."""

    integrated: float
    peak: float


def loudness(samples: Samples) -> Loudness:
    """How loud something is; of what is shorter than the meter's 0.4 seconds, how loud it is when it is repeated."""
    if not samples.any():
        return Loudness(-math.inf, -math.inf)
    repeats = max(1, math.ceil(AUDIO_RATE / max(samples.shape[1], 1)))
    frames = filtered(np.tile(samples, repeats), (("ebur128", "peak=true:metadata=1:framelog=quiet"),))
    last = next(frame.metadata for frame in reversed(frames) if "lavfi.r128.I" in frame.metadata)
    integrated, peak = float(last["lavfi.r128.I"]), float(last["lavfi.r128.true_peak"])
    return Loudness(integrated if integrated > _SILENCE else -math.inf, 20 * math.log10(peak) if peak else -math.inf)


def at_loudness(samples: Samples, wanted: float = SPEECH_LOUDNESS, peak: float = TRUE_PEAK - 2.0) -> Samples:
    """The same, as loud as wanted between two pauses, no peak above ``peak`` dBTP; silence stays silence."""
    for _ in range(3):  # what the limiter takes away is added once more
        found = loudness(np.pad(samples, ((0, 0), (_PAUSE, _PAUSE))))
        if math.isinf(found.integrated):
            return samples
        samples = limited(samples * np.float32(10 ** ((wanted - found.integrated) / 20)), peak)
    return samples


def denoised(samples: Samples) -> Samples:
    """The same without steady noise, such as that of a fan."""
    form = ("aformat", f"sample_fmts=fltp:channel_layouts={AUDIO_LAYOUT}")
    pieces = [frame.to_ndarray() for frame in filtered(samples, (("afftdn", "nr=12:nf=-40:tn=1"), form))]
    return _as_long_as(np.concatenate(pieces, axis=1), samples)


def limited(samples: Samples, peak: float) -> Samples:
    """The same with no peak above ``peak`` dBTP: the limiter works at four times the rate, where it sees them all."""
    if 20 * math.log10(max(float(np.abs(samples).max(initial=0.0)), 1e-9)) < peak - 3:
        return samples
    ceiling = 10 ** (peak / 20)
    chain = (
        ("aresample", str(_OVERSAMPLED)),
        ("alimiter", f"limit={ceiling:.5f}:level=false:attack=2:release=50:latency=true"),
        ("aresample", str(AUDIO_RATE)),
        ("aformat", f"sample_fmts=fltp:channel_layouts={AUDIO_LAYOUT}"),
    )
    pieces = [frame.to_ndarray() for frame in filtered(samples, chain)]
    return _as_long_as(np.concatenate(pieces, axis=1), samples)


def _as_long_as(made: Samples, given: Samples) -> Samples:
    """Resampling may leave out some of the last samples, which are silence in whatever ends softly."""
    missing = max(0, given.shape[1] - made.shape[1])
    return np.pad(made, ((0, 0), (0, missing)))[:, : given.shape[1]].astype(np.float32)


def filtered(samples: Samples, chain: Sequence[tuple[str, str]]) -> list[Any]:
    """The frames that come out of a chain of filters, each a name and its options."""
    graph: Any = av.filter.Graph()
    base = Fraction(1, AUDIO_RATE)
    source = graph.add_abuffer(format="fltp", sample_rate=AUDIO_RATE, layout=AUDIO_LAYOUT, time_base=base)
    nodes = [graph.add(name, options) if options else graph.add(name) for name, options in chain]
    graph.link_nodes(source, *nodes, graph.add("abuffersink"))
    graph.configure()
    found: list[Any] = []
    for first in range(0, samples.shape[1], _FRAME):
        graph.push(audio_frame(samples[:, first : first + _FRAME], first))
        found.extend(pulled(graph))
    graph.push(None)
    return [*found, *pulled(graph)]
