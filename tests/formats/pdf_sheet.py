"""Printed pages for tests: lines of a fixed-width font at given places, in any order in the file.

A letter of `SIZE` points is 0.6 times as wide, so what fits on a line is known exactly. In words
that may be divided "~" stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

SIZE, LEADING = 10.0, 12.0
WIDTH, HEIGHT = 600.0, 800.0


def wrapped(text: str, letters: int, first: int = 0) -> list[str]:
    """Set a paragraph in lines of so many letters; the first one is `first` letters shorter."""
    lines, line = [], ""
    room = letters - first
    for word in text.split():
        glued = f"{line} {word}".strip()
        if len(glued.replace("~", "")) <= room:
            line = glued
            continue
        parts = word.split("~")
        for take in range(len(parts) - 1, 0, -1):
            start = f"{line} {''.join(parts[:take])}-".strip()
            if len(start.replace("~", "")) <= room:
                line, word = start, "~".join(parts[take:])
                break
        lines.append(line.replace("~", ""))
        line, room = word, letters
    return [*lines, line.replace("~", "")]


def plain(text: str) -> str:
    """The words without the signs where they may be divided."""
    return text.replace("~", "")


@dataclass
class Sheet:
    """One page. `y` counts from above, at the base line."""

    rotate: int = 0
    shown: list[str] = field(default_factory=list)

    def line(self, x: float, y: float, words: str, size: float = SIZE) -> None:
        """Print words."""
        safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        place = f"1 0 0 1 {x:.2f} {HEIGHT - y:.2f}"
        if self.rotate == 90:
            place = f"0 1 -1 0 {y:.2f} {x:.2f}"
        self.shown.append(f"BT /F1 {size} Tf {place} Tm ({safe}) Tj ET")

    def column(
        self,
        x: float,
        y: float,
        paragraphs: Iterable[str],
        letters: int,
        *,
        indent: int = 0,
        space: float = 0.0,
        size: float = SIZE,
    ) -> float:
        """Print paragraphs under each other; return where the next line would stand."""
        for _x, _y, words in set_lines(x, y, paragraphs, letters, indent=indent, space=space):
            self.line(_x, _y, words, size)
            y = _y + LEADING
        return y + space


def set_lines(
    x: float,
    y: float,
    paragraphs: Iterable[str],
    letters: int,
    *,
    indent: int = 0,
    space: float = 0.0,
) -> list[tuple[float, float, str]]:
    """Where the lines of paragraphs stand: their first ones are set in by `indent` letters."""
    found = []
    for paragraph in paragraphs:
        for number, words in enumerate(wrapped(paragraph, letters, indent)):
            found.append((x + (indent * 0.6 * SIZE if not number else 0.0), y, words))
            y += LEADING
        y += space
    return found


def printed(*sheets: Sheet) -> bytes:
    """The pages as a PDF."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(sheets)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for number, sheet in enumerate(sheets):
        wide, high = (HEIGHT, WIDTH) if sheet.rotate == 90 else (WIDTH, HEIGHT)
        content = "\n".join(sheet.shown)
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Rotate {sheet.rotate} "
            f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        bodies.append(
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream"
        )
    return _file(bodies)


def _file(bodies: Sequence[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + end.encode()
