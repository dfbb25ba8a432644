"""Links in the text of a memo that lead to passages, and that text without its marks.

A link is Markdown with a target that stays: `[Anna, ¶ 3](qcode:segment/GUID)`, or
`[Anna, ¶ 3](qcode:document/GUID#12-34)` with a span in code points of that document's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from .text import Span

SCHEME = "qcode:"
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\\n])*)\]\(qcode:([^\s()]*)\)")
_TARGET = re.compile(r"(segment|document)/([0-9A-Za-z-]{1,64})(?:#(\d{1,9})-(\d{1,9}))?")
_ESCAPED = re.compile(r"\\([\\\[\]*_#>`-])")
_ORDINARY = re.compile(r"\[((?:\\.|[^\[\]\\\n])*)\]\(([^\s()]*)\)")
_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: a segment, or a document and maybe a span of it, by GUID."""

    segment: str = ""
    document: str = ""
    span: Span | None = None

    def __str__(self) -> str:
        if self.segment:
            return f"{SCHEME}segment/{self.segment}"
        place = "" if self.span is None else f"#{self.span.start}-{self.span.end}"
        return f"{SCHEME}document/{self.document}{place}"


@dataclass(frozen=True, slots=True)
class TextLink:
    """One link where it stands. `target` is None if it cannot be read; `span` is code points."""

    span: Span
    label: str
    target: Target | None
    source: str


def links_in(text: str) -> Iterator[TextLink]:
    """Yield the links to passages in a memo's text, in order."""
    for found in _LINK.finditer(text):
        label = _unescaped(found[1])
        yield TextLink(Span(*found.span()), label, _target(found[2]), found[0])


def write_link(label: str, target: Target) -> str:
    """Return a link as it stands in a memo's text."""
    shown = re.sub(r"([\\\[\]])", r"\\\1", " ".join(label.split()))
    return f"[{shown}]({target})"


def map_targets(text: str, change: Callable[[Target], Target]) -> str:
    """Return a text in which each link leads to what `change` makes of its target."""

    def rewritten(found: re.Match[str]) -> str:
        target = _target(found[2])
        return found[0] if target is None else f"[{found[1]}]({change(target)})"

    return _LINK.sub(rewritten, text)


def plain_words(text: str) -> str:
    """Return a memo's text for where Markdown is not shown: links by their words, no marks."""
    if "](" in text:  # each look for what cannot be there is felt in a list of a thousand
        text = _ORDINARY.sub(_shown, text)
    if "#" in text:
        text = _HEADING.sub("", text)
    if "*" in text or "_" in text:
        for pattern in (_STRONG, _EMPHASIS):
            text = pattern.sub(_within, text)
    return text


def first_words(text: str, longest: int = 60) -> str:
    """Return what a memo without a title is called: its first words, whole ones, on one line.

    Where there are more, "…" says so.
    """
    words = " ".join(plain_words(text).split())
    if len(words) <= longest:
        return words
    whole = words[: longest + 1].rpartition(" ")[0] or words[: longest - 1]
    return whole.rstrip(" ,;:–-") + "…"


def words_only(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return a text without its marks, with the labels of its links to passages, and spans there.

    What lies wholly in an address, which is not shown, moves to the label of its link.
    """
    hidden: set[int] = set()
    labels: set[int] = set()  # names of passages, in which a sign is a sign
    links = list(_LINK.finditer(text))
    for link in links:
        hidden.update(range(*link.span()))
        labels.update(range(*link.span(1)))
        hidden.difference_update(range(*link.span(1)))
        hidden.update(link.start(1) + each.start() for each in _ESCAPED.finditer(link[1]))
    hidden |= _marks(text, hidden, labels)
    shown = [at for at in range(len(text)) if at not in hidden]

    def there(span: Span) -> Span:
        moved = Span(bisect_left(shown, span.start), bisect_left(shown, span.end))
        if moved.start < moved.end:
            return moved
        label = next((Span(*link.span(1)) for link in links if span.start < link.end()), span)
        return Span(bisect_left(shown, label.start), bisect_left(shown, label.end))

    moved = (there(span) for span in spans)
    return "".join(text[at] for at in shown), tuple(dict.fromkeys(filter(_is_some, moved)))


def _marks(text: str, hidden: Set[int], labels: Set[int]) -> set[int]:
    """Return where signs of headings, bold and italics stand in what is not hidden or a label."""
    found = {at for heading in _HEADING.finditer(text) for at in range(*heading.span())}
    for pattern in (_STRONG, _EMPHASIS):
        unseen = found.union(hidden)
        seen = "".join(
            "\0" if at in unseen else "x" if at in labels else c for at, c in enumerate(text)
        )
        for pair in pattern.finditer(seen):
            found.update((*range(pair.start(), pair.start(2)), *range(pair.end(2), pair.end())))
    return found


def _is_some(span: Span) -> bool:
    return span.start < span.end


def _within(found: re.Match[str]) -> str:
    return found[2]


def _unescaped(label: str) -> str:
    return _ESCAPED.sub(r"\1", label) if "\\" in label else label


def _shown(found: re.Match[str]) -> str:
    label, address = _unescaped(found[1]), found[2]
    if address.startswith(SCHEME) or address == label:
        return label
    return f"{label} ({address})" if label else address


def _target(text: str) -> Target | None:
    found = _TARGET.fullmatch(text)
    if found is None:
        return None
    sort, guid, start, end = found.groups()
    if sort == "segment":
        return Target(segment=guid) if start is None else None
    if start is None:
        return Target(document=guid)
    span = Span(int(start), int(end))
    return Target(document=guid, span=span) if span.start < span.end else None
