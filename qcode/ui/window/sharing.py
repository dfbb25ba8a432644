"""How the width of the window is shared between the text and what stands beside it. In pixels."""

from __future__ import annotations

from collections.abc import Sequence


def shares(
    width: int, wanted: Sequence[int], least: Sequence[int], *, text: int
) -> tuple[int, ...]:
    """Return how wide each column beside the text is, so that `text` pixels are left for it.

    Where `wanted` would leave it less, each gives of what it has above its `least`, in
    proportion; below that nothing shrinks, and the text has to do with what there is.
    """
    missing = text - (width - sum(wanted))
    spare = [max(0, each - low) for each, low in zip(wanted, least, strict=True)]
    whole = sum(spare)
    if missing <= 0 or not whole:
        return tuple(wanted)
    given = min(missing, whole)
    return tuple(each - given * part // whole for each, part in zip(wanted, spare, strict=True))
