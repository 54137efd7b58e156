"""Names that the tables know, wherever they stand and whatever the model takes them for."""

from collections.abc import Iterator

from kg.extract import phrases, titles
from kg.extract.tokens import Doc
from kg.lexicon import Lexicon


def find(doc: Doc, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Spans that the tables of states, organizations and things know; an empty label, as no model gave one."""
    labels = {i: e.label_ for e in doc.ents for i in range(e.start, e.end)}
    i = 0
    while i < len(doc):
        first, end = doc[i], None
        most = lexicon.longest(first.text) if first.text[0].isupper() and first.lower_ != "the" else 0
        if most:
            last = min(len(doc), i + most)
            end = next((e for e in range(last, i, -1) if _is_listed(doc, i, e, lexicon, labels)), None)
        if end is not None:
            yield i, end, ""
        i = end or i + 1


def lists(doc: Doc, span: tuple[int, int, str], listed: list[tuple[int, int, str]]) -> bool:
    """Whether what the model takes for one name is names that the tables know, with "and" or a comma between or behind
    them: "Comoros and Fiji"."""
    start, end, _ = span
    inner = {i for first, last, _ in listed if start <= first and last <= end for i in range(first, last)}
    rest = [doc[i] for i in range(start, end) if i not in inner]
    return bool(inner and rest) and all(t.pos_ == "CCONJ" or t.lower_ in ("and", ",", "the") for t in rest)


def _is_listed(doc: Doc, start: int, end: int, lexicon: Lexicon, labels: dict[int, str]) -> bool:
    if doc[end - 1].is_space:
        return False
    text = phrases.text(doc, start, end)
    if text in lexicon.states:  # an ISO code in a text is a word in capitals, unless it is an alias too
        state = lexicon.states[text]
        if text not in state.aliases:
            return False
    metonym = lexicon.metonym(text)
    other = lexicon.state(text) or lexicon.thing(text)
    found = lexicon.organization(text) or other or (metonym if metonym and metonym.seat else None)
    if found is None:
        return False
    if lexicon.is_ambiguous(text) and labels.get(start) != "PERSON":
        return labels.get(start) in ("GPE", "LOC", "ORG") and lexicon.organization(text) is None
    if labels.get(start) != "PERSON" or end - start > 1 and not lexicon.is_ambiguous(text):
        return True
    # what the model takes for a person may be a first name, an acronym in lower letters or a state it has not heard of
    named = any(text in (e[0].text, e[-1].text) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    first_name = lexicon.is_ambiguous(text) and lexicon.gender("names", text)
    return other is not None and not (named or first_name) and titles.before(doc, start, lexicon) is None
