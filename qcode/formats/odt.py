"""OpenDocument text (.odt): text and layout read straight from the XML with lxml, as with Word.

odfdo gives the text of a paragraph with marks of its own for notes and comments and without
tracked changes; the XML has each of them where it belongs. `content.xml` and `styles.xml` are read.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from lxml import etree

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .limits import damaged
from .losses import Lost
from .odt_look import STYLE, TEXT, Styles
from .odt_story import OFFICE, Story
from .package import Package

_MANIFEST = "META-INF/manifest.xml"
_EXAMPLE = 80  # characters of a header that are shown


class OdtReader:
    """Reads OpenDocument texts and their templates; macros are neither run nor kept."""

    name = "odt"
    suffixes = (".odt", ".ott")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the body, with notes, comments and tracked changes beside it."""
        with Package(path, self.name) as package:
            # Also where the whole package is locked there is a manifest to say so.
            if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
                raise UserError("password_protected", name=path.name)
            content = package.xml("content.xml")
            common = package.xml("styles.xml") if "styles.xml" in package.names else None
            has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in package.names)
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise damaged(path, self.name)
        builder = Builder(path)
        new_builder = partial(Builder, path)
        Story(builder, Styles(common, content), job, new_builder=new_builder).read(body)
        _report_headers(builder, common)
        if has_macros:
            builder.lose(Lost.MACROS)
        return builder.finish(self.name)


def _report_headers(builder: Builder, styles: etree._Element | None) -> None:
    """Report the words in page headers and footers."""
    if styles is None:
        return
    for kind in ("header", "footer", "header-left", "footer-left"):
        for element in styles.iter(f"{STYLE}{kind}"):
            paragraphs = element.iter(f"{TEXT}p", f"{TEXT}h")
            words = " ".join(" ".join("".join(map(str, p.itertext())) for p in paragraphs).split())
            if words:
                builder.lose(Lost.HEADER_FOOTER, 1, words[:_EXAMPLE])


READER = OdtReader()
