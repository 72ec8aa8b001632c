"""Draw the reference pictures anew: ``python -m tests.scenes.draw_pictures``. Look at them before committing."""

from __future__ import annotations

from PIL import Image

from scenes.secant_to_tangent import SecantToTangent
from tests.recording import record
from tests.scenes.support import rehearsal
from tests.scenes.test_secant_to_tangent import PICTURED, REFERENCES


def main() -> None:
    """Draw those of the secant in both themes."""
    REFERENCES.mkdir(parents=True, exist_ok=True)
    for theme, language in (("dark", "en"), ("light", "ja")):
        frames = record(SecantToTangent, rehearsal(language, theme=theme, frame_rate=2)).frames
        for name in PICTURED[theme]:
            picture = Image.fromarray(frames[name][-1][:, :, :3])
            picture.save(REFERENCES / f"{theme}-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
