"""Finished steps by content key: a folder, or any address that fsspec knows, whole or not at all."""

from sessen.store.backends import Backend, open_backend
from sessen.store.errors import DamagedEntry, StoreUnknown, StoreUnusable
from sessen.store.store import Entry, Store, open_store

__all__ = ["Backend", "DamagedEntry", "Entry", "Store", "StoreUnknown", "StoreUnusable", "open_backend", "open_store"]
