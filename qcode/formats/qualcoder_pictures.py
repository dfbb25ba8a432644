"""Pictures of QualCoder: documents with a paragraph for each coded area.

Areas are pixels as they are stored, whichever way the camera was held; regions here are pixels of
the picture as it is looked at. An area has no name, so its paragraph has a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qcode.model.errors import UserError
from qcode.model.regions import Rectangle, Size

from .exchange import ExchangeLink, ExchangeSegment, Held
from .foreign_values import ForeignLoss, text, whole
from .image import check_picture
from .limits import MAX_RICH_BYTES
from .picture_size import PictureSize
from .picture_text import PictureText, seen
from .qualcoder_codes import Codes
from .qualcoder_context import Context
from .qualcoder_files import FileKind
from .qualcoder_passages import IMPORTANT
from .qualcoder_sources import Source, Sources

Row = tuple[object, ...]
_AREA = ("id", "x1", "y1", "width", "height", "cid", "memo", "owner", "date", "important", "imid")


def read_pictures(context: Context, codes: Codes, sources: Sources) -> Iterator[ExchangeSegment]:
    """Make documents of pictures that can be shown, and yield what is coded in them."""
    found = {}
    for source in sources.others():
        if source.file.kind is FileKind.PICTURE and source.file.held is not None:
            measured = _measured(source.file.held)
            if measured is not None:
                found[source.number] = (source, measured)
    areas: dict[int, list[Row]] = {number: [] for number in found}
    for row in context.database.rows("code_image", _AREA, order=("id", "imid")):
        areas.get(whole(row[0]) or -1, []).append(row)
    for number, (source, measured) in found.items():
        picture = PictureText(Size(measured.width, measured.height))
        picture.whole(source.name)
        yield from _segments(context, codes.guids, source, picture, areas[number], measured)
        sources.add_picture(source, picture, measured)


def _measured(held: Held) -> PictureSize | None:
    try:
        return check_picture(held.read(), held.name) if held.size <= MAX_RICH_BYTES else None
    except UserError:
        return None


def _segments(
    context: Context,
    codes: Mapping[int, str],
    source: Source,
    picture: PictureText,
    rows: Sequence[Row],
    measured: PictureSize,
) -> Iterator[ExchangeSegment]:
    for row in rows:
        place, number = area_of(row[1:5]), whole(row[5])
        memo, owner, date, important = row[6:10]
        if place is None or number not in codes or number is None:
            context.losses.add(ForeignLoss.DANGLING, "code_image")
            continue
        span = picture.add(seen(place, measured), "")
        if span is None:
            continue  # it is kept with what has no place in the picture
        mark = context.guid("code_image", source.guid, *place, number, text(owner))
        yield ExchangeSegment(
            *(mark, source.guid, codes[number], context.coder(owner), *span),
            weight=IMPORTANT if whole(important) == 1 else None,
            made=context.moment(date),
        )
        link = ExchangeLink(segment=mark)
        context.memo(memo, link, owner=owner, date=date, key=("code_image", mark))


def area_of(values: Sequence[object]) -> Rectangle | None:
    """Return the area that a left, a top, a width and a height say; None for what is no number."""
    numbers = [whole(each) for each in values]
    if None in numbers:
        return None
    x, y, width, height = (each or 0 for each in numbers)
    return Rectangle.between(x, y, x + width, y + height)
