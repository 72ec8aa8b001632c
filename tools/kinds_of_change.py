"""Try every kind of change to code: draw before and after it, and hold the pictures against what the keys say.

``python -m tools.kinds_of_change [WORD ...]`` tries those whose names have one of the words in them. It takes minutes;
`tests/keys/test_code_kinds.py` tries some of them in every run of the tests.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # for the process that draws


def main(words: list[str]) -> int:
    """Try them; the code is that of the program."""
    from tests.keys.code_kinds import kinds
    from tests.keys.trial import trials

    wanted = [kind for kind in kinds() if not words or any(word in kind.name for word in words)]
    stale = needless = steps = 0
    for verdict in trials(wanted):
        steps += verdict.drawn
        stale += bool(verdict.stale)
        needless += len(verdict.needless)
        for word, found in (("STALE", verdict.stale), ("drawn without need", verdict.needless)):
            if found:
                sys.stdout.write(f"{word}: {verdict.kind}: {', '.join(found)}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{len(wanted)} kinds: {stale} stale; of {steps} steps {needless} drawn without need\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
