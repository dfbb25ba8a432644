"""What a written file could not carry, in words."""

from __future__ import annotations

from collections.abc import Iterable

from qcode.formats.base import Loss
from qcode.services.language import tr, trn


def loss_lines(losses: Iterable[Loss]) -> list[str]:
    """Return one sentence for each kind of loss."""
    return [_line(loss) for loss in losses]


def _line(loss: Loss) -> str:
    if loss.kind == "replaced_characters":
        return trn(
            "{n} character cannot stand in this format and was replaced: {example}",
            "{n} characters cannot stand in this format and were replaced, such as {example}",
            loss.count,
            example=loss.detail,
        )
    if loss.kind == "empty_paragraphs":
        return trn(
            "{n} empty paragraph within a quotation was left out.",
            "{n} empty paragraphs within quotations were left out.",
            loss.count,
        )
    return tr("{kind}: {n}", kind=loss.kind, n=loss.count)
