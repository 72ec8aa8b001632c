"""Finished steps by content key: a folder, or any address that fsspec knows, whole or not at all."""

from sessen.store.backends import Place, place_of
from sessen.store.errors import DamagedEntry, StoreUnknown, StoreUnusable
from sessen.store.store import Entry, Store, open_store

__all__ = ["DamagedEntry", "Entry", "Place", "Store", "StoreUnknown", "StoreUnusable", "open_store", "place_of"]
