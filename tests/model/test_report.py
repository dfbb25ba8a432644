"""Options of a report: kept as JSON, read by older and newer programs, checked."""

from __future__ import annotations

import json
from dataclasses import fields
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.errors import UserError
from qcode.model.report import DEFAULTS, Group, Part, ReportOptions
from qcode.model.report_json import checked, from_json, to_json, with_values
from qcode.model.report_presets import BUILT_IN


def some(name: str) -> st.SearchStrategy[object]:
    """Return values that a field may have."""
    usual = getattr(DEFAULTS, name)
    match usual:
        case StrEnum():
            return st.sampled_from(list(type(usual)))
        case bool():
            return st.booleans()
        case int():
            return st.integers(1, 20)
        case tuple() if name == "parts":
            return st.sets(st.sampled_from(list(Part))).map(
                lambda chosen: tuple(part for part in Part if part in chosen)
            )
        case tuple():
            return st.lists(st.text()).map(tuple)
    return st.sampled_from(["", "sv", "en"]) if name == "language" else st.text(min_size=1)


OPTIONS = st.fixed_dictionaries({field.name: some(field.name) for field in fields(DEFAULTS)}).map(
    lambda values: ReportOptions(**values)
)


@given(OPTIONS)
def test_options_come_back_from_json(options: ReportOptions) -> None:
    assert from_json(to_json(options)) == options


def test_the_defaults_are_nothing_to_write_down() -> None:
    assert to_json(DEFAULTS) == "{}"
    assert from_json("") == DEFAULTS


def test_what_a_newer_program_wrote_is_passed_over() -> None:
    text = json.dumps({"numbered": True, "holograms": {"depth": 3}})
    assert from_json(text) == ReportOptions(numbered=True)


@pytest.mark.parametrize("text", ["[]", "nothing", "{", "7"])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="report_options_unreadable"):
        from_json(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("order", "sideways"),
        ("parts", ["cover", "index"]),
        ("parts", "cover"),
        ("context_before", 21),
        ("context_after", -1),
        ("numbered", 1),
        ("block_words", "40"),
        ("language", "fi"),
    ],
)
def test_a_value_that_means_nothing_says_which(name: str, value: object) -> None:
    with pytest.raises(UserError, match="report_option_unfit") as caught:
        with_values(DEFAULTS, {name: value})
    assert caught.value.params["option"] == name


def test_groups_by_an_attribute_need_one() -> None:
    with pytest.raises(UserError, match="report_group_attribute"):
        checked(ReportOptions(group=Group.ATTRIBUTE))


def test_parts_stand_in_their_order_and_once() -> None:
    mixed = ReportOptions(parts=(Part.METHOD, Part.COVER, Part.METHOD))
    assert checked(mixed).parts == (Part.COVER, Part.METHOD)


@pytest.mark.parametrize("key", BUILT_IN)
def test_presets_of_the_program_are_valid(key: str) -> None:
    assert checked(BUILT_IN[key]) == BUILT_IN[key]
