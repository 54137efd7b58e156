"""Stances that the learned head finds between two actors of a sentence, and how they join with those of the rules.

The head (`kg.language.sides`) gives every pair a chance to be neutral and for each side, in both directions. Where a
rule tells a stance between the two, the rule has the word, and the head makes it surer or less sure. Where none does,
the head makes a statement if its chance of a side is `LEAST` or more; but not between two who belong together ("Doe,
Norway's minister"), not on a word by which a rule tells somebody else's stance, and on no word twice. Confidence is
then the share that was right of such cases on DSE's development part, as a logistic function of the head's log-odds
and, where a rule speaks, of the rule's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from spacy.tokens import Doc, Token

from kg.extract.mentions import Mention
from kg.language.sides import Sides, Verdict

LEAST = 0.45
ALONE = (0.17, 0.67)  # of log-odds: constant, the head's
RULE = (2.0, 0.1, 0.83)  # constant, the rule's, the head's
MOST_PAIRS = 200  # of one sentence: a list of thirty names says nothing of any two of them
CUES = frozenset(("VERB", "NOUN", "ADJ", "ADV", "ADP", "INTJ"))


@dataclass(frozen=True, slots=True)
class Side:
    """One actor's stance to another: the head's chances that it is for and against, and the word it looked at most.
    ``start`` is where their sentence starts, in characters."""

    holder: Mention
    target: Mention
    plus: float
    minus: float
    cue: Token
    start: int

    @property
    def polarity(self) -> int:
        """The likelier side."""
        return 1 if self.plus > self.minus else -1

    @property
    def chance(self) -> float:
        """Of the likelier side."""
        return max(self.plus, self.minus)

    def sure(self) -> float:
        """How sure the head is of the likelier side, where no rule speaks."""
        return _logistic(ALONE[0] + ALONE[1] * _odds(self.chance))

    def bearing(self, polarity: int, prior: float) -> float:
        """How sure a rule of confidence ``prior`` is that it is ``polarity``, now that the head has spoken."""
        chance = self.plus if polarity > 0 else self.minus
        return _logistic(RULE[0] + RULE[1] * _odds(prior) + RULE[2] * _odds(chance))


def _odds(chance: float) -> float:
    kept = min(max(chance, 0.001), 0.999)
    return log(kept / (1 - kept))


def _logistic(odds: float) -> float:
    return round(1 / (1 + exp(-odds)), 4)


def find(doc: Doc, actors: list[Mention], sides: Sides) -> Iterator[Side]:
    """The likelier side of every ordered pair of ``actors`` in a sentence, sentence by sentence."""
    for sentence in doc.sents:
        present = [m for m in actors if sentence.start <= m.start and m.end <= sentence.end]
        pairs = list(combinations(range(len(present)), 2))
        if pairs and len(pairs) <= MOST_PAIRS:
            words = [t for t in sentence if not t.is_space]
            place = {t.i: n for n, t in enumerate(words)}
            ranges = [(place[m.start], place[m.end - 1] + 1) for m in present]
            verdicts = sides.judge(doc.tensor[list(place)], ranges, pairs)
            cues = [n for n, t in enumerate(words) if t.pos_ in CUES]
            for (a, b), verdict in zip(pairs, verdicts, strict=True):
                outside = [n for n in cues if not any(low <= n < high for low, high in (ranges[a], ranges[b]))]
                if outside:
                    yield from _sides(words, outside, (present[a], present[b]), verdict)


def _sides(words: list[Token], cues: list[int], pair: tuple[Mention, Mention], verdict: Verdict) -> Iterator[Side]:
    """Both directions of a pair; the cue is the one of ``cues`` (numbers of ``words``) that the head looked at most."""
    for back, (holder, target) in enumerate((pair, pair[::-1])):
        cue = words[max(cues, key=verdict.looks[back].__getitem__)]
        yield Side(holder, target, verdict.chances[1 + back], verdict.chances[3 + back], cue, words[0].idx)
