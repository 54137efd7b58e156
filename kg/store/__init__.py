"""The store: where graphs are kept, changed whole or not at all, and asked."""

from kg.store import coding, lookup
from kg.store.adding import Change, add, again
from kg.store.folder import is_store, stamp
from kg.store.store import Store
from kg.store.writer import Writer, change, writer

__all__ = ["Change", "Store", "Writer", "add", "again", "change", "coding", "is_store", "lookup", "stamp", "writer"]
