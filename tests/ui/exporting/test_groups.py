"""Every option of a report has a control, which gives back what it was given."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.report import Group, Order, Part, ReportOptions
from qcode.model.report_presets import BUILT_IN
from qcode.services.retrieval import EVERYTHING
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.session import Session

from .conftest import Open, control


def open_all(dialog: ExportDialog) -> None:
    for section in dialog.groups.sections.values():
        section.open(opened=True)


OTHER = ReportOptions(
    title="T",
    authors=("A", "B"),
    language="en",
    logo="/x/logo.png",
    header="H",
    template="/x/mall.docx",
    parts=(Part.EXCERPTS, Part.METHOD),
    definitions=False,
    order=Order.TIME,
    group=Group.ATTRIBUTE,
    group_attribute="Roll",
    starred_from=50,
    context_before=2,
    block_words=30,
    reference='"{quote}"',
    attributes=("Roll", "Ålder"),
)


def test_every_option_has_a_control(opened: Open) -> None:
    dialog = opened(EVERYTHING)
    open_all(dialog)
    assert set(dialog.groups.form.names()) == {field.name for field in fields(ReportOptions)}


@pytest.mark.parametrize("options", [*BUILT_IN.values(), OTHER])
def test_options_come_back_as_they_were_given(opened: Open, options: ReportOptions) -> None:
    dialog = opened(EVERYTHING)
    dialog.groups.show_options(options)
    assert dialog.options() == options
    open_all(dialog)
    assert dialog.options() == options
    dialog.groups.show_options(ReportOptions())
    dialog.groups.show_options(options)
    assert dialog.options() == options


def test_what_has_no_meaning_now_is_disabled(opened: Open) -> None:
    dialog = opened(EVERYTHING)
    open_all(dialog)
    widgets: dict[str, Any] = dialog.groups.form.widgets
    assert not widgets["group_attribute"].isEnabled()
    widgets["group"].setCurrentIndex(widgets["group"].findData("attribute"))
    assert widgets["group_attribute"].isEnabled()
    assert widgets["counts"].isEnabled()
    dialog.groups._parts[Part.EXCERPTS].click()
    assert not widgets["counts"].isEnabled()


def test_sections_open_and_close_and_say_so(opened: Open) -> None:
    dialog = opened(EVERYTHING)
    section = dialog.groups.sections["order"]
    assert section.body.isHidden()
    assert section.head.accessibleName() == "Order and grouping, closed"
    section.head.click()
    assert section.body.isVisible()
    assert section.head.accessibleName() == "Order and grouping, open"


def test_what_is_opened_late_has_its_values_and_says_of_no_change(
    qtbot: QtBot, opened: Open
) -> None:
    dialog = opened(EVERYTHING)
    dialog.groups.show_options(OTHER)
    qtbot.wait(0)
    dialog.groups.form.settle()
    said: list[None] = []
    dialog.groups.changed.connect(lambda: said.append(None))
    assert "header" not in dialog.groups.form.widgets
    assert control(dialog, "header").text() == "H"
    assert control(dialog, "context_before").value() == 2
    assert control(dialog, "group_attribute").currentData() == "Roll"
    assert control(dialog, "level_columns").isEnabled() == (Part.CODEBOOK in OTHER.parts)
    dialog.groups.form.settle()  # what was typed, if it were so
    assert not said


def test_tab_comes_to_what_is_opened_late_after_its_heading(qtbot: QtBot, opened: Open) -> None:
    dialog = opened(EVERYTHING)
    sections = dialog.groups.sections
    sections["notes"].head.click()
    sections["order"].head.click()
    sections["order"].head.setFocus()
    walked = []
    for _ in range(20):
        holder = dialog.focusWidget()
        walked.append(holder.accessibleName() or holder.text())  # type: ignore[attr-defined]
        qtbot.keyClick(holder, Qt.Key.Key_Tab)
    at = [walked.index(name) for name in ("Order and grouping, open", "Order", "Sub-headings")]
    at += [walked.index("Number the excerpts"), walked.index("Excerpt and source, closed")]
    at += [walked.index("Comments and memos, open"), walked.index("Memos on codes")]
    assert at == sorted(at)
    assert walked.index("Order") == 1


def test_every_control_has_a_name_for_those_who_listen(
    opened: Open, sample_session: Session
) -> None:
    dialog = opened(EVERYTHING)
    open_all(dialog)
    for kind in (QComboBox, QLineEdit, QAbstractSpinBox):
        for each in dialog.findChildren(kind):
            if each.objectName().startswith("qt_"):
                continue  # the line inside of a field for numbers
            assert each.accessibleName() or _labelled(dialog, each), each


def _labelled(dialog: ExportDialog, control: QWidget) -> bool:
    return any(label.buddy() is control for label in dialog.findChildren(type(dialog.foot.count)))
