"""The mixin that lets a noun show itself in a notebook."""

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from kg.model import Statement


class InCell:
    """Shows a `kg.model.Statement` as HTML when it is the last value of a notebook cell; without slots and fields of
    its own."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from kg.display.statement import card  # nobody without a notebook needs it

        return card(cast("Statement", self))
