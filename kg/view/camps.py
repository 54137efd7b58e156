"""What a drawing says of camps: plain data, which `kg.view.sides` makes of a discourse."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """Until the day ``since``, ``who`` was for (1) or against (−1) ``target``; not ``firm``: one side is told once."""

    who: str
    side: int
    target: str
    since: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Who is in a camp: ``id``, and how surely (``sure``, as in `kg.network.affair.Member`). ``turns`` are changes of
    mind, its own or of whom it speaks for, on what the camp is about."""

    id: str
    sure: float
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Camp:
    """Actors who stand together. ``about``: names of targets that they are for (1) or against (−1) and another
    camp is not, the most contested first (their ids in ``targets``), and in ``more`` whether there are others;
    ``members``: those of whom most is told first."""

    about: tuple[tuple[str, int], ...]
    more: bool
    members: tuple[Member, ...]
    targets: tuple[str, ...] = ()
