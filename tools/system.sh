# Which system packages are missing, and how they come onto this kind of machine. Sourced by setup.sh.
# shellcheck shell=bash

say() { printf 'set-up: %s\n' "$*" >&2; }

# fail WHAT [CURE...]
fail() {
  say "$1"
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Run as root: directly, or with sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs an administrator, for there is no sudo here" "as root: $*"
  fi
}

# The newest Python is not the best choice, the system's own is: what it needs comes from the same packages.
find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.14; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$candidate" && return
    [ "$candidate" != "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is not Python 3.11 or newer"
  done
  return 1
}

python_cure() {
  if command -v python3 >/dev/null; then
    echo "$(python3 -V) is too old. Install a newer one beside it, then: make $purpose PYTHON=/path/to/python3.12"
  else
    echo "Install Python 3.11 or newer, then: make $purpose PYTHON=/path/to/python3"
  fi
}

# Headers to compile pycairo and ManimPango, and the module that makes .venv. Pythons of another make (pyenv, conda) bring both.
python_packages() {
  local python name
  if ! python=$(find_python); then
    command -v python3 >/dev/null || echo "python3 python3-dev python3-venv"
    return
  fi
  name=$("$python" -c 'import os, sys; print("python%d.%d" % sys.version_info[:2])')
  "$python" -c 'import os, sysconfig as s; os.stat(s.get_paths()["include"] + "/Python.h")' 2>/dev/null || echo "$name-dev"
  "$python" -c 'import ensurepip' 2>/dev/null || echo "$name-venv"
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

is_offered() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }

missing_of() {
  local package
  for package in "$@"; do is_installed "$package" || echo "$package"; done
}

# apt_install WHY PACKAGE...: nothing when all are there.
apt_install() {
  local why=$1
  shift
  local -a missing
  mapfile -t missing < <(missing_of "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing system packages ($why): ${missing[*]}"
  # A machine just started may be updating itself: wait for it. Lists that cannot be renewed may still do.
  local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
  as_root "${apt[@]}" update || say "some package lists could not be renewed; going on with those that are here"
  as_root "${apt[@]}" -o Dpkg::Use-Pty=0 install --no-install-recommends --yes "${missing[@]}" >/dev/null \
    || fail "apt-get could not install ${missing[*]}" "sudo apt-get install --no-install-recommends ${missing[*]}"
}

need_system_packages() {
  if has_apt; then
    # shellcheck disable=SC2046  # one word a package
    apt_install "Python, and what compiles pycairo and ManimPango, which draw" \
      gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev $(python_packages)
  elif ! can_compile; then
    fail "Cairo, Pango, pkg-config or a C compiler is missing. On this system, install them with:" "$(other_systems_cure)" \
      "and run 'make $1' again."
  fi
}

can_compile() { command -v cc >/dev/null && pkg-config --exists cairo pangocairo 2>/dev/null; }

other_systems_cure() {
  if [ "$(uname -s)" = Darwin ]; then
    echo "brew install cairo pango pkg-config python@3.13   (and: xcode-select --install)"
  elif command -v dnf >/dev/null; then
    echo "sudo dnf install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel"
  elif command -v pacman >/dev/null; then
    echo "sudo pacman -S --needed gcc pkgconf cairo pango python"
  elif command -v zypper >/dev/null; then
    echo "sudo zypper install gcc pkgconf-pkg-config cairo-devel pango-devel python311-devel"
  elif command -v apk >/dev/null; then
    echo "sudo apk add build-base pkgconf cairo-dev pango-dev python3-dev"
  elif command -v winget >/dev/null; then
    echo "winget install Python.Python.3.13, then: py -m pip install -e . -c constraints.txt"
  else
    echo "your package manager: a C compiler, pkg-config, the headers of Cairo, of Pango (with pangocairo) and of Python"
  fi
}

# Debian packages Chromium itself, also without windows; Ubuntu only as a snap, so there Playwright fetches its own.
need_browser() {
  local python=$1
  if command -v chromium-headless-shell chromium google-chrome >/dev/null; then
    return
  elif has_apt && is_offered chromium-headless-shell; then
    apt_install "the browser of the tests" chromium-headless-shell
  else
    say "installing the browser of the tests (Chromium, by Playwright)"
    as_root_for_browser "$python" || fail "Playwright could not install Chromium" "install Chromium or Google Chrome, and run 'make test' again"
  fi
}

as_root_for_browser() {
  "$1" -m playwright install --only-shell chromium && { ! has_apt || as_root "$1" -m playwright install-deps chromium; }
}
