"""Every option of a report has a control, which gives back what it was given."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QWidget

from qcode.model.report import Group, Order, Part, ReportOptions
from qcode.model.report_presets import BUILT_IN
from qcode.services.retrieval import EVERYTHING
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.session import Session

from .conftest import Open

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
    assert set(dialog.groups.form.names()) == {field.name for field in fields(ReportOptions)}


@pytest.mark.parametrize("options", [*BUILT_IN.values(), OTHER])
def test_options_come_back_as_they_were_given(opened: Open, options: ReportOptions) -> None:
    dialog = opened(EVERYTHING)
    dialog.groups.show_options(options)
    assert dialog.options() == options


def test_what_has_no_meaning_now_is_disabled(opened: Open) -> None:
    dialog = opened(EVERYTHING)
    widgets = dialog.groups.form.widgets
    assert not widgets["group_attribute"].isEnabled()
    widgets["group"].setCurrentIndex(widgets["group"].findData("attribute"))  # type: ignore[attr-defined]
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


def test_every_control_has_a_name_for_those_who_listen(
    opened: Open, sample_session: Session
) -> None:
    dialog = opened(EVERYTHING)
    for kind in (QComboBox, QLineEdit, QAbstractSpinBox):
        for control in dialog.findChildren(kind):
            if control.objectName().startswith("qt_"):
                continue  # the line inside of a field for numbers
            assert control.accessibleName() or _labelled(dialog, control), control


def _labelled(dialog: ExportDialog, control: QWidget) -> bool:
    return any(label.buddy() is control for label in dialog.findChildren(type(dialog.foot.count)))
