from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from qcode.ui.coding.margin_painter import shortened


def test_the_code_above_gives_way_before_the_name_itself(qapp: QApplication) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(12)
    metrics = QFontMetricsF(font)
    name = "Neighbours › Fear of walking alone"
    own = metrics.horizontalAdvance("Fear of walking alone")
    assert shortened(name, metrics, metrics.horizontalAdvance(name) + 1) == name
    seen = shortened(name, metrics, own + 60)
    assert seen.startswith("Ne")
    assert seen.endswith("… › Fear of walking alone")
    assert shortened(name, metrics, own + 1) == "Fear of walking alone"
    first, last = shortened(name, metrics, own - 40).split("…")
    assert first
    assert "Fear of walking alone".startswith(first)
    assert "Fear of walking alone".endswith(last)
    widths = [metrics.horizontalAdvance(shortened(name, metrics, room)) for room in range(20, 300)]
    assert all(width < room + 2 for room, width in enumerate(widths, 20))
