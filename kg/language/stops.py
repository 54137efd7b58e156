"""Full stops that end an abbreviation and its sentence at once: "Germany criticized the U.S. Poland praised it."

The model has seen few such ends and overlooks most. A place where one may be is read again with a full stop of its own
behind the abbreviation: if a sentence then begins there, and both parts are clauses, one ended there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.lexicon import Lexicon

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"))
MARKS = frozenset((".", ",", "''", "``"))
NOMINAL = frozenset((*MARKS, "NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "POS"))
SAYING = frozenset((  # acts that a clause follows
    "say", "announce", "note", "acknowledge", "insist", "argue", "allege", "conclude", "believe", "know", "hear",
    "suggest", "predict", "fear", "hope", "doubt",
))  # fmt: skip
PLAIN = -6.0  # what a start must score behind a plain full stop; most ends that the model misses score more
LINKING = frozenset(("a.k.a.", "e.g.", "i.e.", "cf.", "vs."))
OPENERS = frozenset(("that", "whether", "if", "because", "although", "while"))
QUOTES = frozenset(('"', "“", "``", "‘", "«"))


@dataclass(frozen=True, slots=True)
class Stops:
    """Words that decide: abbreviations that stand ``before`` a name ("Dr."), words that a letter follows (``lettered``:
    "Plan B."), verbs that ``say`` something, of which a name behind them is the subject ("said U.S. troops left")."""

    before: frozenset[str]
    lettered: frozenset[str]
    say: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Stops":
        """The words of a lexicon."""
        say = frozenset(r.lemma for r in lexicon.reports if r.pos == "VERB" and r.act in SAYING)
        return cls(lexicon.listed("before name"), lexicon.listed("lettered"), say)

    def begins(self, words: list[str], i: int, score: float) -> bool:
        """Whether the model's ``score`` for a start makes word ``i`` one: never for the number behind "No." nor for
        what "a.k.a." leads to; rather easily for a capital behind a full stop that is no abbreviation's."""
        last, before = words[i - 1], words[i - 2] if i > 1 else ""
        if last.lower() in LINKING or last == "." and before in ("No", "Nos") and words[i][0].isdigit():
            return False
        plain = last == "." and len(before) > 1 and words[i][0].isupper() and before.lower() not in self.before
        return score > (PLAIN if plain else 0)

    def places(self, words: list[str], tags: list[str], names: list[str]) -> Iterator[int]:
        """Numbers of the words of one sentence that may begin another: a capital behind an abbreviation, with a finite
        verb on either side. ``names``: BIO labels; initials and acronyms end no name that goes on behind them, as
        "Inc." and "Jr." do, whatever the model takes into it ("Donald J. Trump", "U.S. Senate")."""
        for i in range(1, len(words) - 1):
            last, first = words[i - 1], words[i + (words[i] in QUOTES)]
            abbreviated = len(last) > 1 and last[-1] == "." and last[0].isalpha() and first[0].isupper()
            opens = names[i][0] == "I" and (len(last) == 2 or "." in last[:-1]) and not self.is_lettered(words, i)
            verbs = not FINITE.isdisjoint(tags[:i]) and not FINITE.isdisjoint(tags[i:])
            if verbs and abbreviated and not opens and last[:-1].lower() not in self.before:
                yield i

    def is_lettered(self, words: list[str], i: int) -> bool:
        """Whether a letter before word ``i`` is a number: "Plan B."."""
        return i > 1 and len(words[i - 1]) == 2 and words[i - 2].lower() in self.lettered

    def is_end(self, words: list[str], i: int, score: float, clauses: "tuple[Clause, Clause]") -> bool:
        """Whether a sentence ended before word ``i``. ``score``: how the model finds a sentence's start there behind a
        full stop of its own; ``clauses``: both parts as it reads them then."""
        left, right = clauses
        likely = score > 0 or self.is_lettered(words, i)
        return likely and left.is_whole() and right.is_whole() and not left.is_open(self.say)


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence as it was read; ``heads`` are numbers of its words, the root its own."""

    tags: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]

    def is_whole(self) -> bool:
        """Whether it has a finite verb and a subject."""
        root = next(i for i, head in enumerate(self.heads) if head == i)
        below = [i for i, head in enumerate(self.heads) if head == root]
        finite = any(self.tags[i] in FINITE and (i == root or self.deps[i].startswith(("aux", "cop"))) for i in below)
        return finite and any(self.deps[i] in SUBJECTS for i in below)

    def is_open(self, say: frozenset[str]) -> bool:
        """Whether it ends in a name that more is said of: behind "that", "why" or a verb that ``say`` holds."""
        last = max((i for i, tag in enumerate(self.tags) if tag not in MARKS), default=0)
        before = next((i for i in range(last, -1, -1) if self.tags[i] not in NOMINAL), None)
        if before is None:
            return False
        verbal = self.tags[before].startswith("V") and self.lemmas[before] in say
        return verbal or self.tags[before] == "WRB" or self.lemmas[before] in OPENERS
