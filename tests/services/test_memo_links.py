from __future__ import annotations

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.memo_links import Target, links_in
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.services import codes, coding, documents, memos, report_bundle, text_editing
from qcode.services.memo_links import find_goals, link_to_passage, link_to_segment
from qcode.services.projects import Project


def _segment(project: Project, document: DocumentId) -> Segment:
    code = codes.add_path(project, "Tillit")
    number, _changes = coding.apply_code(project, document, Span(2, 12), CodeId(code))
    return coding.get_segment(project, number)


def _target(link: str) -> Target:
    (found,) = links_in(link)
    assert found.target is not None
    return found.target


def test_a_link_to_a_segment_follows_it_and_dangles_when_it_goes(
    project: Project, first: DocumentId
) -> None:
    document = project.documents()[0]
    segment = _segment(project, document.id)
    target = _target(link_to_segment(project, segment.id))
    goal = find_goals(project, [target])[target]
    assert goal.document == document.id
    assert goal.span == segment.span
    assert goal.name.startswith(document.name + ", ¶ ")
    coding.move_segment(project, segment.id, Span(0, 9))
    assert find_goals(project, [target])[target].span == Span(0, 9)
    coding.remove_segments(project, [segment.id])
    assert find_goals(project, [target]) == {}
    project.undo()
    assert target in find_goals(project, [target])


def test_links_to_passages_move_with_the_text_in_the_same_operation(
    project: Project, first: DocumentId
) -> None:
    document = first
    link = link_to_passage(project, document, Span(20, 30))
    memo = memos.add_memo(project, "", f"See {link}, and [other](qcode:document/none#1-2).")
    before = memos.get_memo(project, memo).text
    text = project.text(document).text
    text_editing.edit_text(project, document, TextChange.replace(text, 0, 0, "Åh, "))
    after = memos.get_memo(project, memo).text
    assert after == before.replace("#20-30", "#24-34")
    project.undo()
    assert memos.get_memo(project, memo).text == before


def test_a_link_whose_passage_is_deleted_leads_to_the_document(
    project: Project, first: DocumentId
) -> None:
    document = first
    memo = memos.add_memo(project, "", link_to_passage(project, document, Span(20, 30)))
    text = project.text(document).text
    change = TextChange.replace(text, 10, 40, "")
    text_editing.edit_text(project, document, change, drop_vanishing=True)
    target = _target(memos.get_memo(project, memo).text)
    assert find_goals(project, [target])[target].span is None


def test_a_document_that_goes_leaves_its_links_dangling(
    project: Project, first: DocumentId
) -> None:
    document = first
    target = _target(link_to_passage(project, document, None))
    assert find_goals(project, [target])[target].name == project.documents()[0].name
    documents.delete_documents(project, [document])
    assert find_goals(project, [target]) == {}


def test_a_passage_beyond_the_end_of_its_text_dangles(project: Project, first: DocumentId) -> None:
    row = project.documents()[0]
    target = Target(document=row.guid, span=Span(row.length - 1, row.length + 1))
    assert find_goals(project, [target]) == {}


def test_a_report_has_the_words_of_a_link_and_no_marks(project: Project, first: DocumentId) -> None:
    document = first
    segment = _segment(project, document)
    link = link_to_segment(project, segment.id)
    coding.apply_code(
        project, document, Span(3, 9), segment.code, memo=f"**Compare** {link}\n- *why?*"
    )
    bundle = report_bundle.make_bundle(project)
    notes = [n.text for c in bundle.codes for e in c.excerpts for n in e.notes]
    name = find_goals(project, [_target(link)])[_target(link)].name
    assert f"Compare {name}\n- why?" in notes


def test_a_memo_can_be_of_a_kind_of_ones_own(project: Project) -> None:
    memo = memos.add_memo(project, "A", "b", kind="  Ethics   board ")
    assert memos.get_memo(project, memo).kind == "Ethics board"
    memos.edit_memo(project, memo, kind="todo")
    assert memos.get_memo(project, memo).kind == "todo"
