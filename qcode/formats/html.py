"""Web pages (.html): the words of the body, through lxml's HTML parser.

Nothing is fetched and no script is run: pictures, frames, styles and scripts are only names in the
file. The page may say its own encoding; a byte order mark goes before it, the user before both.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from qcode.model.courtesy import give_way
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .encoding import decode
from .html_indent import Indents
from .html_story import Story
from .html_times import has_times, with_times
from .limits import damaged, read_bytes
from .markup import check_markup
from .turns import NONE

_DECLARATION = 4096  # bytes in which a page must say its encoding
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_LATIN = frozenset(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"))


class HtmlReader:
    """Reads HTML and XHTML, however badly it is formed."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the body of the page."""
        data = read_bytes(path)
        decoded = decode(data, options.encoding, _declared(data[:_DECLARATION]))
        builder = read_markup(decoded.text, path, job)
        document = builder.finish(self.name, decoded.encoding, decoded.losses)
        if options.turn_dialect != NONE and has_times(decoded.text):
            return with_times(document, decoded.text, options.turn_dialect)
        return document


def read_markup(markup: str, path: Path, job: Job = SILENT) -> Builder:
    """Read a page, or a part of one; `path` names it in errors."""
    check_markup(markup, path)
    job.check()
    builder = Builder(path)
    root = _parse(markup, path)
    if root is not None:
        Story(builder, job, Indents(root)).read(root)
    return builder


def _declared(head: bytes) -> str | None:
    """Return the encoding that a page says it is in, as browsers understand it."""
    found = _CHARSET.search(head)
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace").lower()
    if name in _LATIN:
        return "cp1252"
    return "utf-8" if name.startswith("utf-16") else name


def _parse(text: str, path: Path) -> etree._Element | None:
    """Return the root of a page, None if there is nothing in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    give_way()
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    except (etree.LxmlError, ValueError) as error:
        raise damaged(path, HtmlReader.name) from error
    # The parser mends everything but what is too deep: there it stops, and the rest is missing.
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UserError("file_too_complex", name=path.name)
    return root


READER = HtmlReader()
