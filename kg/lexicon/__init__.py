"""Words in tables, and one loader that validates them: ``load().frames("criticize", "VERB")``.

The tables are the ``*.toml`` files beside this one. Own tables in another folder, under the same file names, extend
them; a row with the same key replaces ours: ``load(extra=[Path("my-words")])``.
"""

import functools
from collections.abc import Iterable
from pathlib import Path

from kg.lexicon.known import Metonym, Organization, State, Thing
from kg.lexicon.lookup import Lexicon
from kg.lexicon.tables import read
from kg.lexicon.words import (
    Embedding,
    Fixed,
    Frame,
    Group,
    Modal,
    Pronoun,
    Relation,
    Report,
    TimeWord,
    Title,
)

__all__ = [
    "Embedding",
    "Fixed",
    "Frame",
    "Group",
    "Lexicon",
    "Metonym",
    "Modal",
    "Organization",
    "Pronoun",
    "Relation",
    "Report",
    "State",
    "Thing",
    "TimeWord",
    "Title",
    "load",
]


def load(folder: Path | None = None, *, extra: Iterable[Path] = ()) -> Lexicon:
    """The lexicon of ``folder`` (``None``: the tables that come along), extended by each folder in ``extra`` in turn.

    Raises `LexiconError` for a malformed table. The default lexicon is read once.
    """
    return _load(folder or Path(__file__).parent, tuple(extra))


@functools.cache
def _load(folder: Path, extra: tuple[Path, ...]) -> Lexicon:
    return Lexicon(read((folder, *extra)))
