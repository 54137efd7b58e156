"""REFI-QDA projects (.qdpx): what `kg.exchange.qda_write` wrote is read back as it was, save for what a coder has
changed, who is right; of other projects what is coded with codes of these names.

A selection with one code under "for" or "against" (within "Statements"), one under "Holders" and one under "Targets" is
a stance. Codes on one and the same selection, which some programs write as several, are taken together.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kg.errors import SourceError
from kg.exchange.coded import by_cue, mention
from kg.exchange.qda_coded import Coded, Project, Source, project_of, source_of
from kg.exchange.qda_file import QdaFile
from kg.exchange.qda_form import HOLDERS, POLARITIES, STATEMENTS, TARGETS, places
from kg.ids import FOLDERS, entity_id, slug
from kg.model import ACTORS, Entity, Kind, Party, Reading, Skip, Span, Statement, StatementKind, Unreadable
from kg.statements import order

_Ends = tuple[Span, str, str]  # a selection, holder and target
_RELATIONS = {1: "supports", -1: "opposes"}


def readings(path: Path) -> Iterator[Reading | Unreadable]:
    """What the project at ``path`` gives, a document at a time, in its order; documents of one text are one."""
    try:
        with closing(QdaFile(path)) as file:
            yield from _readings(str(path), file)
    except SourceError as error:
        yield Unreadable(str(path), str(error))


def _readings(path: str, file: QdaFile) -> Iterator[Reading | Unreadable]:
    project, others = project_of(file.root), Counter[str]()
    sources: dict[str, Source] = {}
    for element in file.root.iterfind("Sources/*"):
        if element.tag != "TextSource":
            others[element.tag] += 1
            continue
        try:
            source = source_of(project, element, file.text(element))
        except SourceError as error:
            name = element.get("name") or element.get("guid") or "?"
            yield Unreadable(f"{path}: source {name[:80]!r}", str(error))
            continue
        first = sources.setdefault(source.document.id, source)
        if first is not source:
            first.coded.extend(source.coded)
    if others:
        told = ", ".join(f"{count} {tag[:40]}" for tag, count in sorted(others.items()))
        yield Unreadable(path, f"{told}: only sources of text are read; add their texts to the project")
    if file.root.find("Sources/*") is None:
        yield Unreadable(path, "a project without sources: there must be texts; export it with its sources")
    for kept in (one.kept for source in sources.values() for one in source.coded):
        if kept:
            project.name(kept)
    makers = [_Maker(project, source) for source in sources.values()]
    for maker in makers:
        maker.make()
    _ground(makers, project.written)
    yield from (maker.reading() for maker in makers)


class _Maker:
    """Makes a source's selections statements, and notes of each that is none why."""

    def __init__(self, project: Project, source: Source):
        self.document, self._project, self._source = source.document, project, source
        self.statements: list[Statement] = []
        self.skips: list[Skip] = []
        self._entities: dict[str, Entity] = {}
        text = self.document.text
        self._places = places(text) if source.before else list(range(len(text) + 1))

    def make(self) -> None:
        written: dict[str, Statement] = {}
        stances: dict[_Ends, dict[int, Statement]] = defaultdict(dict)
        for one in self._source.coded:
            span = self._span(one)
            if was := one.as_written(self.document, self._places):
                twice = written.setdefault(was.key, was) is not was
            elif reason := self._fault(one, span):
                self.skip(reason, span)
                continue
            else:
                made = self._stance(one, span)
                same = stances[span, made.holder.id if made.holder else "", made.target.id]
                twice = made.polarity in same
                same.setdefault(made.polarity, made)
            if twice:
                self.skip("qda-coded-twice", span)
        self.statements = [*written.values(), *self._told_apart(stances, set(written))]

    def _told_apart(self, stances: Mapping[_Ends, Mapping[int, Statement]], taken: set[str]) -> Iterator[Statement]:
        """The stances; a selection with somebody for and against one target gives neither."""
        for same in stances.values():
            if len(same) > 1:
                for statement in same.values():
                    self.skip("qda-contradiction", statement.evidence)
                continue
            (statement,) = same.values()
            alone = next((way for way in by_cue(statement, self.document) if way.key not in taken), None)
            if alone is None:
                self.skip("qda-selection-too-short", statement.evidence)
            else:
                taken.add(alone.key)
                yield alone

    def skip(self, reason: str, span: Span) -> None:
        self.skips.append(Skip(reason, span))

    def reading(self) -> Reading:
        document, before = self.document, self._source.before
        coders = sorted({(_rule(one.coder), one.coder) for one in self._source.coded if one.coder})
        metadata = (*document.metadata, *(coder for coder in coders if coder not in document.metadata))
        was = before.reading if before else Reading(document, (), (), (), words=len(document.text.split()))
        known = {entity.id for entity in was.entities}
        return replace(
            was,
            document=replace(document, metadata=metadata),
            entities=(*was.entities, *(self._entities[id] for id in sorted(self._entities) if id not in known)),
            statements=tuple(sorted(self.statements, key=order)),
            skips=tuple(sorted({*was.skips, *self.skips} if before else self.skips, key=_place)),
        )

    def _span(self, one: Coded) -> Span:
        """The selected text; what lies outside the text is the character nearest to it."""
        start, end = (bisect_left(self._places, place) for place in (one.start, one.end))
        last = len(self._places) - 1
        start = min(start, last - 1)
        return self.document.span(start, min(max(end, start + 1), last))

    def _fault(self, one: Coded, span: Span) -> str:
        """Why a selection is no statement; empty where it is one."""
        if not any(one.codes.values()):
            return "qda-other-code"
        sides = self._sides(one)
        holders, targets = one.codes[HOLDERS], one.codes[TARGETS]
        faults = {
            "qda-empty-selection": not 0 <= one.start < one.end <= self._places[-1] or not span.text.strip(),
            "qda-several-sides": len(sides) > 1, "qda-no-side": not sides & POLARITIES.keys(),
            "qda-no-holder": not holders, "qda-several-holders": len(holders) > 1,
            "qda-no-target": not targets, "qda-several-targets": len(targets) > 1,
        }  # fmt: skip
        return next((reason for reason, is_so in faults.items() if is_so), "")

    @staticmethod
    def _sides(one: Coded) -> set[str]:
        """The codes above its relations: who is for something and only may be against it is on several sides."""
        return {path[0].casefold() for path in one.codes[STATEMENTS]}

    def _stance(self, one: Coded, span: Span) -> Statement:
        (side,), ((holder,),), ((target,),) = self._sides(one), one.codes[HOLDERS], one.codes[TARGETS]
        polarity = POLARITIES[side]
        was = one.kept if one.kept and one.kept.fits(self.document) else None
        return Statement(
            StatementKind.STANCE, self._holder(holder, span), _RELATIONS[polarity],
            was.statement.target if was and was.shown.get("target") == target else self._target(target, span),
            polarity, span, (span,), _rule(one.coder), 1.0, date=self.document.published, uri=self.document.uri,
        )  # fmt: skip

    def _holder(self, name: str, span: Span) -> Party:
        meant = self._actor(HOLDERS, name)
        if meant is None:
            kind = self._project.kinds.get(name, Kind.PERSON)
            meant = Entity(entity_id(kind, name), name, kind)
        return self._party(meant, span)

    def _target(self, name: str, span: Span) -> Party:
        """What is called so: an actor of ours, else a topic."""
        meant = self._actor(TARGETS, name)
        return self._party(meant, span) if meant else Party(
            entity_id(Kind.TOPIC, name), name, Kind.TOPIC, span.start, span.end)  # fmt: skip

    def _actor(self, above: str, name: str) -> Entity | None:
        """The actor of ours whom ``name`` means, as a holder or as a target."""
        for group in dict.fromkeys((above, HOLDERS, TARGETS)):
            meant = self._project.parties.get((group, name))
            if meant and meant.kind in ACTORS:
                return self._project.kept.entities.get(meant.id) or Entity(meant.id, meant.label, meant.kind)
        return None

    def _party(self, entity: Entity, span: Span) -> Party:
        known = self._entities.setdefault(entity.id, entity)
        return Party(known.id, known.label, known.kind, *mention(self.document, known.label, span))


def _ground(makers: list[_Maker], written: set[str]) -> None:
    """Take away statements about one of ours that a coder has removed or changed."""
    gone = written - {statement.key for maker in makers for statement in maker.statements}
    while gone:
        targets, gone = {f"{FOLDERS[Kind.STATEMENT]}/{key}" for key in gone}, set()
        for maker in makers:
            lost = [s for s in maker.statements if s.target.kind == Kind.STATEMENT and s.target.id in targets]
            gone |= {statement.key for statement in lost}
            for statement in lost:
                maker.skip("about-rejected", statement.evidence)
            maker.statements = [statement for statement in maker.statements if statement not in lost]


def _rule(coder: str) -> str:
    """The name under which a coder is the source of statements."""
    return f"qda/coder-{slug(coder)}" if coder else "qda/coded"


def _place(skip: Skip) -> tuple[int, int, str]:
    return skip.span.start, skip.span.end, skip.reason
