"""Fit the weights of `kg.resolve.bearers`: ``python -m tests.fit_bearers`` (scipy; sentences of GMB as documents).

The first name of everybody named in full is hidden in turn; who of those with the surname is it?
"""

import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from kg import lexicon
from kg.language.training.corpora import text_of
from kg.model import Entity, Kind
from kg.resolve.bearers import called, chosen, features
from kg.resolve.names import first_names_agree, person, romanized

CORPORA = Path(os.environ.get("KG_CORPORA", "../shared/corpora"))
TABLES = lexicon.load()


def main() -> None:
    people = list(named(text_of(CORPORA / "ner/gmb-train.conll.gz")))
    choices = list(hidden(people))
    random.Random(0).shuffle(choices)
    half = len(choices) // 2
    for fitted, held_out in ((choices[:half], choices[half:]), (choices[half:], choices[:half]), (choices, [])):
        weights = minimize(loss, np.zeros(3), args=(fitted,), jac=True).x
        print(len(fitted), "choices; weights", np.round(weights, 2))
        found = [(*chosen(told, weights), true) for told, true in held_out]
        for least in (0.5, 0.8, 0.9, 0.95, 0.98) if held_out else ():
            kept = [best == true for best, chance, true in found if chance >= least]
            print(f"  from {least}: {len(kept) / len(found):.3f} decided, {np.mean(kept):.4f} right")


def named(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Names of people, and the titles before them, as words."""
    for block in text.split("\n\n"):
        rows = [line.split() for line in block.split("\n") if len(line.split()) == 3]
        words, labels = [r[0] for r in rows], [r[2] for r in rows]
        for i, label in enumerate(labels):
            if label == "B-per":
                end = next((j for j in range(i + 1, len(words)) if labels[j] != "I-per"), len(words))
                start = next((s for s in range(i, end) if not is_title(words[s])), end)
                before = next((s for s in (start - 3, start - 2, start - 1) if s >= 0
                               and is_title(" ".join(words[s:start]))), start)  # fmt: skip
                if start < end and all(w[0].isupper() and any(c.islower() for c in w) for w in words[start:end]):
                    yield tuple(words[start:end]), tuple(words[before:start])


def is_title(words: str) -> bool:
    return TABLES.title(words) is not None or TABLES.gender("titles", words) is not None


def hidden(people: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[tuple[list[tuple[float, ...]], int]]:
    """For each full name the features of those with the surname, and the number of the right one."""
    bearers: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for name, titles in people:
        if len(name) > 1:
            bearers[romanized(person(" ".join(name), TABLES).surname)][" ".join(name)].append(titles)
    for rivals in bearers.values():
        for name, all_titles in sorted(rivals.items()):
            mine = person(name, TABLES)
            others = {n: t for n, t in rivals.items() if n != name and not first_names_agree(
                person(n, TABLES).given[0], mine.given[0], TABLES)}  # fmt: skip
            for n, titles in enumerate(all_titles) if others and len(all_titles) > 1 else ():
                own = Counter(all_titles[:n] + all_titles[n + 1 :])
                short = told(mine.surname, "", [titles])
                facts = [(told(name, mine.given[0], own), len(all_titles) - 1)]
                facts += [(told(o, person(o, TABLES).given[0], t), len(t)) for o, t in sorted(others.items())]
                found = [features(short, who, count) for who, count in facts]
                if found[0] is not None and len(kept := [f for f in found if f is not None]) > 1:
                    yield kept, 0


def told(name: str, given: str, titles):
    aliases = tuple(sorted({" ".join((*t, name)) for t in titles} - {name}))
    return called(Entity("", name, Kind.PERSON, aliases), given, TABLES)


def loss(weights, choices):
    """The mean negative log-likelihood, with its gradient."""
    total, slope = 1e-3 * weights @ weights, 2e-3 * weights
    for told_, true in choices:
        facts = np.array(told_)
        odds = facts @ weights
        chances = np.exp(odds - odds.max())
        chances /= chances.sum()
        total -= np.log(chances[true]) / len(choices)
        slope += (chances @ facts - facts[true]) / len(choices)
    return total, slope


if __name__ == "__main__":
    main()
