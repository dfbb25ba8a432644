"""Comments and footnotes of a Word report: numbered as the text meets them, written after it."""

from __future__ import annotations

from collections.abc import Iterator

from .characters import attribute
from .docx_controls import note_hash
from .ooxml import NAMESPACES, paragraph, run
from .report_parts import wall_time
from .typography import initials

_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


class Notes:
    """The notes of one document."""

    def __init__(self) -> None:
        self._comments: list[str] = []
        self._footnotes: list[str] = []
        self.hashes: list[str] = []  # of all notes, see `docx_controls`

    def comment(self, author: str, date: str, text: str) -> tuple[str, str]:
        """Add a comment; return what stands before and behind the words that it is on."""
        number = len(self._comments)
        self.hashes.append(note_hash(author, text))
        self._comments.append(_comment(number, author, date, text))
        return (
            f'<w:commentRangeStart w:id="{number}"/>',
            f'<w:commentRangeEnd w:id="{number}"/>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{number}"/></w:r>',
        )

    def footnote(self, text: str) -> str:
        """Add a footnote; return the sign for it."""
        number = len(self._footnotes) + 1
        self.hashes.append(note_hash("", text))
        self._footnotes.append(_footnote(number, text))
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )

    def comments_part(self) -> Iterator[str]:
        """Yield the part with the comments."""
        yield f"<w:comments {NAMESPACES}>"
        yield from self._comments
        yield "</w:comments>"

    def footnotes_part(self) -> Iterator[str]:
        """Yield the part with the footnotes, and the rules that Word draws above them."""
        yield f"<w:footnotes {NAMESPACES}>"
        for kind, number in _SEPARATORS:
            yield (
                f'<w:footnote w:type="{kind}" w:id="{number}">'
                + paragraph("FootnoteText", f"<w:r><w:{kind}/></w:r>")
                + "</w:footnote>"
            )
        yield from self._footnotes
        yield "</w:footnotes>"


def _comment(number: int, author: str, date: str, text: str) -> str:
    first, *rest = text.split("\n")
    time = wall_time(date)
    when = f' w:date="{time}"' if time else ""
    reference = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    return (
        f'<w:comment w:id="{number}" w:author="{attribute(author)}"{when} '
        f'w:initials="{attribute(initials(author))}">'
        + paragraph("CommentText", reference + run(first))
        + "".join(paragraph("CommentText", run(line)) for line in rest)
        + "</w:comment>"
    )


def _footnote(number: int, text: str) -> str:
    first, *rest = text.split("\n")
    sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    return (
        f'<w:footnote w:id="{number}">'
        + paragraph("FootnoteText", sign + run(f" {first}"))
        + "".join(paragraph("FootnoteText", run(line)) for line in rest)
        + "</w:footnote>"
    )
