"""The mixin that lets a noun show itself in a notebook."""


class InCell:
    """Shows itself as HTML when it is the last value of a notebook cell; without slots and fields of its own."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from kg.display.statement import card  # nobody without a notebook needs it

        return card(self)
