"""TOML tables to rows. Every mistake is a `LexiconError` that names the file, the key and what is allowed."""

import re
import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import LexiconError
from kg.lexicon.known import Organization, State, Thing
from kg.lexicon.names import office
from kg.lexicon.section import Section
from kg.lexicon.words import (
    GENDERED,
    PREPOSITIONS,
    SLOTS,
    Content,
    Embedding,
    Fixed,
    Frame,
    Group,
    Modal,
    Pronoun,
    Relation,
    Report,
    Row,
    TimeWord,
    Title,
    Word,
)
from kg.model import Certainty, Kind, StatementKind

_EVENT = re.compile(r"[A-Z][A-Za-z]*")
_CODE = re.compile(r"[A-Z]{3}")
_NOMINAL_SLOTS = PREPOSITIONS | {"clause", "xcomp"}
_Rows = dict[tuple[type, Hashable], tuple[Row, Path]]  # by kind and key, each with its file


def read(folders: Iterable[Path]) -> tuple[Row, ...]:
    """All rows of the tables in ``folders``; a row of a later folder replaces one with the same key."""
    rows: _Rows = {}
    for folder in folders:
        rows.update(_folder(Path(folder)))
    relations = sorted(row.name for row, _ in rows.values() if isinstance(row, Relation))
    for row, path in rows.values():
        relation = row.opposite if isinstance(row, Relation) else getattr(row, "relation", None)
        if relation is not None and relation not in relations:
            raise LexiconError(f"{path}: unknown relation {relation!r}; allowed are {', '.join(relations)}")
    return tuple(row for row, _ in rows.values())


def _folder(folder: Path) -> _Rows:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise LexiconError(f"{folder}: holds no tables; want .toml files named {', '.join(_READERS)}")
    rows: _Rows = {}
    for path in paths:
        if path.stem not in _READERS:
            raise LexiconError(f"{path}: no such table; allowed are {', '.join(_READERS)}")
        for row in _READERS[path.stem](Section(str(path), _parsed(path))):
            first, _ = rows.setdefault((type(row), row.key), (row, path))
            if first is not row:
                raise LexiconError(f"{path}: {row.key!r} stands twice; keep one, the other is {first}")
    return rows


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LexiconError(f"{path}: not a readable TOML file ({error}); correct it there") from error


# --- predicates -----------------------------------------------------------------------------------------------------


def _relations(file: Section) -> Iterator[Relation]:
    for name, row in file.sections():
        row.only(
            ("label", "kind", "polarity", "definition", "plover", "cameo", "event", "example", "voiced", "opposite")
        )
        kind = StatementKind(row.choice("kind", list(StatementKind)))
        polarity = row.choice("polarity", (-1, 0, 1))
        label, definition, voiced = row.get("label", str), row.get("definition", str), row.get("voiced", bool, False)
        codes = {key: row.get(key, str, None) for key in ("plover", "cameo", "event", "example", "opposite")}
        yield Relation(name, label, kind, polarity, definition, voiced=voiced, **codes)


def _frames(section: Section, pos: str, slots: frozenset[str], agent: bool = False) -> Iterator[Frame]:
    for relation, row in section.sections():
        for slot in row.only(slots).table:
            for lemma, particle in row.lemmas(slot):
                yield Frame(lemma, particle, pos, relation, slot, agent)


def _verbs(file: Section) -> Iterator[Frame]:
    yield from _frames(file, "VERB", SLOTS)


def _adjectives(file: Section) -> Iterator[Frame]:
    yield from _frames(file, "ADJ", _NOMINAL_SLOTS | {"none"})


def _nouns(file: Section) -> Iterator[Frame | Word]:
    file.only(("act", "agent", "event"))
    yield from _frames(file.section("act"), "NOUN", _NOMINAL_SLOTS)
    yield from _frames(file.section("agent"), "NOUN", _NOMINAL_SLOTS, agent=True)
    events = file.section("event")
    for event in events.table:
        if not _EVENT.fullmatch(event):
            raise LexiconError(f"{events.where}: {event!r}, expected a type like Withdrawal")
        yield from (Word("event", lemma, event) for lemma, _ in events.lemmas(event))


def _fixed(file: Section) -> Iterator[Fixed | Word]:
    file.only(("frames", "light"))
    frames = file.section("frames")
    for relation in frames.table:
        for parts in (text.split() for text in frames.texts(relation)):
            if len(parts) not in (3, 4) or not PREPOSITIONS.issuperset((parts[-1], *parts[1:-2])):
                text, form = " ".join(parts), "verb [preposition] object preposition"
                raise LexiconError(f"{frames.where}: {relation} holds {text!r}, expected {form!r}")
            yield Fixed(parts[0], parts[1] if len(parts) == 4 else "", parts[-2], parts[-1], relation)
    light = file.section("light").only(("holder", "target", "ends"))
    for role in light.table:
        yield from (Word("light", lemma, role) for lemma, _ in light.lemmas(role))


def _content(file: Section) -> Iterator[Content]:
    for lemma in file.table:
        prepositions = tuple(file.get(lemma, str).split())
        if not prepositions or not PREPOSITIONS.issuperset(prepositions):
            raise LexiconError(f"{file.where}: {lemma} = {file.table[lemma]!r}, expected prepositions")
        yield Content(lemma, prepositions)


# --- reports and what is so -----------------------------------------------------------------------------------------

_POS = {"verbs": "VERB", "nouns": "NOUN", "adjectives": "ADJ"}


def _of_any_pos(row: Section) -> Iterator[tuple[str, str, str]]:
    for key, pos in _POS.items():
        yield from ((lemma, particle, pos) for lemma, particle in row.lemmas(key))


def _reports(file: Section) -> Iterator[Report | Word]:
    file.only(("acts", "going_on", "sources"))
    going_on = file.section("going_on").only(("verbs",)).lemmas("verbs")
    yield from (Word("going on", " ".join(filter(None, words))) for words in going_on)
    yield from (Word("source", text) for text in file.section("sources").only(("phrases",)).phrases("phrases"))
    for act, row in file.section("acts").sections():
        row.only((*_POS, "certainty", "factive", "polarity", "negates", "future", "relation", "things"))
        certainty = Certainty(row.choice("certainty", list(Certainty), "underspecified"))
        polarity = row.choice("polarity", (-1, 0, 1), 0)
        factive, negates, future = (row.get(flag, bool, False) for flag in ("factive", "negates", "future"))
        relation, things = row.get("relation", str, "asserts"), set(row.lemmas("things"))
        for words in sorted(things - set(row.lemmas("verbs"))):
            raise LexiconError(
                f"{row.where}: things holds {'_'.join(filter(None, words))!r}, which is none of its verbs"
            )
        for lemma, particle, pos in _of_any_pos(row):
            takes = pos == "VERB" and (lemma, particle) in things
            yield Report(lemma, particle, pos, act, certainty, factive, polarity, negates, future, relation, takes)


def _modifiers(file: Section) -> Iterator[Word | Modal | Embedding]:
    file.only(("negators", "conditionals", "modals", "embeddings", "hedges"))
    yield from (Word("negator", text) for text in file.section("negators").only(("words",)).phrases("words"))
    yield from (Word("conditional", text) for text in file.section("conditionals").only(("words",)).phrases("words"))
    for lemma, row in file.section("modals").sections():
        row.only(("certainty", "future", "relation"))
        certainty = Certainty(row.choice("certainty", list(Certainty)))
        yield Modal(lemma, certainty, row.get("future", bool, False), row.get("relation", str, None))
    for _, row in file.section("embeddings").sections():
        row.only(("plain", "negated", "clauses", *_POS))
        signs = row.choice("plain", (-1, 0, 1)), row.choice("negated", (-1, 0, 1))
        yield from (Embedding(lemma, particle, pos, *signs) for lemma, particle, pos in _of_any_pos(row))
        yield from (Embedding(lemma, particle, "CLAUSE", *signs) for lemma, particle in row.lemmas("clauses"))
    hedges = file.section("hedges").only(list(Certainty))
    for certainty in hedges.table:
        yield from (Word("hedge", text, certainty) for text in hedges.phrases(certainty))


# --- people and bodies ----------------------------------------------------------------------------------------------

_SECTORS = ("government", "party", "organization", "role")
_PORTFOLIO_FORMS = ("{} minister", "minister of {}", "minister for {}", "minister of the {}", "{} secretary",
                    "secretary of {}", "secretary for {}", "secretary of the {}")  # fmt: skip


def _titles(file: Section) -> Iterator[Title | Word]:
    file.only(("honorific", "qualifiers", "tenure", "portfolios", "abbreviations", *_SECTORS))
    named = {office(t): Title(office(t), t, "honorific", None) for t in file.section("honorific").texts("words")}
    for sector in _SECTORS:
        for relation in file.section(sector).table:
            for text in file.section(sector).texts(relation):
                yield (title := Title(office(text), text, sector, relation))
                named[title.text] = title
    for portfolio in file.section("portfolios").texts("words"):
        for name in (form.format(portfolio) for form in _PORTFOLIO_FORMS):
            if office(name) not in named:
                yield Title(office(name), name, "government", "holdsOffice")
    yield from (title for title in named.values() if title.sector == "honorific")
    abbreviations = file.section("abbreviations")
    for short in abbreviations.table:
        full = office(abbreviations.get(short, str))
        if full not in named:
            raise LexiconError(f"{abbreviations.where}: {short} = {full!r}, expected a title of this file")
        yield Title(office(short), named[full].name, named[full].sector, named[full].relation)
    tenure = file.section("tenure").only(("begins", "ends"))
    for use in tenure.table:
        yield from (Word("tenure", verb, use) for verb in tenure.texts(use))
    qualifiers = file.section("qualifiers").only(("plain", "below", "ended", "future"))
    for use in qualifiers.table:
        yield from (Word("qualifier", office(text), use) for text in qualifiers.texts(use))


def _times(file: Section) -> Iterator[TimeWord]:
    uses = ("weekday", "month", "day", "direction", "unit", "number", "distance", "part", "season")
    for use, row in file.only(uses).sections():
        for value in row.table:
            if not re.fullmatch(r"-?\d+", value):
                raise LexiconError(f"{row.where}: {value!r}, expected a whole number as key")
            yield from (TimeWord(text.rstrip(".").lower(), use, int(value)) for text in row.texts(value))


def _groups(file: Section) -> Iterator[Group]:
    for name, row in file.only((Kind.GROUP, Kind.PERSON, Kind.ORGANIZATION, Kind.GOVERNMENT_BODY)).sections():
        row.only(("words", "acts_for_state"))
        for key in row.table:
            yield from (Group(text, Kind(name), key == "acts_for_state") for text in row.phrases(key))


def _genders(file: Section) -> Iterator[Word]:
    for gender, row in file.only(("feminine", "masculine")).sections():
        for use in row.only(GENDERED).table:
            yield from (Word(use, text.lower(), gender) for text in row.get(use, str).split())


def _pronouns(file: Section) -> Iterator[Pronoun]:
    for text, row in file.sections():
        row.only(("use", "person", "number", "gender", "case"))
        yield Pronoun(
            text,
            row.choice("use", ("personal", "reflexive", "relative", "demonstrative", "indefinite")),
            row.choice("person", (1, 2, 3)),
            row.choice("number", ("singular", "plural", None)),
            row.choice("gender", ("masculine", "feminine", "neuter", "common", None)),
            row.choice("case", ("nominative", "accusative", "possessive", None)),
        )


def _states(file: Section) -> Iterator[State]:
    fields = ("aliases", "demonyms", "capitals", "seats", "ambiguous")
    for code, row in file.sections():
        if not _CODE.fullmatch(code):
            raise LexiconError(f"{row.where}: expected an ISO 3166 alpha-3 code such as USA")
        row.only(("name", "item", *fields))
        yield State(code, row.get("name", str), row.item(), *(row.texts(field) for field in fields))


def _organizations(file: Section) -> Iterator[Organization]:
    sectors = ("international", "body", "party", "nongovernmental", "armed", "company", "media")
    for sector, section in file.only(sectors).sections():
        for key, value in section.table.items():
            if isinstance(value, dict) and _CODE.fullmatch(key) and not value.keys() & {"aliases", "item"}:
                yield from _bodies(section.section(key), sector, key)
            else:
                yield from _bodies(Section(section.where, {key: value}), sector)


def _bodies(section: Section, sector: str, state: str | None = None) -> Iterator[Organization]:
    for name in section.table:
        aliases, item = section.named(name)
        yield Organization(name, aliases, sector, state, item)


def _international(file: Section) -> Iterator[Organization]:
    return _bodies(file, "international")


def _things(file: Section) -> Iterator[Thing]:
    kinds = {"agreement": Kind.TOPIC, "event": Kind.EVENT, "place": Kind.PLACE}
    for sort, section in file.only(kinds).sections():
        for name in section.table:
            aliases, item = section.named(name)
            yield Thing(name, aliases, kinds[sort], item)


_LISTED = ("family first", "particle", "generation", "after name", "legal", "generic", "filler", "agreement", "law",
           "form", "owned", "vague", "version", "business", "before name", "lettered", "shell",
           "renamed")  # fmt: skip
_PAIRS = ("abbreviated", "party", "party code", "short", "spelling")


def _naming(file: Section) -> Iterator[Word]:
    file.only((*_LISTED, *_PAIRS))
    yield from (Word(use, text, text) for use in _LISTED for text in file.phrases(use))
    for use in _PAIRS:
        pairs = file.section(use)
        yield from (Word(use, text, pairs.get(text, str)) for text in pairs.table)


_READERS: dict[str, Callable[[Section], Iterator[Row]]] = {
    "adjectives": _adjectives,
    "content": _content,
    "fixed": _fixed,
    "genders": _genders,
    "groups": _groups,
    "international": _international,
    "modifiers": _modifiers,
    "naming": _naming,
    "nouns": _nouns,
    "organizations": _organizations,
    "pronouns": _pronouns,
    "relations": _relations,
    "reports": _reports,
    "states": _states,
    "things": _things,
    "times": _times,
    "titles": _titles,
    "verbs": _verbs,
}
