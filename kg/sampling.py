"""How far to trust a graph: statements drawn for a person to judge, and what the verdicts show.

Drawn by strata of confidence, so that sure and unsure ones are all looked at; what is shown of the whole weighs each
stratum by how many statements of the graph lie in it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, log, sqrt
from pathlib import Path

from kg.cells import harmless, table
from kg.errors import CorrectionError
from kg.model import Statement, StatementKind, digest
from kg.resolve import corrections

STRATA = 5
COLUMNS = ("id", "verdict", "why", "holder", "relation", "target", "sign", "standing", "sentence", "document")
NORMAL = 1.959964  # 95 % of a normal distribution lie within so many standard deviations

Verdicts = Mapping[str, str]  # a statement's key → one of `corrections.VERDICTS`


def stratum(statement: Statement) -> int:
    """The stratum of a statement, 0 to `STRATA` − 1, by its confidence."""
    return min(int(statement.confidence * STRATA), STRATA - 1)


def judgeable(statements: Iterable[Statement]) -> list[Statement]:
    """The statements that tie a holder to something: what is only said is left out."""
    return [s for s in statements if s.holder is not None and s.kind is not StatementKind.ASSERTION]


def draw(statements: Iterable[Statement], number: int, seed: int = 1) -> list[Statement]:
    """``number`` of the `judgeable` statements, as evenly from each stratum as there are some, in an order that tells
    nothing of confidence. The same seed draws the same."""
    shuffled = sorted(judgeable(statements), key=lambda s: digest(str(seed), s.key))
    strata = [[s for s in shuffled if stratum(s) == n] for n in range(STRATA)]
    rounds = sorted((place, n, s) for n, each in enumerate(strata) for place, s in enumerate(each)
                    if place < number)  # fmt: skip
    return sorted((s for *_, s in rounds[:number]), key=shuffled.index)


def sheet(drawn: Iterable[Statement], titles: Mapping[str, str]) -> str:
    """Comma-separated values with an empty column ``verdict`` (right, wrong or flip); ``titles`` are of documents, by
    identifier. No confidence is shown: it would be followed."""
    rows = [
        (s.key, "", "", s.holder.label if s.holder else "", s.relation, s.target.label,
         {1: "for", -1: "against"}.get(s.polarity, ""),
         ", ".join(filter(None, (str(s.certainty), "negated" if s.negated else ""))), s.evidence.text,
         titles.get(s.evidence.document, ""))
        for s in drawn
    ]  # fmt: skip
    return table([COLUMNS, *([*map(harmless, row)] for row in rows)])


def read(path: Path) -> dict[str, str]:
    """The verdicts in a sheet that somebody filled in. Raises `CorrectionError` where it holds none or is malformed."""
    found = {row.one.removeprefix("stance/"): row.action for row, _ in corrections.read_lines(path)
             if row.action in corrections.VERDICTS}  # fmt: skip
    if not found:
        raise CorrectionError(f"{path}: no verdict; write right, wrong or flip into its column verdict")
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """What verdicts show of one stratum: statements looked at, those that were right, and those in the graph."""

    right: int
    seen: int
    there: int

    @property
    def share(self) -> float:
        """The share that was right; 0 where none was looked at."""
        return self.right / self.seen if self.seen else 0.0


def judged(statements: Iterable[Statement], verdicts: Verdicts) -> list[Judged]:
    """Stratum by stratum, the least sure first."""
    counts = [[0, 0, 0] for _ in range(STRATA)]
    for s in judgeable(statements):
        said = verdicts.get(s.key)
        tally = counts[stratum(s)]
        tally[0] += said == corrections.RIGHT
        tally[1] += said is not None
        tally[2] += 1
    return [Judged(*tally) for tally in counts]


def precision(strata: Sequence[Judged]) -> tuple[float, float, float]:
    """The share of right statements in the strata that were looked at, and where it lies with 95 %: the strata's
    shares weighted by their sizes (Cochran, Sampling Techniques, 1977, ch. 5), each share's spread as Agresti and
    Coull (1998) have it."""
    known = [each for each in strata if each.seen]
    total = sum(each.there for each in known)
    if not total:
        return 0.0, 0.0, 1.0
    share = sum(each.share * each.there for each in known) / total
    spread = 0.0
    for each in known:
        likely, size = (each.right + 2) / (each.seen + 4), each.seen + 4
        rest = max(0.0, 1 - each.seen / each.there)  # whoever looks at all of them knows
        spread += (each.there / total) ** 2 * likely * (1 - likely) / size * rest
    reach = NORMAL * sqrt(spread)
    return share, max(0.0, share - reach), min(1.0, share + reach)


def kappa(one: Verdicts, other: Verdicts) -> float | None:
    """Cohen's kappa (1960) of two coders over what both judged; ``None`` where it is not defined."""
    both = [(one[key], other[key]) for key in one.keys() & other.keys()]
    if not both:
        return None
    first, second = (Counter(column) for column in zip(*both, strict=True))
    chance = sum(first[value] * second[value] for value in first) / len(both) ** 2
    agreed = sum(a == b for a, b in both) / len(both)
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def alpha(coders: Sequence[Verdicts]) -> float | None:
    """Krippendorff's alpha for nominal values (Content Analysis, 2004, ch. 11), whoever judged what; ``None`` where it
    is not defined."""
    units = [[c[key] for c in coders if key in c] for key in sorted(set().union(*coders))]
    units = [values for values in units if len(values) > 1]
    counts = Counter(value for values in units for value in values)
    total = sum(counts.values())
    expected = sum(a * b for (_, a), (_, b) in combinations(counts.items(), 2)) * 2
    if not expected:
        return None
    observed = sum(2 * sum(a != b for a, b in combinations(values, 2)) / (len(values) - 1) for values in units)
    return 1 - (total - 1) * observed / expected


def fitted(statements: Iterable[Statement], verdicts: Verdicts) -> tuple[float, float]:
    """Constant and slope that turn the log-odds of confidence into those of being right for whoever gave the verdicts
    (Platt, 1999, with his priors), found by Newton's method."""
    seen = [(_odds(s.confidence), verdicts[s.key] == corrections.RIGHT) for s in judgeable(statements)
            if s.key in verdicts]  # fmt: skip
    right = sum(is_right for _, is_right in seen)
    aims = {True: (right + 1) / (right + 2), False: 1 / (len(seen) - right + 2)}
    a, b = 0.0, 1.0
    for _ in range(200):
        chances = [_chance(a + b * x) for x, _ in seen]
        errors = [p - aims[good] for p, (_, good) in zip(chances, seen, strict=True)]
        weights = [max(p * (1 - p), 1e-9) for p in chances]
        g0, g1 = sum(errors), sum(e * x for e, (x, _) in zip(errors, seen, strict=True)) + 0.01 * (b - 1)
        h00, h01 = sum(weights), sum(w * x for w, (x, _) in zip(weights, seen, strict=True))
        h11 = sum(w * x * x for w, (x, _) in zip(weights, seen, strict=True)) + 0.01
        determinant = h00 * h11 - h01 * h01
        steps = (h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant
        longest = max(1.0, *map(abs, steps))  # no step leaps over the aim
        a, b = a - steps[0] / longest, b - steps[1] / longest
    return a, b


def _odds(chance: float) -> float:
    kept = min(max(chance, 0.001), 0.999)
    return log(kept / (1 - kept))


def refitted(confidence: float, fit: tuple[float, float]) -> float:
    """A confidence as `fitted` turns it."""
    return _chance(fit[0] + fit[1] * _odds(confidence))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def enough(statements: Iterable[Statement], fit: tuple[float, float], share: float = 0.8) -> float | None:
    """The least confidence from which on ``share`` of the statements are right, as `fitted` has it; ``None`` where
    there is none."""
    total, least = 0.0, None
    ranked = sorted(judgeable(statements), key=lambda s: -s.confidence)
    for number, s in enumerate(ranked, 1):
        total += refitted(s.confidence, fit)
        last = number == len(ranked) or ranked[number].confidence < s.confidence
        if last and total >= share * number:
            least = s.confidence
    return least
