"""What can be wrong with a store."""

from __future__ import annotations

from sessen.errors import SessenError


class StoreUnusable(SessenError):
    """The store cannot be read or written at all."""


class StoreUnknown(StoreUnusable):
    """The address cannot be opened."""


class DamagedEntry(SessenError):
    """What the store holds is not what was put in; the step has to be made again."""

    def __init__(self, entry: str, why: str) -> None:
        super().__init__(f"entry {entry[:12]} of the store is damaged: {why}", hint="it will be made again")
        self.entry = entry
