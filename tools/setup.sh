#!/usr/bin/env bash
# Install what is missing, say what and why, and do nothing when nothing is missing.
#
#   tools/setup.sh videos    what building videos needs
#   tools/setup.sh docs      that, and what makes the documentation a site
#   tools/setup.sh test      that, and what the tests need: test tools, linters, Chromium, LibreOffice, LaTeX
#
# PYTHON=/path/to/python3 chooses the Python that .venv is made from.
set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/system.sh
source tools/system.sh

purpose=${1:?videos, docs or test}
case $purpose in
  videos) extras='' ;;
  docs) extras='[docs]' ;;
  test) extras='[cluster,decks,docs,test,lint,voice]' ;;
  *) fail "tools/setup.sh knows 'videos', 'docs' and 'test', not '$purpose'" ;;
esac
venv=.venv

digest() { sha256sum 2>/dev/null || shasum -a 256; }

# What is installed is known by a hash of all that decides it: requirements, versions, these scripts, the place, the Python.
fingerprint() {
  { cat pyproject.toml constraints.txt tools/setup.sh tools/system.sh; pwd; "$venv/bin/python" -VV; } 2>/dev/null | digest
}

is_set_up() {
  local stamp now
  [ -x "$venv/bin/python" ] || return 1
  now=$(fingerprint) || return 1
  for stamp in "$venv/.set-up-for-$purpose" "$venv/.set-up-for-test"; do
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  done
  return 1
}

# A .venv that lost its Python, as after an upgrade of the system, or that came from another folder, is of no use.
is_usable_venv() {
  is_new_enough "$venv/bin/python" && "$venv/bin/python" -c 'import pip' 2>/dev/null && grep -qF "$PWD/$venv" "$venv/bin/activate"
}

make_venv() {
  local python
  python=$(find_python)
  say "making $venv with $("$python" -V) ($(command -v "$python"))"
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

install_packages() {
  say "installing Python packages into $venv, as pinned in constraints.txt (a minute or so the first time)"
  "$venv/bin/python" -m pip install -qq --upgrade pip -c constraints.txt
  # pycairo and ManimPango are compiled here; their build tools are pinned in the same file.
  "$venv/bin/python" -m pip install -qq -e ".$extras" -c constraints.txt --build-constraint constraints.txt
}

main() {
  is_set_up && return
  # Without any Python, Debian's will do; one that is too old is the person's to choose another for.
  find_python >/dev/null || { has_apt && ! command -v "${PYTHON:-python3}" >/dev/null; } \
    || fail "there is no Python 3.11 or newer here" "$(python_cure "$purpose")"
  need_system_packages "$purpose"
  find_python >/dev/null || fail "there is no Python 3.11 or newer here" "$(python_cure "$purpose")"
  is_usable_venv || make_venv
  install_packages
  if [ "$purpose" = test ]; then
    say "installing the machine's voice (about 320 MB in all)"
    "$venv/bin/python" -m sessen.voice.install
    need_browser "$venv/bin/python"
    need_office
    need_latex
  fi
  fingerprint >"$venv/.set-up-for-$purpose"
  say "done in $SECONDS s; from now on this takes no time"
}

export PIP_DISABLE_PIP_VERSION_CHECK=1
main
