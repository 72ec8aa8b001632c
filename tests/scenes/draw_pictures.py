"""Draw the reference pictures anew: ``python -m tests.scenes.draw_pictures``. Look at them before committing."""

from __future__ import annotations

from PIL import Image

from tests.scenes.references import OTHERS, SECANT


def main() -> None:
    """Draw all of them; a file whose picture is the same stays the same."""
    for reference in (*SECANT, *OTHERS):
        for step, picture in reference.drawn().items():
            file = reference.file(step)
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(picture[:, :, :3]).save(file, optimize=True)


if __name__ == "__main__":
    main()
