"""What is read of a document, and the way back from there: every range of a reading in the source's own characters."""

import re
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc

from kg.documents.normal import Normal, normalise
from kg.model import Attribution, Document, Participant, Party, Reading, Skip, Span, Statement

Back = Callable[[int, int], tuple[int, int]]


def readable(document: Document) -> str:
    """The document's text as it is read: its furniture blank, the rest in its normal form."""
    return normalise(blanked(document)).text


def blanked(document: Document) -> str:
    """The document's text with its furniture blanked, character for character, so that offsets stay."""
    text, at = document.text, 0
    parts: list[str] = []
    for start, end in sorted(document.furniture):
        start = max(start, at)
        parts += (text[at:start], re.sub(r"[^\n]", " ", text[start:end]))
        at = max(end, at)
    return "".join(parts) + text[at:]


def normal_of(document: Document, doc: Doc) -> Normal:
    """The text that ``doc`` is the parse of: `readable` ``(document)``, or the document's text as it stands. Raises
    `ValueError` where it is neither."""
    text = doc.text
    if text == document.text:
        return Normal(text)
    normal = normalise(blanked(document))
    if normal.text != text:
        raise ValueError(f"the parse of {text[:40]!r}: it must be that of the document; parse readable(document)")
    return normal


def in_source(reading: Reading, document: Document, normal: Normal) -> Reading:
    """A reading of ``normal`` as one of ``document``: names and labels stay, ranges and quotes become the source's."""
    if not normal.steps:
        return replace(reading, document=document)
    back = normal.source
    statements = (_statement(s, document, back) for s in reading.statements)
    return replace(
        reading,
        document=document,
        statements=tuple(sorted(statements, key=lambda s: (s.evidence.start, s.cues[0].start, s.key))),
        skips=tuple(Skip(s.reason, _span(s.span, document, back)) for s in reading.skips),
    )


def _statement(statement: Statement, document: Document, back: Back) -> Statement:
    s = statement
    return replace(
        s,
        holder=_party(s.holder, back) if s.holder else None,
        target=_party(s.target, back),
        evidence=_span(s.evidence, document, back),
        cues=tuple(_span(cue, document, back) for cue in s.cues),
        attributed_to=tuple(_party(party, back) for party in s.attributed_to),
        attribution=_attribution(s.attribution, document, back) if s.attribution else None,
    )


def _span(span: Span, document: Document, back: Back) -> Span:
    return document.span(*back(span.start, span.end))


def _party(party: Party, back: Back) -> Party:
    start, end = back(party.start, party.end)
    return replace(party, start=start, end=end, participants=tuple(_participant(p, back) for p in party.participants))


def _participant(participant: Participant, back: Back) -> Participant:
    if participant.start is None or participant.end is None:
        return participant
    start, end = back(participant.start, participant.end)
    return replace(participant, start=start, end=end)


def _attribution(attribution: Attribution, document: Document, back: Back) -> Attribution:
    return Attribution(
        _span(attribution.source, document, back) if attribution.source else None,
        _span(attribution.cue, document, back),
        _span(attribution.content, document, back),
    )
