"""What was chosen for files of a format is proposed for the next ones, and can be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.model.document import DocumentKind
from qcode.services import import_memory
from qcode.services.import_memory import Aspect, Proposal
from qcode.services.importing import import_paths, read_file
from qcode.services.projects import Project
from qcode.services.proposals import reread
from qcode.services.settings import load_settings, save_settings

TALK = "I: Är du trygg här?\nAnna: På kvällen, ja.\nI: Varför?\nAnna: Lamporna.\n"
OTHER = "I: Vad heter du?\nBo: Jag heter Bo.\nI: Och varifrån kommer du?\nBo: Från Umeå.\n"
NOTES = "Det var mörkt på torget. Ingen var där, och det regnade hela kvällen.\n"
Make = Callable[..., Proposal]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Propose a file with this content and name, by what is remembered."""

    def proposed(content: str | bytes = TALK, name: str = "a.txt") -> Proposal:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return next(import_memory.propose([read_file(path)]))

    return proposed


def chosen(proposal: Proposal, *, kind: DocumentKind | None = None, language: str = "") -> Proposal:
    candidate = proposal.candidate
    candidate = replace(
        candidate, kind=kind or candidate.kind, language=language or candidate.language
    )
    return replace(proposal, candidate=candidate)


def with_turns(proposal: Proposal, dialect: str) -> Proposal:
    candidate = reread(proposal.read, turn_dialect=dialect)
    return replace(proposal, candidate=candidate, turn_dialect=dialect)


def test_nothing_is_proposed_at_first(make: Make) -> None:
    proposal = make()
    assert proposal.candidate == proposal.read
    assert not proposal.recalled


def test_kind_and_language_are_proposed_for_the_like_of_the_file(make: Make) -> None:
    import_memory.remember([chosen(make(), kind=DocumentKind.FIELD_NOTE, language="da")])
    again = make(OTHER, "b.txt")
    assert (again.candidate.kind, again.candidate.language) == (DocumentKind.FIELD_NOTE, "da")
    assert again.recalled == {Aspect.KIND: "field_note", Aspect.LANGUAGE: "da"}
    assert again.read.kind is DocumentKind.INTERVIEW


def test_other_formats_and_other_files_of_the_format_are_left_as_recognised(make: Make) -> None:
    import_memory.remember([chosen(make(), kind=DocumentKind.FIELD_NOTE)])
    assert not make(TALK, "a.md").recalled
    assert not make(NOTES, "notes.txt").recalled


def test_turns_are_proposed_where_they_are_found(make: Make) -> None:
    import_memory.remember([with_turns(make(), "none")])
    again = make(OTHER, "b.txt")
    assert (again.turn_dialect, again.candidate.imported.layout.turns) == ("none", ())
    assert again.read.imported.layout.turns


def test_a_convention_that_finds_no_turns_is_not_proposed_but_kept(make: Make) -> None:
    import_memory.remember([replace(make(), turn_dialect="name_time_line")])
    again = make(OTHER, "b.txt")
    assert (again.turn_dialect, again.recalled) == (None, {})
    assert again.candidate == again.read
    import_memory.remember([again])
    assert load_settings().imports == {"txt": {"turns": {"label_colon": "name_time_line"}}}


def test_an_encoding_is_proposed_for_what_looks_alike_and_never_for_unicode(make: Make) -> None:
    old = make("Är det så på ön?\n".encode("mac-roman"))
    assert old.read.imported.encoding != "mac-roman"
    import_memory.remember([replace(old, encoding="mac-roman")])
    again = make("Då går vi.\n".encode("mac-roman"), "b.txt")
    assert again.candidate.imported.text == "Då går vi.\n"
    assert again.encoding == "mac-roman"
    assert again.recalled == {Aspect.ENCODING: "mac-roman"}
    import_memory.remember([replace(make("Är det så?\n", "c.txt"), encoding="mac-roman")])
    assert not make("Är det så?\n", "d.txt").recalled


def test_what_was_chosen_for_some_of_the_files_only_is_not_kept(make: Make) -> None:
    one, other = make(TALK, "a.txt"), make(OTHER, "b.txt")
    import_memory.remember([chosen(one, kind=DocumentKind.FIELD_NOTE), other])
    assert load_settings().imports == {}


def test_going_back_to_what_is_recognised_forgets_the_choice(make: Make) -> None:
    import_memory.remember([chosen(make(), kind=DocumentKind.FIELD_NOTE)])
    again = make(OTHER, "b.txt")
    import_memory.remember([chosen(again, kind=again.read.kind)])
    assert load_settings().imports == {}


def test_choices_are_forgotten_by_format(make: Make) -> None:
    import_memory.remember([chosen(make(TALK, n), language="da") for n in ("a.txt", "a.md")])
    import_memory.forget(["txt"])
    assert not make(OTHER, "b.txt").recalled
    assert make(OTHER, "b.md").recalled


def test_the_command_line_takes_files_as_they_are_recognised(
    make: Make, project: Project, tmp_path: Path
) -> None:
    import_memory.remember([chosen(make(), kind=DocumentKind.FIELD_NOTE, language="da")])
    import_paths(project, [tmp_path / "a.txt"])
    document = project.documents()[0]
    assert (document.kind, document.language) == (DocumentKind.INTERVIEW, "sv")


@pytest.mark.parametrize(
    "imports",
    [{"txt": 3}, {"txt": {"kind": 3}}, {"txt": {"kind": {"interview": "no kind"}}}, {"txt": []}],
)
def test_damaged_settings_propose_nothing_and_are_mended(make: Make, imports: object) -> None:
    save_settings(replace(load_settings(), imports=imports))  # type: ignore[arg-type]
    assert not make().recalled
    import_memory.remember([chosen(make(), language="da")])
    assert make(OTHER, "b.txt").candidate.language == "da"
