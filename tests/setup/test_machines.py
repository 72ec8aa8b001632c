"""What set-up does on machines of several kinds, tried with stand-ins for their programs: nothing is installed here.

A machine is a folder of programs that is all of PATH. What they are called with goes into a log.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).parents[2]
TOOLS: Final = "bash cat cp dirname env grep head mkdir mktemp printf rm sha256sum tail touch".split()
SYSTEM_PACKAGES: Final = ("gcc", "libc6-dev", "pkg-config", "libcairo2-dev", "libpango1.0-dev")

#: Answers as a Python of the given version does, and makes a .venv with a copy of itself.
PYTHON: Final = """\
#!/usr/bin/env bash
echo "python $*" >>"$LOG"
case "$*" in
  *'sys.version_info < (3, 11)'*) exit {too_old} ;;
  *'"python%d.%d"'*) echo python3.12 ;;
  *Python.h*) exit {no_headers} ;;
  *'import ensurepip'*) exit {no_venv} ;;
  -V) echo 'Python {version}' ;;
  -VV) echo 'Python {version} (main)' ;;
  '-m venv'*) mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo "VIRTUAL_ENV=$PWD/.venv" >.venv/bin/activate ;;
esac
"""
#: Knows what is installed from a file, and installs by writing there.
APT_GET: Final = """\
#!/usr/bin/env bash
echo "apt-get as $(id -u): $*" >>"$LOG"
for word in "$@"; do case $word in -*|*=*|install|update) ;; *) echo "$word" >>"$INSTALLED" ;; esac; done
case "$*" in *python3-venv*) cp "$SPARE_PYTHON" "$BIN/python3" ;; esac
"""
DPKG_QUERY: Final = """\
#!/usr/bin/env bash
for word in "$@"; do :; done
grep -qxF "$word" "$INSTALLED" && echo 'ii ' | head -c 3
"""
#: Says a lot after what is looked for: a reader that leaves early must not be taken for a no.
APT_CACHE: Final = """\
#!/usr/bin/env bash
echo "  Candidate: 150.0"
for line in {1..20000}; do echo "     150.0 500 stable/main amd64 Packages" || exit 1; done
"""


@dataclass
class Machine:
    """A folder with the project's set-up in it, and a folder with the only programs that there are."""

    root: Path

    @property
    def bin(self) -> Path:
        return self.root / "bin"

    @property
    def log(self) -> str:
        return (self.root / "log").read_text(encoding="utf-8")

    def program(self, name: str, text: str = "#!/usr/bin/env bash\n", *, folder: Path | None = None) -> Path:
        file = (folder or self.bin) / name
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
        return file

    def user(self, number: int) -> None:
        self.program("id", f"#!/usr/bin/env bash\necho ${{AS_USER:-{number}}}\n")

    def sudo(self) -> None:
        self.program("sudo", '#!/usr/bin/env bash\necho "sudo $*" >>"$LOG"\nAS_USER=0 "$@"\n')

    def python(
        self, version: str = "3.12.3", *, headers: bool = True, venv: bool = True, name: str = "python3"
    ) -> Path:
        minor = int(version.split(".")[1])
        text = PYTHON.format(
            version=version, too_old=int(minor < 11), no_headers=int(not headers), no_venv=int(not venv)
        )
        return self.program(name, text, folder=self.root if name == "spare" else None)

    def apt(self, *installed: str) -> None:
        for name, text in (("apt-get", APT_GET), ("dpkg-query", DPKG_QUERY), ("apt-cache", APT_CACHE)):
            self.program(name, text)
        (self.root / "installed").write_text("".join(f"{name}\n" for name in installed), encoding="utf-8")

    def set_up(self, purpose: str = "videos", **environment: str) -> subprocess.CompletedProcess[str]:
        (self.root / "log").write_text("", encoding="utf-8")
        fixed = {"LOG": "log", "INSTALLED": "installed", "SPARE_PYTHON": "spare", "BIN": "bin"}
        return subprocess.run(
            [str(self.bin / "bash"), str(self.root / "project/tools/setup.sh"), purpose],
            env={"PATH": str(self.bin)} | {key: str(self.root / value) for key, value in fixed.items()} | environment,
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with nothing but what every system has; its user is no administrator."""
    made = Machine(tmp_path)
    made.bin.mkdir()
    for name in TOOLS:
        (made.bin / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    made.program("uname", "#!/usr/bin/env bash\necho Linux\n")
    made.user(1000)
    (tmp_path / "project/tools").mkdir(parents=True)
    for name in ("pyproject.toml", "constraints.txt", "tools/setup.sh", "tools/system.sh"):
        shutil.copy(PROJECT / name, tmp_path / "project" / name)
    return made


def test_a_bare_debian_gets_python_and_what_compiles(machine: Machine) -> None:
    machine.user(0)
    machine.apt()
    machine.python(name="spare")
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert "libcairo2-dev libpango1.0-dev python3 python3-dev python3-venv" in done.stderr
    assert "--no-install-recommends" in machine.log
    assert "-m pip install -qq -e . -c constraints.txt" in machine.log


def test_only_what_is_missing_is_installed_and_named(machine: Machine) -> None:
    machine.user(0)
    machine.apt(*SYSTEM_PACKAGES[:-1])
    machine.python(venv=False)
    done = machine.set_up()
    assert "which draw): libpango1.0-dev python3.12-venv\n" in done.stderr
    assert "apt-get as 0: -q -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 install" in machine.log


def test_a_machine_that_has_everything_needs_no_administrator(machine: Machine) -> None:
    machine.apt(*SYSTEM_PACKAGES)
    machine.python()
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert "apt-get" not in machine.log


def test_a_user_installs_with_sudo(machine: Machine) -> None:
    machine.apt()
    machine.sudo()
    machine.python()
    assert machine.set_up().returncode == 0
    assert "sudo env DEBIAN_FRONTEND=noninteractive apt-get" in machine.log


def test_without_sudo_the_command_for_the_administrator_is_told(machine: Machine) -> None:
    machine.apt("gcc")
    machine.python()
    done = machine.set_up()
    assert done.returncode == 1
    assert "apt-get install libc6-dev pkg-config libcairo2-dev libpango1.0-dev\n" in done.stderr
    assert "apt-get" not in machine.log


def test_packages_that_cannot_be_installed_are_told_with_the_reason(machine: Machine) -> None:
    machine.user(0)
    machine.apt()
    machine.python()
    machine.program("apt-get", "#!/usr/bin/env bash\necho 'E: no space left on device'\nexit 100\n")
    done = machine.set_up()
    assert done.returncode == 1
    assert "E: no space left on device" in done.stderr
    assert "sudo apt-get install" in done.stderr


def test_the_second_time_nothing_happens(machine: Machine) -> None:
    machine.apt(*SYSTEM_PACKAGES)
    machine.python()
    machine.set_up()
    done = machine.set_up()
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert machine.log == "python -VV\n"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "tools/system.sh"])
def test_a_changed_requirement_is_installed(machine: Machine, name: str) -> None:
    machine.apt(*SYSTEM_PACKAGES)
    machine.python()
    machine.set_up()
    with (machine.root / "project" / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "installing Python packages" in machine.set_up().stderr


def test_set_up_for_tests_serves_videos_too_but_not_the_other_way(machine: Machine) -> None:
    machine.apt(*SYSTEM_PACKAGES, "chromium-headless-shell", "libreoffice-impress")
    machine.program("chromium-headless-shell")
    machine.program("soffice")
    machine.python()
    machine.set_up("videos")
    assert "installing Python packages" in machine.set_up("test").stderr
    assert "[cluster,decks,docs,test,lint,voice]" in machine.log
    assert machine.set_up("videos").stderr == ""


def test_tests_get_chromium_and_impress(machine: Machine) -> None:
    machine.user(0)
    machine.apt(*SYSTEM_PACKAGES)
    machine.python()
    assert machine.set_up("test").returncode == 0
    assert "install --no-install-recommends --yes chromium-headless-shell" in machine.log
    assert "install --no-install-recommends --yes libreoffice-impress" in machine.log


def test_tests_get_latex(machine: Machine) -> None:
    machine.user(0)
    machine.apt(*SYSTEM_PACKAGES, "chromium-headless-shell")
    machine.program("chromium-headless-shell")
    machine.python()
    assert machine.set_up("test").returncode == 0
    assert "install --no-install-recommends --yes texlive-latex-recommended texlive-pictures" in machine.log


def test_where_chromium_is_no_package_playwright_brings_it(machine: Machine) -> None:
    """Ubuntu offers it as a snap alone."""
    machine.user(0)
    machine.apt(*SYSTEM_PACKAGES)
    machine.program("apt-cache")
    machine.python()
    assert machine.set_up("test").returncode == 0
    assert "-m playwright install-deps chromium" in machine.log
    assert "-m playwright install --only-shell chromium" in machine.log


def test_an_old_python_is_told_and_nothing_is_installed(machine: Machine) -> None:
    machine.user(0)
    machine.apt()
    machine.python("3.9.2")
    done = machine.set_up()
    assert done.returncode == 1
    assert "no Python 3.11 or newer" in done.stderr
    assert "PYTHON=/path/to/python3.12" in done.stderr
    assert "apt-get" not in machine.log


def test_a_chosen_python_is_used(machine: Machine) -> None:
    machine.apt(*SYSTEM_PACKAGES)
    machine.python("3.9.2")
    chosen = machine.python("3.13.1", name="python-of-mine")
    done = machine.set_up(PYTHON=str(chosen))
    assert f"making .venv with Python 3.13.1 ({chosen})" in done.stderr


def test_a_chosen_python_that_is_none_is_named(machine: Machine) -> None:
    machine.python()
    done = machine.set_up(PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert "/nowhere/python3 is none" in done.stderr


def test_a_venv_from_another_folder_is_made_again(machine: Machine) -> None:
    """Copied or moved along with the project, it still points to where it was."""
    machine.apt(*SYSTEM_PACKAGES)
    machine.python()
    machine.set_up()
    (machine.root / "project/.venv/bin/activate").write_text("VIRTUAL_ENV=/elsewhere/.venv", encoding="utf-8")
    (machine.root / "project/constraints.txt").touch()
    (machine.root / "project/.venv/.set-up-for-videos").unlink()
    assert "making .venv" in machine.set_up().stderr


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("dnf", "sudo dnf install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel"),
        ("pacman", "sudo pacman -S --needed gcc pkgconf cairo pango python"),
        ("zypper", "sudo zypper install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel"),
        ("winget", "winget install Python.Python.3.13"),
    ],
)
def test_other_systems_are_told_the_command_of_their_package_manager(
    machine: Machine, manager: str, command: str
) -> None:
    machine.program(manager)
    machine.python()
    done = machine.set_up()
    assert done.returncode == 1
    assert command in done.stderr


def test_macos_is_told_of_homebrew(machine: Machine) -> None:
    machine.program("uname", "#!/usr/bin/env bash\necho Darwin\n")
    machine.python()
    done = machine.set_up()
    assert done.returncode == 1
    assert "brew install cairo pango pkg-config python" in done.stderr


def test_other_systems_that_have_everything_are_set_up(machine: Machine) -> None:
    machine.program("cc")
    machine.program("pkg-config")
    machine.python()
    assert machine.set_up().returncode == 0
    assert "-m pip install" in machine.log


def test_an_unknown_purpose_is_refused(machine: Machine) -> None:
    done = machine.set_up("video")
    assert done.returncode == 1
    assert "'docs' and 'test'" in done.stderr
