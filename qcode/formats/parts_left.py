"""Which parts of a report a format has no place for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle
from .losses import Lost


def parts_left(
    bundle: ExportBundle, without: Iterable[Part], pieces: Iterable[str] = ()
) -> tuple[Loss, ...]:
    """Return the loss of the parts that a format is `without`, as far as the report has them.

    `pieces` are the headings of what is left out of other parts.
    """
    there = dict(_there(bundle))
    names = [*(there[part] for part in without if part in there), *pieces]
    return (Loss(Lost.PARTS, len(names), ", ".join(names)),) if names else ()


def _there(bundle: ExportBundle) -> Iterator[tuple[Part, str]]:
    labels = bundle.labels
    kinds = {
        "analysis": Part.ANALYSIS,
        "code-document": Part.CODE_DOCUMENT,
        "code-attribute": Part.CODE_ATTRIBUTE,
    }
    if bundle.documents:
        yield Part.DOCUMENTS, labels.documents
    for table in reversed(bundle.tables):
        if (part := kinds.get(table.key.partition(":")[0])) is not None:
            yield part, table.title
    if bundle.charts:
        yield Part.CHART, labels.chart
    if bundle.codebook:
        yield Part.CODEBOOK, labels.codebook
    if bundle.transcripts:
        yield Part.TRANSCRIPTS, labels.transcript
    if bundle.sections:
        yield Part.METHOD, labels.method
