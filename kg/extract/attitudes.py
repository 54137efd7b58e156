"""Reports without a clause: who wants, mentions, praises or refuses what, in the document's own voice.

A wider notion of attribution than that of `kg.extract.attribution`, after Newell, Margolin and Ruths, "An attribution
relations corpus for political news" (LREC 2018): the content is a thing or an act. It is not said to be so, hence
nothing that stands in it is the source's statement.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract import negation, parse, relations
from kg.extract.attribution import cue_range, source_of, speaker_before, trimmed
from kg.extract.proposals import Proposal
from kg.extract.quotations import COMMAS, SAYS, SOURCES, SPEAKERS, Reported, edges
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon, Report

FORETELLING = frozenset(("predict", "fear", "argue", "allege", "believe", "note"))  # "expects Norway to leave"
TIMES = frozenset(("DATE", "TIME"))  # "agreed on Wednesday" agrees on nothing named
VOICED = 0.7  # chance of a proposal from which it is one
NOBODY = frozenset(("it", "this", "that", "there", "you"))


def find(doc: Doc, lexicon: Lexicon, proposals: Iterable[Proposal], reports: list[Reported]) -> Iterator[Reported]:
    """Attitudes that stand outside of ``reports``, in the order of their cues: those that the head finds, and those of
    words that report."""
    taken = set(_taken(reports))
    told: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if _is_voiced(proposal, lexicon):
            told[proposal.cue.i].append(proposal)
    for token in doc:
        if token.i in taken:
            continue
        if token.i in told:
            yield from _proposed(token, told[token.i], lexicon)
        elif token.pos_ == "VERB":
            yield from _verbal(token, lexicon, reports)
        elif token.pos_ == "NOUN":
            yield from _nominal(token, lexicon)


def relation(report: Report, *, to_act: bool) -> str:
    """What a source is to an act ("to leave") or a thing that it is said to want, name, promise …."""
    if report.relation == "asserts":
        return "speaksOf" if not to_act else "asserts" if report.act in FORETELLING else "wants"
    return report.relation


def _taken(reports: list[Reported]) -> Iterator[int]:
    """Tokens that are reported, or that report already."""
    for report in reports:
        low, high = report.aside or (report.content[1], report.content[1])
        yield from (*range(*report.cue), *range(report.content[0], low), *range(high, report.content[1]))


def _is_voiced(proposal: Proposal, lexicon: Lexicon) -> bool:
    cue, holder = proposal.cue, proposal.holder
    if cue.pos_ not in ("VERB", "AUX", "ADJ") or proposal.chance < VOICED or not _speaks(holder, lexicon):
        return False
    relation = relations.named(proposal, lexicon)
    return relation.voiced or relation.name == "attacks" and holder.ent_type_ == "PERSON"  # in words


def _speaks(source: Token, lexicon: Lexicon) -> bool:
    """Whether a noun names who or what can say something."""
    if source.lower_ in NOBODY or negation.nobody(source):
        return False
    lemma = source.lemma_
    known = lexicon.group(lemma) or lexicon.title(lemma) or lemma in SOURCES
    return source.pos_ in ("PRON", "PROPN") or source.ent_type_ in SPEAKERS or bool(known)


def _proposed(token: Token, proposals: list[Proposal], lexicon: Lexicon) -> Iterator[Reported]:
    report = lexicon.report(token.lemma_, "VERB", parse.particle(token)) or SAYS
    acts = parse.infinitives(token) if token.lemma_ in parse.ADDRESSED else parse.acts(token)
    heads = [p.target for p in proposals if p.holder is proposals[0].holder]
    heads += [a for a in acts if parse.has_to(a)]
    yield from _made(token, proposals[0].holder, heads, report, lexicon)


def _verbal(token: Token, lexicon: Lexicon, reports: list[Reported]) -> Iterator[Reported]:
    report = lexicon.report(token.lemma_, "VERB", parse.particle(token))
    source = (speaker_before(token, reports) or source_of(token, [])) if report is not None else None
    if report is None or source is None or not _speaks(source, lexicon):
        return
    heads = _acts(token) if report.future or parse.objects(token) else []
    if not heads and report.things:
        heads = _things(token)
    yield from _made(token, source, heads or _about(token, lexicon), report, lexicon)


def _acts(token: Token) -> list[Token]:
    """The act that is wanted, with its subject: "wants Norway to leave"."""
    acts = parse.acts(token)
    return [*(o for o in parse.objects(token) if token.i < o.i < acts[0].i), *acts] if acts else []


def _things(token: Token) -> list[Token]:
    if not parse.is_passive(token):
        return parse.objects(token)
    subject = parse.subject(token)
    return [subject] if subject is not None else []


def _about(token: Token, lexicon: Lexicon) -> list[Token]:
    after = lexicon.content_prepositions(token.lemma_)
    clauses = [c for c in parse.children(token, *parse.ADVERBIAL) if parse.preposition(c) in after]
    things = [noun for words, noun in parse.obliques(token) if words in after and noun.ent_type_ not in TIMES]
    return things + clauses


def _nominal(token: Token, lexicon: Lexicon) -> Iterator[Reported]:
    """As in "her promise to leave", "his criticism of the plan"."""
    report = lexicon.report(token.lemma_, "NOUN")
    source = next(iter(parse.possessors(token)), None) if report is not None else None
    if report is not None and source is not None and _speaks(source, lexicon):
        acts = [c for c in parse.children(token, "acl") if parse.has_to(c)]
        things = [n for p, n in parse.obliques(token) if p in ("of", "about", "on", "for", "against", "over", "to")]
        yield from _made(token, source, acts or things, report, lexicon)


def _made(token: Token, source: Token, heads: list[Token], report: Report, lexicon: Lexicon) -> Iterator[Reported]:
    """The report of these things or acts, with what they are said to be and for what: "blasted Doe as a fraud"."""
    cue = cue_range(token, lexicon)
    if heads and all(h.i > token.i for h in heads):
        heads = heads + [n for n in _about(token, lexicon) + parse.predicatives(token) if n.i > token.i]
    spans = [edges(h, cue) for h in heads]
    for start, end in [(min(s for s, _ in spans), max(e for _, e in spans))] if spans else []:
        for low, high in (edges(source, cue), cue):
            if low < end and start < high:
                start, end = (start, low) if any(start <= h.i < low for h in heads) else (high, end)
        while start < end and _introduces(token.doc[start]):
            start += 1
        start, end = trimmed(token.doc, start, _before_aside(heads[-1], end))
        if start < end:
            yield Reported(source, cue, (start, end), tuple(heads), report)


def _introduces(first: Token) -> bool:
    """A preposition before a noun or a gerund: "about", "of"."""
    return first.dep_ == "case" or first.dep_ == "mark" and first.head.tag_ == "VBG"


def _before_aside(last: Token, end: int) -> int:
    """Where a noun phrase ends if a comment follows it: "the poll, which Doe lost"."""
    comments = [c for c in last.children if c.dep_ in (*parse.RELATIVES, "appos", "parataxis") and c.i > last.i]
    openings = (c.left_edge.i for c in comments)
    return next((i - 1 for i in openings if i < end and last.doc[i - 1].text in COMMAS), end)
