"""Whom pronouns mean, on GUM (Zeldes, "The GUM corpus", LREV 2017; CoNLL-U with ``Entity=`` in the last column).

Third-person personal and possessive pronouns whose chain has a mention headed by a noun or name (the "it" of "it is
sad that she left" has none); right when what the reader takes them back to is a mention of the same chain. News,
interviews, biographies and speeches, where the file has them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg import extract
from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Score, worst
from kg.extract.clusters import Cluster
from kg.extract.coreference import Coreference
from kg.extract.mentions import Mention
from kg.language.training.corpora import text_of
from kg.model import Document

GENRES = ("news", "interview", "bio", "speech")
PRONOUNS = frozenset(("he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs"))
# group, type, status, salience, centering, head words counted from 1, …
FIELDS = r"(\d+)-[^()-]*-[^()-]*-[^()-]*-[^()-]*-([\d,]+)[^()]*"
BRACKET = re.compile(rf"\({FIELDS}(\))?|(\d+)\)")


@dataclass(slots=True)
class Text:
    """A document's words, and its mentions as ``(first word, past the last, chain, head words)``."""

    name: str
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int, str, tuple[int, ...]]] = field(default_factory=list)

    def chain(self, *words: int) -> str | None:
        """The chain of the innermost mention around words, one that they head before any other."""
        around = [m for m in self.mentions if m[0] <= min(words) and max(words) < m[1]]
        return min(around, key=lambda m: (not set(words) <= set(m[3]), m[1] - m[0], m))[2] if around else None

    def pronouns(self) -> Iterator[tuple[int, str]]:
        """Each pronoun that counts, with its chain."""
        named = {c for _, _, c, heads in self.mentions if any(self.tags[i].startswith("N") for i in heads)}
        alone = {a: c for a, b, c, _ in self.mentions if b == a + 1}
        for i, word in enumerate(self.words):
            if word.lower() in PRONOUNS and self.tags[i].startswith("PRP") and alone.get(i) in named:
                yield i, alone[i]


def measure(path: Path, reader: Reader) -> Measured:
    texts = [t for t in read(path) if t.name.split("_")[1:2] and t.name.split("_")[1] in GENRES]
    total = resolved = right = 0
    misses: list[Miss] = []
    for text, doc in zip(texts, reader.parse_words((t.words, t.spaces) for t in texts), strict=True):
        coreference = extract.entities_of(Document.of(doc.text), doc, reader.words)
        by_word = {m.head: m for m in coreference.mentions if m.form == "pronoun"}
        for i, chain in text.pronouns():
            total += 1
            mention = by_word.get(i)
            back = _antecedent(coreference, mention) if mention else None
            if back is None:
                continue
            resolved += 1
            same = text.chain(*back) == chain
            right += same
            if not same:
                true = next(" ".join(text.words[a:b]) for a, b, c, _ in text.mentions if c == chain)
                around = " ".join(text.words[max(0, i - 25) : i] + [f"[{text.words[i]}]"] + text.words[i + 1 : i + 10])
                misses.append(Miss(around, true, " ".join(text.words[b] for b in back), 1.0))
    scores = (Score("pronouns", right, resolved, total), Score("pronouns resolved at all", resolved, total, total))
    return Measured("gum", f"{len(texts)} documents", scores, worst(misses))


def _antecedent(coreference: Coreference, pronoun: Mention) -> list[int] | None:
    """The heads of what a pronoun is taken back to."""
    cluster = coreference.of(pronoun)
    return heads(cluster, pronoun) if cluster else [t.i for t in coreference.nouns(pronoun)] or None


def heads(cluster: Cluster, pronoun: Mention) -> list[int]:
    """The head of the name or noun of an entity that stands nearest before a pronoun, or else the first after it; the
    noun of a thing, the nouns of several."""
    if cluster.nouns:
        return [t.i for t in cluster.nouns]
    named = [m for m in cluster.mentions if m.form != "pronoun"] or [m for m in cluster.mentions if m is not pronoun]
    before = [m for m in named if m.start < pronoun.start]
    return [max(before, key=lambda m: m.start).head if before else min(named, key=lambda m: m.start).head]


def read(path: Path) -> Iterator[Text]:
    """The documents of a CoNLL-U file."""
    text = Text("")
    opened: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    for line in text_of(path).splitlines():
        if line.startswith("# newdoc"):
            if text.words:
                yield text
            text, opened = Text(line.partition("= ")[2].strip()), {}
        row = line.split("\t")
        if row[0].isdigit():
            i = len(text.words)
            text.words.append(row[1])
            text.spaces.append("SpaceAfter=No" not in row[9])
            text.tags.append(row[4])
            entity = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
            for chain, heads, alone, closed in BRACKET.findall(entity):
                if chain:
                    opened.setdefault(chain, []).append((i, tuple(i + int(n) - 1 for n in heads.split(","))))
                if alone or closed:
                    first, heads = opened[chain or closed].pop()
                    text.mentions.append((first, i + 1, chain or closed, heads))
    if text.words:
        yield text
