"""Who goes on speaking: the paragraphs behind "Doe said:", the turns of a transcript, "he added"."""

from collections.abc import Iterator
from itertools import pairwise

from kg.extract import owners, parse
from kg.extract.quotations import SAYS, Reported
from kg.extract.tokens import Doc, Range, Span, Token
from kg.lexicon import Lexicon, Report

ABOUT = frozenset(("about", "of", "on"))  # "spoke about the raid:" is the document's colon
LEAST_TURNS = 3  # lines with a name and a colon, from which a text is a transcript
LEAST_WORDS = 3  # tokens of a paragraph that may be speech


def introduced(doc: Doc, found: list[Reported], quotes: list[Range], lexicon: Lexicon) -> Iterator[Reported]:
    """What stands behind a line that ends in a word for speech and a colon: the quotation that the next paragraph
    begins with, or else that paragraph and those after it that go on in the first person."""
    cues = {i for r in found for i in range(*r.cue)}
    paragraphs = list(_paragraphs(doc))
    for n, line in enumerate(paragraphs[:-1]):
        lead = _lead(line, cues, lexicon) if line[-1].text == ":" else None
        if lead is None:
            continue
        source, word, report = lead
        first = paragraphs[n + 1]
        quote = next((q for q in quotes if q[0] == first.start), None)
        for spoken in [doc.span(*quote)] if quote else _in_own_words(paragraphs[n + 1 :], found, lexicon):
            told = any(r.direct and r.content[0] < spoken.end and spoken.start < r.content[1] for r in found)
            if len(spoken) >= LEAST_WORDS and not told:
                yield _turn(source, (word.i, word.i + 1), spoken, report)


def _paragraphs(doc: Doc) -> Iterator[Span]:
    """The lines of a document that have words, without the white space around them."""
    breaks = [-1, *(t.i for t in doc if "\n" in t.text), len(doc)]
    for before, behind in pairwise(breaks):
        words = [t.i for t in doc[before + 1 : behind] if not t.is_space]
        if words:
            yield doc.span(words[0], words[-1] + 1)


def _lead(line: Span, cues: set[int], lexicon: Lexicon) -> tuple[Token, Token, Report] | None:
    """The source, the word and the report of a line that leads in speech: its last verb or noun for what is said."""
    for word in reversed(line[-1].sent):
        if word.i in cues or word.i >= line.end:
            continue
        source, report = None, None
        if word.pos_ == "VERB" and not parse.is_passive(word) and not _says_what(word, lexicon):
            report = lexicon.report(word.lemma_, "VERB", parse.particle(word))
            source = parse.subject(word)
        elif word.pos_ == "NOUN" and lexicon.event_type(word.lemma_) == "Statement":
            report, source = lexicon.report(word.lemma_, "NOUN") or SAYS, owners.author(word, lexicon)
        if report is not None and source is not None and _may_speak(source, lexicon):
            return source, word, report
        if word.pos_ == "VERB" and word.dep_ != "acl":  # "issued a statement taking the blame:"
            return None
    return None


def _may_speak(source: Token, lexicon: Lexicon) -> bool:
    pronoun = lexicon.pronoun(source.text)
    return source.tag_ not in ("WP", "WDT", "WRB") and (pronoun is None or pronoun.person != 2)


def _says_what(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb says already what is said, not only to whom: "talked about the raid:"."""
    things = (t for t in parse.objects(verb) if not (t.ent_type_ or t.pos_ == "PRON" or lexicon.group(t.lemma_)))
    return any(things) or bool(parse.complements(verb)) or any(p in ABOUT for p, _ in parse.obliques(verb))


def _in_own_words(paragraphs: list[Span], found: list[Reported], lexicon: Lexicon) -> Iterator[Span]:
    """Paragraphs without quotation marks that are one speaker's: the first, and those after it in the first person."""
    for n, paragraph in enumerate(paragraphs):
        told = any(r.direct and r.cue[0] in range(paragraph.start, paragraph.end) for r in found)
        if told or paragraph[-1].text == ":" or n and not _first_person(paragraph, lexicon):
            return
        yield paragraph


def _first_person(words: Span, lexicon: Lexicon) -> bool:
    """Whether words say "I" or "we" outside of quotation marks."""
    pronouns = (lexicon.pronoun(t.text) for t in words if t.pos_ in ("PRON", "DET") and t.text != "US")
    return not any(t.is_quote for t in words) and any(p is not None and p.person == 1 for p in pronouns)


def transcribed(doc: Doc, lines: list[Reported]) -> Iterator[Reported]:
    """The further paragraphs of each turn of a transcript: ``lines`` begin with a name and a colon. The last turn may
    end anywhere, and is its first paragraph; the document's first line is a headline."""
    paragraphs = list(_paragraphs(doc))
    turns = [(r.source, r) for r in lines if r.source is not None and r.source.i >= paragraphs[0].end]
    if len(turns) < LEAST_TURNS or len({source.lower_ for source, _ in turns}) < 2:
        return
    for (source, turn), (after, _) in pairwise(turns):
        for spoken in paragraphs:
            if turn.content[1] <= spoken.start and spoken.end <= after.i:
                words = [t for t in spoken if not t.is_quote]
                if len(words) >= LEAST_WORDS and not words[0].is_bracket:  # "(CROSSTALK)"
                    yield _turn(source, turn.cue, spoken, SAYS)


def _turn(source: Token, cue: Range, spoken: Span, report: Report) -> Reported:
    roots = source.doc.roots(spoken.start, spoken.end)
    heads = tuple(root for root in roots if spoken.start <= root.i < spoken.end) or (spoken.root,)
    return Reported(source, cue, (spoken.start, spoken.end), heads, report, direct=True)


def speaker_before(pronoun: Token, reports: list[Reported], lexicon: Lexicon) -> Token | None:
    """Who spoke last, where a pronoun goes on: "he added", "she continued". Nobody where something else was told since,
    or the report stands in what somebody else says."""
    verb = pronoun.head
    goes_on = pronoun.dep_ in parse.SUBJECTS and lexicon.goes_on(verb.lemma_, parse.particle(verb))
    own = next((r for r in reports if goes_on and r.source == pronoun and verb.i in range(*r.cue)), None)
    if own is None:
        return None
    doc, first = pronoun.doc, min(own.cue[0], own.content[0])
    near = doc[max(0, doc[first].sent.start - 1)].sent.start  # the sentence before
    ends = {r: max(r.cue[1], r.content[1]) for r in reports if r.source is not None and r.source != pronoun}
    before = [r for r, end in ends.items() if near < end <= first + 1]
    outer = [r for r in before if not any(o.holds(r.cue[0]) for o in before)]
    inside = any(r.holds(verb.i) for r in reports if r is not own)
    return max(outer, key=ends.__getitem__).source if outer and not inside else None
