"""The relationships of the parts of an Office package."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qcode.formats.package import Package
from qcode.formats.relations import Relation, listing_of, part_at, parts_by_kind, relations_of

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LISTING = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{KINDS}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{KINDS}/styles" Target="/other/styles.xml"/>
<Relationship Id="r3" Type="{KINDS}/image" Target="../media/one.png"/>
<Relationship Id="r4" Type="{KINDS}/hyperlink" Target="http://x.test/a/../b" TargetMode="External"/>
</Relationships>"""


@pytest.fixture
def package(tmp_path: Path) -> Package:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<a/>")
        file.writestr("word/_rels/document.xml.rels", LISTING)
    return Package(path, "docx")


@pytest.mark.parametrize(
    ("part", "listing"),
    [("", "_rels/.rels"), ("a.xml", "_rels/a.xml.rels"), ("word/a.xml", "word/_rels/a.xml.rels")],
)
def test_each_part_has_a_listing_of_its_own(part: str, listing: str) -> None:
    assert listing_of(part) == listing


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("b.xml", "word/b.xml"),
        ("/b.xml", "b.xml"),
        ("../b.xml", "b.xml"),
        ("../../../etc/b.xml", "etc/b.xml"),  # never out of the package
    ],
)
def test_an_address_is_meant_from_the_folder_of_the_part(target: str, part: str) -> None:
    assert part_at(target, "word/a.xml") == part


def test_what_lies_outside_is_given_as_it_is_written(package: Package) -> None:
    with package:
        *inside, link = relations_of(package, "word/document.xml")
    assert [each.target for each in inside] == [
        "word/styles.xml",
        "other/styles.xml",
        "media/one.png",
    ]
    assert link == Relation("r4", f"{KINDS}/hyperlink", "http://x.test/a/../b", outside=True)
    assert link.kind == "hyperlink"


def test_of_a_kind_the_first_part_counts_and_nothing_outside(package: Package) -> None:
    with package:
        found = parts_by_kind(package, "word/document.xml")
        assert found == {"styles": "word/styles.xml", "image": "media/one.png"}
        assert parts_by_kind(package, "word/styles.xml") == {}
