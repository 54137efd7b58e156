"""Fit `kg.extract.proposals.FITTED`: how often what the statement head proposes is right.

    python -m tests.fit_confidence WEIGHTS=FILE [WEIGHTS=FILE …]

Each ``FILE`` holds coded sentences (see `kg.evaluate.bank`) from which the head in the folder ``WEIGHTS`` has not
learned. What ships was fitted on the tenth that `kg.language.training.coded` leaves aside.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from kg.evaluate import Reader, bank
from kg.extract import proposals
from kg.language import component
from kg.model import StatementKind

PRIOR = np.array([0.0, 1.0])  # a chance is what it says
FAMILIES = [f for f in bank.FAMILIES if "drawn" not in f.name]


def main(pairs: list[str]) -> None:
    seen: dict[str, list[tuple[float, float]]] = defaultdict(list)
    proposals.LEAST = 0.0
    proposals.confidence = lambda label, chance: round(chance, 4)
    for folder, _, file in (pair.partition("=") for pair in pairs):
        component.WEIGHTS, reader = Path(folder), Reader()
        windows = list(bank.read(Path(file)))
        for window, reading in zip(windows, reader.read(w.text for w in windows), strict=True):
            for label, *row in judged(window, reading.statements):
                seen[label].append(row)
    for label, rows in sorted(seen.items()):
        chance, right = np.array(rows, dtype=float).T
        kept = np.clip(chance, 0.001, 0.999)
        features = np.stack((np.ones(len(kept)), np.log(kept / (1 - kept))), 1)
        print(label, len(rows), [round(float(w), 2) for w in fitted(features, right)])


def judged(window, statements):
    """The head's label of each statement, its chance, and whether it is right."""
    for family in FAMILIES:
        for statement, right in bank._judged(family, window, statements):
            twice = family.name == "signed, any standing" and statement.asserted
            if statement.rule.startswith("head/") and not twice:
                yield label_of(statement), statement.confidence, right


def label_of(statement) -> str:
    if statement.kind is StatementKind.RELATION:
        return "affiliation"
    return str(statement.kind) + {1: "+", -1: "-", 0: "0"}[statement.polarity]


def fitted(features: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic model by Newton's method, drawn towards `PRIOR`."""
    weights = PRIOR.copy()
    for _ in range(50):
        chances = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chances - right) + weights - PRIOR
        curve = (features * (chances * (1 - chances))[:, None]).T @ features + np.eye(len(PRIOR))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main(sys.argv[1:])
