"""The door: makes the lecture's videos, and all else that ``python render.py --help`` tells of."""

import sys

if __name__ == "__main__":  # Worker processes run this file under another name, and need no command line.
    try:
        from sessen.cli import main
    except ModuleNotFoundError as missing:
        sys.exit(
            f"{missing.name} is not installed.\n  `make videos` sets everything up and builds; or: pip install -e ."
        )
    sys.exit(main())
