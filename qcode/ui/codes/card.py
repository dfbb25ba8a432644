"""The card of a code: what it means and when to use it, all of it saved as one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.changes import Operation
from qcode.model.codebook import Code, CodeId, shown_names
from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoLink
from qcode.services import codes, memos
from qcode.services.codes import CodeUse
from qcode.services.language import mark, tr, trn
from qcode.services.messages import sentence
from qcode.services.projects import Project
from qcode.ui.dialog_looks import page_of
from qcode.ui.field import Field
from qcode.ui.scrolled import Scrolled
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, resize_by_letters
from qcode.ui.theme import is_dark
from qcode.ui.ticks import Tick
from qcode.ui.whole_lines import WholeLines

from .card_lists import History, Memos
from .chip import ICON, chip_icon
from .colors import ColorPopup, own_color
from .examples import pick_example
from .snapshot import UNUSED, take_snapshot

_FIELDS: Mapping[str, tuple[str, str]] = {
    "definition": (mark("Definition"), mark("What a passage with this code is about")),
    "use_when": (mark("Use when"), mark("What speaks for it")),
    "avoid_when": (mark("Avoid when"), mark("Which code to use instead, and when")),
    "example": (mark("Example"), mark("A typical passage, word for word")),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card shows. `total` counts the segments of the subcodes too.

    `inherited` is the parent's colour, None at the top; `leads`: there are codes below it.
    """

    code: Code
    inherited: str | None
    names: tuple[str, ...]
    use: CodeUse
    total: int
    memos: tuple[Memo, ...]
    history: tuple[Operation, ...]
    leads: bool = False


def read_facts(project: Project, code: CodeId) -> Facts:
    """Read the card of a code. Unknown id: `UserError("code_unknown")`."""
    snapshot = take_snapshot(project)
    if code not in snapshot.codebook:
        raise UserError("code_unknown", code=code)
    known = snapshot.codebook[code]
    return Facts(
        known,
        None if known.parent is None else snapshot.codebook[known.parent].color,
        snapshot.codebook.names(code),
        snapshot.uses.get(code, UNUSED),
        snapshot.whole_use(code).segments,
        tuple(memos.memos_on_code(project, code)),
        tuple(codes.code_history(project, code)),
        bool(snapshot.codebook.children(code)),
    )


def open_card(session: Session, code: CodeId, parent: QWidget) -> None:
    """Read a code and show its card."""
    session.read(
        "code card",
        lambda _task: read_facts(session.project, code),
        lambda facts: CodeCard(session, facts, parent).open(),
    )


class CodeCard(QDialog):
    """Shows one code and changes it; with a project that is open for reading, only shows it."""

    def __init__(self, session: Session, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Code card"))
        self._session = session
        self._code = facts.code
        self._inherited = facts.inherited
        self._own_color = own_color(facts.code)
        self._errand: Callable[[], None] | None = None  # to be done when the card is saved
        read_only = session.project.read_only
        self._name = Field(facts.code.name)
        self._name.setAccessibleName(tr("Name"))
        self._name.setReadOnly(read_only)
        self._color = QToolButton()
        self._color.setAccessibleName(tr("Colour"))
        self._color.setToolTip(tr("Colour"))
        side = by_letters(self._color, ICON)
        self._color.setIconSize(QSize(side, side))
        self._color.setEnabled(not read_only)
        self._color.clicked.connect(self._choose_color)
        self._grouping = Tick(tr("Only groups other codes"))
        self._grouping.setToolTip(tr("What it codes stays. Coding with it unticks this."))
        self._grouping.setChecked(not facts.code.codable)
        self._grouping.setVisible(facts.leads or not facts.code.codable)
        self._grouping.setEnabled(not read_only)
        self._texts = {name: self._field(name, read_only=read_only) for name in _FIELDS}
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setForegroundRole(self.palette().ColorRole.BrightText)
        self._problem.hide()
        self._lay_out(facts, self._make_buttons(read_only=read_only))
        self._show_color()
        resize_by_letters(self, 620, 760)
        self._name.setFocus()

    def _field(self, name: str, *, read_only: bool) -> WholeLines:
        title, hint = _FIELDS[name]
        field = WholeLines(str(getattr(self._code, name)))
        field.setAccessibleName(tr(title))  # marked in _FIELDS
        if not read_only:
            field.setPlaceholderText(tr(hint))  # marked in _FIELDS
        field.setReadOnly(read_only)
        return field

    def _make_buttons(self, *, read_only: bool) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        if read_only:
            buttons.addButton(tr("Close"), role.RejectRole)
        else:
            save = buttons.addButton(tr("Save code"), role.AcceptRole)
            save.setDefault(True)
            buttons.addButton(tr("Cancel"), role.RejectRole)
            QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        return buttons

    def _lay_out(self, facts: Facts, buttons: QDialogButtonBox) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._color)
        head.addWidget(self._name, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)  # a name is nearer to its field than to the one above
        column.addLayout(head)
        column.addWidget(_quiet(_place_and_use(facts)))
        column.addWidget(self._grouping)
        for name, field in self._texts.items():
            column.addSpacing(8)
            label = QLabel(tr(_FIELDS[name][0]))  # marked in _FIELDS
            label.setBuddy(field)
            pick = self._pick_button() if name == "example" else None
            column.addLayout(_titled(label, pick))
            column.addWidget(field, 3 if name == "definition" else 2)
        column.addSpacing(8)
        column.addLayout(self._lists(facts), 3)
        for part in inside.findChildren(QAbstractScrollArea):
            # They share the height there is, and are scrolled only where they would be too low.
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        page = page_of(self)
        page.addWidget(Scrolled(inside), 1)
        page.addWidget(self._problem)
        page.addWidget(buttons)

    def _lists(self, facts: Facts) -> QGridLayout:
        """Return memos and history, side by side."""
        known = Memos(facts.memos)
        known.opened.connect(self._open_memo)
        history = History(facts.history)
        write = _flat(tr("Write memo"), tr("Save the card and write a memo on the code"))
        write.setEnabled(not self._session.project.read_only)
        write.clicked.connect(self._write_memo)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, (words, lines, button) in enumerate(
            ((tr("Memos"), known, write), (tr("History"), history, None))
        ):
            label = QLabel(words)
            label.setBuddy(lines)
            grid.addLayout(_titled(label, button), 0, column)
            grid.addWidget(lines, 1, column)
            grid.setColumnStretch(column, column + 1)
        return grid

    def _pick_button(self) -> QToolButton:
        button = _flat(tr("Choose a passage…"), tr("Choose a passage as the example"))
        button.setEnabled(not self._session.project.read_only)
        button.clicked.connect(
            lambda: pick_example(self._session, self._code.id, self, self._take_example)
        )
        return button

    def _take_example(self, example: str) -> None:
        """Put an example behind those that are there."""
        field = self._texts["example"]
        before = field.toPlainText().rstrip()
        field.setPlainText(f"{before}\n{example}" if before else example)
        field.setFocus()

    def _open_memo(self, memo: MemoId) -> None:
        self._save_for(partial(self._session.open_memo, memo))

    def _write_memo(self) -> None:
        self._save_for(partial(self._session.write_memo, MemoLink(code=self._code.id)))

    def _save_for(self, errand: Callable[[], None]) -> None:
        """Save the card and close it, then do something elsewhere."""
        self._errand = errand
        self.save()

    def accept(self) -> None:
        """Close, and do what the card was saved for."""
        super().accept()
        if self._errand is not None:
            self._errand()

    def _choose_color(self) -> None:
        popup = ColorPopup(self._own_color, self, inherited=self._inherited)
        popup.chosen.connect(self._set_color)
        popup.open_at(self._color.mapToGlobal(QPoint(0, self._color.height())))

    def _set_color(self, color: str) -> None:
        self._own_color = color
        self._show_color()

    def _show_color(self) -> None:
        dark, ratio = is_dark(self.palette()), self.devicePixelRatioF()
        color = self._own_color or self._inherited or self._code.color
        self._color.setIcon(chip_icon(color, dark=dark, ratio=ratio, side=by_letters(self, ICON)))

    def save(self) -> None:
        """Save what was changed, as one operation, and close; say it here if that fails."""
        project, code = self._session.project, self._code
        typed = {name: field.toPlainText().strip() for name, field in self._texts.items()}
        texts = {name: text for name, text in typed.items() if text != getattr(code, name)}
        color = None if self._own_color == own_color(code) else self._own_color
        codable = not self._grouping.isChecked()
        described = bool(texts) or color is not None or codable != code.codable
        name = self._name.text().strip()

        def work() -> object:
            if described:
                return codes.edit_code(
                    project, code.id, name=name, color=color, texts=texts, codable=codable
                )
            return codes.rename_code(project, code.id, name)

        if described or name != code.name:
            self._session.do(work, lambda _changes: self.accept(), failed=self._explain)
        else:
            self.accept()

    def _explain(self, error: UserError) -> None:
        self._errand = None
        self._problem.setText(sentence(error))
        self._problem.show()
        self._name.setFocus()


def _place_and_use(facts: Facts) -> str:
    """Return where a code stands and how often it is used, in words."""
    documents = trn("{n} document", "{n} documents", facts.use.documents)
    passages = trn("{n} passage", "{n} passages", facts.use.segments)
    parts = [tr("{passages} in {documents}", passages=passages, documents=documents)]
    if facts.total != facts.use.segments:
        parts.append(tr("{total} with subcodes", total=facts.total))
    if len(facts.names) > 1:
        parts.insert(0, tr("Under {path}", path=shown_names(facts.names[:-1])))
    return "   ·   ".join(parts)


def _titled(label: QLabel, button: QToolButton | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label, 1)
    if button is not None:
        row.addWidget(button)
    return row


def _flat(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    return button


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    label.setWordWrap(True)
    return label
