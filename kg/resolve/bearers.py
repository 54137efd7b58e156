"""Whose a surname is that some documents give alone, where several bear it: "Obama" of Barack and of Michelle Obama.

A log-linear choice among the bearers (conditional logit; McFadden 1974): in how many documents each is named in full,
whether one of their titles stands before the surname too, and whether a title tells their gender. The weights were
fitted by ``tests.fit_bearers`` on full names in news whose first names were hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from kg.ids import folded
from kg.lexicon import Lexicon
from kg.model import Entity

WEIGHTS = (0.94, 2.72, 0.10)  # of the logarithm of the documents, a title in common, a gender that agrees
ENOUGH = 0.9  # chance from which a surname is somebody's: 98 in 100 of those are right, cross-fitted


@dataclass(frozen=True, slots=True)
class Called:
    """How texts call a person: the titles before their names, and the gender that these or the first name tell."""

    titles: frozenset[str]
    gender: str | None


def called(entity: Entity, given: str, lexicon: Lexicon) -> Called:
    """How a person is called; ``given`` is the first name, empty where none is known."""
    titles, genders = set(), []
    for name in sorted((entity.label, *entity.aliases)):
        words = name.split()
        for end in range(1, len(words)):
            title = lexicon.title(" ".join(words[:end]))
            titles.update([folded(title.name)] if title else [])
        genders += [g for word in words[:-1] for use in ("titles", "nouns") if (g := lexicon.gender(use, word))]
    told = {*genders} if genders else {lexicon.gender("names", given)} if given else {None}
    return Called(frozenset(titles), told.pop() if len(told) == 1 else None)


def office(words: str, lexicon: Lexicon) -> str:
    """An office by the words that tell it from others: "GOP presidential nominee" is the "Republican nominee"."""
    party = {w: lexicon.naming("party", w) for w in folded(words).split()}
    return " ".join(party[w] or w for w in party if not (w == "current" or w == "presidential" and any(party.values())))


def offices(entity: Entity, surname: str, lexicon: Lexicon) -> set[str]:
    """The offices that stand before a person's name: "Republican nominee" of "Republican nominee John Doe"."""
    names = {folded(entity.label), surname}
    before = (folded(alias).removesuffix(name) for alias in entity.aliases for name in names)
    return {office(words, lexicon) for words in before if words.endswith(" ") and lexicon.title(words.strip())}


def features(short: Called, bearer: Called, documents: int) -> tuple[float, ...] | None:
    """What speaks for a bearer; ``None`` where the genders differ. ``documents``: those that name them in full."""
    if short.gender and bearer.gender and short.gender != bearer.gender:
        return None
    same = float(bool(short.titles & bearer.titles))
    return log(max(documents, 1)), same, float(short.gender is not None and short.gender == bearer.gender)


def bearer(short: Called, bearers: Mapping[str, Called], documents: Mapping[str, int]) -> str | None:
    """Which of ``bearers``, by identifier, a surname means; ``None`` where that is not sure enough. A surname with one
    bearer is theirs, unless the genders differ."""
    told = {i: f for i, b in sorted(bearers.items()) if (f := features(short, b, documents.get(i, 1))) is not None}
    best, chance = chosen([*told.values()])
    return list(told)[best] if chance >= ENOUGH else None


def chosen(told: Sequence[Sequence[float]], weights: Sequence[float] = WEIGHTS) -> tuple[int, float]:
    """The likeliest of several by their `features`, and its chance.

    >>> chosen([(log(9), 1.0, 0.0), (log(2), 0.0, 0.0)])[0]
    0
    """
    odds = [exp(sum(w * f for w, f in zip(weights, one, strict=True))) for one in told]
    return max(((n, odd / sum(odds)) for n, odd in enumerate(odds)), key=lambda pair: pair[1], default=(0, 0.0))
