"""What punctuation and layout tell of who speaks: quotation marks, "Name: …", "…” — Name"."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import parse, phrases
from kg.extract.tokens import Doc, Range, Span, Token, once
from kg.lexicon import Report
from kg.model import Certainty

OPENING, CLOSING, NEUTRAL = "“«", "”»", ('"', "``", "''")
LONGEST_QUOTE = 2500  # characters; beyond it a quotation mark was never closed
SHORT = 5  # tokens, marks among them, of what is rather a word quoted than speech
DASHES = frozenset(("—", "―", "–", "--", "-"))
COMMAS, LONGEST_ASIDE = frozenset((",", "—", "–", "--")), 12  # tokens
SPEAKERS = frozenset(("PERSON", "ORG", "NORP"))
SOURCES = frozenset((  # what speaks as its authors do, and who is called by an office
    "poll", "report", "study", "survey", "analysis", "research", "review", "data", "figure", "document", "letter",
    "statement", "memo", "email", "e-mail", "brief", "article", "column", "editorial", "commentary", "book", "film",
    "documentary", "ad", "advertisement", "video", "footage", "tweet", "post", "speech",
    "official", "police", "analyst", "expert", "source", "minister", "president", "spokesman", "spokeswoman",
    "spokesperson", "judge", "court", "ministry", "government",
))  # fmt: skip
LONGEST_SPEAKER = 6  # tokens before the colon
SAYS = Report("say", "", "VERB", "say", Certainty.UNDERSPECIFIED)


@dataclass(frozen=True, slots=True)
class Reported:
    """One report. ``source`` is the head of the source's noun phrase (``None``: nobody named); ``cue`` a token range;
    ``content`` a token range; ``heads`` are the clauses reported."""

    source: Token | None
    cue: Range
    content: Range
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

    @property
    def aside(self) -> Range | None:
        """Source and cue, where they stand in the middle of the content: "This, he says, is the end"."""
        places = [self.cue] if self.source is None else [self.cue, edges(self.source, self.cue)]
        low, high = min(p[0] for p in places), max(p[1] for p in places)
        return (low, self._behind(low, high)) if self.content[0] < low and high < self.content[1] else None

    def _behind(self, low: int, high: int) -> int:
        """Where an aside between commas ends that begins with source and cue: "he told reporters on Monday"."""
        doc = self.heads[0].doc
        ends = (i for i in range(high, min(high + LONGEST_ASIDE, self.content[1])) if doc[i].text in COMMAS)
        return next(ends, high) if doc[low - 1].text in COMMAS else high

    def _in_source(self, i: int) -> bool:
        return self.source is not None and i in range(*edges(self.source, self.cue))


@once
def edges(source: Token, cue: Range) -> Range:
    """Token range of a source's phrase, without the relative clause that says what it says: "an aide who said …"."""
    start, end = phrases.subtree(source)
    while start < source.i and source.doc[start].dep_ == "case":  # "by"
        start += 1
    if source.i < cue[0] < end:
        at = source.doc[cue[0]]
        within = [t for t in (at, *at.ancestors) if source.is_ancestor(t)]
        clauses = [t for t in within if t.dep_ in parse.RELATIVES or t.dep_ == "acl"]
        end = max(source.i + 1, clauses[-1].left_edge.i) if clauses else source.i + 1
    return (cue[1] if start <= cue[0] < source.i else start), end


def source_range(source: Token, report: Reported) -> Range:
    """Token range of a report's ``source``, outside of its content and its cue."""
    start, end = edges(source, report.cue)
    for other in (report.content, report.cue):
        start, end = _outside(start, end, other)
    return (start, end) if start < end else (source.i, source.i + 1)


def _outside(start: int, end: int, other: Range) -> Range:
    """``[start, end)`` without ``other``: the longer of the parts that are left."""
    low, high = other
    if high <= start or end <= low:
        return start, end
    return max((start, max(start, low)), (min(end, high), end), key=lambda p: p[1] - p[0])


def ranges(doc: Doc) -> list[Range]:
    """Token ranges between quotation marks, marks included; a mark that is never closed opens nothing, but where the
    next paragraph opens with another: so long quotations are printed."""
    ranges: list[Range] = []
    opened: int | None = None
    start_char, depth = 0, 0
    for token in doc:
        text = token.text
        if opened is not None and token.idx - start_char > LONGEST_QUOTE:
            opened = None
        if opened is not None and text in (*OPENING, *NEUTRAL) and _begins_paragraph(token):
            ranges.append((opened, token.i - 1))
            opened = None
        if opened is None:
            if text in OPENING or _opens(token):
                opened, start_char, depth = token.i, token.idx, 0
        elif text in OPENING:
            depth += 1  # a quotation in a quotation
        elif text in CLOSING and depth:
            depth -= 1
        elif text in CLOSING or text in NEUTRAL:
            ranges.append((opened, token.i + 1))
            opened = None
    return ranges


def _begins_paragraph(mark: Token) -> bool:
    """Whether a mark stands right before the first word of a paragraph."""
    return mark.i > 0 and "\n" in mark.nbor(-1).text and not mark.whitespace_


def _opens(mark: Token) -> bool:
    """A straight mark right before a word, or a closing one at the beginning of a line, where an opening one was
    meant."""
    if mark.whitespace_:
        return False
    return mark.text in NEUTRAL or mark.text in CLOSING and (mark.i == 0 or mark.nbor(-1).is_space)


def around(token: Token, quotes: list[Range]) -> list[Range]:
    """Quotations of a reporting verb's sentence that it stands outside of and that are long enough to be speech."""
    sentence = token.sent
    found = _just_ended(token, quotes)
    for start, end in quotes:
        if end <= sentence.start or start >= sentence.end or start <= token.i < end or end - start <= 4:
            continue
        behind = token.dep_ == "advcl" and end <= token.i  # "'…,' he said, adding '…'"
        another = any(c.dep_ == "conj" and c.pos_ == "VERB" and token.i < c.i < start for c in token.children)
        if not another and not behind:
            found.append((start, end))
    return found


def _just_ended(token: Token, quotes: list[Range]) -> list[Range]:
    """The quotation right before a sentence that says no more than who spoke: "“Why now?” the minister asked."."""
    sentence = token.sent
    if token.i != sentence.root.i or parse.own_subject(token) is None or parse.objects(token):
        return []
    return [(a, b) for a, b in quotes if b == sentence.start and b - a > 2 and token.doc[b - 1].whitespace_]


def signed(doc: Doc, found: list[Reported], quotes: list[Range]) -> Iterator[Reported]:
    """A quotation with its speaker's name behind a dash: "“It is over.” — Jane Doe"."""
    for start, end in quotes:
        taken = any(r.content[0] < end and start < r.content[1] and not start <= r.cue[0] < end for r in found)
        dash = next((t for t in doc[end : end + 2] if not t.is_space), None)
        if taken or dash is None or dash.text not in DASHES or dash.i + 1 == len(doc):
            continue
        first = dash.i + 1 + doc[dash.i + 1].is_space
        name = next((e for e in doc.ents if e.start == first and e.label_ in SPEAKERS), None)
        if name is not None:
            heads = doc.roots(start, end)
            yield Reported(name.root, (dash.i, dash.i + 1), (start, end), heads, SAYS, direct=True)


def headlines(doc: Doc, found: list[Reported]) -> Iterator[Reported]:
    """A line that begins with who says it and a colon: "Minister: deal is dead"."""
    cues = {i for r in found for i in range(*r.cue)}
    surnames = {e[-1].lower_ for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}
    for sentence in doc.sents:
        colon = next((t for t in sentence[1 : LONGEST_SPEAKER + 1] if t.text == ":"), None)
        begins = sentence.start == 0 or "\n" in doc[sentence.start - 1].text
        if colon is None or not begins or colon.i in cues:
            continue
        first = sentence.start + sentence[0].is_quote
        source = _speaker(doc.span(first, colon.i), surnames) if first < colon.i else None
        end = next((t.i for t in doc[colon.i :] if "\n" in t.text), len(doc))
        while doc[end - 1].is_space or doc[end - 1].text == ".":
            end -= 1
        if source is not None and end - colon.i > 3:
            inside = sentence.root if sentence.root.i > colon.i else None
            head = inside or next((t for t in doc[colon.i + 1 : end] if t.head.i <= colon.i), doc[colon.i + 1])
            yield Reported(source, (colon.i, colon.i + 1), (colon.i + 1, end), (head,), SAYS)


def _speaker(words: Span, surnames: set[str]) -> Token | None:
    """The head of a phrase that names a speaker and nothing else."""
    last = words[-1]
    plain = all(t.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT") for t in words)
    named = last.ent_type_ in SPEAKERS or last.lemma_.lower() in SOURCES or len(words) == 1 and last.lower_ in surnames
    return words.root if plain and named else None


def _speaks_of(report: Reported, start: int, end: int) -> bool:
    """Whether a report's content is this quotation, not a clause in it."""
    if start <= report.cue[0] < end:
        return False
    shared = min(report.content[1], end) - max(report.content[0], start)
    return shared > 0 and (report.direct or 2 * shared > end - start)


def carried_on(doc: Doc, found: list[Reported], quotes: list[Range]) -> Iterator[Reported]:
    """A quotation with no cue of its own goes on with the speaker of the sentence before it; the paragraphs that one
    runs through are its speaker's, wherever one of them says who that is."""
    for run in _runs(doc, quotes):
        own = {quote: next((r for r in found if _speaks_of(r, *quote)), None) for quote in run}
        told = (r for r in own.values() if r is not None and r.source is not None)
        last = next(told, None) or _speaking(doc, run[0], found)
        for start, end in (quote for quote in run if own[quote] is None):
            long = len(run) > 1 or end - start > SHORT
            if long and last is not None and doc[last.cue[0]].pos_ == "VERB":
                heads = doc.roots(start, end)
                yield Reported(last.source, last.cue, (start, end), heads, last.report, False, direct=True)


def _runs(doc: Doc, quotes: list[Range]) -> Iterator[list[Range]]:
    """Quotations in the order of the text, those together that are one, left open at the ends of its paragraphs."""
    run: list[Range] = []
    for start, end in quotes:
        if run and (start != run[-1][1] + 1 or doc[start - 2].is_quote):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _speaking(doc: Doc, quote: Range, found: list[Reported]) -> Reported | None:
    """The report right before a quotation."""
    before = (r for r in reversed(found) if r.source is not None and r.cue[0] < quote[0])
    return next((r for r in before if _follows(doc[quote[0]], doc[r.cue[0]])), None)


def _follows(opening: Token, cue: Token) -> bool:
    """Whether a quotation opens in the sentence behind that of a cue, or in one that the parse did not part."""
    return opening.sent.start - cue.sent.end in (0, 1, 2) or opening.sent.start == cue.sent.start
