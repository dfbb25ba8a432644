"""What the options of a report do to it: order, groups, context, references, tables, method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qcode.formats.bundle import ExportExcerpt
from qcode.model.document import AttributeTarget, AttributeType, CaseLink, DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.report import (
    Asker,
    Convention,
    Group,
    Memos,
    Omission,
    Order,
    Overlap,
    Part,
    Repeat,
    ReportOptions,
    Starred,
    Wording,
)
from qcode.model.text import Span
from qcode.services import attribute_table, cases, codes, coding, memos
from qcode.services.projects import Project
from qcode.services.report_bundle import make_bundle
from qcode.services.report_tables import steps

Find = Callable[[DocumentId, str], Span]
EN = ReportOptions(language="en")


@pytest.fixture
def coded(project: Project, first: DocumentId, second: DocumentId, span: Find) -> Project:
    """Three codings of "Tillit", one of "Plats", weights, wordings, a case with a role."""
    passages = (
        (first, "Att någon kommer.", "Tillit", 20),
        (first, "någon kommer. Trygghet är", "Tillit", 90),
        (second, "Otryggt på kvällen.", "Tillit", None),
        (second, "Otryggt på kvällen.", "Plats/Torget", 75),
    )
    for document, words, path, weight in passages:
        segment, _changes = coding.apply_path(project, document, span(document, words), path)
        coding.edit_segment(project, segment, weight=weight)
    cases.add_case(project, "Berit", links=[CaseLink(second, "IP2")])
    role = cases.add_attribute(
        project, "Roll", AttributeTarget.CASE, kind=AttributeType.CHOICE, choices=["vakt", "lärare"]
    )
    berit = cases.list_cases(project)[0].id
    attribute_table.fill(project, AttributeTarget.CASE, {(berit, role): "vakt"})
    return project


def excerpts(project: Project, options: ReportOptions, code: str = "Tillit") -> list[ExportExcerpt]:
    bundle = make_bundle(project, options=options)
    return [e for chapter in bundle.codes if chapter.path == code for e in chapter.excerpts]


def texts(project: Project, options: ReportOptions) -> list[str]:
    return [excerpt.text for excerpt in excerpts(project, options)]


ATT, NAGON, OTRYGGT = "Att någon kommer.", "någon kommer. Trygghet är", "Otryggt på kvällen."


def test_excerpts_stand_in_the_order_that_is_asked_for(coded: Project) -> None:
    assert texts(coded, EN) == [ATT, NAGON, OTRYGGT]
    assert texts(coded, replace(EN, order=Order.WEIGHT)) == [NAGON, ATT, OTRYGGT]
    assert texts(coded, replace(EN, order=Order.CODED)) == [ATT, NAGON, OTRYGGT]


def test_starred_ones_stand_first_or_alone(coded: Project) -> None:
    assert texts(coded, replace(EN, starred=Starred.FIRST)) == [NAGON, ATT, OTRYGGT]
    assert texts(coded, replace(EN, starred=Starred.ONLY)) == [NAGON]
    assert texts(coded, replace(EN, starred=Starred.ONLY, starred_from=20)) == [ATT, NAGON]


def test_groups_have_sub_headings_in_the_order_of_the_choices(coded: Project) -> None:
    options = replace(EN, group=Group.ATTRIBUTE, group_attribute="roll")
    assert [(e.text, e.group) for e in excerpts(coded, options)] == [
        (OTRYGGT, "Roll: vakt"),
        (ATT, "Roll: not known"),
        (NAGON, "Roll: not known"),
    ]
    by_document = excerpts(coded, replace(EN, group=Group.DOCUMENT))
    assert [e.group for e in by_document] == ["Anna", "Anna", "Bo"]
    with pytest.raises(UserError, match="attribute_unknown"):
        make_bundle(coded, options=replace(options, group_attribute="Ålder"))


def test_excerpts_of_one_code_that_share_words_are_joined(coded: Project) -> None:
    joined = excerpts(coded, replace(EN, overlap=Overlap.JOINED))
    assert [e.text for e in joined] == ["Att någon kommer. Trygghet är", OTRYGGT]
    assert joined[0].weight == 90


def test_a_passage_with_several_codes_is_printed_once_and_referred_to(coded: Project) -> None:
    options = replace(EN, repeat=Repeat.REFERENCED)
    (again,) = excerpts(coded, options, "Plats/Torget")
    full = excerpts(coded, options)[2]
    assert (again.see, again.see_guid) == ("see Tillit, no. 3", full.guid)
    assert [e.number for e in excerpts(coded, options)] == [1, 2, 3]


def test_paragraphs_around_are_shown_on_request(coded: Project) -> None:
    excerpt = excerpts(coded, replace(EN, context_before=1, context_after=1))[0]
    assert [line.text for line in excerpt.before] == ["I: Vad är trygghet för dig?"]
    assert [line.asked for line in excerpt.before] == [True]
    assert [line.speaker for line in excerpt.lines] == ["IP1"]
    assert [line.text for line in excerpt.after] == [
        " Trygghet är att veta det.",
        "I: Litar du på kommunen?",
    ]
    assert not excerpts(coded, EN)[0].before


def test_the_interviewer_is_greyed_shown_or_left_out(project: Project, first: DocumentId) -> None:
    length = project.text(first).document.length
    coding.apply_path(project, first, Span(0, length - 1), "Allt")
    for asker, asked in ((Asker.GREYED, [True, False, True, False]), (Asker.SHOWN, [False] * 4)):
        (excerpt,) = excerpts(project, replace(EN, asker=asker), "Allt")
        assert [line.asked for line in excerpt.lines] == asked
        assert "\n".join(line.text for line in excerpt.lines) == excerpt.text
        assert [line.text[: line.label] for line in excerpt.lines] == [
            "I: ",
            "IP1: ",
            "I: ",
            "IP1: ",
        ]
    (excerpt,) = excerpts(
        project, replace(EN, asker=Asker.OMITTED, omission=Omission.SLASHES), "Allt"
    )
    assert [line.text for line in excerpt.lines if line.omitted] == ["/.../", "/.../"]


def test_what_only_an_omitted_interviewer_says_is_left_out_and_counted(
    coded: Project, first: DocumentId, span: Find
) -> None:
    asked = span(first, "Litar du på kommunen?")
    coding.apply_path(coded, first, asked, "Allt")
    (shown,) = excerpts(coded, EN, "Allt")
    assert shown.text == "Litar du på kommunen?"
    options = replace(EN, asker=Asker.OMITTED, context_before=1, context_after=1)
    bundle = make_bundle(coded, options=options)
    assert "Allt" not in [code.path for code in bundle.codes]
    assert [(loss.kind, loss.count) for loss in bundle.losses] == [("interviewer_left_out", 1)]
    assert bundle.wording_note.endswith("1 passage that only the interviewer speaks is left out.")
    assert bundle.summary == "4 excerpts in 2 documents"
    assert not make_bundle(coded, options=EN).losses


def test_an_omitted_interviewer_has_no_place_in_the_context(
    coded: Project, first: DocumentId, span: Find
) -> None:
    options = replace(EN, asker=Asker.OMITTED, context_before=1, context_after=1)
    excerpt = excerpts(coded, options)[0]
    assert not excerpt.before
    first_of_all, mark, answer = excerpt.after
    assert first_of_all.text == " Trygghet är att veta det."
    assert mark.omitted
    assert answer.label
    assert not any(line.asked for line in excerpt.after)
    start = span(first, "kommunen?").start
    coding.apply_path(coded, first, Span(start, start + 20), "Allt")
    (both,) = excerpts(coded, options, "Allt")
    assert [line.omitted for line in both.lines] == [True, False]
    assert [line.omitted for line in both.before] == [False]


def test_a_meaning_unit_has_no_words_of_an_omitted_interviewer(
    project: Project, first: DocumentId
) -> None:
    length = project.text(first).document.length
    coding.apply_path(project, first, Span(0, length - 1), "Allt")
    options = replace(EN, parts=(Part.ANALYSIS,))
    (whole,) = make_bundle(project, options=options).tables
    (spoken,) = make_bundle(project, options=replace(options, asker=Asker.OMITTED)).tables
    assert "Litar du" in str(whole.rows[0][0])
    assert "Litar du" not in str(spoken.rows[0][0])
    assert str(spoken.rows[0][0]).count("[…]") == 2


def test_a_speaker_is_named_where_the_passage_begins_behind_the_label(
    project: Project, first: DocumentId, span: Find
) -> None:
    start = span(first, "trygghet för").start
    coding.apply_path(project, first, Span(start, start + 60), "Allt")
    (excerpt,) = excerpts(project, EN, "Allt")
    assert [(line.speaker, line.label) for line in excerpt.lines[:2]] == [("I", 0), ("", 5)]


def test_short_quotations_carry_their_reference_and_long_ones_are_blocks(coded: Project) -> None:
    options = replace(EN, convention=Convention.LENGTH, block_words=4)
    short, long, _third = excerpts(coded, options)
    assert (short.frame, short.source) == (("“", "” (Anna, IP1, ¶ 2 · K)"), "")
    assert (long.frame, long.block, long.source) == (("", ""), True, "Anna, IP1, ¶ 2 · K")


@pytest.mark.parametrize(
    ("template", "frame"),
    [
        ('"{quote}" ({pseudonym}, {Roll})', ("“", "” (Berit, vakt)")),
        ("{Document}: {quote}", ("Bo: ", "")),
        ("«{quote}» [{speaker}; {time}; {code}]", ("“", "” [IP2; Tillit]")),
    ],
)
def test_a_reference_follows_the_template(
    coded: Project, template: str, frame: tuple[str, str]
) -> None:
    excerpt = excerpts(coded, replace(EN, reference=template))[2]
    assert (excerpt.frame, excerpt.source) == (frame, "")


def test_what_is_not_known_leaves_no_hole_in_a_reference(coded: Project) -> None:
    excerpt = excerpts(coded, replace(EN, reference='"{quote}" ({pseudonym}, {roll})'))[0]
    assert excerpt.frame == ("“", "” (IP1)")


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{quote} ({ålder})", "reference_field_unknown"),
        ("({document})", "reference_no_quote"),
        ("{quote} {quote}", "reference_no_quote"),
        ("{quote} ({document)", "reference_unreadable"),
        ("{quote} }", "reference_unreadable"),
    ],
)
def test_a_reference_that_cannot_be_filled_in_is_refused(
    coded: Project, template: str, problem: str
) -> None:
    with pytest.raises(UserError, match=problem):
        make_bundle(coded, options=replace(EN, reference=template))


def test_the_wording_is_told_apart(coded: Project, first: DocumentId) -> None:
    coding.edit_segment(coded, coding.segments_of(coded, first)[0].id, condensed="Någon kommer.")
    bundle = make_bundle(coded, options=replace(EN, wording=Wording.EDITED))
    edited, verbatim = bundle.codes[0].excerpts[:2]
    assert "edited wording" in bundle.wording_note
    assert (edited.wording, edited.condensed) == ("edited", "Någon kommer.")
    assert edited.source.endswith("edited wording")
    assert verbatim.wording == "verbatim"
    assert make_bundle(coded, options=EN).wording_note == "Quotations are verbatim."


def test_memos_on_codes_go_under_the_heading_or_into_an_appendix(coded: Project) -> None:
    code = codes.find_code(coded, "Tillit").id
    memos.add_memo(coded, "Om", "Om\n\nDen växer.", links=[MemoLink(code=code)])
    under = make_bundle(coded, options=EN)
    assert [memo.text for memo in under.codes[0].memos] == ["Den växer."]
    assert not under.memos
    appendix = make_bundle(coded, options=replace(EN, code_memos=Memos.APPENDIX))
    assert not appendix.codes[0].memos
    assert [(memo.title, memo.on) for memo in appendix.memos] == [("Om", "Tillit")]


def test_documents_have_the_names_of_cases_and_their_attributes(coded: Project) -> None:
    day = cases.add_attribute(coded, "Dag", AttributeTarget.DOCUMENT, kind=AttributeType.DATE)
    attribute_table.fill(coded, AttributeTarget.DOCUMENT, {(2, day): "2025-11-24"})
    _anna, bo = make_bundle(coded, options=EN).documents
    assert (bo.alias, bo.date, bo.attributes) == ("Berit", "24 November 2025", ())


def test_only_the_parts_that_are_wanted_are_there(coded: Project) -> None:
    bundle = make_bundle(coded, options=replace(EN, parts=(Part.CODEBOOK,)))
    assert bundle.codebook
    assert not (bundle.codes or bundle.documents or bundle.tables or bundle.charts)
    assert not (bundle.transcripts or bundle.sections or bundle.memos)


def test_tables_count_excerpts_and_persons(coded: Project) -> None:
    parts = (Part.CODE_DOCUMENT, Part.CODE_ATTRIBUTE)
    by_document, by_role = make_bundle(
        coded, options=replace(EN, parts=parts, attributes=("Roll",))
    ).tables
    assert [column.heading for column in by_document.columns] == ["Code", "Anna", "Bo", "Total"]
    assert by_document.rows == (
        ("Tillit", 2, 1, 3),
        ("Plats", None, None, None),
        ("Torget", None, 1, 1),
    )
    assert by_document.depths == (0, 0, 1)
    assert by_role.rows[0] == ("Tillit", "1 (1)", "2 (1)")


def test_the_chart_counts_codes_and_says_so_in_words(coded: Project) -> None:
    (chart,) = make_bundle(coded, options=replace(EN, parts=(Part.CHART,))).charts
    assert [(bar.name, bar.value) for bar in chart.bars] == [("Tillit", 3), ("Torget", 1)]
    assert "Tillit 3, Torget 1" in chart.alt


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["kod"], ("kod", "", "", "")),
        (["kat", "kod"], ("kod", "", "kat", "")),
        (["tema", "kat", "kod"], ("kod", "", "kat", "tema")),
        (["tema", "kat", "under", "kod"], ("kod", "under", "kat", "tema")),
        (["tema", "kat", "a", "b", "kod"], ("kod", "a › b", "kat", "tema")),
    ],
)
def test_the_levels_of_the_tree_are_those_of_content_analysis(
    names: list[str], expected: tuple[str, str, str, str]
) -> None:
    assert steps(names) == expected


def test_content_analysis_has_a_row_for_each_passage(coded: Project, first: DocumentId) -> None:
    coding.edit_segment(coded, coding.segments_of(coded, first)[0].id, condensed="Någon kommer.")
    (table,) = make_bundle(coded, options=replace(EN, parts=(Part.ANALYSIS,))).tables
    headings = [column.heading for column in table.columns]
    assert headings == ["Meaning unit", "Condensed meaning unit", "Code", "Category"]
    assert table.rows[0] == (ATT, "Någon kommer.", "Tillit", "")
    assert table.rows[-1] == (OTRYGGT, "", "Torget", "Plats")


def test_a_transcript_has_every_coding_with_coder_and_date(coded: Project) -> None:
    anna, bo = make_bundle(coded, options=replace(EN, parts=(Part.TRANSCRIPTS,))).transcripts
    assert anna.text == coded.text(DocumentId(1)).text
    assert [coding.text for coding in bo.codings] == ["Tillit", "Plats › Torget"]
    assert all(each.author == "Kim" and each.date for each in bo.codings)
    assert anna.asked == (1, 3)


def test_the_method_tells_what_the_journal_knows(coded: Project) -> None:
    sections = make_bundle(coded, options=replace(EN, parts=(Part.METHOD,))).sections
    told = {section.key: section for section in sections}
    assert told["method"].texts[0] == "Kim coded 4 passages in 2 documents."
    (coders,) = told["method:coders"].tables
    assert coders.rows[0][:2] == ("Kim", 4)
    (coreq,) = told["method:coreq"].tables
    assert len(coreq.rows) == 32
    items = dict(row[:2] for row in coreq.rows)
    assert items["24. Number of data coders"] == "1: Kim"
    assert items["12. Sample size"] == "1 case; 2 documents"
    assert items["22. Data saturation"] == "For the author to fill in"


def test_a_swedish_report_is_swedish_to_the_last_heading(coded: Project) -> None:
    options = ReportOptions(language="sv", parts=tuple(Part))
    bundle = make_bundle(coded, options=options)
    assert [section.heading for section in bundle.sections] == [
        "Så gjordes det",
        "Vem som gjorde vad",
        "Vecka för vecka",
        "Hur kodboken växte fram",
        "Checklista för rapportering (COREQ)",
    ]
    assert bundle.codes[0].summary == "3 utdrag i 2 av 2 dokument"
