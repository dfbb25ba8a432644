"""Which comments of a Word file answer others: Word keeps that in a part beside the comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from qcode.model.errors import UserError

from .package import Package
from .relations import parts_by_kind, relations_of

_KIND = "docx"
_MOST = 100  # answers to answers


class CommentKey(NamedTuple):
    """What a comment is told by where its number is not known: `words` without white space."""

    author: str
    date: str
    words: str


def comment_key(author: str, date: str, text: str) -> CommentKey:
    """Return what tells a comment that says a text."""
    return CommentKey(author, date, "".join(text.split()))


def answers_in(path: Path) -> Mapping[CommentKey, CommentKey]:
    """Return the first comment of its thread for each comment that answers one.

    Raises `UserError` for a file that is no sound package.
    """
    with Package(path, _KIND) as package:
        main = parts_by_kind(package, "").get("officeDocument", "")
        kinds = {each.kind: each.target for each in relations_of(package, main)}
        extended, comments = kinds.get("commentsExtended"), kinds.get("comments")
        if extended not in package.names or comments not in package.names:
            return {}
        try:
            above = dict(_parents(package.xml(str(extended))))
            keys = dict(_keys(package.xml(str(comments)))) if above else {}
        except UserError:  # comments are read without their threads
            return {}
    found = {}
    for mark, key in keys.items():
        first = _first(mark, above)
        if first != mark and first in keys:
            found[key] = keys[first]
    return found


def _parents(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the last paragraph of each answer, with that of the comment it answers."""
    for element in root.iter("{*}commentEx"):
        said = {name.rpartition("}")[2]: str(value) for name, value in _items(element)}
        if said.get("paraIdParent"):
            yield said.get("paraId", ""), said["paraIdParent"]


def _keys(root: etree._Element) -> Iterator[tuple[str, CommentKey]]:
    """Yield the last paragraph of each comment, with what tells it."""
    for element in root.iter("{*}comment"):
        last = ""
        for paragraph in element.iter("{*}p"):
            said = {name.rpartition("}")[2]: str(value) for name, value in _items(paragraph)}
            last = said.get("paraId", last)
        about = {name.rpartition("}")[2]: str(value) for name, value in _items(element)}
        words = "".join(str(each.text or "") for each in element.iter("{*}t"))
        yield last, comment_key(about.get("author", ""), about.get("date", ""), words)


def _items(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.items()]


def _first(mark: str, above: Mapping[str, str]) -> str:
    for _again in range(_MOST):
        if mark not in above:
            break
        mark = above[mark]
    return mark
