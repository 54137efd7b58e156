"""Who is who over many articles: the clusters of a table of things and their mentions held against the entities of a
graph.

The table is tab-separated with a header: ``thing``, ``kind``, ``document`` (a text's file name without its ending),
``start``, ``end``, ``surface`` (``text[start:end]``) and ``form``, ``name`` or ``description`` ("the president"). The
texts are read as one collection and resolved as a build resolves them. A found mention is a true one's when they share
their head word. Precision and recall are B-cubed (Bagga and Baldwin, "Algorithms for scoring coreference chains", LREC
1998) over the true mentions that are found as a mention of an entity, and over all, each that is missed alone.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import extract
from kg.documents import find, load
from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Score, b_cubed, overlap
from kg.extract.places import normal_of
from kg.model import Document, Kind, Participant, Party, Reading
from kg.resolve import resolve

NAMED = 8  # things whose shares are told, those with most mentions
HEAD = re.compile(r"(\S+?)(?=\s*$|\s(?:of|for|on|in|at|with|over)\s|,?\s[JS]r\.$)")  # of a noun phrase: its head word


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names something: characters, what they name, and how."""

    document: str
    start: int
    end: int
    of: str
    surface: str
    form: str = "name"

    @property
    def head(self) -> tuple[int, int]:
        """The characters of its head word: "Department" of "Department of Justice", "plan" of "Doe's plan"."""
        found = HEAD.search(self.surface)
        start, end = found.span(1) if found else (0, len(self.surface))
        return self.start + start, self.start + end


def measure(path: Path, reader: Reader, texts: Path | None = None) -> Measured:
    """Hold a reader's entities against the table at ``path``; ``texts``: the folder of its articles, else ``text``
    beside it."""
    true, folder = list(read(path)), texts or path.parent / "text"
    absent = {t.document for t in true} - {Path(source.place).stem for source in find([str(folder)])}
    if absent:
        raise ValueError(f"no text {min(absent)!r} in {folder}")
    mentions, labels = found(folder, reader)
    pairs = aligned(true, mentions)
    size = f"{len({t.of for t in true})} things in {len({t.document for t in true})} articles"
    return Measured("identity", size, tuple(_scores(true, pairs)), tuple(_errors(pairs, labels)))


def read(path: Path) -> Iterator[Mention]:
    """The mentions of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            place = int(row["start"]), int(row["end"])
            yield Mention(row["document"], *place, row["thing"], row["surface"], row["form"])


def found(folder: Path, reader: Reader) -> tuple[list[Mention], dict[str, str]]:
    """The mentions of entities in the texts of a folder, resolved over all of them, and the entities' labels."""
    documents = [(Path(s.place).stem, d) for s in find([str(folder)]) for d in load(s) if isinstance(d, Document)]
    docs = reader.parse(extract.readable(document) for _, document in documents)
    mentions: list[Mention] = []
    readings: list[Reading] = []
    for (name, document), doc in zip(documents, docs, strict=True):
        readings.append(extract.read(document, doc, reader.words))
        coreference, back = extract.entities_of(document, doc, reader.words), normal_of(document, doc).source
        for mention in coreference.mentions:
            cluster = coreference.of(mention)
            if cluster is not None and mention.form != "pronoun":
                start, end = back(doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1]))
                mentions.append(Mention(name, start, end, cluster.id, document.text[start:end]))
        mentions += _parties(name, readings[-1])
    _, entities, merges = resolve(readings, lexicon=reader.words)
    new, labels = {m.old: m.new for m in merges}, {e.id: e.label for e in entities}
    now = (Mention(m.document, m.start, m.end, new.get(m.of, m.of), m.surface) for m in mentions)
    return [m for m in now if m.of in labels], labels


def _parties(name: str, reading: Reading) -> Iterator[Mention]:
    """Where statements name a party: topics are mentioned nowhere else."""
    for s in reading.statements:
        parties = [p for p in (s.holder, s.target, *s.attributed_to) if p]
        named: list[Party | Participant] = [*parties, *(one for party in parties for one in party.participants)]
        for p in named:
            if p.kind not in (Kind.PROPOSITION, Kind.STATEMENT) and p.start is not None and p.end is not None:
                yield Mention(name, p.start, p.end, p.id, reading.document.text[p.start : p.end])


def aligned(true: Iterable[Mention], found: Iterable[Mention]) -> dict[Mention, str]:
    """The entity that each true mention is found as, of several the one whose words are most alike."""
    near: dict[str, list[tuple[tuple[int, int], Mention]]] = defaultdict(list)
    for mention in found:
        near[mention.document].append((mention.head, mention))
    pairs = {}
    for t in true:
        place = t.head
        fits = [f for head, f in near[t.document] if overlap(place, head)]
        if fits:  # the first among equals: a mention, then a party
            pairs[t] = max(fits, key=lambda f: min(t.end, f.end) - max(t.start, f.start) - (f.end - f.start)).of
    return pairs


def _scores(true: list[Mention], pairs: Mapping[Mention, str]) -> Iterator[Score]:
    for form in ("name", "description"):
        some = [t for t in true if t.form == form]
        yield Score(f"{form}s found", n := sum(t in pairs for t in some), n, len(some))
    for what, nodes in (
        ("B-cubed", pairs),
        ("B-cubed, names", {t: node for t, node in pairs.items() if t.form == "name"}),
        ("B-cubed, missed ones alone", {t: pairs.get(t, t) for t in true}),
    ):
        n, (precision, recall) = len(nodes), b_cubed({t: t.of for t in nodes}, nodes)
        yield Score(what, precision * n, n, n, recall * n)
    named, largest = Counter(t.of for t in pairs), _largest(pairs)
    split, joined = (Counter(pair[i] for pair in {(t.of, node) for t, node in pairs.items()}) for i in (0, 1))
    yield Score("things on one node", sum(n == 1 for n in split.values()), len(split), len(split))
    yield Score("nodes of one thing", sum(n == 1 for n in joined.values()), len(joined), len(joined))
    yield Score("largest node, mean", sum(largest[t] / n for t, n in named.items()), len(named), len(named))
    for thing, n in Counter(t.of for t in true).most_common(NAMED):
        yield Score(f"largest node of {thing}", largest[thing], named[thing], n)


def _largest(pairs: Mapping[Mention, str]) -> dict[str, int]:
    """How many mentions of each thing lie on the node that has most of them."""
    sizes: dict[str, int] = defaultdict(int)
    for (thing, _), n in Counter((t.of, node) for t, node in pairs.items()).items():
        sizes[thing] = max(sizes[thing], n)
    return sizes


def _errors(pairs: Mapping[Mention, str], labels: Mapping[str, str]) -> Iterator[Miss]:
    """Nodes that hold several things, then things on several nodes, those with most mentions astray first."""
    for kind, key, other in (
        ("one node, several things", lambda t: pairs[t], lambda t: t.of),
        ("one thing, several nodes", lambda t: t.of, lambda t: f"{labels[pairs[t]]} <{pairs[t]}>"),
    ):
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        for t in pairs:
            groups[key(t)][other(t)] += 1
        several = [(k, c.most_common()) for k, c in groups.items() if len(c) > 1]
        for name, parts in sorted(several, key=lambda g: (-sum(n for _, n in g[1][1:]), g[0])):
            shown = "; ".join(f"{part} ({n})" for part, n in parts)
            yield Miss(f"{kind}: {labels.get(name, name)}", parts[0][0], shown)
