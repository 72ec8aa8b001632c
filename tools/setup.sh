#!/usr/bin/env bash
# Install what is missing, say what and why, and do nothing when nothing is missing.
#
#   tools/setup.sh videos    what building videos needs
#   tools/setup.sh test      that, and what the tests need: test tools, linters, Chromium
#
# PYTHON=/path/to/python3 chooses the Python that .venv is made from.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/system.sh
source tools/system.sh

readonly purpose=${1:?videos or test}
readonly venv=.venv
case $purpose in
  videos) readonly extras='' ;;
  test) readonly extras='[cluster,decks,test,lint]' ;;
  *) fail "tools/setup.sh knows 'videos' and 'test', not '$purpose'" ;;
esac

# What is installed is known by a hash of all that decides it: requirements, versions, these scripts, the place, the Python.
fingerprint() {
  { cat pyproject.toml constraints.txt tools/setup.sh tools/system.sh; pwd; "$venv/bin/python" -VV; } 2>/dev/null | sha256sum
}

is_done() {
  local stamp
  for stamp in "$venv/.set-up-for-$purpose" "$venv/.set-up-for-test"; do
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ] && return
  done
  return 1
}

make_venv() {
  local python=$1
  # A venv that lost its Python, as after an upgrade of the system, or that was moved here from another folder, is made again.
  if ! "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    || ! grep -qF "$PWD/$venv" "$venv/bin/activate"; then
    say "making $venv with $("$python" -V) ($(command -v "$python"))"
    rm -rf "$venv"
    "$python" -m venv "$venv"
  fi
}

install_packages() {
  say "installing Python packages into $venv as pinned in constraints.txt (a minute or so, the first time)"
  "$venv/bin/python" -m pip install -qq --upgrade pip -c constraints.txt
  # pycairo and ManimPango are compiled here; their build tools are pinned in the same file.
  "$venv/bin/python" -m pip install -qq -e ".$extras" -c constraints.txt --build-constraint constraints.txt
}

main() {
  is_done && return
  local started=$SECONDS python
  need_system_packages "$purpose"
  python=$(find_python) || fail "there is no Python 3.11 or newer here" "$(python_cure)"
  make_venv "$python"
  install_packages
  [ "$purpose" = videos ] || need_browser "$venv/bin/python"
  fingerprint >"$venv/.set-up-for-$purpose"
  say "set up in $((SECONDS - started)) s; the next time this takes no time"
}

export PIP_DISABLE_PIP_VERSION_CHECK=1
main
