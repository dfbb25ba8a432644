"""Reading hits: each as the index has its unit, in any order, with the codes that touch it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.index.units import Source, SourceKey, UnitKey, UnitSet
from qcode.model.document import Document, DocumentId, DocumentKind, DocumentText
from qcode.model.layout import Layout, Turn
from qcode.model.text import Span
from qcode.services import coding, memos
from qcode.services.hit_texts import HitText
from qcode.services.hits import Hit, HitReader, units_in_order
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.units import document_units

LINE = st.text("abå \t", max_size=8)
ROW = Document(
    id=DocumentId(1),
    guid="g",
    name="Anna",
    kind=DocumentKind.INTERVIEW,
    language="sv",
    length=0,
    paragraphs=0,
    turns=0,
    speakers=(),
    text_hash="t",
    layout_hash="l",
    source_hash=None,
    source_name="",
    source_format="txt",
    encoding="",
    position=0,
    added="",
)


@pytest.fixture
def searcher(project: Project) -> Iterator[Searcher]:
    made = Searcher(project)
    yield made
    made.close()


@given(st.lists(st.tuples(LINE, st.integers(0, 3), st.booleans()), max_size=12))
def test_each_unit_is_cut_out_as_all_together_are(lines: list[tuple[str, int, bool]]) -> None:
    text, turns = "", []
    for line, label, speaks in lines:
        start, end = len(text), len(text) + len(line)
        text += line + "\n"
        if speaks and line:
            body = Span(min(start + label, end), end)
            turns.append(Turn(start, end, (body,) if body.end > body.start else ()))
    opened = DocumentText(ROW, text, Layout(turns=tuple(turns)))
    read = HitText(opened)
    together = document_units(opened).units
    assert [read.unit(number) for number in range(len(read.spans))] == list(together)
    said = sum(len(each.text) for each in together)
    assert said == sum(end - start for start, end in read.spans)
    for at in range(len(text)):
        touched = [n for n, s in enumerate(read.spans) if s.start <= at < s.end]
        assert list(read.units_in(Span(at, at + 1))) == touched
        assert read.paragraph(at) == text.count("\n", 0, at) + 1
    assert read.paragraph(0) == 1


KEYS = [SourceKey(Source.DOCUMENT, n) for n in (3, 1, 2)]


@given(
    st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, 9)), max_size=20),
    st.integers(0, 25),
    st.integers(0, 25),
)
def test_a_page_of_units_is_a_slice_of_all(
    members: list[tuple[SourceKey, int]], start: int, stop: int
) -> None:
    found = UnitSet.of(members)
    every = units_in_order(found, KEYS)
    assert every == sorted(set(members), key=lambda unit: (KEYS.index(unit[0]), unit[1]))
    assert units_in_order(found, KEYS, start, stop) == every[start:stop]


def read(searcher: Searcher, query: str) -> list[Hit]:
    answer = searcher.units(query)
    reader = HitReader(searcher.project, answer.now, answer.marker)
    return reader.read(units_in_order(answer.found, answer.in_order()))


def test_hits_are_read_in_the_order_asked_for(project: Project, searcher: Searcher) -> None:
    answer = searcher.units("det OR är")
    reader = HitReader(project, answer.now, answer.marker)
    units = units_in_order(answer.found, answer.in_order())[::-1]
    assert len(units) == 3
    assert [hit.unit for hit in reader.read(units)] == units


def test_a_hit_has_its_text_as_it_stands_and_knows_where_the_label_ends(
    project: Project, searcher: Searcher
) -> None:
    (hit,) = read(searcher, "tilliten")
    text = project.text(DocumentId(hit.source_id)).text
    assert hit.text == text[hit.start : hit.end]
    assert text[hit.body :].startswith("Nja, tilliten")
    assert [hit.text[m.start : m.end] for m in hit.marks] == ["tilliten"]
    assert hit.unit == UnitKey(SourceKey(Source.DOCUMENT, hit.source_id), hit.number)


def test_the_codes_of_a_hit_are_those_that_touch_it(
    project: Project, searcher: Searcher, first: DocumentId
) -> None:
    hits = [hit for hit in read(searcher, "är OR någon OR tilliten") if hit.source_id == first]
    project_codes = {}
    for name, span in (
        ("Över allt", Span(0, hits[-1].end)),
        ("Slutet", Span(hits[0].end - 1, hits[0].end)),
        ("Bredvid", Span(hits[0].end, hits[0].end + 1)),
    ):
        coding.apply_path(project, first, span, name)
        project_codes[name] = project.codebook().find((name,))
    again = [hit for hit in read(searcher, "är OR någon OR tilliten") if hit.source_id == first]
    everywhere, last, beside = project_codes.values()
    assert set(again[0].codes) == {everywhere, last}
    assert all(everywhere in hit.codes for hit in again)
    assert beside not in again[0].codes


def test_a_line_of_a_memo_is_shown_with_the_words_of_its_links(
    project: Project, searcher: Searcher
) -> None:
    guid = project.documents()[0].guid
    memos.add_memo(project, "", f"Jämför [Anna, ¶ 3](qcode:document/{guid}#1-9) om zebror")
    (hit,) = read(searcher, "zebror")
    assert hit.text == "Jämför Anna, ¶ 3 om zebror"
    assert [hit.text[m.start : m.end] for m in hit.marks] == ["zebror"]
