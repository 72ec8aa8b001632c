"""Where the English voices are, which no Python package brings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

#: Of each voice that `sessen.voice.install` keeps.
SHA256: Final = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "af_bella": "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b",
    "am_michael": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
    "am_fenrir": "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43",
}


def voice_file(name: str) -> Path:
    """The file of an English voice; it need not be there."""
    return Path(sys.prefix) / "share" / "sessen" / "voices" / f"{name}.bin"
