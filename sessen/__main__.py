"""``python -m sessen``, and the command ``sessen``, are ``render.py``."""


def main() -> int:
    """The command line; not imported before it is called, for worker processes run this file under another name."""
    from sessen.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    raise SystemExit(main())
