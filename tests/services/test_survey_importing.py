"""Surveys: what a file seems to hold, bringing it in, and bringing it in again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.model.changes import Op
from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.edits import TextChange
from qcode.model.errors import Cancelled, UserError
from qcode.model.survey import By, Role, SurveyChoices, from_json, to_json
from qcode.model.text import Span
from qcode.services import cases, coding, documents, memos, text_editing
from qcode.services.projects import Project
from qcode.services.survey_choosing import chosen, propose, read_types
from qcode.services.survey_files import Noted, column_names, column_type, guess, read_survey
from qcode.services.survey_importing import SurveyResult, import_survey
from qcode.services.survey_plan import plan_survey
from qcode.services.survey_records import list_surveys
from qcode.store import bulk, journal

Write = Callable[..., Path]
HEAD = "id;Ålder;Kön;Datum;Vad är trygghet för dig?;E-post"
ROWS = (
    "R1;34;kvinna;2024-05-01;Att någon kommer när det händer;a@b.se",
    "R2;;man;2024-05-02;Ljus på torget om kvällen;b@b.se",
    "R3;51;man;2024-05-03;;c@b.se",
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a survey to a file and return where."""

    def to(*rows: str, head: str = HEAD, name: str = "svar.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join((head, *rows)).encode(encoding))
        return path

    return to


def bring(project: Project, path: Path, by: By | None = None) -> SurveyResult:
    """Bring a file in as it is proposed."""
    found = propose(project, read_survey(path))
    return import_survey(project, found.sheet, chosen(found.choices, by=by), found.name)


def texts(project: Project) -> dict[str, str]:
    """The texts that came from surveys, by name."""
    return {
        each.name: project.text(each.id).text
        for each in project.documents()
        if each.kind is DocumentKind.SURVEY
    }


def values(project: Project) -> dict[str, dict[str, str]]:
    """The values of cases, by their names."""
    names = {each.id: each.name for each in cases.list_attributes(project)}
    every = cases.attribute_values(project, AttributeTarget.CASE)
    return {
        case.name: {names[key]: value for key, value in every.get(case.id, {}).items()}
        for case in cases.list_cases(project)
    }


def code_words(project: Project, name: str, words: str) -> None:
    """Code words in a document."""
    document = documents.find_document(project, name)
    start = project.text(document.id).text.index(words)
    coding.apply_path(project, document.id, Span(start, start + len(words)), "Ljus")


def coded(project: Project, name: str) -> list[str]:
    """The words that are coded in a document."""
    document = documents.find_document(project, name)
    text = project.text(document.id).text
    return [text[s.start : s.end] for s in coding.segments_of(project, document.id)]


def test_columns_are_guessed_by_what_they_say(write: Write) -> None:
    rows = [
        f"R{n};{20 + n};{('man', 'kvinna')[n % 2]};2024-05-0{n};{n} fina dagar på ön;x"
        for n in range(1, 9)
    ]
    choices = guess(read_survey(write(*rows)).sheet())
    assert [(each.role, each.type) for each in choices.columns] == [
        (Role.ID, AttributeType.TEXT),
        (Role.ATTRIBUTE, AttributeType.NUMBER),
        (Role.ATTRIBUTE, AttributeType.CHOICE),
        (Role.ATTRIBUTE, AttributeType.DATE),
        (Role.QUESTION, AttributeType.TEXT),
        (Role.LEFT, AttributeType.TEXT),
    ]
    assert from_json(to_json(choices)) == choices


def test_numbers_that_are_codes_stay_text() -> None:
    assert column_type(["007", "012"]) is AttributeType.TEXT
    assert column_type(["0.5", "12", "0,25"]) is AttributeType.NUMBER
    assert column_type(["ja", "nej", ""]) is AttributeType.BOOLEAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_row_becomes_a_case_and_its_answers_a_document(
    project: Project, write: Write, encoding: str
) -> None:
    result = bring(project, write(*ROWS, "", encoding=encoding))
    assert texts(project) == {
        "R1": "Vad är trygghet för dig?\nAtt någon kommer när det händer",
        "R2": "Vad är trygghet för dig?\nLjus på torget om kvällen",
    }
    assert values(project)["R1"] == {"Ålder": "34", "Kön": "kvinna", "Datum": "2024-05-01"}
    links = {case.name: len(case.links) for case in cases.list_cases(project)}
    assert links == {"R1": 1, "R2": 1, "R3": 0}
    assert len(result.documents) == 2
    assert not project.verify()


def test_a_document_for_each_question_has_a_turn_for_each_answer(
    project: Project, write: Write
) -> None:
    bring(project, write(*ROWS), By.QUESTION)
    (name,) = texts(project)
    document = documents.find_document(project, name)
    assert document.speakers == ("R1", "R2")
    spoken = {
        case.name: [link.speaker for link in case.links] for case in cases.list_cases(project)
    }
    assert spoken == {"R1": ["R1"], "R2": ["R2"], "R3": []}


def test_the_same_file_again_changes_nothing(project: Project, write: Write) -> None:
    path = write(*ROWS)
    bring(project, path)
    before = project.last_operation()
    again = bring(project, path)
    assert (again.changes, project.last_operation()) == (None, before)
    assert again.plan.known is not None


@pytest.mark.parametrize("by", list(By))
def test_codings_survive_new_rows_and_changed_answers(
    project: Project, write: Write, by: By
) -> None:
    bring(project, write(*ROWS), by)
    name = "R2" if by is By.RESPONDENT else "Vad är trygghet för dig?"
    code_words(project, name, "Ljus på torget")
    guids = {case.name: case.guid for case in cases.list_cases(project)}
    rows = (
        "R0;20;man;2024-05-04;Att få vara ifred;",
        "R2;;man;2024-05-02;Mer ljus på torget, och fler lampor. Ljus på torget om kvällen.;",
        ROWS[0].replace("34", "35"),
    )
    plan = bring(project, write(*rows)).plan
    assert (plan.new, plan.gone, plan.kept) == (("R0",), ("R3",), ())
    assert coded(project, name) == ["Ljus på torget"]
    assert {c.name: c.guid for c in cases.list_cases(project)}.items() >= guids.items()
    assert values(project)["R1"]["Ålder"] == "35"
    assert not project.verify()
    project.undo()
    assert coded(project, name) == ["Ljus på torget"]
    assert "R0" not in values(project)


def test_undoing_a_second_import_gives_the_tables_as_they_were(
    project: Project, write: Write
) -> None:
    def tables() -> object:
        with project.reading() as view:
            return journal.snapshot(view)

    bring(project, write(*ROWS), By.QUESTION)
    code_words(project, "Vad är trygghet för dig?", "Ljus")
    before = tables()
    bring(project, write("R4;1;man;;Lampor i parken;", ROWS[1].replace("Ljus", "Ett ljus")))
    after = tables()
    project.undo()
    assert tables() == before
    project.redo()
    assert tables() == after


def test_a_case_that_was_renamed_is_known_by_its_document(project: Project, write: Write) -> None:
    bring(project, write(*ROWS))
    first = next(case for case in cases.list_cases(project) if case.name == "R1")
    cases.edit_case(project, first.id, name="Anna")
    bring(project, write(ROWS[0].replace("34", "36"), *ROWS[1:]))
    assert values(project)["Anna"]["Ålder"] == "36"
    assert "R1" not in values(project)


@pytest.mark.parametrize("by", By)
def test_the_rows_of_two_surveys_without_ids_are_different_people(
    project: Project, write: Write, by: By
) -> None:
    head = "Ålder;Vad är trygghet för dig?"
    answers = ("34;Att någon kommer när det händer", "51;Ljus på torget om kvällen", "27;")
    for name, more in (("vår.csv", ""), ("höst.csv", " numera")):
        file = read_survey(write(*(f"{row}{more}" for row in answers), head=head, name=name))
        sheet = file.sheet()
        choices = chosen(guess(sheet, by=by), id_column="")
        import_survey(project, sheet, choices, name)
    names = [case.name for case in cases.list_cases(project)]
    assert names == ["1", "1 (2)", "2", "2 (2)", "3", "3 (2)"]
    assert import_survey(project, sheet, choices, name).changes is None


def test_what_was_corrected_here_is_not_put_back(project: Project, write: Write) -> None:
    bring(project, write(*ROWS))
    age = next(each for each in cases.list_attributes(project) if each.name == "Ålder")
    first = next(case for case in cases.list_cases(project) if case.name == "R1")
    cases.set_value(project, age.id, first.id, "43")
    document = documents.find_document(project, "R1")
    text = project.text(document.id).text
    at = text.index("någon")
    text_editing.edit_text(project, document.id, TextChange.replace(text, at, at + 5, "[Bo]"))
    plan = bring(project, write(*ROWS, "R4;20;man;;Att få vara ifred;")).plan
    assert values(project)["R1"]["Ålder"] == "43"
    assert "[Bo]" in texts(project)["R1"]
    assert plan.kept == ()  # the file has not changed there
    changed = write(ROWS[0].replace("händer", "hänt"), *ROWS[1:])
    for _time in range(2):  # it is said until they agree
        plan = bring(project, changed).plan
        assert plan.kept == (("R1", "Vad är trygghet för dig?"),)
        assert "[Bo] kommer när det händer" in texts(project)["R1"]


def test_an_answer_that_comes_later_makes_the_document(project: Project, write: Write) -> None:
    bring(project, write(*ROWS))
    bring(project, write(*ROWS[:2], ROWS[2].replace(";;c@", ";Att kunna gå hem;c@")))
    assert texts(project)["R3"].endswith("Att kunna gå hem")
    linked = next(case for case in cases.list_cases(project) if case.name == "R3")
    assert len(linked.links) == 1


def test_memos_on_answers_go_along(project: Project, write: Write) -> None:
    bring(project, write(*ROWS))
    document = documents.find_document(project, "R2")
    at = project.text(document.id).text.index("torget")
    memos.add_memo(
        project, "Torg", "", links=[memos.MemoLink(document=document.id, span=Span(at, at + 6))]
    )
    bring(project, write(ROWS[0], ROWS[1].replace("Ljus på", "Mer ljus på det stora")))
    text = project.text(document.id).text
    (memo,) = memos.list_memos(project)
    assert memo.links[0].span is not None
    assert text[slice(*memo.links[0].span)] == "torget"


def test_ids_that_come_twice_or_not_at_all_are_said(project: Project, write: Write) -> None:
    path = write("R1;1;;;Första svaret;", "R1;2;;;Andra svaret;", ";3;;;Tredje svaret;")
    sheet = read_survey(path).sheet()
    choices = chosen(guess(sheet), id_column="id", questions=["Vad är trygghet för dig?"])
    plan = plan_survey(project, sheet, choices, "svar")
    assert [person.key for person in plan.people] == ["R1", "R1 (2)"]
    said = [(each.kind, each.count, each.example) for each in plan.notices]
    assert said == [(Noted.DOUBLE_IDS, 1, "R1"), (Noted.NO_ID, 1, "4")]


def test_values_of_another_type_are_left_out_and_said(project: Project, write: Write) -> None:
    sheet = read_survey(write(*ROWS, "R4;många;;;;")).sheet()
    choices = chosen(guess(sheet), types=read_types(sheet, ["Ålder=number"]))
    plan = import_survey(project, sheet, choices, "svar").plan
    assert [(n.kind, n.example) for n in plan.notices] == [(Noted.UNFIT, "R4, Ålder: många")]
    assert "Ålder" not in values(project)["R4"]


def test_choices_that_an_attribute_has_are_added_to(project: Project, write: Write) -> None:
    cases.add_attribute(
        project, "Kön", AttributeTarget.CASE, kind=AttributeType.CHOICE, choices=["man", "annat"]
    )
    bring(project, write(*ROWS))
    (known,) = [each for each in cases.list_attributes(project) if each.name == "Kön"]
    assert known.choices == ("man", "annat", "kvinna")


def test_a_survey_is_known_by_its_columns_under_another_file_name(
    project: Project, write: Write
) -> None:
    bring(project, write(*ROWS))
    found = propose(project, read_survey(write(*ROWS, name="svar 2.csv")))
    assert (found.name, found.known is not None) == ("svar.csv", True)
    other = propose(project, read_survey(write("a;b", head="namn;ort", name="annat.csv")))
    assert (other.name, other.known) == ("annat.csv", None)
    fresh = propose(project, read_survey(write(*ROWS)), again=False)
    assert (fresh.name, fresh.known) == ("svar.csv (2)", None)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_quoted_answers_keep_their_lines(project: Project, tmp_path: Path, sign: str) -> None:
    path = tmp_path / "q.csv"
    path.write_text(
        f'id{sign}Varför?\n1{sign}"Först, det; här.\r\nSedan ""det"" där."\n', encoding="utf-8"
    )
    sheet = read_survey(path).sheet()
    import_survey(project, sheet, chosen(guess(sheet), id_column="id", questions=["Varför?"]), "q")
    assert texts(project) == {"1": 'Varför?\nFörst, det; här.\nSedan "det" där.'}


def test_no_column_of_a_wide_table_is_left_out_without_a_word(write: Write) -> None:
    def wide(columns: int) -> Path:
        return write(";".join(["x"] * columns), head=";".join(f"F{n}" for n in range(columns)))

    assert len(read_survey(wide(1000)).sheet().names) == 1000
    with pytest.raises(UserError) as caught:
        read_survey(wide(1001))
    assert caught.value.code == "sheet_too_wide"


def test_columns_with_commas_in_their_names_are_found(write: Write) -> None:
    sheet = read_survey(write("1;2;3", head="id;Om ja, varför?;Ort")).sheet()
    assert column_names(sheet, "Om ja, varför?,Ort") == ["Om ja, varför?", "Ort"]
    with pytest.raises(UserError, match="column_unknown"):
        column_names(sheet, "Om nej")


def test_what_cannot_come_in_is_refused(project: Project, write: Write) -> None:
    with pytest.raises(UserError, match="survey_without_rows"):
        read_survey(write())
    with pytest.raises(UserError, match="table_unknown"):
        read_survey(write(name="svar.pdf"))
    sheet = read_survey(write(*ROWS)).sheet()
    with pytest.raises(UserError, match="survey_without_columns"):
        plan_survey(project, sheet, SurveyChoices(()), "svar")
    bring(project, write(*ROWS))
    with pytest.raises(UserError, match="survey_other_way"):
        plan_survey(project, sheet, replace(guess(sheet), by=By.QUESTION), "svar.csv")


def test_an_import_that_is_stopped_leaves_nothing(project: Project, write: Write) -> None:
    class Stopping:
        def progress(self, done: int, total: int, detail: str = "") -> None:
            """Ignore the report."""

        def check(self) -> None:
            """Stop at once."""
            raise Cancelled

    sheet = read_survey(write(*ROWS)).sheet()
    with pytest.raises(Cancelled):
        import_survey(project, sheet, guess(sheet), "svar", job=Stopping())
    assert texts(project) == {}
    assert cases.list_cases(project) == []


@pytest.mark.parametrize(
    "said",
    ["[]", "[" * 100_000, "{}", '{"choices": 5, "values": {}}', '{"choices": "{}", "values": [1]}'],
)
def test_what_is_remembered_and_is_no_survey_is_passed_over(
    project: Project, write: Write, said: str
) -> None:
    with project.operation(Op.IMPORT_SURVEY) as unit:
        data_hash = unit.keep(said.encode())
        row = {"format": "survey", "kind": "choices", "name": "svar", "data_hash": data_hash}
        bulk.add_rows(unit, "preserved", [{**row, "position": 0}])
    assert list_surveys(project) == []
    bring(project, write(*ROWS))
    assert [known.name for known in list_surveys(project)] == ["svar.csv"]
