"""Projects of Taguette come in with every passage at its place.

The shapes are those of databases that Taguette 1.5.2 made of the same kinds of files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.formats.exchange import ExchangeLink, ExchangeProject
from qcode.formats.foreign_values import ForeignLoss
from qcode.formats.project_readers import reader_for
from qcode.formats.taguette import PROJECT_READER
from qcode.formats.taguette_text import counted_text, read_contents
from qcode.model.errors import UserError
from qcode.model.layout import Style

from .conftest import Taguette

Maker = Callable[[], Taguette]
PAGE = (
    "<h1>Möte 🙂</h1>\n\n<p>Anna:\xa0Jag <b>litade</b> på\n  kommunen.</p>\n"
    "<ul>\n  <li>först &amp; främst</li>\n  <li>sedan</li>\n</ul>"
)
TEXT = "Möte 🙂\n\nAnna:\xa0Jag litade på\n  kommunen.\n\n  först & främst\n  sedan\n"


def read(base: Taguette) -> ExchangeProject:
    return PROJECT_READER.read(base.path)


def passages(project: ExchangeProject) -> list[tuple[str, str, str]]:
    """The words of each segment, its code and its coder."""
    texts = {each.guid: each.text for each in project.documents}
    codes = {each.guid: each.name for each in project.codes}
    coders = {each.guid: each.name for each in project.coders} | {"": ""}
    return [
        (texts[s.document][s.start : s.end], codes[s.code], coders[s.coder])
        for s in project.segments
    ]


def losses(project: ExchangeProject) -> dict[str, int]:
    return {loss.kind: loss.count for loss in project.losses}


def test_the_text_of_a_page_is_counted_as_a_browser_has_it() -> None:
    assert counted_text(PAGE) == TEXT
    assert counted_text("<pre>\n a\n</pre><p title='a>b'>c<!-- > -->d<br/>&#229;</p>") == (
        " a\ncdå"
    )
    assert counted_text("5 < 6 <p") == "5 < 6 "


def test_passages_are_where_they_were_marked(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit", "anna")
    page = base.document(study, "möte.html", PAGE, TEXT)
    code = base.tag(study, "Tillit")
    marked = ("Möte 🙂", "🙂\n\nAnna", "litade på\n  kommunen", "& främst\n  sedan", "Jag ", "n")
    for words in marked:
        base.highlight(page, words, code, by="anna")
    found = read(base)
    assert found.documents[0].text == (
        "Möte 🙂\nAnna:\xa0Jag litade på kommunen.\nförst & främst\nsedan"
    )
    expected = ("Möte 🙂", "🙂\nAnna", "n", "Jag ", "litade på kommunen", "& främst\nsedan")
    assert passages(found) == [(words, "Tillit", "anna") for words in expected]
    assert found.losses == ()
    (offsets,) = found.offsets
    assert (offsets.source, offsets.score, offsets.checked) == (found.documents[0].guid, 1, 6)


def test_a_page_keeps_its_paragraphs_headings_and_original(taguette: Maker) -> None:
    base = taguette()
    base.document(base.project("Tillit"), "möte", PAGE, TEXT, about="I kommunhuset")
    found = read(base)
    (document,) = found.documents
    styles = {f.style: document.text[f.start : f.end] for f in document.layout.formats}
    assert styles[Style.HEADING] == "Möte 🙂"
    assert styles[Style.BOLD] == "litade"
    assert document.language == "sv"
    assert document.added == "2026-03-01T09:00:00.000Z"
    assert document.source is not None
    assert (document.source.name, document.source.read()) == ("möte.html", PAGE.encode())
    (memo,) = found.memos
    assert (memo.title, memo.text) == ("möte", "I kommunhuset")
    assert memo.links == (ExchangeLink(document=document.guid),)


def test_dots_make_a_tree_of_the_tags_that_are_there(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit")
    for path in ("Lön.Bonus", "Lön", "a.b.c", "Lön.Bonus.Jul", "Lön.Avdrag"):
        base.tag(study, path, f"om {path}")
    codes = read(base).codes
    names = {code.guid: code.name for code in codes}
    assert [(code.name, names.get(code.parent, ""), code.definition) for code in codes] == [
        ("Lön", "", "om Lön"),
        ("Bonus", "Lön", "om Lön.Bonus"),
        ("Jul", "Bonus", "om Lön.Bonus.Jul"),
        ("Avdrag", "Lön", "om Lön.Avdrag"),
        ("a.b.c", "", "om a.b.c"),
    ]


def test_who_gave_each_tag_is_in_the_log(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit", "anna", "bo")
    page = base.document(study, "a", "<p>ett två tre</p>", "ett två tre")
    trust, worry, gone = (base.tag(study, path) for path in ("Tillit", "Oro", "Förr"))
    first = base.highlight(page, "ett", trust, worry)
    base.log("anna", first, [trust], "2026-03-02 10:00:00")
    base.log("bo", first, [trust, worry], "2026-03-04 10:00:00")
    merged = base.highlight(page, "två", worry)
    base.log("bo", merged, [gone])
    base.command("anna", {"type": "tag_merge", "src_tag_id": gone, "dest_tag_id": worry})
    base.highlight(page, "tre", worry)  # of before the log
    base.command("bo", ["no command"])
    found = read(base)
    assert passages(found) == [
        ("ett", "Tillit", "anna"),
        ("ett", "Oro", "bo"),
        ("två", "Oro", "bo"),
        ("tre", "Oro", ""),
    ]
    assert [each.made for each in found.segments[:2]] == [
        "2026-03-02T10:00:00.000Z",
        "2026-03-04T10:00:00.000Z",
    ]


def test_who_is_alone_made_what_is_not_in_the_log(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit", "anna")
    page = base.document(study, "a", "<p>ett</p>", "ett")
    base.highlight(page, "ett", base.tag(study, "Tal"))
    assert passages(read(base)) == [("ett", "Tal", "anna")]


def test_a_passage_without_a_tag_is_a_memo_that_quotes_it(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit", "anna")
    page = base.document(study, "a", "<p>ett två</p><p>tre</p>", "ett tvåtre")
    base.highlight(page, "tvåtre", by="anna")
    found = read(base)
    (memo,) = found.memos
    assert (memo.title, memo.text, memo.kind) == ("två", "> två\n> tre", "highlight")
    (link,) = memo.links
    assert (link.document, link.span) == (found.documents[0].guid, (4, 11))
    assert found.segments == ()
    assert losses(found) == {ForeignLoss.UNTAGGED: 1}


def test_several_projects_come_with_a_set_and_a_code_each(taguette: Maker) -> None:
    base = taguette()
    for number, name in enumerate(("Skola", "Vård")):
        study = base.project(name, created=f"2026-03-0{number + 1} 09:00:00")
        base.document(study, "a", f"<p>{name}</p>", name)
        base.tag(study, "Tillit")
    found = read(base)
    assert found.name == "study"
    assert [(each.name, len(each.documents)) for each in found.sets] == [("Skola", 1), ("Vård", 1)]
    assert [(code.name, code.codable, bool(code.parent)) for code in found.codes] == [
        ("Skola", False, False),
        ("Tillit", True, True),
        ("Vård", False, False),
        ("Tillit", True, True),
    ]
    assert losses(found) == {ForeignLoss.SEVERAL: 2}


def test_a_copy_of_a_project_is_the_same_project(taguette: Callable[[str], Taguette]) -> None:
    def fill(base: Taguette) -> ExchangeProject:
        study = base.project("Tillit", "anna")
        page = base.document(study, "a", "<p>ett ett</p>", "ett ett")
        for number in range(2):
            base.highlight(page, "ett", base.tag(study, f"Tal {number}"), by="anna")
        return read(base)

    first, copy = taguette("first.sqlite3"), taguette("copy.sqlite3")
    for table in ("projects", "documents", "tags", "highlights"):  # so that numbers differ
        copy.add("sqlite_sequence", name=table, seq=7)
    assert fill(first) == fill(copy)
    assert len({each.guid for each in read(first).segments}) == 2


def test_what_cannot_be_placed_is_counted(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit")
    page = base.document(study, "a", "<p>ett</p>", "ett")
    tag = base.tag(study, "Tal")
    for start, end in ((90, 99), (2, 2), (3, 1)):
        number = base.add(
            "highlights", document_id=page, start_offset=start, end_offset=end, snippet=""
        )
        base.add("highlight_tags", highlight_id=number, tag_id=tag)
    base.add("highlights", document_id=77, start_offset=0, end_offset=1, snippet="")
    base.add("highlight_tags", highlight_id=1, tag_id=99)
    base.add("tags", project_id=9, path="x", description="")
    base.document(9, "b", "<p>x</p>", "x")
    found = read(base)
    assert found.segments == ()
    assert losses(found) == {ForeignLoss.OUTSIDE: 3, ForeignLoss.DANGLING: 4}


def test_words_that_are_elsewhere_are_said(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit")
    page = base.document(study, "a", "<p>ett två tre</p>", "ett två tre")
    tag = base.tag(study, "Tal")
    base.highlight(page, "ett", tag, snippet="<p>fyra</p>")
    base.highlight(page, "två tre", tag, snippet="två")  # made longer afterwards
    found = read(base)
    assert losses(found) == {ForeignLoss.MISPLACED: 1}
    assert found.offsets[0].score == 0


def test_a_page_that_cannot_be_laid_out_as_counted_is_plain_text(taguette: Maker) -> None:
    base = taguette()
    study = base.project("Tillit")
    contents = "<p>ett</p><script>två</script><p>tre</p>"
    page = base.document(study, "a", contents, "etttvåtre")
    base.highlight(page, "tre", base.tag(study, "Tal"))
    found = read(base)
    assert passages(found) == [("tre", "Tal", "")]
    assert losses(found) == {ForeignLoss.PLAIN: 1}


def test_text_from_right_to_left_is_said(taguette: Maker) -> None:
    base = taguette()
    contents = "<p>שלום</p>"
    base.document(base.project("Tillit"), "a", contents, "שלום", direction="RIGHT_TO_LEFT")
    found = read(base)
    assert (found.documents[0].text, losses(found)) == ("שלום", {ForeignLoss.DIRECTION: 1})


@pytest.mark.parametrize("name", ["study.sqlite3", "study.txt"])
def test_a_database_is_known_by_its_tables(taguette: Callable[[str], Taguette], name: str) -> None:
    base = taguette(name)
    assert reader_for(base.path) is PROJECT_READER
    with base.open() as there:
        there.executescript("DROP TABLE tags; DROP TABLE highlights")
    assert not PROJECT_READER.knows(base.path)
    with pytest.raises(UserError, match="not_that_project"):
        read(base)


def test_a_database_of_an_unknown_version_is_refused(taguette: Maker) -> None:
    base = taguette()
    with base.open() as there:
        there.execute("ALTER TABLE highlights RENAME COLUMN start_offset TO begins")
    with pytest.raises(UserError, match="project_of_other_version"):
        read(base)


def test_a_page_is_read_as_it_is_counted_whatever_stands_in_it() -> None:
    page = read_contents("<table><tr><td>a<td>b</table>\n\n<p>c<br>d</p> ", Path("x"))
    assert page.text == "a\nb\nc\u2028d"
    span = page.span(1, 5)
    assert span is not None
    assert page.text[span.start : span.end] == "b\nc"
