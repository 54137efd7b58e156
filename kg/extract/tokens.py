"""A spaCy ``Doc`` laid out once as plain Python objects, whose attributes have the names and values of spaCy's.

spaCy makes a new object whenever a token is looked at and finds children, heads and sentences anew; the rules look at
every token hundreds of times.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import count, repeat
from typing import Any, TypeVar, cast

from spacy import attrs
from spacy.strings import StringStore
from spacy.tokens import Doc as Parse

from kg import language

WORDS = [attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.TAG, attrs.POS, attrs.DEP, attrs.ENT_TYPE, attrs.MORPH]
NUMBERS = [attrs.IDX, attrs.HEAD, attrs.SPACY, attrs.ENT_IOB, attrs.SENT_START]
FLAGS = [attrs.IS_SPACE, attrs.IS_PUNCT, attrs.IS_QUOTE, attrs.IS_BRACKET, attrs.IS_ALPHA, attrs.IS_TITLE,
         attrs.LIKE_URL, attrs.LIKE_NUM]  # fmt: skip
IOB = ("", "I", "O", "B")

Range = tuple[int, int]  # tokens ``[start, end)``
Question = TypeVar("Question", bound=Callable[..., object])


@dataclass(slots=True, init=False, eq=False, repr=False)
class Token:
    """As spaCy's ``Token``; there is one of each, with its ``children`` and a ``sent`` that knows its root."""

    doc: "Doc"
    i: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    morph: str
    idx: int
    is_sent_start: bool
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_bracket: bool
    is_alpha: bool
    is_title: bool
    like_url: bool
    like_num: bool
    head: "Token"
    children: Sequence["Token"]
    left: int
    right: int
    sent: "Span"

    def __init__(self, doc: "Doc", i: int, values: tuple[Any, ...]):
        self.doc, self.i, self.children = doc, i, ()
        (self.text, self.lower_, self.lemma_, self.tag_, self.pos_, self.dep_, self.ent_type_, self.morph,
         self.idx, _, spaced, name, start,
         self.is_space, self.is_punct, self.is_quote, self.is_bracket, self.is_alpha, self.is_title, self.like_url,
         self.like_num) = values  # fmt: skip
        self.whitespace_, self.ent_iob_, self.is_sent_start = " " if spaced else "", IOB[name], start == 1

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> "Token":
        return self.doc[self.i + steps]

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def left_edge(self) -> "Token":
        return self.doc[self.left]

    @property
    def right_edge(self) -> "Token":
        return self.doc[self.right]

    @property
    def ancestors(self) -> Iterator["Token"]:
        at = self
        while at.head is not at:
            at = at.head
            yield at

    def is_ancestor(self, other: "Token") -> bool:
        return any(above is self for above in other.ancestors)

    @property
    def subtree(self) -> Iterator["Token"]:
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found.extend(c for c in word.children if c.dep_ == "conj" and c.i > word.i)
        return tuple(token for token in found if token is not self)


def once(function: Question) -> Question:
    """A question to a token that is asked again and again, answered once a document; nobody is to change the answer."""

    @wraps(function)
    def answer(token: Token, *others: object) -> object:
        known = token.doc.known[function]
        key = (token.i, *others) if others else token.i
        if key not in known:
            known[key] = function(token, *others)
        return known[key]

    return cast(Question, answer)


class Span(list[Token]):
    """The tokens ``[start, end)`` of a document, at least one."""

    __slots__ = ("end", "label_", "root", "start")

    def __init__(self, tokens: list[Token], start: int, end: int, label: str = ""):
        super().__init__(tokens)
        self.start, self.end, self.label_ = start, end, label
        tops = [t for t in tokens if t.head is t] or [t for t in tokens if not start <= t.head.i < end] or tokens
        self.root = min(tops, key=_depth) if len(tops) > 1 else tops[0]

    @property
    def text(self) -> str:
        return "".join([t.text + t.whitespace_ for t in self[:-1]] + [t.text for t in self[-1:]])


def _depth(token: Token) -> int:
    """How far down a token hangs, a mark or white space alone below all others."""
    alone = (token.is_space or token.is_punct) and not token.children
    return len(token.doc) - 1 if alone and token.head is not token else sum(1 for _ in token.ancestors)


class Doc(list[Token]):
    """The tokens of a parse, its sentences and names, and what the statement head finds in it: ``cues`` and ``told``
    reports (`kg.language.cues_of`, `kg.language.reports_of`). A slice is a list of tokens."""

    def __init__(self, parse: Parse):
        self.known: dict[Callable[..., object], dict[object, object]] = defaultdict(dict)  # what `once` has answered
        string = _Strings(parse.vocab.strings)
        words = [list(map(string.__getitem__, column)) for column in parse.to_array(WORDS).T.tolist()]
        numbers = parse.to_array(NUMBERS).T.astype("int64").tolist()
        flags = parse.to_array(FLAGS).T.astype(bool).tolist()
        super().__init__(map(Token, repeat(self), count(), zip(*words, *numbers, *flags, strict=True)))
        below: dict[int, list[Token]] = defaultdict(list)
        for token, parsed, offset in zip(self, parse, numbers[1], strict=True):
            token.left, token.right, token.head = parsed.left_edge.i, parsed.right_edge.i, self[token.i + offset]
            if offset:
                below[token.i + offset].append(token)
        for i, children in below.items():
            self[i].children = children
        starts = [t.i for t in self if t.is_sent_start and t.i] if parse.has_annotation("SENT_START") else []
        self.sents = [self.span(*ends) for ends in zip([0, *starts], [*starts, len(self)], strict=True)] if self else []
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence
        self.ents = [self.span(e.start, e.end, e.label_) for e in parse.ents]
        self.cues, self.told = language.cues_of(parse), language.reports_of(parse)

    def span(self, start: int, end: int, label: str = "") -> Span:
        return Span(self[start:end], start, end, label)

    def roots(self, start: int, end: int) -> tuple[Token, ...]:
        """The roots of the sentences that ``[start, end)`` has a part of."""
        return tuple(s.root for s in self.sents if s.end > start and s.start < end)


class _Strings(dict[int, str]):
    """Each string of a store as one object."""

    def __init__(self, store: StringStore):
        self.store = store

    def __missing__(self, key: int) -> str:
        return self.setdefault(key, self.store[key])
