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

# Run a command and show what it said only when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [ $status -eq 0 ] || tail -n 20 "$log" >&2
  rm -f "$log"
  return $status
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_be_root() { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; }

# --- Python -------------------------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# The name of a Python that is new enough: the usual one, else any there is.
find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
    if is_new_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

python_cure() {
  local again="make $1 PYTHON=/path/to/python3.12"
  if [ -n "${PYTHON:-}" ]; then
    echo "$PYTHON is none; name another one: $again"
  elif command -v python3 >/dev/null; then
    echo "$(python3 -V) is too old: install a newer one beside it, with its headers and its venv module, then: $again"
  else
    echo "install it, then: $again"
  fi
}

# What Debian's Python leaves out: headers, and the module that makes .venv. Those of pyenv or conda bring both.
python_packages() {
  local python name
  python=$(find_python) || { echo python3 python3-dev python3-venv && return; }
  name=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
  "$python" -c 'import os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null || echo "$name-dev"
  "$python" -c 'import ensurepip' 2>/dev/null || echo "$name-venv"
}

# --- Debian and Ubuntu --------------------------------------------------------------------------------------------

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

# The word "(none)" stands where a package is known by name only.
is_offered() { [[ $(apt-cache policy "$1" 2>/dev/null) == *'Candidate: '[0-9]* ]]; }

missing_of() {
  local package
  for package in "$@"; do is_installed "$package" || echo "$package"; done
}

# A machine just started may be updating itself: wait for it.
apt_get() {
  quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@"
}

renew_lists() {
  apt_get update || say "some package lists could not be renewed; going on with those that are here"
}

# apt_install WHY PACKAGE...: nothing when all are there.
apt_install() {
  local why=$1
  shift
  local -a missing
  mapfile -t missing < <(missing_of "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  may_be_root || fail "system packages are missing, and there is no sudo here; as root:" "apt-get install ${missing[*]}"
  say "installing system packages ($why): ${missing[*]}"
  renew_lists
  apt_get install --no-install-recommends --yes "${missing[@]}" \
    || fail "apt-get could not install them; see why with:" "sudo apt-get install --no-install-recommends ${missing[*]}"
}

# --- other systems ------------------------------------------------------------------------------------------------

can_compile() { command -v cc >/dev/null && pkg-config --exists cairo pangocairo 2>/dev/null; }

other_systems_cure() {
  if [ "$(uname -s)" = Darwin ]; then
    echo "xcode-select --install; brew install cairo pango pkg-config python"
  elif command -v dnf >/dev/null; then
    echo "sudo dnf install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel"
  elif command -v pacman >/dev/null; then
    echo "sudo pacman -S --needed gcc pkgconf cairo pango python"
  elif command -v zypper >/dev/null; then
    echo "sudo zypper install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel"
  elif command -v winget >/dev/null; then
    echo "nothing need be compiled on Windows: winget install Python.Python.3.13, then: py -m pip install -e . -c constraints.txt"
  else
    echo "a C compiler, pkg-config, and the headers of Cairo, Pango and Python, from your package manager"
  fi
}

# --- what sessen needs --------------------------------------------------------------------------------------------

need_system_packages() {
  if has_apt; then
    # shellcheck disable=SC2046  # one word a package
    apt_install "Python, and what compiles pycairo and ManimPango, which draw" \
      gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev $(python_packages)
  elif ! can_compile; then
    fail "Cairo, Pango, pkg-config or a C compiler is missing; install them, then 'make $1' again:" "$(other_systems_cure)"
  fi
}

# Debian packages a Chromium without windows, or only the whole one; Ubuntu has it as a snap alone, so there Playwright brings its own.
need_browser() {
  local package
  if command -v chromium-headless-shell chromium google-chrome >/dev/null; then return; fi
  if has_apt && may_be_root; then
    is_offered chromium || renew_lists
    for package in chromium-headless-shell chromium; do
      if is_offered "$package"; then
        apt_install "the browser of the tests" "$package"
        return
      fi
    done
  fi
  say "installing the browser of the tests (Chromium, brought by Playwright)"
  playwright_install "$1" || fail "Playwright could not install Chromium" "install Chromium or Google Chrome, then: make test"
}

# Turns decks into pages that the tests look at: Impress alone, without Java, help and the other programs.
need_office() {
  if command -v soffice >/dev/null; then return; fi
  if has_apt; then
    apt_install "LibreOffice Impress, which reads the decks of the tests" libreoffice-impress
  else
    fail "LibreOffice, which reads the decks of the tests, is missing" "install it so that 'soffice' starts it, then: make test"
  fi
}

playwright_install() {
  if has_apt; then quietly as_root "$1" -m playwright install-deps chromium; fi && quietly "$1" -m playwright install --only-shell chromium
}

# What compiles Beamer slides with clips in them. Where it is no package of the system, or nobody may install it, one test is left out.
need_latex() {
  if command -v pdflatex >/dev/null; then return; fi
  if has_apt && may_be_root; then
    apt_install "LaTeX, which compiles slides in the tests" texlive-latex-recommended texlive-pictures
  else
    say "there is no LaTeX here: the test that compiles Beamer slides is left out"
  fi
}
