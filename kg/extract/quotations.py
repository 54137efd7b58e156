"""What punctuation and layout tell of who speaks: quotation marks, "Name: …", "…” — Name"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract import parse
from kg.lexicon import Report
from kg.model import Certainty

OPENING, CLOSING = "“«", "”»"
LONGEST_QUOTE = 2500  # characters; beyond it a quotation mark was never closed
DASHES = frozenset(("—", "―", "–", "--", "-"))
SPEAKERS = frozenset(("PERSON", "ORG", "NORP"))
SOURCES = frozenset(
    (
        "poll",
        "report",
        "study",
        "survey",
        "official",
        "police",
        "analyst",
        "expert",
        "source",
        "minister",
        "president",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "judge",
        "court",
        "ministry",
        "government",
    )
)
LONGEST_SPEAKER = 6  # tokens before the colon
SAYS = Report("say", "", "VERB", "say", Certainty.UNDERSPECIFIED)


@dataclass(frozen=True, slots=True)
class Reported:
    """One report. ``source`` is the head of the source's noun phrase (``None``: nobody named); ``cue`` a token range;
    ``content`` a token range; ``heads`` are the clauses reported."""

    source: Token | None
    cue: tuple[int, int]
    content: tuple[int, int]
    heads: tuple[Token, ...]
    report: Report
    negated: bool = False
    direct: bool = False

    @property
    def length(self) -> int:
        return self.content[1] - self.content[0]

    def holds(self, i: int) -> bool:
        """Whether token ``i`` lies in what is reported."""
        return self.content[0] <= i < self.content[1] and not self.cue[0] <= i < self.cue[1] and not self._in_source(i)

    def _in_source(self, i: int) -> bool:
        return self.source is not None and self.source.left_edge.i <= i <= self.source.right_edge.i


def ranges(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, marks included; a mark that is never closed opens nothing."""
    ranges, opened, start_char = [], None, 0
    for token in doc:
        text = token.text
        if text in OPENING or (text in ('"', "``") and opened is None):
            opened, start_char = token.i, token.idx
        elif opened is not None and (text in CLOSING or text in ('"', "''")):
            ranges.append((opened, token.i + 1))
            opened = None
        if opened is not None and token.idx - start_char > LONGEST_QUOTE:
            opened = None
    return ranges


def around(token: Token, quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Quotations of a reporting verb's sentence that it stands outside of and that are long enough to be speech."""
    sentence = token.sent
    found = _just_ended(token, quotes)
    for start, end in quotes:
        touches = start < sentence.end and end > sentence.start
        another = any(c.dep_ == "conj" and c.pos_ == "VERB" and token.i < c.i < start for c in token.children)
        if touches and not another and not start <= token.i < end and end - start > 4:
            found.append((start, end))
    return found


def _just_ended(token: Token, quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quotation right before a sentence that says no more than who spoke: "“Why now?” the minister asked."."""
    sentence = token.sent
    if token.i != sentence.root.i or parse.own_subject(token) is None or parse.objects(token):
        return []
    return [(a, b) for a, b in quotes if b == sentence.start and b - a > 2 and token.doc[b - 1].whitespace_]


def signed(doc: Doc, found: list[Reported], quotes: list[tuple[int, int]]) -> Iterator[Reported]:
    """A quotation with its speaker's name behind a dash: "“It is over.” — Jane Doe"."""
    for start, end in quotes:
        taken = any(r.content[0] < end and start < r.content[1] for r in found)
        dash = next((t for t in doc[end : end + 2] if not t.is_space), None)
        if taken or dash is None or dash.text not in DASHES or dash.i + 1 == len(doc):
            continue
        name = next((e for e in doc.ents if e.start == dash.i + 1 and e.label_ in SPEAKERS), None)
        if name is not None:
            heads = tuple(s.root for s in doc[start:end].sents)
            yield Reported(name.root, (dash.i, dash.i + 1), (start, end), heads, SAYS, direct=True)


def headlines(doc: Doc, found: list[Reported]) -> Iterator[Reported]:
    """A line that begins with who says it and a colon: "Minister: deal is dead"."""
    cues = {i for r in found for i in range(*r.cue)}
    for sentence in doc.sents:
        colon = next((t for t in sentence[1 : LONGEST_SPEAKER + 1] if t.text == ":"), None)
        begins = sentence.start == 0 or "\n" in doc[sentence.start - 1].text
        if colon is None or not begins or colon.i in cues or sentence.end - colon.i < 4:
            continue
        source = _speaker(doc[sentence.start : colon.i])
        end = sentence.end
        while doc[end - 1].is_space or doc[end - 1].text == ".":
            end -= 1
        if source is not None and end - colon.i > 3:
            inside = sentence.root if sentence.root.i > colon.i else None
            head = inside or next((t for t in doc[colon.i + 1 : end] if t.head.i <= colon.i), doc[colon.i + 1])
            yield Reported(source, (colon.i, colon.i + 1), (colon.i + 1, end), (head,), SAYS)


def _speaker(words: Span) -> Token | None:
    """The head of a phrase that names a speaker and nothing else."""
    last = words[-1]
    plain = all(t.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT") for t in words)
    named = last.ent_type_ in SPEAKERS or last.lemma_.lower() in SOURCES
    return words.root if plain and named else None


def carried_on(doc: Doc, found: list[Reported], quotes: list[tuple[int, int]]) -> Iterator[Reported]:
    """A quotation with no cue of its own goes on with the speaker of the sentence before it."""
    for start, end in quotes:
        if end - start < 6 or any(r.content[0] < end and start < r.content[1] for r in found):
            continue
        first = doc[start].sent
        before = [
            r
            for r in found
            if r.source is not None and r.cue[0] < start and 0 <= first.start - doc[r.cue[0]].sent.end <= 2
        ]
        if before and doc[before[-1].cue[0]].pos_ == "VERB":
            last = before[-1]
            heads = tuple(s.root for s in doc[start:end].sents)
            yield Reported(last.source, last.cue, (start, end), heads, last.report, False, direct=True)
