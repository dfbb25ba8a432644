"""Which codes have a slide, and which of their quotations stand on it.

Starred ones come first, the heaviest before the others; then short whole ones, each from another
document as long as there are any. What only the interviewer says comes last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.report import ReportOptions

from .bundle import ExportBundle, ExportCode, ExportExcerpt

_SHORT, _LONG = 40, 260  # code points of a quotation that is read well on a slide
_WHOLE = re.compile(r"^\W*[^\W\d_].*[.!?…][\W]*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Theme:
    """A code with the excerpts that it, and what lies below it on the slides, has."""

    code: ExportCode
    excerpts: tuple[ExportExcerpt, ...]
    best: tuple[ExportExcerpt, ...]


def themes(bundle: ExportBundle) -> list[Theme]:
    """Return the codes that have a slide, in the order of the report.

    Codes below the level that is asked for give their excerpts to the one above; with level 0 each
    code has its own.
    """
    gathered: list[tuple[ExportCode, list[ExportExcerpt]]] = []
    level = bundle.options.slide_level
    for code in bundle.codes:
        below = level and code.level > level and gathered
        if below and gathered[-1][0].level <= level:
            gathered[-1][1].extend(code.excerpts)
        else:
            gathered.append((code, list(code.excerpts)))
    return [
        Theme(code, tuple(found), best(found, bundle.options)) for code, found in gathered if found
    ]


def best(found: Sequence[ExportExcerpt], options: ReportOptions) -> tuple[ExportExcerpt, ...]:
    """Return the quotations for a slide, the best first."""
    once = list({(each.document, each.start, each.end, each.text): each for each in found}.values())
    ranked = sorted(once, key=lambda each: _rank(each, options))
    chosen: list[ExportExcerpt] = []
    while ranked and len(chosen) < options.slide_quotes:
        seen = {each.document for each in chosen}
        fresh = (each for each in ranked if each.document not in seen or _starred(each, options))
        following = next(fresh, ranked[0])
        ranked.remove(following)
        chosen.append(following)
    return tuple(chosen)


def shown(excerpt: ExportExcerpt) -> str:
    """Return the wording of an excerpt that is printed."""
    return excerpt.condensed if excerpt.wording == "edited" else excerpt.text


def _starred(excerpt: ExportExcerpt, options: ReportOptions) -> bool:
    return excerpt.weight is not None and excerpt.weight >= options.starred_from


def _rank(
    excerpt: ExportExcerpt, options: ReportOptions
) -> tuple[bool, int, bool, bool, bool, int]:
    """Return what quotations are sorted by: stars, weight, who speaks, how well they are read."""
    text = shown(excerpt).strip()
    weight = excerpt.weight or 0
    fits = _SHORT <= len(text) <= _LONG
    whole = _WHOLE.match(text) is not None and text.lstrip("”“\"' –-")[:1].isupper()
    far = max(len(text) - _LONG, _SHORT - len(text), 0)
    # What only the interviewer says is no voice of the study.
    asked = bool(excerpt.lines) and all(line.asked for line in excerpt.lines)
    return not _starred(excerpt, options), -weight, asked, not fits, not whole, far
