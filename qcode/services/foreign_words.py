"""What did not come in from the projects of other programs as it was, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qcode.formats.foreign_values import ForeignLoss

from .language import tr, trn

FOREIGN_LOSSES: Mapping[str, Callable[[int], str]] = {
    ForeignLoss.UNTAGGED: lambda n: trn(
        "{n} passage without a code is a memo at its place",
        "{n} passages without a code are memos at their places",
        n,
    ),
    ForeignLoss.OUTSIDE: lambda n: trn(
        "{n} passage lies outside its text and was left out",
        "{n} passages lie outside their texts and were left out",
        n,
    ),
    ForeignLoss.MISPLACED: lambda n: trn(
        "{n} passage does not hold the words that were kept with it: look at it",
        "{n} passages do not hold the words that were kept with them: look at them",
        n,
    ),
    ForeignLoss.DANGLING: lambda n: trn(
        "{n} entry speaks of what is not there and was left out",
        "{n} entries speak of what is not there and were left out",
        n,
    ),
    ForeignLoss.SAME_NAME: lambda n: trn(
        "{n} code has the name of its neighbour and got a number",
        "{n} codes have the name of a neighbour and got a number",
        n,
    ),
    ForeignLoss.SEVERAL: lambda n: trn(
        "{n} project in one file", "{n} projects in one file: each has a set and a code", n
    ),
    ForeignLoss.DIRECTION: lambda n: trn(
        "{n} document was set from right to left: here its letters decide",
        "{n} documents were set from right to left: here their letters decide",
        n,
    ),
    ForeignLoss.PLAIN: lambda n: trn(
        "{n} document has its text without paragraphs and headings",
        "{n} documents have their texts without paragraphs and headings",
        n,
    ),
    ForeignLoss.NUMBERS: lambda n: trn(
        "{n} attribute of numbers holds other things and is text here",
        "{n} attributes of numbers hold other things and are text here",
        n,
    ),
    ForeignLoss.VALUES: lambda n: trn(
        "{n} value of an attribute has no document or case here",
        "{n} values of attributes have no document or case here",
        n,
    ),
    ForeignLoss.CASE_PARTS: lambda n: trn(
        "{n} part of a document belongs to a case: kept, but not shown",
        "{n} parts of documents belong to cases: kept, but not shown",
        n,
    ),
    ForeignLoss.FILES: lambda n: trn(
        "{n} file is missing or outside the project and was not taken along",
        "{n} files are missing or outside the project and were not taken along",
        n,
    ),
    ForeignLoss.ALONE: lambda n: trn(
        "{n} mark of a coding has no partner and stays in the text",
        "{n} marks of codings have no partner and stay in the text",
        n,
    ),
    ForeignLoss.NO_CODE: lambda n: trn(
        "{n} comment without a code or passage stays a comment",
        "{n} comments without a code or passage stay comments",
        n,
    ),
    ForeignLoss.HOURS: lambda _n: tr("Times are as they were written, without a time zone"),
}
