"""A statement as a comparison needs it: a short trace to see whether it differs, and the line that is shown of it."""

from dataclasses import dataclass

from kg.model import Statement
from kg.rdf import iris
from kg.rdf.vocabulary import KG

# polarity, confidence, rule, certainty, target and holder with their names
Trace = tuple[int, float, str, str, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Line:
    """``key`` is the statement's, ``document`` the document's id, ``source`` where it came from. ``holder`` is empty
    where the document itself speaks, ``holder_id`` and ``target_id`` are addresses. ``begin`` is the sentence's offset
    in the text; ``cues`` are half-open ranges of the ``sentence`` (a cue may lie outside of it), ``words`` what stands
    there."""

    key: str
    document: str
    kind: str
    holder_id: str
    holder: str
    relation: str
    target_id: str
    target: str
    polarity: int
    certainty: str
    confidence: float
    rule: str
    date: str
    begin: int
    sentence: str
    cues: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    source: str = ""
    title: str = ""
    publisher: str = ""

    @property
    def text(self) -> str:
        """What stays as it is when a newer text of the same source takes a document's place."""
        return self.source or self.document


def trace_of(statement: Statement) -> Trace:
    """As `kg.diff.sides.Kept` finds it in a store."""
    target, holder = statement.target, statement.holder
    return (
        statement.polarity, round(statement.confidence, 4), statement.rule, str(KG[statement.certainty]),
        str(iris.thing(target.id)), target.label,
        str(iris.thing(holder.id)) if holder else None, holder.label if holder else None,
    )  # fmt: skip


def line_of(statement: Statement) -> Line:
    """The line of a statement that is known without its document."""
    evidence, holder = statement.evidence, statement.holder
    cues = sorted({(cue.start, cue.end, cue.text) for cue in statement.cues})
    return Line(
        key=statement.key,
        document=evidence.document,
        kind=str(statement.kind),
        holder_id=holder.id if holder else "",
        holder=holder.label if holder else "",
        relation=statement.relation,
        target_id=statement.target.id,
        target=statement.target.label,
        polarity=statement.polarity,
        certainty=str(statement.certainty),
        confidence=round(statement.confidence, 4),
        rule=statement.rule,
        date=statement.date or "",
        begin=evidence.start,
        sentence=evidence.text,
        cues=tuple((start - evidence.start, end - evidence.start) for start, end, _ in cues),
        words=tuple(words for *_, words in cues),
        source=statement.uri,
    )
