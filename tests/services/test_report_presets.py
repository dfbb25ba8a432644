"""Presets of reports: the program's, and those kept in the project."""

from __future__ import annotations

import pytest

from qcode.model.errors import UserError
from qcode.model.report import Order, ReportOptions
from qcode.model.report_json import from_json
from qcode.services import report_presets
from qcode.services.projects import Project
from qcode.services.report_selection import selection_from
from qcode.services.retrieval import EVERYTHING

MINE = ReportOptions(title="Bilaga 2", order=Order.WEIGHT)


def test_a_project_begins_with_the_presets_of_the_program(project: Project) -> None:
    keys = [preset.key for preset in report_presets.list_presets(project)]
    assert keys == ["themes", "codebook", "transcript", "analysis", "everything"]


def test_a_preset_is_kept_found_and_replaced(project: Project) -> None:
    number = report_presets.save_preset(project, " Bilaga ", MINE)
    assert report_presets.find_preset(project, "Bilaga").options == MINE
    again = report_presets.save_preset(project, "Bilaga", ReportOptions())
    assert again == number
    assert report_presets.find_preset(project, "Bilaga").options == ReportOptions()
    project.undo()
    assert report_presets.find_preset(project, "Bilaga").options == MINE


def test_a_preset_is_renamed_and_deleted(project: Project) -> None:
    number = report_presets.save_preset(project, "Bilaga", MINE)
    report_presets.save_preset(project, "Annan", MINE)
    with pytest.raises(UserError, match="preset_exists"):
        report_presets.rename_preset(project, number, "Annan")
    report_presets.rename_preset(project, number, "Bilaga 3")
    assert report_presets.find_preset(project, "Bilaga 3").id == number
    report_presets.delete_preset(project, number)
    with pytest.raises(UserError, match="preset_unknown") as caught:
        report_presets.find_preset(project, "Bilaga 3")
    assert "themes" in str(caught.value.params["known"])


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000])
def test_options_that_are_none_are_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="report_options_unreadable"):
        from_json(text)


@pytest.mark.parametrize(
    "text", ["{", "[]", "[" * 100_000, '{"codes": 5, "documents": "x", "coders": null}']
)
def test_a_selection_that_is_none_is_everything(project: Project, text: str) -> None:
    assert selection_from(project, text) == EVERYTHING


def test_a_selection_of_what_is_no_guid_holds_nothing(project: Project) -> None:
    selection = selection_from(project, '{"codes": [["a"], {}, 5, null, "gone"]}')
    assert selection.codes == frozenset()


def test_the_projects_preset_goes_before_the_programs(project: Project) -> None:
    report_presets.save_preset(project, "themes", MINE)
    assert report_presets.find_preset(project, "themes").options == MINE
