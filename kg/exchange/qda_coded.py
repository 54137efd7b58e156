"""A REFI-QDA project as its XML has it: texts, and selections with what they were coded with; see `kg.exchange.qda`."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from kg.errors import SourceError
from kg.exchange.dna_kept import Kept, KeptDocument, KeptStatement, selection
from kg.exchange.qda_form import ENDS, HOLDERS, KEYS, STATEMENTS, TARGETS, USER, restored, settings
from kg.model import ACTORS, Document, Kind, Party, Statement

GROUPS = {name.casefold(): name for name in (HOLDERS, TARGETS, STATEMENTS)}
Codes = Mapping[str, frozenset[tuple[str, ...]]]  # of a selection, by the code at the top; each a path below it


@dataclass(frozen=True, slots=True)
class Coded:
    """A selection: where it is, its codes, its coder's name (empty: nobody else's), and the statement that it was
    where it was written here."""

    start: int
    end: int
    codes: Codes
    coder: str
    kept: KeptStatement | None

    @property
    def is_whole(self) -> bool:
        return all(self.codes[name] for name in GROUPS.values())

    def as_written(self, document: Document, offsets: list[int]) -> Statement | None:
        """What was written here, where it was, of this very text, and no coder has changed it since."""
        if self.kept is None or not self.kept.fits(document):
            return None
        shown, statement = self.kept.shown, self.kept.statement
        codes = {STATEMENTS: shown.get("relation"), HOLDERS: shown.get("holder"), TARGETS: shown.get("target")}
        was = {name: frozenset([_path(code)] if code else ()) for name, code in codes.items()}
        is_same = was == self.codes and (self.start, self.end) == selection(offsets, statement.evidence)
        return statement if is_same else None


@dataclass(slots=True)
class Project:
    """What holds for all sources of a project: codes and users by identifier, and what is kept of ours."""

    codes: dict[str, tuple[str, ...]]  # the names from the top to it
    users: dict[str, str]
    kept: Kept
    written: set[str]  # the keys of all statements that were written
    kinds: dict[str, Kind]  # of holders, by name
    parties: dict[tuple[str, str], Party] = field(default_factory=dict)  # whom a name under a code means

    def name(self, kept: KeptStatement) -> None:
        """Remember whom the names mean that were given of a statement, so that a coder may choose them again."""
        its = kept.statement
        for above, name, party in ((HOLDERS, "holder", its.holder), (TARGETS, "target", its.target)):
            if party and kept.shown.get(name):
                self.parties.setdefault((above, str(kept.shown[name])), party)


@dataclass(slots=True)
class Source:
    document: Document
    before: KeptDocument | None
    coded: list[Coded]


def project_of(root: Element) -> Project:
    codes: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, Kind] = {}
    waiting: list[tuple[tuple[str, ...], Element]] = [((), element) for element in root.iterfind("CodeBook/Codes/Code")]
    while waiting:
        above, element = waiting.pop()
        path, told = (*above, _plain(element.get("name"))), element.findtext("Description") or ""
        codes[_guid(element.get("guid"))] = path
        if path[0].casefold() == HOLDERS.casefold():
            kinds[path[-1]] = _kind(told)
        waiting += [(path, child) for child in element.iterfind("Code")]
    users = {_guid(user.get("guid")): _plain(user.get("name")) for user in root.iterfind("Users/User")}
    rows = list(settings(root.findtext("Description") or ""))
    written = set(dict(rows).get(KEYS, "").split())
    for source in root.iterfind("Sources/TextSource"):
        rows += settings(source.findtext("Description") or "")
    return Project(codes, users, Kept.of(rows), written, kinds)


def source_of(project: Project, element: Element, text: str) -> Source:
    """A source of this text; raises `SourceError` where it is empty."""
    letters = dict(settings(element.findtext("Description") or "")).get(ENDS, "")
    unmarked = text.removeprefix("\ufeff")
    # as it was written, or as programs store it again: with a mark before it, or the line ends of Windows
    whole = dict.fromkeys((text, text.replace("\r\n", "\n"), unmarked, unmarked.replace("\r\n", "\n")))
    ways = (restored(way, letters) for way in whole)
    before = next((found for way in ways if (found := project.kept.document(way))), None)
    title = _plain(element.get("name"))
    if before is None:
        if not unmarked.strip():
            raise SourceError("has no text: a document must have words; give it its text")
        document = Document.of(unmarked, title=title)
    else:
        document = before.now((title, *[""] * 6), Document.of(text, title=title))
    return Source(document, before, _selections(project, element))


def _selections(project: Project, source: Element) -> list[Coded]:
    """The selections of a source; those that are not whole by themselves are joined where they are of one place."""
    found, parts = [], defaultdict(list)
    for element in source.iterfind("PlainTextSelection"):
        one = _coded(project, element)
        if one.kept or one.is_whole:
            found.append(one)
        else:
            parts[one.start, one.end].append(one)
    for several in parts.values():
        codes = {name: frozenset().union(*(one.codes[name] for one in several)) for name in GROUPS.values()}
        found.append(replace(several[0], codes=codes, coder=next((o.coder for o in several if o.coder), "")))
    return found + [Coded(0, 0, _codes(project, [coding]), "", None) for coding in source.iterfind("Coding")]


def _coded(project: Project, element: Element) -> Coded:
    codings = element.findall("Coding")
    said = (coding.get("creatingUser") for coding in codings)
    users = (element.get("modifyingUser"), *said, element.get("creatingUser"))
    coders = (project.users.get(_guid(user), "") for user in users)
    start, end = (_number(element.get(name)) for name in ("startPosition", "endPosition"))
    kept = KeptStatement.of(element.findtext("Description"))
    return Coded(start, end, _codes(project, codings), next((c for c in coders if c and c != USER), ""), kept)


def _codes(project: Project, codings: list[Element]) -> Codes:
    found: dict[str, set[tuple[str, ...]]] = {name: set() for name in GROUPS.values()}
    for reference in (reference for coding in codings for reference in coding.iterfind("CodeRef")):
        path = project.codes.get(_guid(reference.get("targetGUID")), ())
        if len(path) > 1 and path[-1] and path[0].casefold() in GROUPS:
            name = GROUPS[path[0].casefold()]
            found[name].add(path[1:] if name == STATEMENTS else path[-1:])
    return {name: frozenset(paths) for name, paths in found.items()}


def _path(code: object) -> tuple[str, ...]:
    return tuple(map(str, code)) if isinstance(code, list) else (str(code),)


def _plain(name: str | None) -> str:
    return " ".join((name or "").split())


def _guid(text: str | None) -> str:
    """An identifier as it is compared: programs write it in either case, with or without braces."""
    return (text or "").strip("{} ").casefold()


def _number(text: str | None) -> int:
    """The number that ``text`` is, and -1 where it is none."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,12}", text.strip(), re.ASCII) else -1


def _kind(description: str) -> Kind:
    """What a new holder is: the kind with which its code's description begins, else a person."""
    word = re.match(r"\w+", description)
    return next((kind for kind in ACTORS if word and kind == word[0]), Kind.PERSON)
