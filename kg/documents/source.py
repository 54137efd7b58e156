"""Where documents come from."""

from dataclasses import dataclass

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """``place`` is a path, an http(s) address or ``-``; ``name`` is what the world sees of it: the address, or the path
    relative to the folder or pattern that was given."""

    place: str
    name: str

    @property
    def is_address(self) -> bool:
        """Whether it is to be fetched from the web."""
        return self.place.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be known of a source that was read, in one line: value, rule, remedy."""

    source: str
    reason: str
