"""How far the reader can be trusted: it reads public annotated sets and is held against them.

Sets are files that the user has; none is needed to read. Each module counts as its set's authors do and says how.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.evaluate import attribution, bank, events, identity, pronouns, roles, stance
from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Score

SETS: dict[str, Callable[..., Measured]] = {
    "dse": stance.measure,
    "polnear": attribution.measure,
    "plover": events.measure,
    "gum": pronouns.measure,
    "redocred": roles.measure,
    "bank": bank.measure,
    "identity": identity.measure,
}

__all__ = ["SETS", "Measured", "Miss", "Reader", "Score", "measure"]


def measure(name: str, path: Path, reader: Reader, **options: Any) -> Measured:
    """Hold ``reader`` against the set ``name`` at ``path``; ``options`` of that set: ``texts`` of ``identity``.

    Raises `SourceError` when there is nothing there or it is not in the set's format.
    """
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder; give the path of the data of {name!r}")
    try:
        return SETS[name](path, reader, **options)
    except (ValueError, KeyError, IndexError, TypeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: not in the format of {name!r} ({error}); see 'kg evaluate --help'") from error
