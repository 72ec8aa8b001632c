"""Words that people type, errors that people read."""

from sessen.cli.main import main

__all__ = ["main"]
