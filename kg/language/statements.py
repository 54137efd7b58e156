"""The statement head: which words tell a stance, an act or a tie, how it stands, whom it ties, and which words tell
reports. Knows no spaCy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from kg.language.labels import CUES, ROLES
from kg.language.runtime import Session, session

LEAST_CUE = 0.1  # chance of being a cue at all from which a word is looked at
LEAST_LINK = 0.05
OUTPUTS = ("cue", "standing", "report", "links")

Links = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that may carry a statement.

    ``word``: its place; ``kind``: its likeliest one of `kg.language.labels.CUES`, with that ``chance``, 0 to 1;
    ``standing``: the chances of `kg.language.labels.STANDINGS`; ``holders``, ``targets``, ``sources``: the words that
    it may tie, each with its chance, the likeliest first.
    """

    word: int
    kind: str
    chance: float
    standing: tuple[float, ...]
    holders: Links
    targets: Links
    sources: Links

    def placed(self, places: Sequence[int]) -> "Cue":
        """The same where word ``i`` stands at ``places[i]``."""

        def moved(links: Links) -> Links:
            return tuple((places[i], chance) for i, chance in links)

        tied = (moved(links) for links in (self.holders, self.targets, self.sources))
        return Cue(places[self.word], self.kind, self.chance, self.standing, *tied)


@dataclass(frozen=True, slots=True)
class ReportCue:
    """A word that may tell a report, with its ``chance``; ``source``: the head of who says so, with its chance, or
    ``None``; ``content``: the first and the last word of what is said, with the lesser of their chances."""

    word: int
    chance: float
    source: tuple[int, float] | None
    content: tuple[int, int, float]

    def placed(self, places: Sequence[int]) -> "ReportCue":
        """The same where word ``i`` stands at ``places[i]``."""
        source = self.source and (places[self.source[0]], self.source[1])
        begin, end, chance = self.content
        return ReportCue(places[self.word], self.chance, source, (places[begin], places[end], chance))


class StatementHead:
    """The head's weights, loaded at first use. Deterministic; safe to share between threads."""

    def __init__(self, path: Path):
        self.path = path

    @cached_property
    def session(self) -> Session:
        return session(self.path, denormals=False)

    def __getstate__(self) -> dict[str, Path]:
        return {"path": self.path}

    def find(self, shared: np.ndarray, first: np.ndarray, arcs: np.ndarray) -> tuple[list[Cue], list[ReportCue]]:
        """The cues of statements and of reports among the words of one window, in their order. ``shared [pieces,
        width]``: the vectors of its pieces above the encoder's shared layers; ``first [words]``: where each word
        begins; ``arcs [dependent, head]``: the parser's scores, very low for two words of different sentences."""
        feed = {"shared": shared[None], "first": first[None], "arcs": arcs[None]}
        cues, standings, reports, links = (value[0] for value in self.session.run(OUTPUTS, feed))
        told = [_report(i, reports[i], links[len(ROLES) :, i]) for i in np.flatnonzero(reports >= LEAST_CUE).tolist()]
        found = []
        for i in np.flatnonzero(1 - cues[:, 0] >= LEAST_CUE).tolist():
            kind = 1 + int(cues[i, 1:].argmax())
            chance = float(sum(cues[i, k] for k in _of_sign(kind)))
            tied = (_likely(links[role, i]) for role in range(len(ROLES)))
            found.append(Cue(i, CUES[kind], chance, tuple(standings[i].tolist()), *tied))
        return found, told


def _report(word: int, chance: float, links: np.ndarray) -> ReportCue:
    """The likeliest source, and the likeliest first and last word of the content, in this order."""
    who, begins, ends = links
    source = int(who.argmax())
    begin = int(begins.argmax())
    end = begin + int(ends[begin:].argmax())
    said = float(who[source])
    return ReportCue(
        word, float(chance), (source, said) if said >= LEAST_LINK else None,
        (begin, end, float(min(begins[begin], ends[end]))),
    )  # fmt: skip


def _of_sign(kind: int) -> list[int]:
    """The kinds that a kind is counted with: an act for somebody and a stance for them are seldom wholly apart."""
    return [k for k, name in enumerate(CUES) if name[-1] == CUES[kind][-1]] if CUES[kind][-1] in "+-" else [kind]


def _likely(chances: np.ndarray) -> Links:
    places = np.flatnonzero(chances >= LEAST_LINK)
    return tuple(sorted(((int(i), float(chances[i])) for i in places), key=lambda link: (-link[1], link[0])))
