"""The line above a text with a recording: play, seek, speed; or what stands in the way of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from qcode.services.language import tr
from qcode.services.playing import SPEEDS
from qcode.ui.found.parts import bar, flat, hairline, quiet
from qcode.ui.icons import Icon, icon
from qcode.ui.sized import icon_size

from .seek_bar import SeekBar
from .times import speed_words, time_words

Act = tuple[str, Callable[[], object]]


class Strip(QWidget):
    """Shows where a recording is. It says what was pressed; `menu_wanted` wants it filled."""

    toggled = Signal()
    skipped = Signal(int)  # back (-1) or forward (1)
    sought = Signal(int)  # milliseconds
    speed_chosen = Signal(float)
    menu_wanted = Signal(QMenu)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Recording"))
        self.play = flat("", self.toggled.emit, tip=tr("Play"), sign=Icon.PLAY)
        back = flat("", lambda: self.skipped.emit(-1), tip=tr("Back"), sign=Icon.SKIP_BACK)
        on = flat("", lambda: self.skipped.emit(1), tip=tr("Forward"), sign=Icon.SKIP_ON)
        self.buttons = {"play": self.play, "play_back": back, "play_on": on}
        self.bar = SeekBar()
        self.bar.sought.connect(self.sought)
        self._at, self._length = QLabel(), QLabel()
        for label in (self._at, self._length):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._at.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.speed = MenuButton(tr("Speed"), self._fill_speeds, None)
        self.more = MenuButton(tr("More on the recording"), self.menu_wanted.emit, Icon.MORE)
        self._words = quiet()
        self._acts: list[QToolButton] = []
        self._controls, self._notice = QWidget(), QWidget()
        parts = (self.play, back, on, self._at, self.bar, self._length, self.speed, self.more)
        self._controls.setLayout(bar(*parts, stretch=self.bar, above=2, below=4))
        self._row = bar(self._words, stretch=self._words, above=2, below=6)
        self._row.setContentsMargins(16, 2, 8, 6)  # in line with the name above it
        self._notice.setLayout(self._row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._controls)
        layout.addWidget(self._notice)
        layout.addWidget(hairline())
        self._speed = 1.0
        self.show_speed(1.0)
        self.show_playing(False)

    # -- what it shows

    def show_controls(self) -> None:
        """Offer what plays."""
        self._notice.hide()
        self._controls.show()
        self.show()

    def show_words(self, words: str, acts: Sequence[Act] = ()) -> None:
        """Say something instead, and offer what can be done about it."""
        for button in self._acts:
            self._row.removeWidget(button)
            button.deleteLater()
        self._acts = [flat(text, slot) for text, slot in acts]
        for button in self._acts:
            self._row.addWidget(button)
        self._words.setText(words)
        self._controls.hide()
        self._notice.show()
        self.show()

    def words(self) -> str:
        """Return what is said instead of the controls, "" where they are shown."""
        return "" if self._notice.isHidden() else self._words.text()

    def acts(self) -> list[QToolButton]:
        """Return what is offered beside the words."""
        return self._acts

    def show_length(self, length: int) -> None:
        """Show how long the recording is, in milliseconds."""
        self.bar.set_length(length)
        self._length.setText(time_words(length))
        self._length.setAccessibleName(tr("Length: {time}", time=time_words(length)))
        widest = time_words(length).translate(str.maketrans("123456789", "0" * 9))
        self._at.setMinimumWidth(self._at.fontMetrics().horizontalAdvance(widest))

    def show_time(self, at: int) -> None:
        """Show where the recording is, in milliseconds."""
        words = time_words(at)
        if words != self._at.text():
            self._at.setText(words)
            self._at.setAccessibleName(tr("Now: {time}", time=words))
        self.bar.show_time(at)

    def show_playing(self, plays: bool) -> None:
        """Show whether it runs."""
        self.play.setIcon(icon(Icon.PAUSE if plays else Icon.PLAY))
        self.play.setAccessibleName(tr("Pause") if plays else tr("Play"))

    def show_speed(self, speed: float) -> None:
        """Show how fast it runs."""
        self._speed = speed
        self.speed.setText(f"{speed_words(speed)} ▾")
        self.speed.setAccessibleName(tr("Speed {speed}", speed=speed_words(speed)))

    def name_keys(self, text: Callable[[str], str]) -> None:
        """Say in tool tips which keys do the same; `text` returns that of a command."""
        said = {"play": tr("Play or pause"), "play_back": tr("Back"), "play_on": tr("Forward")}
        for name, button in self.buttons.items():
            key = text(name)
            button.setToolTip(f"{said[name]} ({key})" if key else said[name])

    def _fill_speeds(self, menu: QMenu) -> None:
        for speed in SPEEDS:
            action = menu.addAction(speed_words(speed))
            action.setCheckable(True)
            action.setChecked(speed == self._speed)
            action.triggered.connect(lambda _on, each=speed: self.speed_chosen.emit(each))


class MenuButton(QToolButton):
    """A button that opens a menu, which is filled each time."""

    def __init__(self, name: str, fill: Callable[[QMenu], object], sign: Icon | None) -> None:
        super().__init__()
        self._fill = fill
        self.opened = QMenu(self)
        self.setAutoRaise(True)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if sign is not None:
            self.setIcon(icon(sign))
            self.setIconSize(icon_size(self))
        self.clicked.connect(lambda _checked=False: self.open())

    def open(self) -> None:
        """Fill the menu, and open it below the button."""
        self.opened.clear()
        self._fill(self.opened)
        self.opened.popup(self.mapToGlobal(self.rect().bottomLeft()))
