"""Who speaks in documents of other programs: found without touching text or places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeDocument,
    ExchangeProject,
    ExchangeSegment,
)
from qcode.model.errors import Cancelled
from qcode.model.layout import EMPTY, Layout, Turn
from qcode.model.text import Span
from qcode.services import exchange_in, retrieval
from qcode.services.exchange_files import export_project, read_project
from qcode.services.exchange_turns import with_turns
from qcode.services.projects import Project, create_project

GUID = "7c0bdb0a-6f1e-4f0e-9d5b-1c5a7f5c000"
TALK = "I: Hur är det på torget?\nIP2: Mörkt. Men lamporna lyser.\nI: Jaså?\nIP2: Ja, ibland.\n"
NOTE = "En anteckning om torget.\nInget annat.\n"


def theirs(*texts: str, origin: str = "Theirs 3") -> ExchangeProject:
    """A project of another program with some texts, the first of them coded."""
    return ExchangeProject(
        "Deras",
        origin=origin,
        codes=(ExchangeCode(f"{GUID}1", "Tillit"),),
        documents=tuple(
            ExchangeDocument(f"{GUID}{n}", f"Text {n}", text) for n, text in enumerate(texts, 2)
        ),
        segments=(ExchangeSegment(f"{GUID}a", f"{GUID}2", f"{GUID}1", "", 25, 36),),
    )


def test_speakers_are_found_where_they_are_named() -> None:
    found = with_turns(theirs(TALK, NOTE))
    assert found.documents == 1
    talk, note = found.exchange.documents
    assert set(talk.layout.speakers()) == {"I", "IP2"}
    assert note.layout == EMPTY


def test_they_come_in_with_the_project_and_say_whose_passage_it_is(project: Project) -> None:
    exchange = with_turns(theirs(TALK, NOTE), project).exchange
    exchange_in.take_in(project, exchange, name="theirs.qdpx")
    (excerpt,) = retrieval.excerpts(project)
    assert (excerpt.text, excerpt.speaker) == ("IP2: Mörkt.", "IP2")


def test_what_is_here_already_and_what_qcode_wrote_stay_as_they_are(project: Project) -> None:
    assert with_turns(theirs(TALK, origin="QCode 0.1")).documents == 0
    exchange_in.take_in(project, theirs(TALK), name="theirs.qdpx")
    assert with_turns(theirs(TALK), project).documents == 0


def test_turns_that_a_program_knew_are_not_guessed_anew() -> None:
    turn = Turn(0, len(TALK) - 1, (Span(3, len(TALK) - 1),), "Bo")
    known = theirs(TALK)
    told = replace(known.documents[0], layout=Layout(turns=(turn,)))
    found = with_turns(replace(known, documents=(told,)))
    assert (found.documents, found.exchange.documents) == (0, (told,))


def test_looking_can_be_stopped() -> None:
    class Stop:
        def progress(self, done: int, total: int, detail: str = "") -> None:
            pass

        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        with_turns(theirs(TALK), job=Stop())


def test_they_go_out_and_come_back_with_the_project(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.qcode", coder="Kim") as project:
        exchange_in.take_in(project, with_turns(theirs(TALK)).exchange, name="a")
        (row,) = project.documents()
        before = project.text(row.id)
        export_project(project, tmp_path / "a.qdpx")
    (again,) = with_turns(read_project(tmp_path / "a.qdpx")).exchange.documents
    assert (again.text, again.layout) == (before.text, before.layout)


LINES = st.lists(
    st.tuples(st.sampled_from(["I", "IP1", "Anna", ""]), st.text("abc åäö.?,:\t", max_size=30)),
    max_size=12,
)


@given(LINES)
def test_text_and_places_never_change(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{who}: {said}" if who else said for who, said in lines)
    project = theirs(text)
    found = with_turns(project).exchange
    bare = tuple(replace(one, layout=EMPTY) for one in found.documents)
    assert replace(found, documents=bare) == project
    for turn in found.documents[0].layout.turns:
        assert 0 <= turn.start <= turn.end <= len(text)
