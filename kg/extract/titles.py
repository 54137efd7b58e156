"""Titles in and beside names: what a model took into a name, or cut it out of."""

from kg.extract import phrases
from kg.extract.tokens import Doc
from kg.lexicon import Lexicon


def says_sort(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of a body's name says what sort of body it is."""
    return any(lexicon.naming(use, word) for use in ("generic", "business"))


def ends_office(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is the last word of an office: the "State" of "Secretary of State"."""
    if start < 2 or doc[start - 1].lower_ not in ("of", "the"):
        return False
    return any(lexicon.title(phrases.text(doc, first, end)) for first in range(max(0, start - 4), start - 1))


def cut_off(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a body's name ends that has words of an office in it: "Senate" of "[Senate Minority] Leader", "Supreme
    Court" of "[Supreme Court justice]"; at its start where they name no body: "[Chief Justice]"."""
    last = min(doc[start].sent.end, end + 1)
    if end - start == 1 or not any(lexicon.title(phrases.text(doc, start, at)) for at in range(end, last + 1)):
        return end
    return next((at for at in range(end, start, -1) if _names_body(phrases.text(doc, start, at), lexicon)), start)


def _names_body(name: str, lexicon: Lexicon) -> bool:
    known = lexicon.organization(name) or lexicon.metonym(name)
    return known is not None or says_sort(name.split()[-1], lexicon)


def without(doc: Doc, start: int, end: int, lexicon: Lexicon) -> tuple[int, list[str]]:
    """A person's name without the titles that the model took into it, or cut through ("[State Marco Rubio]")."""
    titles = []
    while start < end:
        cuts = [
            (s, c)
            for s in range(max(doc[start].sent.start, start - 4), start + 1)
            for c in range(min(end, start + 5), start, -1)
        ]
        found = next(((s, c) for s, c in cuts if lexicon.title(phrases.text(doc, s, c))), None)
        if found is None:
            break
        titles.append(phrases.text(doc, *found))
        start = found[1]
        while start < end and doc[start].is_punct:
            start += 1
    return start, titles


def before(doc: Doc, start: int, lexicon: Lexicon) -> int | None:
    """Where the title right before a name begins; it takes in no preposition: "[under] President Doe"."""
    first = range(max(doc[start].sent.start, start - 6), start)
    return next((s for s in first if doc[s].pos_ != "ADP" and lexicon.title(phrases.text(doc, s, start))), None)
