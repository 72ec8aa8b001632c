"""``python -m sessen`` is ``render.py``."""

from sessen.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
