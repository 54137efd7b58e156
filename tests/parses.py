"""Parses written by hand, so that a better model never breaks a rule's test.

A block of a table is a text, its parse and what the rules shall find in it:

    Norway left NATO.
    ud     Norway/NNP/nsubj>left/GPE left=leave/VBD/root NATO/NNP/obj>left/ORG .
    clear  nsubj>left ROOT dobj>left punct>left
    cue    left action- Norway > NATO
    +      Norway | withdrawsFrom | NATO | -1

``ud`` (Universal Dependencies): ``word=lemma/TAG/dep>head word/name``. Without a lemma: the word in lower case; ``+``
before a name's type continues it; bare punctuation hangs on the root; ``||`` parts sentences, ``¶`` paragraphs. The
head is the nearest such word of the sentence. ``clear`` (ClearNLP): only ``dep>head word``, token by token. ``cue``:
what the statement head is to have found, a word and one of `kg.language.labels.CUES`, holders > targets, ``possible``
or ``negated``, ``@`` who says so; ``word#2`` is the second such word. ``+``: see `shown`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg import language
from kg.language.labels import STANDINGS
from kg.model import Document, Statement

VOCAB = spacy.blank("en").vocab
POS = {"IN": "ADP", "TO": "PART", "POS": "PART", "DT": "DET", "MD": "AUX", "CC": "CCONJ", "CD": "NUM", "RP": "ADP",
       "EX": "PRON", "NNP": "PROPN", "NNPS": "PROPN", "_SP": "SPACE"}  # fmt: skip
FIRST_LETTERS = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "P": "PRON", "W": "PRON"}
BREAK = "\n\n"
PUBLISHED = "2025-05-15"  # a Thursday
AUXILIARY = frozenset(("aux", "aux:pass", "auxpass", "cop"))


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    lemma: str
    tag: str
    dep: str
    head: str
    ent: str


@dataclass(frozen=True, slots=True)
class Block:
    """A text, the tokens of its sentences in each label set, the cues in it, and the lines expected."""

    text: str
    sentences: dict[str, tuple[tuple[Token, ...], ...]]
    cues: tuple[str, ...]
    expected: tuple[str, ...]


def blocks(path: Path) -> list[Block]:
    """The blocks of a table; lines that begin with ``#`` are headings."""
    parts = path.read_text(encoding="utf-8").split("\n\n")
    lines = ([line for line in part.split("\n") if line and not line.startswith("#")] for part in parts)
    return [block(part) for part in lines if part]


def block(lines: list[str]) -> Block:
    """The block of its lines."""
    rows = [line.partition(" ") for line in lines[1:]]
    ud = next(rest for key, _, rest in rows if key == "ud")
    sentences = {"ud": tuple(tuple(map(_token, part.split())) for part in ud.split("||"))}
    for key, _, rest in rows:
        if key == "clear":
            parts = [part.split() for part in rest.split("||")]
            pairs = zip(sentences["ud"], parts, strict=True)
            sentences["clear"] = tuple(tuple(starmap(_relabelled, zip(*pair, strict=True))) for pair in pairs)
    cues, expected = (tuple(rest.strip() for key, _, rest in rows if key == wanted) for wanted in ("cue", "+"))
    return Block(lines[0].replace(" ¶ ", BREAK), sentences, cues, tuple(sorted(expected)))


def _token(field: str) -> Token:
    if field == "¶":
        return Token(BREAK, BREAK, "_SP", "dep", "", "")
    if "/" not in field:
        return Token(field, field, field, "punct", "", "")
    written, tag, arc, ent = (*field.split("/"), "")[:4]
    word, _, lemma = written.partition("=")
    dep, _, head = arc.partition(">")
    return Token(word, lemma or (word if tag == "NNP" else word.lower()), tag, dep, head, ent)


def _relabelled(token: Token, arc: str) -> Token:
    dep, _, head = arc.partition(">")
    return Token(token.word, token.lemma, token.tag, dep, head, token.ent)


def doc(*blocks_: Block, labels: str = "ud") -> tuple[Document, Doc]:
    """One document of the blocks' texts, with the parse that they give in a label set (``ud`` where they lack it)."""
    document = Document.of(" ".join(b.text for b in blocks_), published=PUBLISHED)
    tokens: list[Token] = []
    heads: list[int] = []
    cues: list[tuple] = []
    for block in blocks_:
        words = [t.word for sentence in block.sentences["ud"] for t in sentence]
        cues += (_cue(row.split(), words, len(tokens)) for row in block.cues)
        for sentence in block.sentences.get(labels, block.sentences["ud"]):
            heads.extend(len(tokens) + head for head in _heads(sentence))
            tokens.extend(sentence)
    words = [t.word for t in tokens]
    spaces = list(_spaces(words, document.text))
    deps = ["ROOT" if t.dep.lower() == "root" else t.dep for t in tokens]
    names = ["I-" + t.ent[1:] if t.ent.startswith("+") else "B-" + t.ent if t.ent else "O" for t in tokens]
    pos, tags = [_pos(t) for t in tokens], [t.tag for t in tokens]
    made = Doc(VOCAB, words, spaces, tags=tags, pos=pos, heads=heads, deps=deps,
               lemmas=[t.lemma for t in tokens], ents=names)  # fmt: skip
    made.user_data[language.CUES] = cues
    assert made.text == document.text, f"the parse of {document.text!r} spells {made.text!r}"
    return document, made


def _cue(row: list[str], words: list[str], first: int) -> tuple:
    """A row ``cue`` as `kg.language.statements.Cue` has it, every chance 1."""

    def places(part: str) -> tuple[tuple[int, float], ...]:
        parts = (name.partition("#") for name in part.split(",") if name)
        found = ([i for i, w in enumerate(words) if w == word][int(number or 1) - 1] for word, _, number in parts)
        return tuple((first + i, 1.0) for i in found)

    word, kind, holders, _, targets, *rest = row
    standing = next((s for s in rest if s in STANDINGS), "certain")
    source = rest[rest.index("@") + 1] if "@" in rest else ""
    ((place, _),) = places(word)
    return (place, kind, 1.0, tuple(float(s == standing) for s in STANDINGS), places(holders), places(targets),
            places(source))  # fmt: skip


def _heads(sentence: tuple[Token, ...]) -> Iterator[int]:
    roots = [i for i, t in enumerate(sentence) if t.dep.lower() == "root"]
    assert len(roots) == 1, f"want one root in {' '.join(t.word for t in sentence)!r}"
    for i, token in enumerate(sentence):
        same = [j for j, t in enumerate(sentence) if t.word == token.head and j != i]
        assert same or not token.head, f"no word {token.head!r} in {' '.join(t.word for t in sentence)!r}"
        yield min(same, key=lambda j: abs(j - i)) if same else roots[0]


def _spaces(words: list[str], text: str) -> Iterator[bool]:
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
        yield text[at : at + 1] == " "


def _pos(token: Token) -> str:
    if token.dep == "punct":
        return "PUNCT"
    if token.dep in AUXILIARY and token.tag.startswith("V") or token.lemma == "be" and token.tag.startswith("V"):
        return "AUX"
    if token.dep == "mark" and token.tag == "IN":
        return "SCONJ"
    if token.lemma in ("not", "n't"):
        return "PART"
    return POS.get(token.tag) or FIRST_LETTERS[token.tag[0]]


def shown(statement: Statement) -> str:
    """A statement as the tables write it: ``holder | relation | target | polarity``, then what is out of the ordinary:
    ``not``, a certainty other than certain, ``future``, ``role R``, a date other than the document's, since and until
    when, ``ended`` and the chain of sources, innermost first."""
    holder = statement.holder.label if statement.holder else "-"
    parts = [
        holder,
        statement.relation,
        statement.target.label,
        f"{statement.polarity:+d}" if statement.polarity else "0",
    ]
    parts += ["not"] if statement.negated else []
    parts += [str(statement.certainty)] if statement.certainty != "certain" else []
    parts += ["future"] if statement.temporality == "future" else []
    parts += [f"role {statement.role}"] if statement.role else []
    parts += [f"on {statement.date}"] if statement.date != PUBLISHED else []
    parts += [f"since {statement.since}"] if statement.since else []
    parts += [f"until {statement.until}"] if statement.until else []
    parts += ["ended"] if statement.ended else []
    parts += ["@ " + " < ".join(p.label for p in statement.attributed_to)] if statement.attributed_to else []
    return " | ".join(parts)
