"""What `kg.engines` has in common."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Portion = TypeVar("Portion", contravariant=True)
Given = TypeVar("Given", covariant=True)


class Engine(Protocol[Portion, Given]):
    """Reads portions; who asks for the outcomes in the order of the portions has the same with every engine."""

    def hand_over(self, portion: Portion) -> Callable[[], Given]:
        """Have ``portion`` read; what comes back waits for its outcome."""

    def places(self) -> int:
        """How many portions may be read at once now."""
