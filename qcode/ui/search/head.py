"""What stands above the list of hits: the line, how much was found, and how it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qcode.services.language import tr, trn
from qcode.ui.found.delegate import SIDE
from qcode.ui.found.parts import bar, column, flat, quiet
from qcode.ui.found.picker import Group, Picker
from qcode.ui.icons import Icon
from qcode.ui.leading import lead_focus

from .help import QueryHelp
from .line import SearchLine
from .options import OptionsButton


class Head(QWidget):
    """Only shows and asks; the pane knows what it means.

    `groups` gives the choices of the three small menus: what is shown, the order, and the filter.
    """

    code_wanted = Signal()
    copy_wanted = Signal()
    all_wanted = Signal()  # nothing is to be left out any more
    unticked = Signal()
    build_wanted = Signal()
    saved_wanted = Signal()
    forms_wanted = Signal()
    options_chosen = Signal(object)  # SearchOptions

    def __init__(self, groups: Callable[[], Sequence[Group]], parent: QWidget) -> None:
        super().__init__(parent)
        self.line = SearchLine()
        self.line.setPlaceholderText(tr("Search texts, memos and codes"))
        self.line.setAccessibleName(tr("Search"))
        self.line.setClearButtonEnabled(True)
        self.help = QueryHelp(self)
        earlier = _sign(tr("Earlier searches"), self.line.earlier_wanted.emit, Icon.RECENT)
        ask = _sign(tr("How to search"), lambda: self.help.show_below(ask), Icon.HELP)
        self.saved = _sign(tr("Saved searches"), self.saved_wanted.emit, Icon.STAR)
        build = _sign(tr("Build a query"), self.build_wanted.emit, Icon.BUILD)
        self.problem = quiet()
        self.problem.setContentsMargins(SIDE, 0, SIDE, 4)
        self.problem.hide()
        self.count = quiet()
        self.count.setAccessibleName(tr("How much was found"))
        self.code = flat(tr("Code all hits…"), self.code_wanted.emit)
        self.code.hide()
        self.pickers = [Picker("", partial(_one_of, groups, number)) for number in range(3)]
        self._within = quiet()
        self._within_bar = _hidden(
            self._within, flat(tr("Show all"), self.all_wanted.emit, tip=tr("Leave nothing out"))
        )
        self._ticked = quiet(wrap=False)
        self._ticked_bar = _hidden(
            self._ticked,
            flat(
                tr("Copy"), self.copy_wanted.emit, tip=tr("Copy as quotations with their sources")
            ),
            flat(tr("Untick"), self.unticked.emit, tip=tr("Untick all hits")),
        )
        self._looks = QWidget()
        self.options = OptionsButton(self.options_chosen.emit)
        self.forms = flat(tr("Forms…"), self.forms_wanted.emit, tip=tr("What a word stands for"))
        self.forms.hide()
        looks = bar(self.options, *self.pickers, above=0, below=2)
        looks.setSpacing(2)
        looks.setContentsMargins(SIDE, 0, SIDE, 2)
        self._looks.setLayout(looks)
        layout = column(self)
        layout.addLayout(bar(self.line, earlier, self.saved, build, ask, stretch=self.line))
        layout.addWidget(self.problem)
        layout.addLayout(
            bar(self.count, self.forms, self.code, stretch=self.count, above=0, below=0)
        )
        layout.addWidget(self._looks)
        layout.addWidget(self._within_bar)
        layout.addWidget(self._ticked_bar)
        lead_focus(self, self.line)

    def show_looks(self, words: Sequence[str]) -> None:
        """Show what is chosen in the three small menus."""
        names = (tr("Show"), tr("Sort"), tr("Filter"))
        for picker, name, chosen in zip(self.pickers, names, words, strict=True):
            picker.setText(f"{chosen} ▾")
            picker.setAccessibleName(f"{name}: {chosen}")
            picker.setToolTip(name)

    def show_within(self, words: str) -> None:
        """Say what is left out; "" for nothing."""
        self._within.setText(words)
        self._within_bar.setVisible(bool(words))

    def show_ticked(self, ticked: int, total: int, *, narrowed: int) -> None:
        """Say how many hits are ticked; `narrowed` is how many there are where not all are."""
        self._ticked.setText(tr("{n} of {all} ticked", n=ticked, all=total))
        self._ticked_bar.setVisible(ticked > 0)
        meant = ticked or narrowed
        words = trn("Code {n} hit…", "Code {n} hits…", meant) if meant else tr("Code all hits…")
        self.code.setText(words)

    def ticked_words(self) -> str:
        """Return what is said of ticks, "" while there are none."""
        return "" if self._ticked_bar.isHidden() else self._ticked.text()

    def within_words(self) -> str:
        """Return what is said of what is left out, "" for nothing."""
        return "" if self._within_bar.isHidden() else self._within.text()


def _one_of(groups: Callable[[], Sequence[Group]], number: int) -> Sequence[Group]:
    return groups()[number : number + 1]


def _sign(name: str, slot: Callable[[], object], sign: Icon) -> QWidget:
    return flat("", slot, tip=name, sign=sign)


def _hidden(words: QWidget, *buttons: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(bar(words, *buttons, stretch=words, above=0, below=2))
    made.hide()
    return made
