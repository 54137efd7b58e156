"""Reports: who says what, by which words. Direct, indirect and "according to" quotations.

Source, cue and content as in Pareti, "Attribution: a computational approach" (Edinburgh 2015).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.extract import negation, parse, phrases, quotations, turns
from kg.extract.quotations import COMMAS, LONGEST_ASIDE, SAYS, Reported, edges
from kg.extract.tokens import Doc, Range, Token
from kg.lexicon import Lexicon, Report

INTENDING = frozenset(("promise", "threaten", "vow", "offer", "demand", "refuse", "claim", "agree"))
THINKING = frozenset(("believe", "note", "hope", "doubt", "expect", "want", "fear"))
NOT_SAID = frozenset((",", ":", ";", "-", "–", "—", *parse.OF_OBJECT, "as"))


def find(doc: Doc, lexicon: Lexicon, quotes: list[Range]) -> list[Reported]:
    """All reports of a document, in the order of their cues; ``quotes`` are its `quotations.ranges`."""
    found: list[Reported] = []
    for token in doc:
        found.extend(_reports(token, lexicon, quotes))
    found.extend(_according(doc, lexicon))
    found = _without_twins(found)
    found = [replace(r, source=speaker_before(doc[r.cue[0]], found) or r.source) for r in found]
    found.extend(quotations.signed(doc, found, quotes))
    lines = list(quotations.headlines(doc, found))
    found.extend([*lines, *turns.transcribed(doc, lines), *turns.introduced(doc, found, quotes, lexicon)])
    found.extend(quotations.carried_on(doc, found, quotes))
    return sorted(found, key=lambda r: (r.cue, r.content))


def enclosing(reports: list[Reported], i: int) -> list[Reported]:
    """The reports that token ``i`` lies in, innermost first."""
    return sorted((r for r in reports if r.content[0] <= i < r.content[1] and r.holds(i)), key=lambda r: r.length)


def _personal(token: Token, report: Report, lexicon: Lexicon, quotes: list[Range]) -> bool:
    """ "You know", "you think"; and "I think" where the speaker is quoted already: who says it is no news."""
    who = parse.subject(token)
    pronoun = lexicon.pronoun(who.text) if who is not None else None
    if pronoun is None or pronoun.person == 3:
        return False
    return pronoun.person == 2 or report.act in THINKING and any(a <= token.i < b for a, b in quotes)


def _reports(token: Token, lexicon: Lexicon, quotes: list[Range]) -> Iterator[Reported]:
    if token.pos_ in ("VERB", "AUX"):
        report = lexicon.report(token.lemma_, "VERB", parse.particle(token))
        if report is not None and not _personal(token, report, lexicon, quotes):
            yield from _verbal(token, report, lexicon, quotes)
    elif token.pos_ == "NOUN":
        report = lexicon.report(token.lemma_, "NOUN")
        if report is not None:
            yield from _nominal(token, report, lexicon)
    elif token.pos_ == "ADJ":
        report = lexicon.report(token.lemma_, "ADJ")
        if report and not _personal(token, report, lexicon, quotes) and (heads := parse.complements(token)):
            negated = bool(negation.find(token, lexicon.is_negator))
            yield from _made(parse.subject(token), cue_range(token, lexicon), heads, report, negated, lexicon)


def _verbal(token: Token, report: Report, lexicon: Lexicon, quotes: list[Range]) -> Iterator[Reported]:
    heads = _said(token, report, lexicon)
    source = source_of(token, heads)
    negated = bool(negation.find(token, lexicon.is_negator))
    inside = next((q for q in quotes if q[0] <= token.i < q[1]), None)
    quoted = [] if inside else quotations.around(token, quotes)
    if heads:
        for made in _made(source, cue_range(token, lexicon), heads, report, negated, lexicon, inside):
            yield _widened(made, quoted)
    elif quoted and (report.act == "characterize" or not _of_things(token, quoted)):
        content = (quoted[0][0], quoted[-1][1])
        things = [t.left_edge.i for t in parse.objects(token) if token.i < t.i < content[0]]
        if report.act == "characterize":  # "called the charges \"unsubstantiated\""
            content = (min([*things, content[0]]), content[1])
        words = [t for t in token.doc[content[0] : content[1]] if not t.is_punct and not t.is_space]
        tops = [t for t in words if t.head.i == t.i or t.head.i not in range(*content)]
        if words:
            said = tuple(tops or words[:1])
            yield Reported(source, cue_range(token, lexicon), content, said, report, negated, direct=True)


def _of_things(token: Token, quoted: list[Range]) -> bool:
    """Whether a verb has an object outside of the quotation, which then only lends it words: "published drafts
    \"late\"", "stressed her support at the \"Forum\""; not "told reporters, \"No.\""."""
    after = [a for a, _ in quoted if token.i < a]
    things = [t for t in parse.objects(token) if t.i > token.i and not any(a <= t.i < b for a, b in quoted)]
    return any(t.pos_ != "PRON" and not (after and after[0] > t.i and t.doc[after[0] - 1].text in ",:") for t in things)


def _said(token: Token, report: Report, lexicon: Lexicon) -> list[Token]:
    """Heads of the clauses that a reporting verb reports, by the first construction that fits."""
    acts = parse.acts(token)
    heads = [c for c in parse.complements(token) if c not in acts]
    if not heads and (report.act in INTENDING or parse.is_passive(token)):
        heads = parse.infinitives(token)  # "they were said to waste money"
    if not heads:
        after = lexicon.content_prepositions(token.lemma_)
        heads = [n for p, n in parse.obliques(token) if p in after and n.tag_ == "VBG"]  # "accused X of hacking"
    if not heads and (parse.objects(token) or parse.is_passive(token)):
        heads = _called(token, report)
    beside = token.dep_ == "parataxis" and token.head.pos_ != "PROPN"  # "DOE: I agree", in a transcript
    if not heads and (beside or _between_commas(token)):
        heads = [token.head if beside else token.head.head]
    if not heads:
        heads = [c for c in parse.children(token, "parataxis") if c.i > token.i and _may_be_said(c, lexicon)]
    return [h for h in heads if h.i != token.i and not _parted(h, token)]


def _between_commas(token: Token) -> bool:
    """An aside that the parse took for a relative clause: "The museum, the president said, would open"."""
    who = parse.own_subject(token)
    if token.dep_ not in parse.RELATIVES or who is None or who.lower_ in parse.RELATIVE_WORDS:
        return False
    before, after = who.left_edge.i - 1, token.i + 1
    return before > 0 and token.doc[before].text == "," == token.doc[after].text and token.head.dep_ in parse.SUBJECTS


def _parted(clause: Token, verb: Token) -> bool:
    """Whether a full stop, and no closing quotation mark behind it, parts a clause from the verb after it: two
    sentences that the parse took for one."""
    return any(t.text == "." and t.whitespace_ for t in clause.doc[clause.i : verb.i])


def _called(token: Token, report: Report) -> list[Token]:
    """What is called what: "called the plan a mistake", "praised the plan as sober"."""
    words = [w for w in parse.predicatives(token) if report.act == "characterize" or w.dep_ not in ("xcomp", "oprd")]
    return [*parse.objects(token), *words] if words else []


def _may_be_said(clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause beside another is its content, not a comment: "X left, says Doe"."""
    comments = clause.pos_ == "VERB" and lexicon.report(clause.lemma_, "VERB") and parse.own_subject(clause) is not None
    return clause.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and not (comments and not parse.complements(clause))


def source_of(token: Token, heads: list[Token]) -> Token | None:
    agents = parse.agents(token)
    source = agents[0] if agents else None if parse.is_passive(token) else parse.subject(token)
    return parse.own_subject(token) if source is not None and source in heads else source


def speaker_before(token: Token, reports: list[Reported]) -> Token | None:
    """Who goes on speaking by a participle behind what was reported: "said Norway left, citing the delays"."""
    behind = token.i > 0 and token.nbor(-1).text == ","
    if not behind or token.tag_ != "VBG" or token.dep_ not in parse.ADVERBIAL:
        return None
    ended = (r for r in reports if r.content[1] <= token.i and any(h.is_ancestor(token) for h in r.heads))
    return next((r.source for r in ended), None)


def _made(source: Token | None, cue: Range, heads: list[Token], report: Report, negated: bool, lexicon: Lexicon,
          inside: Range | None = None) -> Iterator[Reported]:  # fmt: skip
    """A report of these clauses; the cue and the source, where they hang below the content, are not part of it, and
    who is quoted reports nothing outside of the quotation ``inside``. None if nothing else is left."""
    doc = heads[0].doc
    starts, ends = zip(*map(phrases.subtree, heads), strict=True)
    subjects = [s.left_edge.i for s in map(parse.own_subject, heads) if s is not None]
    start, end = min((*starts, *subjects)), max(ends)
    if inside:
        start, end = max(start, inside[0] + 1), min(end, inside[1] - 1)
    places = [cue] if source is None else [edges(source, cue), cue]
    for low, high in [] if _inserted(doc, places, heads, start, end) else places:
        if low < end and start < high:
            if any(start <= h.i < low for h in heads):  # '"It is over," the minister said'
                end = low
            else:
                start = high
    end = _before_tail(doc, start, end, lexicon)
    while start < end and (doc[end - 1].is_space or doc[end - 1].is_punct and not doc[end - 1].is_quote):
        end -= 1
    while start < end and (doc[start].is_space or doc[start].lower_ in NOT_SAID):
        start += 1
    if start < end:
        yield Reported(source, cue, (start, end), tuple(heads), report, negated)


def _before_tail(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the content ends if the source goes on speaking behind it: "said it failed, citing the delays"."""
    for i in range(start + 2, end - 1):
        word = doc[i]
        goes_on = word.tag_ == "VBG" and doc[i - 1].text == "," and lexicon.report(word.lemma_, "VERB")
        if goes_on and (doc[i - 2].is_quote or not any(t.is_quote for t in doc[start : i - 2])):
            return i - 1
    return end


def _inserted(doc: Doc, places: list[Range], heads: list[Token], start: int, end: int) -> bool:
    """Whether source and cue stand between commas within what is said: "This, he says in a report, is the end"."""
    low, high = min(p[0] for p in places), max(p[1] for p in places)
    while high < end and doc[high].text not in COMMAS and high - low < LONGEST_ASIDE:
        high += 1
    if not (start < low - 1 and high + 2 < end and any(start <= h.i < low or high <= h.i < end for h in heads)):
        return False
    if any(t.is_quote for t in doc[low - 2 : low]) and not any(t.is_quote for t in doc[high : high + 3]):
        return False  # the quotation ended before the source, and does not go on behind it
    return doc[low - 1].text in COMMAS or doc[low - 1].is_quote and doc[low - 2].text in COMMAS


def _widened(made: Reported, quoted: list[Range]) -> Reported:
    """A report with the whole of the quotations that its clauses stand in, also around its cue: "“No,” he said,
    “never”"."""
    start, end = made.content
    quotes = [q for q in quoted if q[0] <= end and start <= q[1]]
    if not quotes:
        return made
    at = made.cue[0]
    pairs = pairwise(sorted({made.content, *quoted}))
    parts = [(a, b) for a, b in pairs if a[1] <= at < b[0] and b[0] - a[1] <= LONGEST_ASIDE]
    low, high = min(start, quotes[0][0]), max(end, quotes[-1][1])
    if parts:
        (low, _), (_, high) = parts[0]
    elif low <= at < high:  # keep the part that the parse found
        low, high = start, end
    return replace(made, content=(low, high), direct=True)


def cue_range(token: Token, lexicon: Lexicon) -> Range:
    """The reporting word with its auxiliaries, negation and particle, where they stand together."""
    start, end = token.i, token.i + 1
    near = {
        c.i
        for c in token.children
        if c.dep_ in ("aux", "aux:pass", "auxpass", "neg", "compound:prt", "prt", "cop") or lexicon.is_negator(c.lower_)
    }
    while start - 1 in near:
        start -= 1
    while end in near:
        end += 1
    return start, end


def _nominal(token: Token, report: Report, lexicon: Lexicon) -> Iterator[Reported]:
    """As in "concerns within the sector that …", "his claim that …", "voiced fears that …"."""
    heads = parse.complements(token)
    if not heads:
        heads = [c for c in token.children if c.dep_ == "acl" and parse.own_subject(c) is not None and c.i > token.i]
    if not heads:
        return
    source = next(iter(parse.possessors(token)), None)
    if source is None:
        source = next(
            (
                n
                for p, n in parse.obliques(token)
                if p in ("by", "from", "among", "within", "of", "in") and n.pos_ in ("NOUN", "PROPN", "PRON")
            ),
            None,
        )
    if source is None and token.dep_ in parse.OBJECTS and lexicon.light(token.head.lemma_) == "holder":
        source = parse.subject(token.head)
    yield from _made(
        source, (token.i, token.i + 1), heads, report, bool(negation.find(token, lexicon.is_negator)), lexicon
    )


def _according(doc: Doc, lexicon: Lexicon) -> Iterator[Reported]:
    """Phrases before a source: "according to X", "in the words of X"."""
    words = [t.lower_ for t in doc]
    phrases_ = [phrase.split() for phrase in lexicon.source_phrases]
    for parts in (parts for parts in phrases_ if parts[0] in words):
        for i in range(len(words) - len(parts)):
            if words[i] == parts[0] and words[i : i + len(parts)] == parts:
                found = _phrase(doc, i, i + len(parts))
                if found is not None:
                    yield found


def _phrase(doc: Doc, start: int, end: int) -> Reported | None:
    sentence = doc[start].sent
    source = next((t for t in doc[end : sentence.end] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if source is None:
        return None
    # up to the top of the source's noun phrase, then to the clause that it hangs on
    while end <= source.head.i != source.i and source.head.pos_ in ("NOUN", "PROPN"):
        source = source.head
    head = (
        source.head
        if source.dep_ != "pobj"
        else next((a for a in source.ancestors if a.pos_ in ("VERB", "AUX", "ADJ", "NOUN")), source)
    )
    while start <= head.i < end and head.head.i != head.i:
        head = head.head
    if head.i == source.i or start <= head.i < end:
        head = sentence.root
    left, right = phrases.subtree(head)
    low, high = start, source.right_edge.i + 1
    if not left <= low < right:
        content = (left, right)
    elif low - left > right - high:
        content = (left, low)
    else:
        content = (high, right)
    content = trimmed(doc, *content)
    return Reported(source, (start, end), content, (head,), SAYS) if content[0] < content[1] else None


def trimmed(doc: Doc, start: int, end: int) -> Range:
    while start < end and (doc[start].is_punct and not doc[start].is_quote or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].is_punct and not doc[end - 1].is_quote or doc[end - 1].is_space):
        end -= 1
    return start, end


def _without_twins(found: list[Reported]) -> list[Reported]:
    """One report a cue and content: the first found."""
    seen: dict[tuple[Range, Range], Reported] = {}
    for report in found:
        seen.setdefault((report.cue, report.content), report)
    return list(seen.values())
