"""Selecting, favourites, joining, splitting, copying, and going on to what is alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.job import Job
from qcode.model.steps import Step
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding, importing
from qcode.services.searching import Searcher
from qcode.services.similar import Similar, find_similar
from qcode.ui.codes.favourites import Favourites
from qcode.ui.codes.finder import Entry
from qcode.ui.codes.known import KnownCodes
from qcode.ui.mime import set_codes
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session
from qcode.ui.theme import palette

ANNA = """I: Är du trygg på torget?
Anna: Ja, t.ex. vid kiosken. Lamporna lyser. Hunden skäller.
I: Hälsar grannarna?
Anna: En granne hälsar alltid. Ingen annan.
"""
BO = "Bo: Lamporna lyser inte. Grannen är borta.\n"
FIRST, SECOND = DocumentId(1), DocumentId(2)
Settle = Callable[[Session], None]


@pytest.fixture
def pane(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[ReadingPane]:
    """The pane with Anna open, and Bo behind her."""
    for name, text in (("Anna", ANNA), ("Bo", BO)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [tmp_path / "Anna.txt", tmp_path / "Bo.txt"]
    importing.import_paths(session.project, files, language="sv")
    made = ReadingPane(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    session.show_document(FIRST)
    qtbot.waitUntil(lambda: session.document == 1)
    yield made


@pytest.fixture
def told(session: Session) -> list[str]:
    """What the session says, whatever way."""
    said: list[str] = []
    session.said.connect(said.append)
    session.told.connect(said.append)
    for signal in (session.offered, session.advised):
        signal.connect(lambda text, what, _then: said.append(f"{text} [{what}]"))
    return said


def selected(pane: ReadingPane) -> str:
    """The selected words."""
    span = pane.view.selection()
    return "" if span is None else pane.view.text()[span.start : span.end]


def put_caret(pane: ReadingPane, words: str) -> None:
    """Put the caret before some words."""
    at = ANNA.index(words)
    pane.view.select(Span(at, at))


def choose(pane: ReadingPane, words: str) -> None:
    """Select some words."""
    at = ANNA.index(words)
    pane.view.select(Span(at, at + len(words)))


def coded(session: Session, document: DocumentId = FIRST) -> list[tuple[str, str]]:
    """The codings of a document: path and words."""
    text = session.project.text(document).text
    found = coding.segments_of(session.project, document)
    codebook = session.project.codebook()  # after them, or it may lack the code of one
    return [(codebook.path(s.code), text[s.start : s.end]) for s in found]


def give(session: Session, words: str, path: str = "Ljus") -> None:
    """Code some words of Anna's."""
    at = ANNA.index(words)
    coding.apply_path(session.project, FIRST, Span(at, at + len(words)), path)


def test_below_what_a_key_selects_there_is_room_to_read_on(
    first_of_two: Callable[[str], ReadingPane],
) -> None:
    pane = first_of_two("".join(f"Anna: Jag säger det nu, {n}.\n" for n in range(80)))
    pane.view.select(Span(0, 0))
    for _turn in range(40):
        pane.select(Step.TURN)
    bar, caret = pane.view.verticalScrollBar(), pane.view.cursorRect()
    assert 0 < bar.value() < bar.maximum()
    assert pane.view.viewport().height() - caret.bottom() >= 2 * caret.height()


def test_words_that_are_a_code_already_but_for_capitals_are_coded_with_it(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    give(session, "kiosken", "Hunden")
    choose(pane, "Hunden")
    pane.code_in_vivo()
    qtbot.waitUntil(lambda: len(coded(session)) == 2)
    give(session, "grannarna", "LAMPORNA")
    choose(pane, "Lamporna")
    pane.code_in_vivo()
    qtbot.waitUntil(lambda: len(coded(session)) == 4)
    assert {path for path, _words in coded(session)} == {"Hunden", "LAMPORNA"}


def test_sentences_are_selected_from_the_caret_and_given_back(pane: ReadingPane) -> None:
    put_caret(pane, "kiosken")
    pane.select(Step.SENTENCE)
    assert selected(pane) == "Ja, t.ex. vid kiosken."
    pane.select(Step.SENTENCE)
    assert selected(pane) == "Ja, t.ex. vid kiosken. Lamporna lyser."
    pane.select(Step.SENTENCE, back=True)
    assert selected(pane) == "Ja, t.ex. vid kiosken."
    pane.select(Step.SENTENCE, back=True)
    assert selected(pane).startswith("Är du trygg på torget?\nAnna: Ja")
    pane.select(Step.SENTENCE)
    pane.select(Step.TURN)
    assert selected(pane) == "Ja, t.ex. vid kiosken. Lamporna lyser. Hunden skäller."
    put_caret(pane, "Lamporna")
    pane.select(Step.WORD)
    assert selected(pane) == "Lamporna"
    pane.select(Step.PARAGRAPH)
    assert selected(pane) == "Ja, t.ex. vid kiosken. Lamporna lyser. Hunden skäller."


def test_what_touches_is_offered_to_be_joined_and_joined(
    pane: ReadingPane, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    give(session, "Lamporna lyser.")
    choose(pane, "Hunden skäller.")
    pane._coder.apply(codes.find_code(session.project, "Ljus").id)
    qtbot.waitUntil(lambda: told == ["Code with “Ljus” in “Anna” [Join (J)]"])
    qtbot.waitUntil(pane.has_coding)
    pane.join()
    qtbot.waitUntil(lambda: coded(session) == [("Ljus", "Lamporna lyser. Hunden skäller.")])
    qtbot.waitUntil(lambda: told[1:] == ["Join 2 passages of “Ljus” in “Anna”"])
    put_caret(pane, "Hunden")
    pane.split()
    qtbot.waitUntil(lambda: len(coded(session)) == 2)
    session.undo()
    qtbot.waitUntil(lambda: len(coded(session)) == 1)


def test_the_offer_joins_when_it_is_taken(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    offers: list[Callable[[], None]] = []
    session.offered.connect(lambda _text, _what, then: offers.append(then))
    give(session, "Lamporna lyser.")
    choose(pane, "lyser. Hunden")
    pane.repeat_code()
    qtbot.waitUntil(lambda: len(offers) == 1)
    offers[0]()
    qtbot.waitUntil(lambda: coded(session) == [("Ljus", "Lamporna lyser. Hunden")])


def test_an_identical_coding_is_said_not_to_be_doubled(
    pane: ReadingPane, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    give(session, "Lamporna lyser.", "Plats/Ljus")
    choose(pane, "Lamporna lyser.")
    pane.repeat_code()
    qtbot.waitUntil(lambda: told == ["You have coded this passage with “Ljus” already"])
    assert len(coded(session)) == 1


def test_codings_are_copied_from_a_passage_and_pasted_onto_another(
    pane: ReadingPane, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    choose(pane, "Hunden")
    pane.paste_codings()
    assert told == ["No codings are copied. Press K on a coded passage."]
    pane.copy_codings()
    qtbot.waitUntil(lambda: told[1:] == ["Nothing is coded here"])
    give(session, "Lamporna lyser.", "Ljus")
    give(session, "Lamporna", "Ting")
    put_caret(pane, "amporna")
    pane.copy_codings()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[2].startswith("Copied 2 codes: Ting, Ljus.")
    choose(pane, "Ingen annan.")
    pane.paste_codings()
    qtbot.waitUntil(lambda: len(coded(session)) == 4)
    assert sorted(coded(session)[2:]) == [("Ljus", "Ingen annan."), ("Ting", "Ingen annan.")]
    pane.paste_codings()
    qtbot.waitUntil(lambda: told[-1] == "You have coded this passage with all of these already")
    session.undo()
    qtbot.waitUntil(lambda: len(coded(session)) == 2)


def test_the_next_alike_is_found_in_all_forms_and_documents_and_the_end_is_said(
    pane: ReadingPane, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    give(session, "grannarna", "Folk")
    codes.add_path(session.project, "Annat")
    choose(pane, "grannarna")
    qtbot.waitUntil(pane.has_coding)
    box, said = pane._coder.box, []
    pane._similar._say = said.append
    for document, words in ((FIRST, "granne"), (SECOND, "Grannen")):
        pane.code_similar()
        qtbot.waitUntil(box.isVisible)
        qtbot.waitUntil(lambda: isinstance(box.marked(), Entry))
        assert (session.document, selected(pane)) == (document, words)
        marked = box.marked()
        assert isinstance(marked, Entry)
        assert marked.path == "Folk"
        line = box.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: ("Folk", words) in coded(session, document))  # noqa: B023
    assert [words[:14] for words in said] == ["Place 2 of 3: ", "Place 3 of 3: "]
    assert "En granne hälsar alltid." in said[0]
    pane.code_similar()
    end = "“grannarna” is not said again after this: it stands at 3 places in all. [More like this]"
    qtbot.waitUntil(lambda: end in told)
    assert not box.isVisible()


def leave_for_bo(pane: ReadingPane, session: Session, qtbot: QtBot) -> None:
    session.show_document(SECOND)
    qtbot.waitUntil(lambda: session.document == SECOND)


def leave_on_the_way_to_bo(pane: ReadingPane, session: Session, qtbot: QtBot) -> None:
    session.show_document(SECOND)


def select_another(pane: ReadingPane, session: Session, qtbot: QtBot) -> None:
    choose(pane, "Hunden")


@pytest.mark.parametrize("go", [leave_for_bo, leave_on_the_way_to_bo, select_another])
def test_who_goes_elsewhere_meanwhile_is_not_fetched_by_what_is_alike(
    go: Callable[[ReadingPane, Session, QtBot], None],
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    settled: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()

    def slow(searcher: Searcher, words: str, *, job: Job) -> Similar:
        gate.wait(60)
        return find_similar(searcher, words, job=job)

    monkeypatch.setattr("qcode.ui.reading.similar.find_similar", slow)
    choose(pane, "grannarna")
    pane.code_similar()
    go(pane, session, qtbot)
    gate.set()
    settled(session)
    assert not pane._coder.box.isVisible()
    if go is select_another:
        assert (session.document, selected(pane)) == (FIRST, "Hunden")
    else:
        assert (session.document, session.span) == (SECOND, None)


def test_a_passage_too_long_to_be_said_twice_leads_to_those_that_are_like_it(
    pane: ReadingPane, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    asked: list[object] = []
    session.like_wanted.connect(lambda _document, span: asked.append(span))
    ways: list[Callable[[], object]] = []
    session.advised.connect(lambda _text, _what, then: ways.append(then))
    pane.view.select(Span(0, len(pane.view.text())))
    pane.code_similar()
    qtbot.waitUntil(lambda: told[-1:] != [] and told[-1].endswith("[More like this]"))
    ways[0]()
    assert asked == [Span(0, len(pane.view.text()))]


def test_several_words_are_found_as_they_are_whatever_their_case(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    choose(pane, "Lamporna lyser.")
    pane.code_similar()
    qtbot.waitUntil(lambda: session.document == SECOND)
    qtbot.waitUntil(lambda: selected(pane) == "Lamporna lyser")


@pytest.fixture
def codes_made(session: Session) -> list[CodeId]:
    """Three codes."""
    return [codes.add_path(session.project, path) for path in ("Ljus", "Plats/Torg", "Folk")]


def test_number_keys_give_codes_and_survive_renaming_and_a_restart(
    codes_made: list[CodeId],
    pane: ReadingPane,
    session: Session,
    qtbot: QtBot,
    told: list[str],
    settled: Settle,
) -> None:
    light, square, _folk = codes_made
    choose(pane, "Hunden")
    pane.code_favourite(4)
    assert told[0].startswith("There is no code on key 4 yet.")
    pane.favourites.assign(light, 4)
    pane.favourites.assign(square, 2)
    codes.rename_code(session.project, light, "Sken")
    settled(session)
    assert dict(pane.favourites.names()) == {2: "Plats › Torg", 4: "Sken"}
    pane.code_favourite(4)
    qtbot.waitUntil(lambda: coded(session) == [("Sken", "Hunden")])
    again = Favourites(session)
    assert again.codes() == {2: square, 4: light}
    pane.favourites.assign(light, 2)  # takes it from the other, and leaves its own
    assert pane.favourites.codes() == {2: light}
    code_surgery.delete_codes(session.project, [light])
    settled(session)
    assert pane.favourites.code(2) is None
    session.undo()
    settled(session)
    qtbot.waitUntil(lambda: pane.favourites.code(2) == light)


def test_the_strip_shows_codes_with_the_mouse_and_takes_dropped_ones(
    codes_made: list[CodeId], pane: ReadingPane, session: Session, qtbot: QtBot, told: list[str]
) -> None:
    light, square, folk = codes_made
    strip = pane.strip
    assert not strip.isVisible()
    pane.favourites.assign(light, 3)
    assert strip.isVisible()
    button = strip.buttons()[3]
    assert button.text().split() == ["3", "Ljus"]
    assert button.accessibleName() == "3: code with “Ljus”"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["Nothing is selected. Select a passage first."]
    choose(pane, "Hunden")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: coded(session) == [("Ljus", "Hunden")])
    for code, point in ((square, button.geometry().center()), (folk, strip.rect().topRight())):
        mime = QMimeData()
        set_codes(mime, [code])
        event = QDropEvent(
            QPointF(point),
            Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        strip.dropEvent(event)
        assert event.dropAction() is Qt.DropAction.CopyAction
    assert pane.favourites.codes() == {1: folk, 3: square}
    assert list(strip.buttons()) == [1, 3]


def test_the_strip_has_the_colours_of_the_theme_there_is(
    codes_made: list[CodeId], pane: ReadingPane
) -> None:
    pane.favourites.assign(codes_made[0], 3)

    def chip() -> QImage:
        return pane.strip.buttons()[3].icon().pixmap(16).toImage()

    light = chip()
    pane.strip.setPalette(palette(True))
    dark = chip()
    assert dark != light
    pane.strip.setPalette(palette(False))
    assert chip() == light


def test_the_first_code_is_dropped_on_a_strip_that_comes_when_codes_are_dragged(
    codes_made: list[CodeId], pane: ReadingPane, qtbot: QtBot
) -> None:
    mime, strip = QMimeData(), pane.strip
    set_codes(mime, codes_made[:1])
    held = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    pane.view.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), *held, none))
    assert strip.isVisible()
    assert strip._hint.isVisible()
    pane.view.dragLeaveEvent(QDragLeaveEvent())
    qtbot.waitUntil(lambda: not strip.isVisible())
    pane.view.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), *held, none))
    pane.view.dragLeaveEvent(QDragLeaveEvent())
    strip.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), *held, none))
    assert not strip._away.isActive()
    strip.dropEvent(QDropEvent(QPointF(9, 9), *held, none))
    assert pane.favourites.codes() == {1: codes_made[0]}
    assert not strip._away.isActive()
    assert strip.isVisible()
    assert not strip._hint.isVisible()


def test_a_code_gets_its_key_in_the_quick_code_box_and_loses_it_again(
    codes_made: list[CodeId], pane: ReadingPane, qtbot: QtBot
) -> None:
    choose(pane, "Hunden")
    pane.code_passage()
    box = pane._coder.box
    qtbot.waitUntil(lambda: isinstance(box.marked(), Entry))
    line = box.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClick(line, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    marked = box.marked()
    assert isinstance(marked, Entry)
    assert pane.favourites.code(7) == marked.code
    assert box._list._in_words(marked).endswith(", key 7")
    qtbot.keyClick(line, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert pane.favourites.codes() == {}
    assert line.text() == ""
    box.dismiss()


def test_the_menu_offers_the_six_last_codes_with_their_keys(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    known = KnownCodes.of(session)
    for number in range(8):
        give(session, "Hunden", f"Kod {number}")
    qtbot.waitUntil(lambda: len(known.recent) == 8 and not known.unsure)
    pane.favourites.assign(codes.find_code(session.project, "Kod 6").id, 5)
    choose(pane, "Lamporna")
    menu = pane._menu.build(pane.view.selection(), [], pane.mapToGlobal(pane.pos()))
    texts = [action.text() for action in menu.actions() if action.text().startswith("Kod ")]
    assert texts == ["Kod 7\tR", "Kod 6\t5", "Kod 5", "Kod 4", "Kod 3", "Kod 2"]
    menu.deleteLater()
