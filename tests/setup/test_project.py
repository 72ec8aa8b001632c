"""Promises of the project's own files: versions, names, pictures, commands."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, entry_points, packages_distributions
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sessen.voice.install import WITHOUT_DEPENDENCIES

PROJECT: Final = Path(__file__).parents[2]
PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".mp4", ".webm")
#: Namespaces of XML, documents that ours refer to, and names that never leave a machine.
HOSTS: Final = {
    "www.w3.org",
    "schemas.openxmlformats.org",
    "schemas.microsoft.com",
    "purl.oclc.org",
    "keepachangelog.com",
    "semver.org",
    "typst.app",
    "www.manim.community",
    "localhost",
    "127.0.0.1",
}


def tracked() -> list[Path]:
    """The files of the project that git keeps, or all but what is made, where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True, text=True)
    return [file for file in (PROJECT / name for name in listed.stdout.split("\0") if name) if file.is_file()]


def text_files() -> Iterator[tuple[str, str]]:
    """Name and text of every tracked file that is text."""
    for file in tracked():
        try:
            yield str(file.relative_to(PROJECT)), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def project() -> dict[str, Any]:
    """The project table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def pins() -> dict[str, str]:
    """The versions of constraints.txt by canonical name."""
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines if "==" in line)}


def needed(name: str, extras: Iterable[str], seen: set[str]) -> set[str]:
    """Every package that ``name`` needs on this machine, direct and indirect."""
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            visit = f"{canonicalize_name(requirement.name)}{sorted(requirement.extras)}"
            if visit not in seen:
                seen.add(visit)
                needed(requirement.name, requirement.extras, seen)
    return {visit.split("[")[0] for visit in seen}


def test_constraints_are_plain_lines_of_name_and_version() -> None:
    """No hash, no index, no marker: any pip reads them, from any registry that serves these packages."""
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    strange = [line for line in lines if not re.fullmatch(r"(#.*)?|[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)]
    assert strange == []
    names = [line.split("==")[0] for line in lines if "==" in line]
    assert len(names) == len(set(names)), "a package is pinned twice"


def test_everything_that_is_needed_is_pinned_and_installed_in_that_version() -> None:
    """Direct and indirect, so that the same pictures come out on every machine and on every day."""
    packages = needed("sessen", project()["optional-dependencies"], set())
    assert {"manim", "pycairo", "numpy", "pytest", "tornado"} <= packages
    installed = {name: distribution(name).version for name in packages}
    assert {name: version for name, version in installed.items() if pins().get(name) != version} == {}


def test_everything_that_is_imported_is_required() -> None:
    """Not by accident there, as a dependency of a dependency that may leave."""
    declared = [
        *project()["dependencies"],
        *(text for extra in project()["optional-dependencies"].values() for text in extra),
    ]
    required = {canonicalize_name(Requirement(text).name) for text in (*declared, *WITHOUT_DEPENDENCIES.values())}
    providers = packages_distributions()
    missing = {
        f"{module} in {file.relative_to(PROJECT)}"
        for file in (PROJECT / "sessen").rglob("*.py")
        for module in imported(file)
        if module in providers and required.isdisjoint(map(canonicalize_name, providers[module]))
    }
    assert {line for line in missing if not line.startswith("sessen ")} == set()


def imported(file: Path) -> set[str]:
    """The top-level names of the modules that a file imports, those of the standard library left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in plain | named} - set(sys.stdlib_module_names)


def test_no_file_names_a_package_registry_or_another_host() -> None:
    """Which registry serves a machine is that machine's affair; at run time nothing is fetched from anywhere."""
    host = re.compile(r"https?://(?:[^/\s@\"']*@)?([A-Za-z0-9.-]+)")
    found = {(name, match) for name, text in text_files() for match in host.findall(text)}
    strange = {one for one in found if one[1] not in HOSTS and not one[1].endswith((".example", ".invalid", ".test"))}
    assert strange == set()
    options = re.compile(r"--(?:extra-)?index" + r"-url|--find" + r"-links|--trusted" + r"-host")
    assert [name for name, text in text_files() if options.search(text)] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    folder = re.compile(r"(?<![\w.$}~-])/(?:root|home/\w+|Users/\w+|work)/\w")
    assert [(name, found.group()) for name, text in text_files() if (found := folder.search(text))] == []


def test_pictures_of_the_documents_stay_below_a_megabyte() -> None:
    pictures = [file for file in tracked() if file.suffix in PICTURES and "docs" in file.relative_to(PROJECT).parts]
    assert sum(file.stat().st_size for file in pictures) <= 1_000_000


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documents_refer_to_files_that_exist(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)[^)]*\)|(?:src|srcset)=\"([^\"]+)\"", text)
    targets = [link or source for link, source in links]
    assert [target for target in targets if "://" not in target and not (PROJECT / target).exists()] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    blocks = re.findall(r"```\w*\n(.*?)```", (PROJECT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["make videos", "make test"]


def test_make_help_tells_every_command() -> None:
    told = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for command in ("videos", "test", "docs", "lint", "format", "types", "bench", "clean"):
        assert re.search(rf"make {command} +\w", told)


def test_the_command_sessen_is_the_door() -> None:
    """`sessen` and `python render.py` are one program."""
    command = next(iter(entry_points(group="console_scripts", name="sessen")))
    assert command.value == "sessen.__main__:main"
    doors = (PROJECT / "render.py", PROJECT / "sessen" / "__main__.py")
    for door in (ast.parse(file.read_text(encoding="utf-8")) for file in doors):
        assert {node.module for node in ast.walk(door) if isinstance(node, ast.ImportFrom)} >= {"sessen.cli"}


@pytest.mark.parametrize("script", ["tools/setup.sh", "tools/system.sh", ".ci/run"])
def test_scripts_are_correct_bash(script: str) -> None:
    assert subprocess.run(["bash", "-n", PROJECT / script], check=False).returncode == 0


def test_the_licence_and_the_version_are_told_once() -> None:
    assert "MIT License" in (PROJECT / "LICENSE").read_text(encoding="utf-8")
    assert project()["license"] == "MIT"
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]", changes, re.MULTILINE) or f"## [{project()['version']}]" in changes
