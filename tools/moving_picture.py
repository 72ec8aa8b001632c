"""The moving picture at the head of the README: python tools/moving_picture.py [SCENE] [--from SECONDS] [--to SECONDS].

The scene is built as any video is, in draft quality, and a part of it becomes an animated WebP.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import av
from PIL import Image

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURE: Final = ROOT / "docs" / "pictures" / "moving.webp"
WIDTH: Final = 640  # pixels
RATE: Final = 15  # pictures a second, as the draft has
HOLD: Final = 1500  # milliseconds: the last picture stands before it begins anew


def video_of(scene: str, folder: Path) -> Path:
    """The scene as a draft."""
    command = [sys.executable, "-m", "sessen", scene, "-q", "draft", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder / "en" / f"{scene}.mp4"


def pictures(video: Path, start: float, end: float) -> Iterator[Image.Image]:
    """The pictures between two times in seconds, made smaller."""
    with av.open(str(video)) as file:
        for frame in file.decode(video=0):
            if start <= float(frame.time or 0.0) < end:
                whole = Image.fromarray(frame.to_ndarray(format="rgb24"))
                size = (WIDTH, round(WIDTH * whole.height / whole.width))
                yield whole.resize(size, Image.Resampling.LANCZOS)


def write(shown: list[Image.Image], target: Path) -> None:
    """An animated WebP that repeats itself."""
    times = [1000 // RATE] * (len(shown) - 1) + [HOLD]
    shown[0].save(
        target, save_all=True, append_images=shown[1:], duration=times, loop=0, quality=70, method=6, minimize_size=True
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scene", nargs="?", default="SecantToTangent")
    parser.add_argument("--from", dest="start", type=float, default=24.0, metavar="SECONDS")
    parser.add_argument("--to", dest="end", type=float, default=30.4, metavar="SECONDS")
    parser.add_argument("--video", type=Path, help="a video that was made already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        video = options.video or video_of(options.scene, Path(folder))
        write(list(pictures(video, options.start, options.end)), PICTURE)
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
