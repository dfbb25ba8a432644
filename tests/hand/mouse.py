"""Codes a whole interview with the mouse alone, in a real window: `make mouse [FILE=…]`.

No part of the suite: it needs Xvfb and xdotool. Each turn is coded in one of the ways there are,
and each coding is looked up in the project afterwards: the right code on the right words. Pictures
of what went wrong are put in the folder that QCODE_PICTURES names.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(Path(__file__).parent)]

from PySide6.QtCore import QPoint, QRect  # noqa: E402
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget  # noqa: E402
from screen import SIZE, Main, Mouse, screen  # noqa: E402

from qcode.model.codebook import CodeId  # noqa: E402
from qcode.model.passage_ends import End  # noqa: E402
from qcode.model.segment import Segment  # noqa: E402
from qcode.model.text import Span  # noqa: E402
from qcode.services import coding, importing, projects  # noqa: E402
from qcode.services.resources import resource  # noqa: E402
from qcode.ui.application import Application  # noqa: E402

_LONGEST = 260  # characters of a turn that are coded
_CODES = 3  # made in vivo, from the first words


class Run:
    """One interview, from the first turn to the last."""

    def __init__(self, application: Application, main: Main) -> None:
        self._window, self._main, self._mouse = application.window, main, Mouse()
        self.ways: Counter[str] = Counter()
        self.wrong: list[str] = []

    # -- what is on the screen

    def _begin(self) -> None:
        ask = self._main.ask
        self._main.until(lambda: self._window.workspace is not None, "no project")
        workspace, session = self._window.workspace, self._window.session
        assert workspace is not None
        assert session is not None
        self._workspace, self._session = workspace, session
        self._pane, self._view = workspace.reading, workspace.reading.view
        self._project = session.project
        self._main.until(lambda: session.document is not None, "no document")
        self._document = self._project.documents()[0].id
        self._main.until(lambda: self._view.text() != "", "no text")
        opened = ask(lambda: self._project.text(self._document))
        self._text = opened.text
        self.turns = [
            _short(self._text, Span(turn.body[0].start, turn.body[-1].end))
            for turn in opened.layout.turns
            if turn.body and turn.body[-1].end - turn.body[0].start > 20
        ]

    def coded(self) -> list[Segment]:
        """Return all codings, in the order of the text."""
        return coding.segments_of(self._project, self._document)

    def _place(self, position: int) -> QPoint:
        """Return where a character begins on the screen."""

        def find() -> QPoint:
            cursor = self._view.textCursor()
            cursor.setPosition(self._view._unit(position))
            return self._view.viewport().mapToGlobal(self._view.cursorRect(cursor).center())

        return self._main.ask(find)

    def _show(self, span: Span) -> None:
        """Turn the wheel until a passage is well in sight."""
        port = self._view.viewport()
        area = self._main.ask(lambda: QRect(port.mapToGlobal(QPoint(0, 0)), port.size()))
        bar = self._view.verticalScrollBar()
        while True:
            top, bottom = self._place(span.start).y(), self._place(span.end).y()
            low, before = bottom > area.bottom() - 90, self._main.ask(bar.value)
            end = bar.maximum() if low else bar.minimum()
            if (not low and top > area.top() + 20) or before == end:
                return
            self._mouse.wheel(area.center(), up=not low)
            self._main.until(lambda before=before: bar.value() != before, "no scrolling")

    def _middle(self, widget: QWidget, area: QRect | None = None) -> QPoint:
        return self._main.ask(lambda: widget.mapToGlobal((area or widget.rect()).center()))

    def _row(self, code: CodeId) -> QPoint:
        """Return where the name of a code is in the tree."""
        tree = self._workspace.codes.tree
        self._main.until(lambda: tree.codes.index_of(code).isValid(), "the code is not in the tree")
        return self._main.ask(
            lambda: tree.viewport().mapToGlobal(
                tree.visualRect(tree.codes.index_of(code)).center() - QPoint(40, 0)
            )
        )

    # -- the ways to code

    def select(self, span: Span) -> None:
        """Drag over a passage."""
        self._show(span)
        start, end = self._place(span.start), self._place(span.end)
        self._mouse.drag(start, (start + end) / 2, end)
        self._main.until(lambda: self._view.selection() == span, f"selected is not {span}")

    def _button(self, tip: str) -> QPoint:
        bar = self._pane.floating
        self._main.until(bar.isVisible, "the bar does not come")

        def find() -> QPoint | None:
            for action in bar.actions():
                if tip in action.toolTip():
                    widget = bar.widgetForAction(action)
                    return widget.mapToGlobal(widget.rect().center())
            return None

        found = self._main.ask(find)
        assert found is not None, f"no “{tip}” on the bar"
        return found

    def by_bar(self, span: Span, code: CodeId) -> None:
        """Select, and click the code on the bar."""
        self.select(span)
        self._mouse.click(self._button(f"“{self._path(code)}”"))

    def by_menu(self, span: Span, code: CodeId) -> None:
        """Select, and choose the code in the menu on the passage."""
        self.select(span)
        self._mouse.click(self._place(span.start + 3), button=3)
        self._choose(self._path(code))

    def by_box(self, span: Span, code: CodeId) -> None:
        """Select, open the box from the bar, and click the code in its list."""
        self.select(span)
        self._mouse.click(self._button("Code passage"))
        box = self._pane._coder.box
        self._main.until(lambda: box.isVisible() and box.marked() is not None, "no box")
        found = box._list

        def row() -> QPoint:
            at = found._choices.index(
                next(
                    at
                    for at in range(found._choices.rowCount())
                    if getattr(found._choices.choice(found._choices.index(at, 0)), "code", 0)
                    == code
                ),
                0,
            )
            return found.viewport().mapToGlobal(found.visualRect(at).center())

        self._mouse.click(self._main.ask(row))

    def by_dragging_text(self, span: Span, code: CodeId) -> None:
        """Select, and drag what is selected on the code."""
        self.select(span)
        start = self._place(span.start + 3)
        self._mouse.drag(start, start - QPoint(20, 0), start - QPoint(90, 10), self._row(code))

    def by_dragging_code(self, span: Span, code: CodeId) -> None:
        """Select, and drag the code on what is selected."""
        self.select(span)
        row, to = self._row(code), self._place(span.start + 3)
        self._mouse.drag(row, row + QPoint(20, 0), row + QPoint(60, 5), to)

    def _path(self, code: CodeId) -> str:
        return self._project.codebook().shown(code)

    def _choose(self, words: str, *, opens: bool = False) -> None:
        """Click an entry of the menu that is open, or the one that opens another menu."""

        def menu() -> QMenu | None:
            found = QApplication.activePopupWidget()
            return found if isinstance(found, QMenu) else None

        def entry() -> QPoint | None:
            found = menu()
            for action in [] if found is None else found.actions():
                same = action.text().split("\t")[0].replace("&", "") == words
                if same and (action.menu() is not None) == opens:
                    assert found is not None
                    return found.mapToGlobal(found.actionGeometry(action).center())
            return None

        self._main.until(lambda: entry() is not None, f"no “{words}” in a menu")
        at = self._main.ask(entry)
        assert at is not None
        self._mouse.click(at)

    # -- the job

    def code(self) -> None:
        """Code the first words in vivo, and then every turn in one way or another."""
        self._begin()
        codes = self._make_codes()
        ways = (
            self.by_bar,
            self.by_menu,
            self.by_dragging_text,
            self.by_dragging_code,
            self.by_box,
        )
        wanted = [(each.span, each.code) for each in self.coded()]
        for at, span in enumerate(self.turns):
            way, code = ways[at % len(ways)], codes[at % len(codes)]
            wanted.append((span, code))
            self._try(way.__name__, span, lambda way=way, span=span, code=code: way(span, code))
            self._wait(len(wanted))
        found = Counter((each.span, each.code) for each in self.coded())
        self.wrong += [f"not there: {each}" for each in Counter(wanted) - found]
        self.wrong += [f"too much: {each}" for each in found - Counter(wanted)]
        self._change()
        self.wrong += [f"verify: {each}" for each in self._project.verify()]

    def _make_codes(self) -> list[CodeId]:
        made: list[CodeId] = []
        for turn in self.turns[:_CODES]:
            word = _long_word(self._text, turn)
            self._show(word)
            self._mouse.click(self._place(word.start + 2), times=2)
            self._main.until(lambda word=word: self._view.selection() == word, "no word selected")
            self._mouse.click(self._button("Code in vivo"))
            self._wait(len(made) + 1)
            made = sorted({each.code for each in self.coded()})
            self.ways["in vivo"] += 1
        return made

    def _try(self, name: str, span: Span, act: Callable[[], None]) -> None:
        try:
            act()
            self.ways[name] += 1
        except (TimeoutError, AssertionError) as error:
            self.wrong.append(f"{name} {span}: {error}")
            self._picture(name)
            self._main.ask(
                lambda: popup.close() if (popup := QApplication.activePopupWidget()) else 0
            )

    def _wait(self, count: int) -> None:
        """Wait until so many are coded, and shown."""
        end = time.monotonic() + 4
        while time.monotonic() < end:
            shown = self._main.ask(lambda: len(self._view._codings._segments))
            if shown == len(self.coded()) == count:
                return
            time.sleep(0.02)
        self.wrong.append(f"{count} codings wanted, {len(self.coded())} there")
        self._picture(f"count-{count}")

    # -- what is done to codings

    def _change(self) -> None:
        """Move ends beside the text and in it, write a memo, take away, undo by the message."""
        segment = max(self.coded(), key=lambda each: each.end - each.start)
        self._try("end beside the text", segment.span, lambda: self._drag_stripe(segment))
        self._try("end in the text", segment.span, lambda: self._drag_handle(segment))
        self._try("memo by double click", segment.span, lambda: self._open_memo(segment))
        self._try("removed and undone", segment.span, lambda: self._remove(segment))

    def _span_now(self, segment: Segment) -> Span:
        return next(each.span for each in self.coded() if each.id == segment.id)

    def _stripe(self, segment: Segment) -> QRect:
        """Return where the stripe of a coding is on the screen."""
        margin = self._view._margin

        def find() -> QRect:
            stripe = next(
                each
                for each in margin.scene().stripes
                if segment.id in {part.id for part in each.segments}
            )
            corner = margin.mapToGlobal(QPoint(round(stripe.x), round(stripe.top)))
            return QRect(corner.x(), corner.y(), 1, round(stripe.bottom - stripe.top))

        return self._main.ask(find)

    def _drag_stripe(self, segment: Segment) -> None:
        self._show(segment.span)
        area = self._stripe(segment)
        foot = area.bottomLeft()
        to = self._place(segment.span.start + len(self._text[segment.start : segment.end]) // 2)
        self._mouse.drag(foot, foot - QPoint(0, 6), QPoint(foot.x(), to.y()))
        self._main.until(lambda: self._span_now(segment) != segment.span, "the end did not move")

    def _drag_handle(self, segment: Segment) -> None:
        self._mouse.click(self._stripe(segment).center())
        self._main.until(
            lambda: self._view.selected_segment() == segment.id, "a click does not choose it"
        )
        knob = self._main.ask(
            lambda: self._view.viewport().mapToGlobal(
                self._view._grips.lines()[End.END][0].toPoint()
            )
        )
        word = self._text.index(" ", self._span_now(segment).start + 25)
        before = self._span_now(segment)
        self._mouse.drag(knob, knob - QPoint(8, 0), self._place(word))
        self._main.until(lambda: self._span_now(segment) != before, "the end did not move")
        assert self._span_now(segment) == Span(before.start, word), self._span_now(segment)

    def _open_memo(self, segment: Segment) -> None:
        self._mouse.click(self._stripe(segment).center(), times=2)
        memos = self._workspace.memos
        self._main.until(memos.isVisible, "no memos")
        self._main.until(lambda: memos._pages.currentWidget() is memos._editor, "no memo to write")

    def _remove(self, segment: Segment) -> None:
        count = len(self.coded())
        self._mouse.click(self._stripe(segment).center(), button=3)
        self._choose(f"Coding: {self._path(segment.code)}", opens=True)
        self._choose("Remove coding")
        self._wait(count - 1)
        undo = self._window._toast.findChildren(QPushButton)[0]
        self._main.until(undo.isVisible, "the message does not offer undo")
        self._mouse.click(self._middle(undo))
        self._wait(count)

    def _picture(self, name: str) -> None:
        folder = os.environ.get("QCODE_PICTURES")
        if folder:
            path = f"{folder}/{len(self.wrong)}-{name}.png"
            self._main.ask(lambda: QApplication.primaryScreen().grabWindow(0).save(path))


def _close_menu() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def _short(text: str, span: Span) -> Span:
    """Return a passage, or its beginning up to a space, without white space at its end."""
    end = span.end
    if end - span.start > _LONGEST:
        end = text.rindex(" ", span.start, span.start + _LONGEST)
    return Span(span.start, span.start + len(text[span.start : end].rstrip()))


def _long_word(text: str, span: Span) -> Span:
    """Return the first word of a passage that has five letters, or its last one."""
    start = span.start
    for word in text[span.start : span.end].split(" "):
        bare = word.strip(".,?!:;\n")
        if len(bare) >= 5 and bare.isalpha():
            at = text.index(bare, start)
            return Span(at, at + len(bare))
        start += len(word) + 1
    raise AssertionError("no word of five letters in a turn")


def main() -> int:
    """Code the interview, say how, and return 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    sample = max((resource("sample") / "documents").iterdir(), key=lambda each: each.stat().st_size)
    parser.add_argument("file", nargs="?", type=Path, default=sample)
    arguments = parser.parse_args()
    with screen(), tempfile.TemporaryDirectory() as folder:
        os.environ["QCODE_HOME"] = folder
        path = Path(folder) / "hand.qcode"
        with projects.create_project(path, coder="Ines") as project:
            importing.import_paths(project, [arguments.file])
        application = Application()
        window, main_thread = application.window, Main()
        run = Run(application, main_thread)
        window.teaches = False
        window.setGeometry(0, 0, *SIZE)
        window.show()
        window.open_project(path)

        def work() -> None:
            try:
                run.code()
            except Exception:
                run.wrong.append(traceback.format_exc())
                run._picture("fault")
            main_thread.ask(window.close)

        threading.Thread(target=work, daemon=True).start()
        QApplication.exec()
    for way, count in run.ways.items():
        print(f"{count:4} {way}")
    print(*run.wrong or ["Every coding is where it was meant, and the project is whole."], sep="\n")
    return 1 if run.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
