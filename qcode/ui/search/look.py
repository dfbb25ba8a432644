"""How hits are looked at: passages or lines, in which order, and within what is active."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qcode.model.search_options import PLAIN, SearchOptions
from qcode.services.activation import Activation
from qcode.services.hit_list import Wish, Within
from qcode.services.hit_order import Order
from qcode.services.hits import SourceKey
from qcode.services.language import mark, tr
from qcode.ui.found.picker import Group

LOOKS: Mapping[bool, str] = {False: mark("Passages"), True: mark("Lines")}
ORDERS: Mapping[Order, str] = {
    Order.PLACE: mark("By place"),
    Order.RELEVANCE: mark("Most relevant first"),
    Order.LEFT: mark("By the word before"),
    Order.RIGHT: mark("By the word after"),
}
_FILTERS: Mapping[str, str] = {
    "all": mark("All hits"),
    "documents": mark("Only in active documents"),
    "codes": mark("Only passages with active codes"),
    "both": mark("Both"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What the user has chosen; `only` and `folded` are of one search and not remembered.

    Neither are `active` and `options`: who opens a project anew must not miss what they leave out.
    """

    lines: bool = False
    order: Order = Order.PLACE
    active: str = "all"
    options: SearchOptions = PLAIN
    only: SourceKey | None = None
    folded: frozenset[SourceKey] = field(default_factory=frozenset)

    def wish(self, query: str, activation: Activation) -> Wish:
        """Return what is to be listed."""
        return Wish(
            query=query,
            options=self.options,
            order=self.order,
            lines=self.lines,
            within=self.within(activation),
            folded=self.folded,
            only=self.only,
        )

    def within(self, activation: Activation) -> Within:
        """Return what hits are narrowed to."""
        return Within(
            activation.documents if self.active in ("documents", "both") else None,
            activation.codes if self.active in ("codes", "both") else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something was asked to be left out."""
        return self.active != "all" or self.only is not None

    def plain(self) -> Look:
        """Return the same with all groups, unfolded."""
        return replace(self, only=None, folded=frozenset())

    def toggled(self, group: SourceKey) -> Look:
        """Return the same with a group folded, or not."""
        return replace(self, folded=self.folded ^ {group})

    def state(self) -> dict[str, str]:
        """Return what is remembered."""
        return {"search_lines": "yes" if self.lines else "", "search_order": self.order.value}

    @staticmethod
    def restored(state: Mapping[str, str]) -> Look:
        """Return what is remembered; what cannot be read takes its default."""
        order = state.get("search_order", "")
        known = Order(order) if order in tuple(Order) else Order.PLACE
        return Look(lines=state.get("search_lines") == "yes", order=known)


def groups(look: Look, activation: Activation, take: Callable[[Look], object]) -> Sequence[Group]:
    """Return what can be chosen, for a menu; `take` is told of another look."""
    filters = [(tr(text), each) for each, text in _FILTERS.items()]  # marked in _FILTERS
    if activation.is_all and look.active == "all":
        filters = [(tr("All hits: all documents and codes are active"), "all")]
    return (
        Group(
            tr("Show"),
            [(tr(text), lines) for lines, text in LOOKS.items()],  # marked in LOOKS
            look.lines,
            lambda lines: take(replace(look, lines=lines is True)),
        ),
        Group(
            tr("Sort"),
            [(tr(text), order) for order, text in ORDERS.items()],  # marked in ORDERS
            look.order,
            lambda order: take(replace(look, order=Order(str(order)))),
        ),
        Group(
            tr("Filter"), filters, look.active, lambda each: take(replace(look, active=str(each)))
        ),
    )
