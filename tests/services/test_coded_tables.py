"""Coded passages of tables: found in the texts, shown first, and taken in as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.model.coded_table import CodedRow, Role, RowCode
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import Cancelled, UserError
from qcode.model.text import Span
from qcode.services import codes, coding, history, importing, memos, text_editing
from qcode.services.coded_tables import (
    CodingsPlan,
    RowChoices,
    choose_rows,
    chosen,
    import_codings,
    is_coded_table,
    picked_places,
    plan_codings,
    read_table,
    save_lost,
)
from qcode.services.coded_words import brought_words, counts_words, unknown_words, why_words
from qcode.services.passage_finding import FindOptions, State, Why, find_passages
from qcode.services.passage_places import place_words, shown_places
from qcode.services.projects import Project
from qcode.store import segments

Plan = Callable[..., CodingsPlan]
HEAD = "Document;Quote;Code;Memo;Coder;Weight"


@pytest.fixture
def plan(project: Project, tmp_path: Path) -> Plan:
    """Write a table and plan to bring it in."""

    def make(
        *rows: str,
        head: str = HEAD,
        options: FindOptions | None = None,
        columns: Sequence[str] = (),
    ) -> CodingsPlan:
        path = tmp_path / "table.csv"
        path.write_text("\n".join((head, *rows)), encoding="utf-8")
        sheet = read_table(path).sheet()
        return plan_codings(project, sheet, chosen(sheet, columns), options)

    return make


def coded(project: Project) -> list[tuple[str, str, str, int | None]]:
    """All codings: document, code, words, weight."""
    codebook = project.codebook()
    names = {row.id: row.name for row in project.documents()}
    with project.reading() as view:
        found = segments.find_segments(view)
    return [
        (
            names[each.document],
            codebook.path(each.code),
            project.text(each.document).text[each.start : each.end],
            each.weight,
        )
        for each in found
    ]


def states(plan: CodingsPlan) -> list[State]:
    """What came of the rows, in their order."""
    return [each.state for each in plan.found.rows]


def reasons(plan: CodingsPlan) -> list[Why | None]:
    """Why rows have no place."""
    return [each.why for each in plan.found.rows]


def test_passages_are_found_by_their_words_and_come_in_as_one_step(
    project: Project, plan: Plan
) -> None:
    made = plan(
        "Anna.docx;Att någon kommer.;Trygghet;Om natten;Lo;70",
        "Interviews\\Bo;lamporna lyser;Ljus > Lampor;;;",
    )
    assert states(made) == [State.EXACT, State.EXACT]
    assert (made.codings, made.memos, made.coders) == (2, 1, 1)
    assert made.codes == ("Trygghet", "Ljus", "Ljus/Lampor")
    assert coded(project) == []  # nothing is written before
    result = import_codings(project, made, "table.csv")
    assert coded(project) == [
        ("Anna", "Trygghet", "Att någon kommer.", 70),
        ("Bo", "Ljus/Lampor", "lamporna lyser", None),
    ]
    (memo,) = memos.list_memos(project)
    assert (memo.text, len(memo.links)) == ("Om natten", 1)
    assert {each.name for each in project.coders()} == {"Kim", "Lo"}
    assert result.changes is not None
    assert history.describe(result.changes) == "Import coded passages from “table.csv”"
    project.undo()
    assert coded(project) == [] and not memos.list_memos(project) and not len(project.codebook())
    project.redo()
    assert len(coded(project)) == 2


def test_what_is_here_already_is_not_doubled(project: Project, plan: Plan) -> None:
    rows = ("Anna;Att någon kommer.;Trygghet;Om natten;;", "Bo;lamporna lyser;Ljus;;Lo;")
    import_codings(project, plan(*rows), "table.csv")
    again = plan(*rows)
    assert (again.codings, again.known, again.memos, again.brings) == (0, 2, 0, False)
    before = project.last_operation()
    assert import_codings(project, again, "table.csv").changes is None
    assert project.last_operation() == before


def test_what_was_coded_here_by_hand_is_not_doubled_either(
    project: Project, plan: Plan, first: DocumentId, span: Callable[[DocumentId, str], Span]
) -> None:
    there = span(first, "Att någon kommer.")
    coding.apply_path(project, first, there, "Känslor/Trygghet", memo="Om natten")
    made = plan("Anna;Att någon kommer.;trygghet;Om natten;;")  # the only code of its name
    assert (made.codings, made.known, made.memos, made.codes) == (0, 1, 0, ())


def test_small_differences_are_found_nearly_and_told(project: Project, plan: Plan) -> None:
    made = plan(
        'Anna;"Nja - tilliten har fått sig en torn";Tillit;;;',
        "Anna;Nja, tilliten har fått sig en törn 😀 sedan kiosken brann.;Tillit;;;",
    )
    assert states(made) == [State.NEAR, State.EXACT]
    near = made.found.rows[0]
    assert near.place is not None and 0.9 < near.place.similarity < 1
    strict = plan(
        'Anna;"Nja - tilliten har fått sig en torn";Tillit;;;', options=FindOptions(least=0.99)
    )
    assert reasons(strict) == [Why.NO_PLACE]
    import_codings(project, made, "table.csv")
    assert coded(project)[0][2] == "Nja, tilliten har fått sig en törn"


def test_what_cannot_be_found_says_why_and_leaves_the_others_alone(
    project: Project, plan: Plan, tmp_path: Path
) -> None:
    made = plan(
        "Cleo;Att någon kommer.;Trygghet;;;",
        "Anna;Detta har ingen sagt någonsin;Trygghet;;;",
        "Anna;Att någon kommer.;;;;",
        "Anna;;Trygghet;;;",
        "Bo;lamporna lyser;Ljus;;;",
    )
    assert reasons(made) == [Why.NO_DOCUMENT, Why.NO_PLACE, Why.NO_CODE, Why.NO_WORDS, None]
    assert made.found.unknown == ("Cleo",)
    assert unknown_words(made) == "No document here is called “Cleo”."
    assert all(why_words(each) for each in made.lost())
    out = tmp_path / "lost.csv"
    assert save_lost(made, out) == 4
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Document,Quote,Code,Memo,Coder,Weight,Why it is not coded"
    assert lines[1] == "Cleo,Att någon kommer.,Trygghet,,,,There is no document of this name."
    with pytest.raises(UserError, match="file_exists"):
        save_lost(made, out)
    assert import_codings(project, made, "table.csv").plan.codings == 1


def test_a_document_can_be_said_for_a_name_or_for_all(
    project: Project, plan: Plan, first: DocumentId, second: DocumentId
) -> None:
    row = "Cleo;lamporna lyser;Ljus;;;"
    assert states(plan(row, options=FindOptions(named={"Cleo": second}))) == [State.EXACT]
    assert states(plan(row, options=FindOptions(document=second))) == [State.EXACT]
    assert reasons(plan(row, options=FindOptions(document=first))) == [Why.NO_PLACE]


def test_without_a_document_all_are_looked_through(project: Project, plan: Plan) -> None:
    made = plan(
        "lamporna lyser;Ljus",
        "Att någon kommmer. Trygghet är att veta det;Trygghet",
        "Ingen har sagt detta;Ljus",
        head="Quote;Code",
    )
    assert states(made) == [State.EXACT, State.NEAR, State.NOT_FOUND]
    import_codings(project, made, "table.csv")
    assert [each[0] for each in coded(project)] == ["Anna", "Bo"]


def twice(project: Project, tmp_path: Path) -> None:
    """Add a document in which the same is said three times."""
    path = tmp_path / "Cleo.txt"
    path.write_text("Ja.\nMörkt på torget.\nJa.\nLjust i parken.\nJa.\n", encoding="utf-8")
    importing.import_paths(project, [path], language="sv")


def test_words_in_several_places_are_left_unless_something_says_which(
    project: Project, plan: Plan, tmp_path: Path
) -> None:
    twice(project, tmp_path)
    made = plan("Cleo;Ja.;Svar;;;")
    assert (states(made), len(made.found.rows[0].places)) == ([State.AMBIGUOUS], 3)
    assert why_words(made.found.rows[0]) == ("These words are in 3 places, and nothing says which.")
    assert list(brought_words(made)) == ["Nothing comes in."]
    numbered = plan("Cleo;Ja.;Svar;3", head="Document;Quote;Code;Paragraph")
    place = numbered.found.rows[0].place
    assert place is not None and place.span == Span(21, 24)
    placed = plan("Cleo;Ja.;Svar;40;43", head="Document;Quote;Code;Start;End")
    place = placed.found.rows[0].place
    assert place is not None and place.span == Span(41, 44)


def test_positions_are_counted_as_the_program_of_the_table_does(
    project: Project, plan: Plan, tmp_path: Path
) -> None:
    text = "Dag 🙂 ett.\nHon sa 🙂 inget, han sa inget.\nDe gick 🙂 hem sent.\n"
    (tmp_path / "Cleo.txt").write_text(text, encoding="utf-8")
    importing.import_paths(project, [tmp_path / "Cleo.txt"])

    def units(words: str, after: int = 0) -> str:
        at = text.index(words, after)
        start, length = (len(part.encode("utf-16-le")) // 2 for part in (text[:at], words))
        return f"{start};{start + length}"

    rows = (
        f"Cleo;{units('Hon sa')};;A",
        f"Cleo;{units('hem sent.')};;B",
        f"Cleo;{units('inget', 30)};inget;C",  # words in two places: the position says which
    )
    made = plan(*rows, head="Document;Start;End;Quote;Code")
    assert states(made) == [State.EXACT] * 3
    import_codings(project, made, "table.csv")
    assert sorted(each[1:3] for each in coded(project)) == [
        *(("A", "Hon sa"), ("B", "hem sent."), ("C", "inget"))
    ]
    with project.reading() as view:
        assert text.rindex("inget") in [each.start for each in segments.find_segments(view)]


def test_places_that_are_picked_come_in_as_one_step(
    project: Project, plan: Plan, tmp_path: Path
) -> None:
    twice(project, tmp_path)
    made = plan("Cleo;Ja.;Svar;Viktigt;;", "Cleo;Ja.;Fråga;;;")
    assert len(made.lost()) == 2
    with pytest.raises(UserError, match="pick_unknown"):
        picked_places(made, {1: (4,)})
    picked = picked_places(made, {1: (1, 3), 2: ()})
    some = choose_rows(project, made, RowChoices(picked=picked))
    assert (some.codings, some.memos, some.lost()) == (5, 2, [])  # a memo at each
    assert list(counts_words(some)) == ["0 rows found.", "Places were chosen for 2."]
    assert choose_rows(project, some, RowChoices(frozenset({1}), picked)).codings == 3
    cleo = project.documents()[-1].id
    change = TextChange.replace(project.text(cleo).text, 0, 0, "Förord.\n")
    text_editing.edit_text(project, cleo, change)  # the places move along
    import_codings(project, some, "table.csv")
    assert [each[1:3] for each in coded(project)] == [
        *(("Svar", "Ja."), ("Fråga", "Ja.")),
        ("Fråga", "Ja."),
        *(("Svar", "Ja."), ("Fråga", "Ja.")),
    ]
    project.undo()
    assert coded(project) == []


def test_places_are_shown_with_the_words_around_them(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "Cleo.txt"
    path.write_text(f"Ett\n{'långt ' * 30}Ja. {'ord ' * 40}\nJa.\n", encoding="utf-8")
    importing.import_paths(project, [path])
    rows = [CodedRow(1, "Cleo", "Ja.", (RowCode(("Svar",)),))]
    first, last = shown_places(project, find_passages(project, rows).rows[0])
    assert (first.document, first.paragraph, first.words) == ("Cleo", 2, "Ja.")
    assert first.before.startswith("…långt") and first.before.endswith("långt ")
    assert first.after.startswith(" ord") and first.after.endswith("ord…")
    assert place_words(last) == "Cleo, paragraph 3: [Ja.]"


def test_as_many_rows_as_places_have_one_each(project: Project, plan: Plan, tmp_path: Path) -> None:
    twice(project, tmp_path)
    made = plan(*["Cleo;Ja.;Svar;;;"] * 3)
    assert [each.place.span.start for each in made.found.rows if each.place] == [0, 21, 41]
    assert states(plan(*["Cleo;Ja.;Svar;;;"] * 2)) == [State.AMBIGUOUS] * 2


def test_neighbours_in_the_order_of_the_text_decide(
    project: Project, plan: Plan, tmp_path: Path
) -> None:
    twice(project, tmp_path)
    words = ("Mörkt", "på torget.", "Ja.", "Ljust", "i parken.")
    rows = [f"Cleo;{each};Svar;;;" for each in words]
    made = plan(*rows)
    place = made.found.rows[2].place
    assert place is not None and place.span.start == 21
    assert State.AMBIGUOUS in states(plan(*reversed(rows)))  # in no order
    assert State.AMBIGUOUS in states(plan(*rows[:3]))  # too few to tell


def test_places_count_where_their_words_agree(project: Project, plan: Plan) -> None:
    head = "Document;Start;End;Quote;Code"
    made = plan("Bo;0;1;I;A", "Bo;0;8;lamporna lyser;B", "Bo;0;9000;;C", "Bo;0;5;;D", head=head)
    assert reasons(made) == [None, None, Why.OUTSIDE, None]
    import_codings(project, made, "table.csv")
    assert [(each[1], each[2]) for each in coded(project)] == [
        ("A", "I"),
        ("D", "I: Hu"),
        ("B", "lamporna lyser"),
    ]


def test_a_note_without_a_code_is_a_memo_at_its_place(project: Project, plan: Plan) -> None:
    made = plan("Bo;lamporna lyser;;Fint sagt;;")
    assert (states(made), made.codings, made.memos) == ([State.EXACT], 0, 1)
    import_codings(project, made, "table.csv")
    (memo,) = memos.list_memos(project)
    assert memo.links[0].span is not None and memo.text == "Fint sagt"


def test_one_note_on_several_codings_is_one_memo(project: Project, plan: Plan) -> None:
    made = plan('Bo;lamporna lyser;"Ljus;Torg";Fint sagt;;')
    assert (made.codings, made.memos) == (2, 1)
    import_codings(project, made, "table.csv")
    (memo,) = memos.list_memos(project)
    assert len(memo.links) == 2


def test_codes_are_those_of_the_codebook_however_they_are_written(
    project: Project, plan: Plan
) -> None:
    codes.add_path(project, "Ljus/Lampor")
    codes.add_path(project, "and\\/or")
    made = plan(
        "Bo;lamporna lyser;ljus > LAMPOR;;;", "Bo;på kvällen;Lampor;;;", "Bo;torget;and/or;;;"
    )
    assert made.codes == ()
    import_codings(project, made, "table.csv")
    assert {each[1] for each in coded(project)} == {"Ljus/Lampor", "and\\/or"}


def test_a_code_that_only_grouped_codes_when_passages_come(project: Project, plan: Plan) -> None:
    grouping = codes.add_path(project, "Ljus")
    codes.edit_code(project, grouping, codable=False)
    import_codings(project, plan("Bo;lamporna lyser;Ljus;;;"), "table.csv")
    assert project.codebook()[grouping].codable
    project.undo()
    assert not project.codebook()[grouping].codable


def test_rows_are_left_out_by_number(project: Project, plan: Plan) -> None:
    rows = ("Bo;lamporna lyser;Ljus;;;", "Anna;Att någon kommer.;Trygghet;;;")
    some = choose_rows(project, plan(*rows), RowChoices(frozenset({1})))
    assert (some.codings, some.codes) == (1, ("Trygghet",))
    import_codings(project, some, "table.csv")
    assert [each[1] for each in coded(project)] == ["Trygghet"]


def test_a_project_that_changed_in_between_is_looked_at_again(
    project: Project, plan: Plan, second: DocumentId
) -> None:
    made = plan("Bo;lamporna lyser;Ljus;;;")
    text = project.text(second).text
    change = TextChange.replace(text, 0, 0, "Förord.\n")
    text_editing.edit_text(project, second, change)
    import_codings(project, made, "table.csv")
    assert coded(project) == [("Bo", "Ljus", "lamporna lyser", None)]
    assert len(project.documents()) == 2


def test_stopping_leaves_nothing(project: Project, plan: Plan) -> None:
    class Stop:
        def progress(self, done: int, total: int, detail: str = "") -> None:
            pass

        def check(self) -> None:
            raise Cancelled

    made = plan("Bo;lamporna lyser;Ljus;;;")
    before = project.last_operation()
    with pytest.raises(Cancelled):
        import_codings(project, made, "table.csv", job=Stop())
    assert (project.last_operation(), coded(project), len(project.codebook())) == (before, [], 0)


def test_columns_can_be_said(project: Project, plan: Plan) -> None:
    row = "Bo;Ljus;lamporna lyser"
    head = "Vem;Etikettering;Vad de sa"
    with pytest.raises(UserError, match="columns_needed"):
        plan(row, head=head)
    columns = ("document=Vem", "code=etikettering", "quote=Vad de sa")
    assert plan(row, head=head, columns=columns).codings == 1
    for wrong, code in (("what=Vem", "role_unknown"), ("code=Wo", "column_unknown")):
        with pytest.raises(UserError, match=code):
            plan(row, head=head, columns=(wrong,))


def test_signs_can_be_said(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Document;Quote;Code\nBo;lamporna lyser;Ljus-x, Torg", encoding="utf-8")
    sheet = read_table(path).sheet()
    made = plan_codings(project, sheet, chosen(sheet, between=",", levels=""))
    assert made.codes == ("Ljus-x", "Torg")
    with pytest.raises(UserError, match="sign_unknown"):
        chosen(sheet, between="#")


def test_what_was_moved_here_is_moved_there_no_more(
    project: Project, plan: Plan, second: DocumentId
) -> None:
    row = "Bo;lamporna lyser;Ljus;;;"
    import_codings(project, plan(row), "table.csv")
    ljus = codes.find_code(project, "Ljus").id
    codes.add_path(project, "Torg")
    codes.move_codes(project, [ljus], codes.find_code(project, "Torg").id)
    again = plan(row)
    assert (again.codings, again.known) == (0, 1)


def test_the_import_of_documents_says_how_such_a_table_comes_in(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Document,Quote,Code\nBo,lamporna lyser,Ljus\n", encoding="utf-8")
    assert is_coded_table(path)
    result = importing.import_paths(project, [path])
    (failed,) = result.failed
    assert failed.reason.code == "coded_table_not_document"


def test_counts_are_told_in_words(project: Project, plan: Plan) -> None:
    made = plan("Bo;lamporna lyser;Ljus;Obs;;", "Bo;inget sådant här;Ljus;;;")
    assert list(counts_words(made)) == ["1 row found.", "1 not found."]
    assert list(brought_words(made)) == [
        "1 coded passage comes in.",
        "1 code is made.",
        "1 memo comes with them.",
    ]
    sheet = replace(made.sheet.guess.choices, roles=(Role.LEFT,) * 6)
    assert not sheet.usable
