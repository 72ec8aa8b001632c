"""The doctor passes a machine that works, and names each prerequisite that does not."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
import tempfile
from collections import namedtuple
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import manimpango
import numpy as np
import pytest
import typst
from manim import Camera

from sessen.doctor import PROBES, Check, CheckResult, diagnose, machine, run_check, typesetting
from sessen.doctor import finding as findings
from sessen.doctor.machine import room_in
from sessen.pool import sizing
from sessen.video import SegmentEncoder


def finding(name: str) -> CheckResult:
    """What the probe of that name finds now."""
    return run_check(next(probe for probe in PROBES if probe.name == name))


def test_a_machine_that_works_passes_every_probe(tmp_path: Path) -> None:
    found = diagnose(tmp_path / "build")
    assert [(one.name, one.detail) for one in found if not (one.passed or one.optional)] == []
    assert len([one for one in found if not one.optional]) == len(PROBES) + 1


def test_every_probe_has_a_cure() -> None:
    assert all(probe.hint for probe in PROBES)


def test_what_works_needs_no_cure() -> None:
    assert finding("Python").hint == ""


def test_an_unforeseen_error_becomes_a_finding_with_the_cure_of_its_probe() -> None:
    """One broken prerequisite does not stop the doctor from looking at the others."""

    def broken() -> str:
        raise RuntimeError("libcairo.so.2: cannot open shared object file")

    assert run_check(Check("Cairo", broken, "install it")) == CheckResult(
        "Cairo", False, "RuntimeError: libcairo.so.2: cannot open shared object file", "install it"
    )


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (4, 0))
    found = finding("Python")
    assert not found.passed
    assert "too old" in found.detail
    assert "PYTHON=" in found.hint


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "contourpy":
            raise importlib.metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(machine, "version", version)
    found = finding("packages")
    assert not found.passed
    assert found.detail == "not installed: contourpy"
    assert found.hint == findings.REINSTALL


def test_required_packages_are_those_of_the_project_without_extras() -> None:
    required = machine._required()
    assert {"manim", "typst", "sympy", "noto-cjk-sans-jp-bold"} <= set(required)
    assert not {"pytest", "distributed", "python-pptx", "ruff"} & set(required)


def test_fonts_that_are_not_found_show_as_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst draws boxes without a word when a family is missing; the doctor must not believe it."""
    monkeypatch.setattr(typesetting, "_font_folders", list)
    japanese, mathematics = finding("Japanese with Typst"), finding("mathematics with Typst")
    assert not japanese.passed
    assert not mathematics.passed
    assert "is shown as a box" in japanese.detail
    assert "Japanese inside a formula" in mathematics.detail


def test_a_missing_bold_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the bold file Typst sets bold words in regular, silently."""
    monkeypatch.setattr(typesetting, "FONT_PACKAGES", ("noto_cjk_sans_jp_regular",))
    found = finding("Japanese with Typst")
    assert not found.passed
    assert "no bold" in found.detail


def test_a_font_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "noto_cjk_sans_jp_bold", None)
    found = finding("Japanese with Typst")
    assert not found.passed
    assert "noto_cjk_sans_jp_bold" in found.detail


def test_typst_that_draws_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "compile", lambda *_, **__: b"<svg></svg>")
    assert not finding("Japanese with Typst").passed
    assert not finding("mathematics with Typst").passed


def test_typst_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert "typst" in finding("mathematics with Typst").detail


def test_a_camera_that_draws_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Camera, "capture_mobjects", lambda *_, **__: None)
    found = finding("drawing with Manim and Cairo")
    assert not found.passed
    assert "(255, 122, 69)" in found.detail
    assert "libcairo2-dev" in found.hint


def test_cairo_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cairo", None)
    found = finding("drawing with Manim and Cairo")
    assert "cairo" in found.detail
    assert not found.passed


def test_pango_without_a_font_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def sets_nothing(*arguments: Any) -> None:
        Path(arguments[4]).write_text("<svg></svg>", encoding="utf-8")

    monkeypatch.setattr(manimpango, "text2svg", sets_nothing)
    found = finding("text with Pango")
    assert not found.passed
    assert "fonts-dejavu-core" in found.hint


def test_an_encoder_that_changes_colours_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a frame is converted by BT.601: some levels off, in a picture that looks right at a glance."""
    write = SegmentEncoder.write

    def shifted(self: SegmentEncoder, pixels: np.ndarray[Any, np.dtype[np.uint8]], repeat: int = 1) -> None:
        write(self, np.clip(pixels.astype(int) + 5, 0, 255).astype(np.uint8), repeat)

    monkeypatch.setattr(SegmentEncoder, "write", shifted)
    found = finding("video with PyAV")
    assert not found.passed
    assert "comes back" in found.detail


def test_a_build_of_ffmpeg_without_the_encoder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ValueError("unknown encoder: libx264")

    monkeypatch.setattr(av, "open", refuse)
    assert "libx264" in finding("video with PyAV").detail


def test_little_memory_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:  1024000 kB\nMemAvailable:  409600 kB\n", encoding="ascii")
    monkeypatch.setattr(sizing, "_MEMINFO", meminfo)
    found = finding("processors and memory")
    assert not found.passed
    assert "0.4 GB" in found.detail
    assert "--jobs 1" in found.hint


def test_systems_that_do_not_tell_their_memory_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sizing, "_MEMINFO", tmp_path / "none")
    assert finding("processors and memory").passed


def test_processors_are_those_that_this_process_may_use() -> None:
    assert finding("processors and memory").detail.startswith(f"{len(os.sched_getaffinity(0))} processors")


def test_a_folder_that_cannot_be_written_to_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    found = diagnose(tmp_path / "build")[-1]
    assert not found.passed
    assert str(tmp_path) in found.detail
    assert "Permission denied" in found.detail
    assert "--out" in found.hint


def test_a_file_where_the_folder_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("", encoding="ascii")
    assert not diagnose(tmp_path / "build")[-1].passed


def test_a_full_disk_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**10, 10**10 - 10**7, 10**7))
    found = diagnose(tmp_path / "build")[-1]
    assert not found.passed
    assert "10 MB" in found.detail
    assert "clean" in found.hint


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    room_in(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []


def test_modules_of_probes_import_without_manim(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose Manim cannot be imported is exactly the one that needs a doctor."""
    broken: dict[str, ModuleType | None] = {"manim": None, "typst": None, "av": None, "numpy": None, "cairo": None}
    for name in [name for name in sys.modules if name.startswith("sessen.doctor")]:
        monkeypatch.delitem(sys.modules, name)
    for name, module in broken.items():
        monkeypatch.setitem(sys.modules, name, module)
    from sessen.doctor import diagnose as fresh

    assert {one.name for one in fresh() if not one.passed} >= {"video with PyAV", "drawing with Manim and Cairo"}
