"""Identifiers that anyone can compute again: readable, without collisions, the same on every machine.

``person/jane-doe-6gt6iojx`` is the kind's folder, a slug for the eye, and eight base32 characters of the SHA-256 of
kind, case-folded name and disambiguator. A state is its ISO 3166 alpha-3 code: ``state/usa``.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kg.model import Kind, digest

FOLDERS = {
    Kind.PERSON: "person",
    Kind.ORGANIZATION: "org",
    Kind.GOVERNMENT_BODY: "org",
    Kind.STATE: "state",
    Kind.GROUP: "group",
    Kind.PLACE: "place",
    Kind.EVENT: "event",
    Kind.TOPIC: "concept",
    Kind.PROPOSITION: "proposition",
    Kind.STATEMENT: "stance",
}


_ITEM = re.compile(r"Q[1-9][0-9]{0,17}", re.ASCII)
_ADDRESS = re.compile(
    r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::[0-9]{1,5})?"
    r"(?:/(?:[A-Za-z0-9._~:@!$&()*+,;=/-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:[?](?:[A-Za-z0-9._~:@!$&()*+,;=/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[A-Za-z0-9._~:@!$&()*+,;=/?-]|%[0-9A-Fa-f]{2})*)?",
    re.ASCII,
)
_ID = re.compile(rf"(?:{'|'.join(sorted(set(FOLDERS.values())))})/[a-z0-9-]+", re.ASCII)


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an identifier."""
    return _ID.fullmatch(text) is not None


def is_item(text: str) -> bool:
    """Whether ``text`` is an item of Wikidata: "Q30"."""
    return _ITEM.fullmatch(text) is not None


def register(identifier: str) -> str:
    """Which register gives an identifier elsewhere: ``wikidata``, or the host of an address; what is neither is alone.

    >>> register("Q30"), register("https://ftm.example/e/1"), register("LEI 5493")
    ('wikidata', 'ftm.example', 'LEI 5493')
    """
    address = _ADDRESS.fullmatch(identifier)
    return "wikidata" if is_item(identifier) else address[1].lower() if address else identifier


def is_elsewhere(text: str) -> bool:
    """Whether ``text`` names something elsewhere: an item of Wikidata, or an http address in plain ASCII."""
    return is_item(text) or _ADDRESS.fullmatch(text) is not None


def exact(same_as: Iterable[str]) -> tuple[str, ...]:
    """Those of an entity's identifiers that are the only one of their register, sorted."""
    registers = _registers(same_as)
    return tuple(sorted(found.pop() for found in registers.values() if len(found) == 1))


def left_open(same_as: Iterable[str]) -> tuple[str, ...]:
    """Those that share their register with another, sorted: an entity is one of them at most."""
    return tuple(sorted(i for found in _registers(same_as).values() if len(found) > 1 for i in found))


def _registers(same_as: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for identifier in same_as:
        found[register(identifier)].add(identifier)
    return found


def is_state(text: str) -> bool:
    """Whether ``text`` is the identifier of a state."""
    return text.startswith(FOLDERS[Kind.STATE] + "/")


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """``name`` in NFKC, case-folded, white space single, every apostrophe the straight one."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").casefold().split())


def slug(name: str, most: int = 48) -> str:
    """Lower-case ASCII words joined by hyphens, at most ``most`` characters; ``x`` when nothing is left."""
    ascii_ = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_)[:most].strip("-") or "x"


@lru_cache(maxsize=1 << 16)
def entity_id(kind: Kind, name: str, disambiguator: str = "") -> str:
    """The identifier of whatever is called ``name``; the folder, not the exact kind, goes into the digest."""
    folder = FOLDERS[kind]
    return f"{folder}/{slug(name)}-{digest(folder, folded(name), disambiguator)}"


def state_id(alpha3: str) -> str:
    """The identifier of a state by its ISO 3166 alpha-3 code."""
    return f"state/{alpha3.lower()}"


def content_id(kind: Kind, label: str, *content: object) -> str:
    """The identifier of an event or proposition by its content."""
    return f"{FOLDERS[kind]}/{slug(label)}-{digest(folded(label), *content)}"
