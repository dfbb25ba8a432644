"""The colours that codes get by themselves, and which one comes next.

Twelve colours that stay apart for readers with any kind of colour vision. They were found by
simulated annealing: the smallest distance in OKLab (Ottosson, 2020) between any two was made as
large as it would go, for normal vision and for full protanopia, deuteranopia and tritanopia as
simulated by Machado, Oliveira & Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", IEEE TVCG 15(6), 2009, and with the lightness that either theme of the window
gives them. The smallest distance is 0.089 (Okabe & Ito's seven colours: 0.076; Paul Tol's nine
"muted" ones: 0.052). Each colour is followed by the one farthest from those before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

PALETTE: tuple[str, ...] = (
    "#51a0db",  # sky
    "#870a28",  # crimson
    "#f8b938",  # amber
    "#5a298a",  # indigo
    "#b84f0f",  # rust
    "#3ee7b2",  # mint
    "#9d9c07",  # olive
    "#bec1fd",  # lavender
    "#8860c7",  # violet
    "#d86da6",  # pink
    "#03845c",  # green
    "#02515e",  # petrol
)


def next_color(used: Iterable[str]) -> str:
    """Return the colour of the palette that is used least, the earliest of equals.

    `used` are the colours of the codes there are, one entry a code; others are ignored.
    """
    uses = Counter(color.lower() for color in used)
    return min(PALETTE, key=lambda color: uses[color])
