"""How codes are written in tables: one in a cell or several, alone or with those above them."""

from __future__ import annotations

import pytest

from qcode.model.coded_table import (
    Role,
    TableChoices,
    guess_between,
    guess_sign,
    names_of,
    with_column,
)

NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("written", "sign", "names"),
    [
        ("Trust > in the city", ">", ("Trust", "in the city")),
        ("Trust\\Neighbours\\Old ones", "\\", ("Trust", "Neighbours", "Old ones")),
        ("Trust :: City", "::", ("Trust", "City")),
        ("either\\/or/yes", "/", ("either/or", "yes")),
        ("a//b", "/", ("a", "b")),
        ("Trust", ">", ("Trust",)),
        ("a/b", "", ("a/b",)),
        (" > ", ">", ()),
        ("", "", ()),
    ],
)
def test_a_sign_parts_the_names_of_a_code(written: str, sign: str, names: tuple[str, ...]) -> None:
    assert names_of(written, sign) == names


def test_a_full_stop_parts_only_behind_what_is_a_code() -> None:
    known = frozenset({"Pay", "Pay.Bonus", "v. 2"})
    assert names_of("Pay.Bonus", ".", known) == ("Pay", "Bonus")
    assert names_of("Pay.Bonus.Late", ".", known) == ("Pay", "Bonus", "Late")
    assert names_of("v. 2", ".", known) == ("v. 2",)


@pytest.mark.parametrize(
    ("codes", "sign"),
    [
        (["Trust > City", "Fear"], ">"),
        (["Trust › City", "a/b"], "›"),
        (["Trust::City"], "::"),
        (["Trust\\City"], "\\"),
        (["and/or", "Fear"], ""),
        (["Trust/City", "Trust/Neighbours"], "/"),
        (["Trust", "Trust/City"], "/"),
        (["Trust", "Fear"], ""),
    ],
)
def test_the_sign_is_guessed_and_a_slash_only_where_it_parts(codes: list[str], sign: str) -> None:
    assert guess_sign(codes) == sign


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["a; b", "c"], ";"),
        (["trust, city", "trust", "city"], ","),
        (["hope, or fear", "trust"], ";"),
        (["trust"], ";"),
    ],
)
def test_a_comma_parts_codes_only_where_they_come_again(cells: list[str], sign: str) -> None:
    assert guess_between(cells) == sign


def test_what_one_column_says_no_other_says() -> None:
    before = TableChoices((Role.QUOTE, Role.LEFT, Role.MEMO))
    assert with_column(before, 1, Role.QUOTE).roles == (Role.LEFT, Role.QUOTE, Role.MEMO)
    assert with_column(before, 1, Role.MEMO).roles == (Role.QUOTE, Role.MEMO, Role.MEMO)


@pytest.mark.parametrize(
    ("roles", "usable"),
    [
        ((Role.QUOTE, Role.CODE), True),
        ((Role.START, Role.END, Role.LEVEL), True),
        ((Role.RANGE, Role.APPLIED), True),
        ((Role.START, Role.CODE), False),
        ((Role.QUOTE, Role.DOCUMENT), False),
    ],
)
def test_a_table_needs_codes_and_passages(roles: tuple[Role, ...], usable: bool) -> None:
    assert TableChoices(roles).usable is usable
