"""How many quotations a format shows without their pictures."""

from __future__ import annotations

from .base import Loss
from .bundle import ExportBundle
from .losses import Lost


def pictures_left(bundle: ExportBundle) -> tuple[Loss, ...]:
    """Return the loss of the pictures of quotations, for a format that has words alone."""
    shown = (each for code in bundle.codes for each in code.excerpts)
    count = sum(each.picture is not None and not each.see for each in shown)
    return (Loss(Lost.PICTURES, count),) if count else ()
