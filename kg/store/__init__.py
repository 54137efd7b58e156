"""The store: where graphs are kept, changed whole or not at all, and asked."""

from kg.store import lookup
from kg.store.adding import Change, add
from kg.store.embedded import answering
from kg.store.folder import is_store, stamp
from kg.store.store import Store
from kg.store.writer import Writer, change, writer

__all__ = ["Change", "Store", "Writer", "add", "answering", "change", "is_store", "lookup", "stamp", "writer"]
