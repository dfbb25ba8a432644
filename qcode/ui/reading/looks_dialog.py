"""Text appearance: a calm dialog whose every choice is seen at once in the text behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from qcode.services.appearance import (
    DEFAULT,
    LINE_HEIGHTS,
    MEASURES,
    SIZES,
    STRENGTHS,
    Appearance,
    Behind,
)
from qcode.services.language import current_language, mark, tr
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import MARGINS, page_of
from qcode.ui.field import DecimalField
from qcode.ui.placing import FRAME
from qcode.ui.scrolled import Scrolled
from qcode.ui.ticks import Tick

from .fonts import SERIF, families

_BEHIND = {
    Behind.TINT: mark("Tint behind the text"),
    Behind.UNDERLINE: mark("Underline"),
    Behind.NOTHING: mark("In the margin only"),
}
_DEFAULT_MEASURE = DEFAULT.measure


class AppearanceDialog(QDialog):
    """Shows and changes an `Appearance`; `changed` brings each new one."""

    changed = Signal(object)  # Appearance
    interviewers_changed = Signal(object)  # frozenset[str], or None to guess

    def __init__(self, page: Appearance, normal: float, parent: QWidget) -> None:
        """`normal` is the size in points of a text for which none was chosen."""
        super().__init__(parent)
        self.setWindowTitle(tr("Text appearance"))
        self._normal = normal
        self._page = page
        self._filling = False
        self._speakers: Sequence[str] = ()
        self._asking: frozenset[str] = frozenset()
        self._make_text()
        self._make_talk()
        self._make_codings()
        self._lay_out()
        self.show_page(page)

    # -- the controls

    def _make_text(self) -> None:
        self.font_box = ChoiceBox()
        self.font_box.setAccessibleName(tr("Font"))
        self.font_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.font_box.setMinimumContentsLength(22)
        self.font_box.addItem(tr("Sans serif"), "")
        self.font_box.addItem(tr("Serif"), SERIF)
        self.font_box.insertSeparator(2)
        for name in families():
            self.font_box.addItem(name, name)
        self.font_box.currentIndexChanged.connect(
            lambda _row: self._set(font=str(self.font_box.currentData() or ""))
        )
        self.size_box = DecimalField()
        self.size_box.setAccessibleName(tr("Size"))
        self.size_box.setRange(*SIZES)
        self.size_box.setSingleStep(0.5)
        self.size_box.setDecimals(1)
        self.size_box.setSuffix(" pt")
        self.size_box.setKeyboardTracking(False)
        self.size_box.valueChanged.connect(
            lambda value: self._set(size=0.0 if value == self._normal else value)
        )
        low, high = LINE_HEIGHTS
        self.line_height = _slider(tr("Line height"), round(low * 20), round(high * 20))
        self.line_height.valueChanged.connect(lambda value: self._set(line_height=value / 20))
        self.measure = _slider(tr("Line length"), *MEASURES)
        self.measure.valueChanged.connect(lambda value: self._set(measure=value))
        self.full = self._check(
            tr("Use the whole width"),
            lambda on: self._set(measure=0 if on else self.measure.value()),
        )
        self._line_height_told, self._measure_told = QLabel(), QLabel()

    def _make_talk(self) -> None:
        self.numbers = self._check(tr("Paragraph numbers"), lambda on: self._set(numbers=on))
        self.times = self._check(tr("Times"), lambda on: self._set(times=on))
        self.memo_signs = self._check(tr("Signs of memos"), lambda on: self._set(memo_signs=on))
        self.bold = self._check(tr("Speakers in bold"), lambda on: self._set(bold_speakers=on))
        self.colored = self._check(
            tr("A colour for each speaker"), lambda on: self._set(colored_speakers=on)
        )
        self.quiet = self._check(
            tr("Grey what the interviewer says"), lambda on: self._set(quiet_interviewer=on)
        )
        self.asking = QPushButton()
        self.asking.setAutoDefault(False)
        self._asking_menu = QMenu(self.asking)
        self.asking.setMenu(self._asking_menu)

    def _make_codings(self) -> None:
        self.behind = ChoiceBox()
        self.behind.setAccessibleName(tr("Codings in the text"))
        for way, words in _BEHIND.items():
            self.behind.addItem(tr(words), way.value)  # marked in _BEHIND
        self.behind.currentIndexChanged.connect(
            lambda _row: self._set(behind=str(self.behind.currentData()))
        )
        self.strength = _slider(tr("Strength of the tint"), *STRENGTHS)
        self.strength.valueChanged.connect(lambda value: self._set(strength=value))
        self._strength_told = QLabel()
        self.only_active = self._check(
            tr("Only codes that are active"), lambda on: self._set(only_active=on)
        )
        self.only_active.setToolTip(tr("The margin shows the others all the same."))

    def _check(self, text: str, then: Callable[[bool], None]) -> Tick:
        box = Tick(text)
        box.toggled.connect(then)
        return box

    # -- their places

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(tr("Font"), self.font_box)
        form.addRow(tr("Size"), self.size_box)
        form.addRow(tr("Line height"), _beside(self.line_height, self._line_height_told))
        form.addRow(tr("Line length"), _beside(self.measure, self._measure_told))
        form.addRow("", self.full)
        form.addRow(_gap())
        form.addRow(tr("Beside the text"), self.numbers)
        form.addRow("", _row(self.times, self.memo_signs))  # large letters leave little height
        form.addRow(tr("Speakers"), self.bold)
        form.addRow("", self.colored)
        form.addRow("", self.quiet)
        form.addRow("", self.asking)
        form.addRow(_gap())
        form.addRow(tr("Codings"), self.behind)
        form.addRow(tr("Strength"), _beside(self.strength, self._strength_told))
        form.addRow("", self.only_active)
        back = QPushButton(tr("Back to the usual"))
        back.setAutoDefault(False)
        back.clicked.connect(self._reset)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(close)
        column = page_of(self)
        area = Scrolled(inside)
        around = MARGINS.top() + MARGINS.bottom() + column.spacing() + foot.sizeHint().height()
        area.setMaximumHeight(self.screen().availableSize().height() - FRAME.height() - around)
        column.addWidget(area)
        column.addLayout(foot)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    # -- what they show

    def show_page(self, page: Appearance) -> None:
        """Show other choices, made elsewhere."""
        self._filling = True
        self._page = page
        row = self.font_box.findData(page.font)
        self.font_box.setCurrentIndex(max(row, 0))
        self.size_box.setValue(page.size or self._normal)
        self.line_height.setValue(round(page.line_height * 20))
        self.measure.setValue(page.measure or self.measure.value() or _DEFAULT_MEASURE)
        self.full.setChecked(page.measure == 0)
        for box, on in (
            (self.numbers, page.numbers),
            (self.times, page.times),
            (self.memo_signs, page.memo_signs),
            (self.bold, page.bold_speakers),
            (self.colored, page.colored_speakers),
            (self.quiet, page.quiet_interviewer),
            (self.only_active, page.only_active),
        ):
            box.setChecked(on)
        self.behind.setCurrentIndex(max(self.behind.findData(page.behind), 0))
        self.strength.setValue(page.strength)
        self._tell()
        self._filling = False

    def show_speakers(self, speakers: Sequence[str], asking: frozenset[str]) -> None:
        """Offer the speakers of the open document, of whom these ask the questions."""
        self._speakers, self._asking = speakers, asking
        menu = self._asking_menu
        menu.clear()
        for name in speakers:
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name in asking)
            action.triggered.connect(lambda _on, action=action, name=name: self._ask(action, name))
        menu.addSeparator()
        menu.addAction(tr("Guess who")).triggered.connect(
            lambda _checked=False: self.interviewers_changed.emit(None)
        )
        here = [name for name in speakers if name in asking]
        named = ", ".join(here) if here else tr("nobody here")
        words = tr("Who asks: {names}", names=named)
        cut = self.asking.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 320)
        self.asking.setText(cut.replace("&", "&&"))
        self.asking.setAccessibleName(words)
        self.asking.setEnabled(bool(speakers))

    def _ask(self, action: QAction, name: str) -> None:
        asking = self._asking | {name} if action.isChecked() else self._asking - {name}
        self.interviewers_changed.emit(frozenset(asking))

    def _tell(self) -> None:
        page = self._page
        height = f"{page.line_height:.2f}"
        self._line_height_told.setText(
            height.replace(".", ",") if current_language() == "sv" else height
        )
        self._measure_told.setText(str(page.measure or "–"))
        self._strength_told.setText(f"{page.strength} %")
        self.measure.setEnabled(page.measure != 0)
        tinted = page.behind == Behind.TINT
        self.strength.setEnabled(tinted)
        self.only_active.setEnabled(page.behind != Behind.NOTHING)

    def _set(self, **changes: object) -> None:
        if not self._filling:
            self._page = replace(self._page, **changes)  # type: ignore[arg-type]
            self._tell()
            self.changed.emit(self._page)

    def _reset(self) -> None:
        self.show_page(DEFAULT)
        self.changed.emit(DEFAULT)


def _slider(name: str, low: int, high: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setAccessibleName(name)
    slider.setRange(low, high)
    slider.setPageStep(max(1, (high - low) // 8))
    slider.setMinimumWidth(150)
    return slider


def _beside(slider: QSlider, told: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(slider, 1)
    told.setMinimumWidth(told.fontMetrics().horizontalAdvance("100 %") + 4)
    told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(told)
    return row


def _row(*boxes: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    for box in boxes:
        row.addWidget(box)
    row.addStretch(1)
    return row


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(2)
    return gap
