"""The store: where graphs are kept, changed whole or not at all, and asked."""

from kg.store import coding, lookup
from kg.store.adding import Change, add, again
from kg.store.address import is_address, shown
from kg.store.embedded import answering
from kg.store.folder import is_store, stamp
from kg.store.spool import Row, Spool
from kg.store.store import Store
from kg.store.writer import RemoteWriter, Writer, change, writer

__all__ = [
    "Change",
    "RemoteWriter",
    "Row",
    "Spool",
    "Store",
    "Writer",
    "add",
    "again",
    "answering",
    "change",
    "coding",
    "is_address",
    "is_store",
    "lookup",
    "shown",
    "stamp",
    "writer",
]
