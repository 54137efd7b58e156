"""Which agreement or law a text speaks of: "the treaty", "the climate accord", "the new draft", "the text"."""

from collections.abc import Iterable, Iterator

from kg.extract import parse, phrases
from kg.extract.clusters import Cluster
from kg.extract.tokens import Token
from kg.lexicon import Lexicon
from kg.lexicon.agreements import Agreement, agreement, joined, only
from kg.model import Kind

POINTING = frozenset(("the", "this", "that", "these", "those", "such"))
PLAIN = frozenset(("det", "predet", "det:predet", "case", "punct"))
DISTINGUISHING = frozenset(("of", "on", "for", "with", "between"))  # "the treaty with Norway" is one of several
LOOK_BACK = 5  # sentences


def meant(noun: Token, clusters: list[Cluster], lexicon: Lexicon) -> Cluster | None:
    """The instrument that a noun means: the only one that fits what it is called, or, where it was spoken of shortly
    before and no other draft, text or plan was, any by its form."""
    things = [f for f in clusters if f.kind == Kind.TOPIC] if points(noun) else ()
    if not things:
        return None
    if lexicon.naming("form", noun.lemma_):
        fits = len(things) == 1 and _points(noun, lexicon)
        return things[0] if fits and _is_near(noun, things[0], lexicon) and not _another(noun, lexicon) else None
    called = agreement(phrases.text(noun.doc, *phrases.noun_phrase(noun)), lexicon)
    return None if called is None or _specified(noun) and not called.words else fitting(called, things, lexicon)


def fitting(called: Agreement, clusters: Iterable[Cluster], lexicon: Lexicon) -> Cluster | None:
    """The only one of ``clusters`` that may be so called."""
    things = (f for f in clusters if f.kind == Kind.TOPIC)
    return only(called, [(f, one) for f in things if (one := joined(f.aliases, lexicon)) is not None])


def _sort(word: str, lexicon: Lexicon) -> str | None:
    return next((use for use in ("agreement", "law", "form") if lexicon.naming(use, word)), None)


def _points(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun has an article and nothing that tells it from others: "the whole treaty", "the Polish draft"."""
    before = [c for c in noun.children if c.i < noun.i]
    plain = all(c.dep_ in PLAIN or _tells_nothing(c, noun, lexicon) for c in before)
    return points(noun) and plain and not _specified(noun)


def is_particular(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun alone means one thing of its text, and in another text another: "the debate", "her plan", "a law";
    "taxes" are the same everywhere."""
    determined = parse.possessors(noun) or any(c.i < noun.i for c in parse.children(noun, "det"))
    return bool(determined) or _sort(noun.lemma_, lexicon) is not None


def points(noun: Token) -> bool:
    """Whether a noun has an article that points to what is known: "the climate accord"."""
    return any(c.lower_ in POINTING for c in parse.children(noun, "det") if c.i < noun.i)


def _tells_nothing(modifier: Token, noun: Token, lexicon: Lexicon) -> bool:
    """Whether a word before a noun is vague, or says whose form of the one thing it is."""
    whose = lexicon.naming("form", noun.lemma_) and lexicon.demonym(modifier.text)
    return modifier.dep_ in parse.PREMODIFIERS and bool(is_vague(modifier, lexicon) or whose)


def is_vague(word: Token, lexicon: Lexicon) -> bool:
    """Whether an adjective does not tell one thing from another: "the new plan"."""
    return any(lexicon.naming(use, word.lower_) for use in ("vague", "version"))


def _specified(noun: Token) -> bool:
    """Whether what follows a noun says what it is about: "a treaty with Norway", "a plan to leave"."""
    told = any(parse.has_to(c) or c.tag_ == "VBG" for c in parse.children(noun, "acl"))
    return told or any(words in DISTINGUISHING for words, _ in parse.obliques(noun))


def _is_near(word: Token, only: Cluster, lexicon: Lexicon) -> bool:
    """Whether the instrument was spoken of in the sentences before a word."""
    named = {m.head for m in only.mentions}
    own = _sort(only.label.split()[-1], lexicon)
    return any(
        t.i in named or _sort(t.lemma_, lexicon) == own and _points(t, lexicon) for t in _before(word) if t.i != word.i
    )


def _before(word: Token) -> Iterator[Token]:
    """The words before a word, some sentences back."""
    start = word.sent.start
    for _ in range(LOOK_BACK):
        start = word.doc[start - 1].sent.start if start else 0
    yield from word.doc[start : word.i]


def _another(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a text has spoken of another draft, text or plan: "a plan to leave"; "an amended draft" is no other."""
    same = (t for t in noun.doc[: noun.i] if t.lemma_ == noun.lemma_ and t.pos_ == "NOUN")
    return any(
        not _points(t, lexicon) and not _is_version(t, lexicon) for t in same if t.dep_ not in ("compound", "amod")
    )


def _is_version(noun: Token, lexicon: Lexicon) -> bool:
    return not _specified(noun) and any(lexicon.naming("version", c.lower_) for c in parse.premodifiers(noun))
