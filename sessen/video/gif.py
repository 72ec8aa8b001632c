"""GIF: one palette for all pictures, found in a first pass, and times in whole hundredths of a second."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

import av
import av.filter
import numpy as np

from sessen.video.color import Pixels

_HUNDREDTH: Final = Fraction(1, 100)


def gif(
    shown: Callable[[], Iterator[tuple[Pixels, int]]],
    frame_rate: float,
    *,
    colours: int = 256,
    loop: bool = False,
    exact: tuple[int, int, int] | None = None,
) -> bytes:
    """The bytes of a GIF; its pictures are gone through twice and none are kept.

    Parameters
    ----------
    shown
        Begins anew: pictures (RGB, or or RGBA whose alpha is 0 or 255), each with the frames that it stands.
    frame_rate
        Frames a second; every picture changes at the hundredth of a second nearest to its time, so nothing drifts.
    colours
        Of the palette, the transparent one among them.
    loop
        Whether it begins anew at its end, for ever.
    exact
        RGB of a colour that must be in the palette as it is: the background's.
    """
    palette = _palette((pixels for pixels, _ in shown()), colours)
    if exact is not None:
        _require(palette, exact)
    starts, end = _starts((times for _, times in shown()), frame_rate)
    return _written(zip((pixels for pixels, _ in shown()), starts, strict=True), palette, end - starts[-1], loop=loop)


def _starts(times: Iterable[int], frame_rate: float) -> tuple[list[int], int]:
    """When each picture begins, and when all ends, in hundredths of a second."""
    starts, frames = [0], 0
    for count in times:
        frames += count
        starts.append(round(100 * frames / frame_rate))
    return starts[:-1], starts[-1]


def _frame(pixels: Pixels) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgba" if pixels.shape[2] == 4 else "rgb24")
    frame.time_base = _HUNDREDTH
    return frame


def _palette(pictures: Iterable[Pixels], colours: int) -> av.VideoFrame:
    graph: Any = None
    for number, pixels in enumerate(pictures):
        frame = _frame(pixels)
        frame.pts = number
        if graph is None:
            graph = av.filter.Graph()
            options = f"max_colors={colours}:reserve_transparent=1:stats_mode=diff"
            _chain(graph, [_buffer(graph, frame)], graph.add("palettegen", options))
        graph.push(frame)
    graph.push(None)
    made: av.VideoFrame = graph.pull()
    return made


def _require(palette: av.VideoFrame, colour: tuple[int, int, int]) -> None:
    """Put a colour in the place of the nearest one of the palette (BGRA, 16 × 16)."""
    entries = np.frombuffer(memoryview(palette.planes[0]), np.uint8).reshape(16, -1)[:, :64].reshape(-1, 4)
    distances = np.abs(entries[:, :3].astype(int) - np.array(colour[::-1])).sum(axis=1) + 1000 * (entries[:, 3] == 0)
    row, column = divmod(int(np.argmin(distances)), 16)
    memory = np.frombuffer(memoryview(palette.planes[0]), np.uint8).reshape(16, -1)
    memory[row, 4 * column : 4 * column + 3] = colour[::-1]


def _buffer(graph: Any, frame: av.VideoFrame) -> Any:
    return graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=_HUNDREDTH)


def _chain(graph: Any, sources: list[Any], last: Any) -> None:
    for port, source in enumerate(sources):
        source.link_to(last, 0, port)
    last.link_to(graph.add("buffersink"))
    graph.configure()


def _written(pictures: Iterable[tuple[Pixels, int]], palette: av.VideoFrame, last: int, *, loop: bool) -> bytes:
    buffer = io.BytesIO()
    options = {"loop": "0" if loop else "-1", "final_delay": str(last)}
    with av.open(buffer, "w", format="gif", options=options) as container:
        stream: Any = container.add_stream("gif")
        graph: Any = None
        source: Any = None
        for pixels, start in pictures:
            frame = _frame(pixels)
            frame.pts = start
            if source is None:
                stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "pal8"
                stream.time_base = stream.codec_context.time_base = _HUNDREDTH
                graph, source = _painted(frame, palette)
            source.push(frame)
            _drain(graph, stream, container)
        source.push(None)
        _drain(graph, stream, container)
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _painted(first: av.VideoFrame, palette: av.VideoFrame) -> tuple[Any, Any]:
    """A graph that gives pictures the colours of a palette, and where to push them."""
    graph: Any = av.filter.Graph()
    source, colours = _buffer(graph, first), _buffer(graph, palette)
    _chain(graph, [source, colours], graph.add("paletteuse", "dither=none:diff_mode=rectangle"))
    palette.pts, palette.time_base = 0, _HUNDREDTH
    colours.push(palette)
    colours.push(None)
    return graph, source


def _drain(graph: Any, stream: Any, container: Any) -> None:
    while True:
        try:
            made = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        made.time_base = made.time_base or _HUNDREDTH
        container.mux(stream.encode(made))
