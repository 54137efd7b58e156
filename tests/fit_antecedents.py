"""Fit the weights of ``kg/extract/antecedents.toml``: ``python tests/fit_antecedents.py GUM-TRAIN``.

Each pronoun of GUM's training part chooses among its candidates and nobody; the likelihood of the right ones is
maximized, with the squares of the weights held small. Two rounds: pronouns before are read as annotated, then, in four
parts, as weights fitted on the other three parts read them, so that no weight trusts them too much.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg import extract
from kg.evaluate import Reader, pronouns
from kg.extract import antecedents
from kg.extract.antecedents import NOBODY, Antecedents
from kg.model import Document

PARTS, RAREST, PENALTY, LEAST = 4, 25, 1.0, 0.05


@dataclass
class Rows:
    """What pronouns chose from: the facts of each candidate and whether it is right, nobody the last."""

    choices: list[tuple[int, list[tuple[set[str], bool]]]] = field(default_factory=list)  # with the document's number

    def fit(self, left_out: int | None = None) -> dict[str, float]:
        """Weights of the facts that are frequent enough, from the documents of all parts but one."""
        names = Counter(f for _, choice in self.choices for facts, _ in choice for f in facts)
        index = {f: n for n, f in enumerate(sorted(f for f, count in names.items() if count >= RAREST))}
        kept = [choice for n, choice in self.choices if n % PARTS != left_out]
        lines = [(n, facts, right) for n, choice in enumerate(kept) for facts, right in choice]
        at = [(i, index[f]) for i, (_, facts, _) in enumerate(lines) for f in sorted(facts) if f in index]
        matrix = csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), (len(lines), len(index)))
        owner, right = np.array([n for n, _, _ in lines]), np.array([r for _, _, r in lines])

        def loss(weights):
            scores = matrix @ weights
            top = np.full(len(kept), -np.inf)
            np.maximum.at(top, owner, scores)
            odds = np.exp(scores - top[owner])
            total, good = np.bincount(owner, odds), np.bincount(owner, odds * right)
            slope = odds / total[owner] - odds * right / good[owner]
            return np.log(total / good).sum() + PENALTY * weights @ weights, matrix.T @ slope + 2 * PENALTY * weights

        found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
        return dict(zip(index, found.x, strict=True))


def read(number: int, text: pronouns.Text, doc, words, rows: dict[str, Rows], weights=None) -> None:
    """Add a document's choices to ``rows``; earlier pronouns as annotated, or as ``weights`` read them."""
    gold = {a: chain for a, b, chain, _ in text.mentions if b == a + 1}
    choose = Antecedents.choose

    def chosen(self, mention, pronoun, speaking):
        found = self.candidates(self.doc[mention.head], pronoun, speaking)
        right = [text.chain(*pronouns.heads(p.cluster, mention)) == gold.get(mention.head, ()) for p, _ in found]
        nobody = ({NOBODY + f for f in self.nobody(self.doc[mention.head])}, not any(right))
        choice = [*((facts, r) for (_, facts), r in zip(found, right, strict=True)), nobody]
        rows[antecedents.kind_of(pronoun)].choices.append((number, choice))
        if weights is not None:
            return choose(self, mention, pronoun, speaking)
        return next((p for (p, _), r in zip(found, right, strict=True) if r), None), ""

    with patch.object(Antecedents, "choose", chosen), patch.object(antecedents, "weights", lambda: weights):
        extract.entities_of(Document.of(doc.text), doc, words)


def main(path: Path, out: Path) -> None:
    reader = Reader()
    texts = [t for t in pronouns.read(path) if t.name.split("_")[1] in pronouns.GENRES]
    docs = list(reader.parse_words((t.words, t.spaces) for t in texts))
    rows = {kind: Rows() for kind in antecedents.LOOK_BACK}
    take = partial(read, words=reader.words, rows=rows)
    for n, (text, doc) in enumerate(zip(texts, docs, strict=True)):
        take(n, text, doc)
    fitted = [{kind: r.fit(part) for kind, r in rows.items()} for part in range(PARTS)]
    for n, (text, doc) in enumerate(zip(texts, docs, strict=True)):
        take(n, text, doc, weights=fitted[n % PARTS])
    head = "".join(line for line in out.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
    lines = [head]
    for kind, row in rows.items():
        weights = [f"{json.dumps(f)} = {w:.2f}" for f, w in row.fit().items() if abs(w) >= LEAST]
        lines.append("\n".join([f"\n[{kind}]", *weights, ""]))
    out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(antecedents.__file__).with_suffix(".toml"))
