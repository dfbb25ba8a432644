"""Checking a manuscript against a project."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from qcode.analysis.quotation_match import Verdict
from qcode.model.document import AttributeTarget, AttributeType, CaseLink, DocumentId
from qcode.model.errors import Cancelled, UserError
from qcode.model.manuscript import QuotationKind
from qcode.services import cases, documents, importing, projects
from qcode.services.projects import Project
from qcode.services.quotation_check import Checked, Reason, check_manuscript
from qcode.services.quotation_copy import write_copy
from qcode.services.quotation_reference import read_reference
from qcode.services.quotation_rules import RealNames, read_names
from qcode.services.quotation_words import explanation, finding_word, reference, summary
from qcode.services.searching import Searcher

IP07 = """\
I: Hur är det med tilliten?

Karin: Jag tycker att det är väldigt svårt att lita på staden när de inte svarar i telefonen.

I: Mm. Berätta mer om det, är du snäll.

Karin: Man ringer och ringer, och till slut ger man upp. Det är grannarna som räddar en.
"""
IP08 = """\
I: Hur är det med grannarna?

Bo: Vi hjälper varandra med allt möjligt här i huset, och det betyder mycket för mig.

Bo: Jag tycker att det är väldigt svårt att lita på banken när de inte svarar i telefonen.
"""
SAID = "Jag tycker att det är väldigt svårt att lita på staden när de inte svarar"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name, text in (("IP07.txt", IP07), ("IP08.txt", IP08)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with projects.create_project(tmp_path / "study.qcode", coder="Kim") as made:
        importing.import_paths(made, [tmp_path / "IP07.txt", tmp_path / "IP08.txt"], language="sv")
        yield made


def check(project: Project, tmp_path: Path, text: str, **more: dict[str, str]) -> list[Checked]:
    path = tmp_path / "chapter.md"
    path.write_text(text, encoding="utf-8")
    return list(check_manuscript(project, path, **more).quotations)  # type: ignore[arg-type]


def one(project: Project, tmp_path: Path, text: str, **more: dict[str, str]) -> Checked:
    (found,) = check(project, tmp_path, text, **more)
    return found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"”{SAID}” (IP07).", Verdict.EXACT),
        (f"”{SAID}”, säger Karin.", Verdict.EXACT),
        (f"”{SAID}”.", Verdict.EXACT),
        (f"”{SAID}” (IP08).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (IP12).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (IP07, ¶ 3).", Verdict.EXACT),
        (f"”{SAID}” (IP07, stycke 2–4).", Verdict.EXACT),
        (f"”{SAID}” (IP07, ¶ 7).", Verdict.MISATTRIBUTED),
        (f"Karin säger ”{SAID}” (stycke 7).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (Kevin, ¶ 3).", Verdict.MISATTRIBUTED),
        (f"Bo säger: ”{SAID}”.", Verdict.MISATTRIBUTED),
        ("”Berätta mer om det, är du snäll”, säger Karin.", Verdict.MISATTRIBUTED),
        ("”Man ringer […] och till slut ger man upp” (IP07).", Verdict.SHORTENED),
        ("”Man ringde och ringde, och till slut gav man upp” (IP07).", Verdict.EDITED),
        ("”Ingen har någonsin frågat mig vad jag tycker om parken” (IP07).", Verdict.NOT_FOUND),
    ],
)
def test_verdicts(project: Project, tmp_path: Path, text: str, verdict: Verdict) -> None:
    assert one(project, tmp_path, text).verdict is verdict


def test_a_wrong_paragraph_is_said_as_such(project: Project, tmp_path: Path) -> None:
    found = one(project, tmp_path, f"”{SAID}” (IP07, ¶ 7–8).")
    assert found.wording is Verdict.EXACT
    assert found.reasons == ((Reason.OTHER_PARAGRAPH, "7–8"),)
    assert finding_word(found) == "Wrong paragraph"
    assert "elsewhere in the source" in explanation(found)[0]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("– Man ringer och ringer, säger Karin.", Verdict.EXACT),
        ("– Man ringer och ringer, sa hon, och till slut ger man upp.", Verdict.EXACT),
        ("– Man ringer och ringer, sa hon. Hon såg trött ut.", Verdict.EXACT),
        ("— Man ringde och ringde, och till slut gav man upp, sa hon.", Verdict.EDITED),
        ("– Man ringer och ringer, sa Bo.", Verdict.MISATTRIBUTED),
        ("– Man ringer och ringer (IP07, ¶ 3).", Verdict.MISATTRIBUTED),
        ("– Ingen bryr sig om parken längre, sa hon.", Verdict.NOT_FOUND),
        ("Karin svarar:\n– Ingen bryr sig om parken längre.", Verdict.NOT_FOUND),
        (f"– {SAID}.", Verdict.EXACT),
    ],
)
def test_talk_behind_a_dash(project: Project, tmp_path: Path, text: str, verdict: Verdict) -> None:
    found = one(project, tmp_path, text)
    assert (found.kind, found.verdict) == (QuotationKind.DASH, verdict)


def test_entries_of_a_list_are_no_talk(project: Project, tmp_path: Path) -> None:
    text = "Vi frågade om:\n– tilliten till staden\n– grannarna och huset de bor i\n- parken"
    assert check(project, tmp_path, text) == []


def test_the_index_and_texts_that_it_has_not_read_give_the_same(
    project: Project, tmp_path: Path
) -> None:
    text = f"”{SAID}” (IP08). ”Man ringer […] ger man upp.” ”Det är grannarna som räddar mig.”"
    before = check(project, tmp_path, text)
    searcher = Searcher(project)
    searcher.update()
    searcher.close()
    assert check(project, tmp_path, text) == before


def test_of_two_that_are_alike_the_one_that_says_it_is_found(
    project: Project, tmp_path: Path
) -> None:
    found = one(project, tmp_path, "”Det är väldigt svårt att lita på banken när de inte svarar.”")
    assert found.found is not None
    assert (found.found.name, found.verdict) == ("IP08", Verdict.EXACT)


def test_words_that_two_have_said_are_those_of_the_one_who_is_named(
    project: Project, tmp_path: Path
) -> None:
    for name in ("IP07", "IP08"):
        found = one(
            project, tmp_path, f"”Jag tycker att det är väldigt svårt att lita på” ({name})"
        )
        assert found.found is not None
        assert (found.found.name, found.verdict) == (name, Verdict.EXACT)


def test_what_many_have_said_is_of_the_one_who_is_named(project: Project, tmp_path: Path) -> None:
    said = "Jo men det är väl klart att det är så"
    paths = []
    for number in range(10, 22):
        paths.append(tmp_path / f"IP{number}.txt")
        paths[-1].write_text(f"I: Samtal {number}?\n\nP: {said}.\n", encoding="utf-8")
    importing.import_paths(project, paths)
    for number in (10, 15, 21):
        found = one(project, tmp_path, f"”{said}” (IP{number})")
        assert found.found is not None
        assert (found.found.name, found.verdict) == (f"IP{number}", Verdict.EXACT)


def test_in_a_conversation_it_is_the_speaker_who_is_named(project: Project, tmp_path: Path) -> None:
    said = "Det är klart att man blir trött på det"
    path = tmp_path / "Group.txt"
    path.write_text(f"Siv: {said}.\n\nTage: Mm.\n\nTage: {said}, ja.\n", encoding="utf-8")
    importing.import_paths(project, [path])
    for name in ("Siv", "Tage"):
        found = one(project, tmp_path, f"”{said}”, säger {name}.")
        assert found.found is not None
        assert (found.found.speakers, found.verdict) == ((name,), Verdict.EXACT)


def test_the_place_is_told_with_paragraph_and_speaker(project: Project, tmp_path: Path) -> None:
    found = one(project, tmp_path, f"”{SAID}” (IP07, ¶ 9)")
    assert found.found is not None
    assert found.found.paragraphs == (3, 3)
    assert found.found.speakers == ("Karin",)
    start, end = found.found.span
    assert project.text(found.found.document).text[start:end] == SAID
    assert (Reason.OTHER_PARAGRAPH, "9") in found.reasons


def test_a_quotation_may_cross_turns_and_have_their_labels(
    project: Project, tmp_path: Path
) -> None:
    text = (
        "> Karin: " + SAID + " i telefonen.\n>\n> I: Mm. Berätta mer om det, är du snäll.\n>\n"
        "> Karin: Man ringer och ringer, och till slut ger man upp.\n"
    )
    found = one(project, tmp_path, text)
    assert found.verdict is Verdict.EXACT
    assert (Reason.SEVERAL_SPEAKERS, "Karin, I") in found.reasons


def test_two_blocks_from_different_people_are_checked_apart(
    project: Project, tmp_path: Path
) -> None:
    text = (
        "> Vi hjälper varandra med allt möjligt här i huset, och det betyder mycket för mig.\n>\n"
        "> Man ringer och ringer, och till slut ger man upp.\n"
    )
    found = check(project, tmp_path, text)
    assert [(f.found.name, f.verdict) for f in found if f.found] == [
        ("IP08", Verdict.EXACT),
        ("IP07", Verdict.EXACT),
    ]


def test_terms_in_quotation_marks_come_last_and_raise_no_alarm(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "chapter.md"
    text = (
        "Begreppet ”tillitskapital” och ”grannarna”, ”den svenska tillitsklyftan”. Ingen av dem"
        " säger ”de fyra tjocka murarna”, och Karin säger inte ”en hög mur”."
    )
    path.write_text(text, encoding="utf-8")
    report = check_manuscript(project, path)
    found = [
        (each.text, each.is_term, each.verdict is Verdict.NOT_FOUND) for each in report.quotations
    ]
    assert found == [
        ("grannarna", False, False),
        ("de fyra tjocka murarna", False, True),
        ("en hög mur", False, True),
        ("tillitskapital", True, True),
        ("den svenska tillitsklyftan", True, True),
    ]
    assert report.terms == 2
    assert {finding_word(each) for each in report.quotations if each.is_term} == {"Perhaps a term"}
    assert summary(report) == "Exact 1 · Not found 2 · 2 terms"


def test_a_withdrawn_document_must_not_be_quoted(project: Project, tmp_path: Path) -> None:
    documents.save_set(project, "Får inte citeras", [DocumentId(1)])
    found = one(project, tmp_path, f"”{SAID}” (IP07)")
    assert (found.verdict, found.wording) == (Verdict.NOT_ALLOWED, Verdict.EXACT)
    assert found.reasons == ((Reason.WITHDRAWN, "Får inte citeras"),)


def test_a_withdrawn_case_bars_its_speaker_and_nobody_else(
    project: Project, tmp_path: Path
) -> None:
    case = cases.add_case(project, "Karin B", links=[CaseLink(DocumentId(1), "Karin")])
    attribute = cases.add_attribute(
        project, "Withdrawn", AttributeTarget.CASE, kind=AttributeType.BOOLEAN
    )
    cases.set_value(project, attribute, case, "yes")
    assert one(project, tmp_path, f"”{SAID}”").verdict is Verdict.NOT_ALLOWED
    asked = one(project, tmp_path, "”Berätta mer om det, är du snäll”")
    assert asked.verdict is Verdict.EXACT


def test_a_real_name_in_or_beside_a_quotation_is_not_allowed(
    project: Project, tmp_path: Path
) -> None:
    names = {"Anna Lind": "Karin", "Karl Bo Ek": "Bo"}
    found = one(project, tmp_path, f"Som Lind säger: ”{SAID}” (IP07)", names=names)
    assert found.verdict is Verdict.NOT_ALLOWED
    assert found.reasons == ((Reason.REAL_NAME, "Lind"),)
    assert one(project, tmp_path, f"Bo? ”{SAID}” (IP07)", names=names).verdict is Verdict.EXACT


def test_names_are_read_from_tables_of_several_kinds(tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    for content in ("Real name;Pseudonym\nÅsa Ek;Karin\n", "Åsa Ek,Karin\n", "Åsa Ek\tKarin\n"):
        for encoding in ("utf-8", "utf-8-sig", "cp1252"):
            path.write_text(content, encoding=encoding)
            assert read_names(path) == {"Åsa Ek": "Karin"}
    path.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(UserError, match="names_unreadable"):
        read_names(path)


def test_names_with_line_ends_of_an_old_mac_are_read(tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    path.write_bytes("Namn;Pseudonym\rÅsa Ek;Karin\rBo;Per\r".encode())
    assert read_names(path) == {"Åsa Ek": "Karin", "Bo": "Per"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a" * 2_000 + b";b\n", "names_unreadable"),
        (b"", "file_empty"),
        (b"a;b\n" * (1 << 21), "file_too_large"),
    ],
)
def test_a_key_of_names_that_is_none_is_one_sentence(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "key.csv"
    path.write_bytes(data)
    before = csv.field_size_limit(1_000)
    try:
        with pytest.raises(UserError, match=code):
            read_names(path)
    finally:
        csv.field_size_limit(before)


def test_names_are_found_as_words_with_a_capital() -> None:
    names = RealNames({"Åsa Ek": "Karin"})
    assert names.find(["Åsa Ek kom, och åsa ek kom inte; Ek kom, Eken inte."]) == ["Åsa Ek"]


def test_a_reference_is_read_back(project: Project, tmp_path: Path) -> None:
    found = one(project, tmp_path, f"”{SAID}”").found
    assert found is not None
    assert read_reference(reference(found)) == ("IP07", found.span)
    assert read_reference("IP07") is None


def test_a_check_can_be_stopped(project: Project, tmp_path: Path) -> None:
    class Stopped:
        def progress(self, done: int, total: int, detail: str = "") -> None:
            pass

        def check(self) -> None:
            raise Cancelled

    path = tmp_path / "chapter.md"
    path.write_text(f"”{SAID}”", encoding="utf-8")
    with pytest.raises(Cancelled):
        check_manuscript(project, path, job=Stopped())


def test_a_copy_comments_what_is_not_exact_and_leaves_the_manuscript_alone(
    project: Project, tmp_path: Path
) -> None:
    made = docx.Document()
    made.add_paragraph(f"”{SAID}” (IP07). ”Man ringde och ringde, och till slut gav man upp.”")
    path = tmp_path / "chapter.docx"
    made.save(str(path))
    before = path.read_bytes()
    report = check_manuscript(project, path)
    assert write_copy(report, tmp_path / "checked.docx") == 1
    assert path.read_bytes() == before
    (comment,) = docx.Document(str(tmp_path / "checked.docx")).comments
    assert "[-ringer-] {+ringde+}" in comment.text
    assert "qcode:IP07#" in comment.text
    with pytest.raises(UserError, match="copy_is_original"):
        write_copy(report, path)
    path.write_bytes(before + b" ")
    with pytest.raises(UserError, match="manuscript_changed"):
        write_copy(report, tmp_path / "again.docx")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_manuscripts_saved_by_libreoffice_are_read_the_same(
    project: Project, tmp_path: Path, office_saves: Callable[..., Path], suffix: str
) -> None:
    made = docx.Document()
    made.add_paragraph(f"”{SAID}” (IP07). ”Man ringer […] till slut ger man upp” (IP08).")
    made.add_paragraph("Vi hjälper varandra med allt möjligt här i huset.", style="Intense Quote")
    made.save(str(tmp_path / "chapter.docx"))
    path = office_saves(tmp_path / "chapter.docx", suffix, tmp_path / "out")
    found = check_manuscript(project, path)
    verdicts = [each.verdict for each in found.quotations]
    assert verdicts[:2] == [Verdict.EXACT, Verdict.MISATTRIBUTED]
    if suffix == "docx":
        assert verdicts[2:] == [Verdict.EXACT]  # the block
        assert write_copy(found, tmp_path / "checked.docx") == 1
