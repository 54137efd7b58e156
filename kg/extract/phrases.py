"""Token ranges of what hangs on a word: the name in a noun phrase, a whole clause."""

from collections.abc import Iterator

from kg.extract import parse
from kg.extract.tokens import Doc, Range, Token, once
from kg.lexicon import Lexicon
from kg.lexicon.agreements import SORTS, agreement

INNER = frozenset(("amod", "compound", "nummod", "flat", "poss", "case", "advmod", "quantmod", "prep", "fixed",
                   "goeswith", "predet"))  # fmt: skip
HYPHENS = frozenset(("-", "/", "&"))
HANGS_ON = frozenset(("of", "for", "from"))
NAMES = frozenset(("ORG", "PERSON"))
MARKS = '"“”«».,'
OPENING = frozenset(("to", "that", "of", "about", "for", "on"))  # such a clause: "the idea of leaving"
LONGEST_CLAUSE = 9  # words of one that belongs to a name
ADDED = frozenset(("advcl", "parataxis"))
FAR = frozenset(("after", "before", "during", "since", "until", "according", "despite", "amid", "such", "including",
                 "like"))  # fmt: skip
TIMES = frozenset(("DATE", "TIME"))
COUNTING = frozenset(("certain", "countless", "few", "fewer", "many", "more", "most", "numerous", "other", "several",
                      "some", "such", "various"))  # fmt: skip
QUANTITIES = frozenset((
    "total", "number", "majority", "dozen", "handful", "series", "range", "lot", "couple", "variety", "some", "many",
    "most", "several", "part", "all", "each", "both", "half", "hundred", "thousand", "million", "score", "crowd",
    "alliance", "pair", "trio", "percent", "%", "percentage", "share", "kind", "sort", "type",
))  # fmt: skip
UNNAMED = frozenset(("det", "predet", "det:predet", "case", "advmod"))


def text(doc: Doc, start: int, end: int) -> str:
    """The text of tokens ``[start, end)``, white space single."""
    return " ".join("".join([t.text + t.whitespace_ for t in doc[start:end]]).split())


def label(doc: Doc, start: int, end: int) -> str:
    """What a noun that is no name is called, as in the middle of a sentence: "Opponents" are "opponents"; but "Steel",
    alone and no plural, may be somebody."""
    first, words = doc[start], text(doc, start, end)
    common = first.is_sent_start and first.pos_ in ("NOUN", "ADJ", "VERB") and not first.ent_type_
    inner = first.tag_ == "NNS" if end == start + 1 else not doc[start + 1].text[0].isupper()
    return words[0].lower() + words[1:] if common and inner and first.text[1:].islower() else words


@once
def noun_phrase(head: Token) -> Range:
    """Token range of a noun with what belongs to its name: no article, no relative clause, no apposition, no list."""
    doc, kept = head.doc, _name_words(head)
    start = end = head.i
    while start - 1 in kept or (start - 2 in kept and doc[start - 1].lower_ in HYPHENS):
        start -= 1
    while end + 1 in kept or (end + 2 in kept and doc[end + 1].lower_ in HYPHENS | {"'s", "’s"}):
        end += 1
    while start < head.i and _is_unnamed(doc[start]):
        start += 1
    while end > head.i and (doc[end].is_punct or doc[end].is_space or _dangles(doc[end])):
        end -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I" and doc[end + 1].ent_type_ in NAMES:
        end += 1  # never half a name
    return start, end + 1


def names_nothing(head: Token, lexicon: Lexicon) -> bool:
    """Whether a noun stands alone and only points, counts or names a part of the body: "the decision", "three"."""
    start, end = whole(head)
    if head.lemma_ in ("percent", "%"):
        return True
    return end - start == 1 and (head.pos_ == "NUM" or lexicon.naming("shell", head.lemma_.lower()) is not None)


def counted(noun: Token) -> Token | None:
    """What a quantity is of: "thousands of workers", "many of them"."""
    if noun.pos_ != "NUM" and noun.lemma_.lower() not in QUANTITIES:
        return None
    found = next((n for words, n in parse.obliques(noun) if words == "of"), None)
    return None if found is not None and found.tag_ == "NNP" else found  # "parts of Norway" are not Norway


@once
def whole(head: Token, whose: range = range(0)) -> Range:
    """A noun phrase's range; of a noun that stands alone, or only with ``whose`` it is, with the short clause that says
    what it is: "efforts to combat malaria", "the fear that Norway leaves"."""
    start, end = noun_phrase(head)
    alone = all(i == head.i or i in whose for i in range(start, end))
    for child in head.children if alone else ():
        words = {c.lower_ for c in child.children if c.dep_ in ("mark", "aux")}
        if child.i > head.i and child.dep_ in ("acl", "ccomp") and words & OPENING:
            first, last = clause(child)
            return (start, last) if first == end and last - first <= LONGEST_CLAUSE else (start, end)
    return start, end


def only_joins(word: Token) -> bool:
    """Whether a word of a noun phrase only joins others: an article, a preposition, a possessive."""
    return word.pos_ in ("DET", "ADP", "PART", "CCONJ", "PUNCT", "SPACE") or word.tag_ == "PRP$"


def party_code(word: Token, lexicon: Lexicon) -> str | None:
    """The party that a letter stands for before the state of a member: "Jane Doe (R-Ohio)"."""
    inside = 0 < word.i < len(word.doc) - 2 and word.doc[word.i - 1].text in ("(", ",") and word.nbor().text in HYPHENS
    return lexicon.naming("party code", word.text.lower()) if inside and word.text.isupper() else None


def party(word: Token, lexicon: Lexicon) -> str | None:
    """The party of which a word says that somebody is: "Republican senator", "Jane Doe, a Democrat", "(R-Ohio)"."""
    if code := party_code(word, lexicon):
        return code
    name = lexicon.naming("party", word.lower_) if word.text[0].isupper() else None
    said = name and (word.dep_ in (*parse.PREMODIFIERS, "appos") or parse.is_predicate_noun(word))
    return name if said and word.tag_ not in ("NNS", "NNPS") else None


def agreements(doc: Doc, lexicon: Lexicon) -> Iterator[Range]:
    """Token ranges of nouns for an agreement or a law that a name before them tells from others: "Paris climate deal",
    "1994 Crime Bill". "Russian law" is none, nor is "Trump deal" an agreement that many know by that name."""
    for head in doc:
        if head.tag_ not in ("NN", "NNP") or not any(lexicon.naming(use, head.lower_) for use in SORTS):
            continue
        start = head.i
        while start > head.sent.start and doc[start - 1].head in (head, doc[start]) and _names(doc[start - 1]):
            start -= 1
        while start < head.i and not (doc[start].text[0].isupper() or doc[start].like_num):
            start += 1
        before = doc[start : head.i]
        called = agreement(text(doc, start, head.i + 1), lexicon) if len(before) else None
        whose = all(t.ent_type_ in ("NORP", "GPE") or lexicon.demonym(t.text) for t in before)
        person = any(t.ent_type_ == "PERSON" or t.tag_ == "POS" for t in (*before, head))
        if called is not None and called.names and not person and not (whose and called.sort == "law"):
            yield start, head.i + 1


def _names(word: Token) -> bool:
    return word.text == "-" or word.dep_ in (*parse.PREMODIFIERS, "nummod") and word.pos_ != "DET"


def _dangles(last: Token) -> bool:
    """A word that cannot end a noun phrase: an article, a preposition, "its"."""
    return last.dep_ == "case" or last.pos_ in ("DET", "ADP", "CCONJ") or last.tag_ == "PRP$"


def _is_unnamed(token: Token) -> bool:
    return (token.dep_ in UNNAMED or token.tag_ == "PRP$" or token.is_punct or token.is_space
            or token.lower_ in COUNTING)  # fmt: skip


def _name_words(head: Token) -> set[int]:
    """Tokens that hang on a noun and belong to its name, other than by a hyphen."""
    kept, queue = {head.i}, [head]
    while queue:
        token = queue.pop()
        for child in token.children:
            if _belongs(child) and not (token is head and child.dep_ == "case") and not _trails(child, head):
                kept.add(child.i)
                queue.append(child)
    return kept


def _belongs(child: Token) -> bool:
    if child.dep_ == "pcomp":
        return child.pos_ not in ("VERB", "AUX")
    return child.dep_ in INNER or child.dep_ == "pobj" or child.dep_.startswith(("nmod", "det"))


def _trails(child: Token, head: Token) -> bool:
    """Behind the noun, and no part of its name: an adverb, a phrase of time or source, an example, "of what"."""
    return child.i > head.i and (child.dep_ == "advmod" or child.dep_ in ("nmod", "prep") and _is_far(child))


def _is_far(child: Token) -> bool:
    """A prepositional phrase that says when, on whose word or for instance, not what, or only points."""
    words = {c.lower_ for c in child.children if c.dep_ == "case"} | {child.lower_}
    noun = next(iter(parse.children(child, "pobj")), child)
    dated = noun.ent_type_ in TIMES and not words & HANGS_ON  # "of 2016" tells one from another
    return bool(words & FAR) or dated or noun.tag_ in ("WP", "WDT", "DT", "PRP")


@once
def subtree(head: Token) -> Range:
    """Token range of all that hangs on ``head``, outer punctuation and white space left out."""
    start, end = head.left_edge.i, head.right_edge.i
    doc = head.doc
    while start < end and (
        doc[start].is_space or doc[start].is_punct and not doc[start].is_quote and not doc[start].is_bracket
    ):
        start += 1
    while end > start and (
        doc[end].is_space or doc[end].is_punct and not doc[end].is_quote and not doc[end].is_bracket
    ):
        end -= 1
    return start, end + 1


def clause(head: Token) -> Range:
    """Token range of a clause without what is added behind a comma: "to leave, prompting protests"."""
    start, end = subtree(head)
    for child in head.children:
        first = child.left_edge.i
        commas = [t.i for t in head.doc[max(first - 1, head.i) : first + 1] if t.text == ","]  # outside it or its first
        if child.i > head.i and child.dep_ in ADDED and commas:
            return start, min(end, commas[0])
    return start, end


def bare(doc: Doc, start: int, end: int) -> Range:
    """A clause's range without the preposition that it hangs on, the quotation marks around it (not those that open
    or close within it), and the punctuation at its end."""
    marks = [t.i for t in doc[start:end] if t.is_quote]
    outer = set(marks) if len(marks) == 1 or marks == [start, end - 1] else set()
    while start < end - 1 and (start in outer or doc[start].is_space or doc[start].lower_ in HANGS_ON):
        start += 1
    while end > start + 1 and (end - 1 in outer or doc[end - 1].is_space or doc[end - 1].text in (",", ".")):
        end -= 1
    return start, end


def without(doc: Doc, start: int, end: int, aside: Range | None) -> str:
    """The text of a range but for an aside and the punctuation around it: ``"Norway," he said, "has left."`` is
    ``Norway has left``."""
    if aside is None:
        return text(doc, start, end)
    low, high = aside
    while low > start and (doc[low - 1].is_punct or doc[low - 1].is_space):
        low -= 1
    while high < end and (doc[high].is_punct or doc[high].is_space):
        high += 1
    parts = (text(doc, a, b).strip(MARKS) for a, b in ((start, low), (high, end)))
    return " ".join(parts)
