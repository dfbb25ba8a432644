"""Lists of codes as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.codebook import Code, Codebook, CodeId
from qcode.model.outline import OutlineCode, planned, read_outline


def paths(text: str) -> list[str]:
    """The codes of a list as paths."""
    return [" / ".join(code.names) for code in read_outline(text).codes]


TREE = ["Tillit", "Tillit / Tillit till staden", "Tillit / Rykten", "Plats"]


@pytest.mark.parametrize(
    "text",
    [
        "Tillit\n\tTillit till staden\n\tRykten\nPlats",
        "Tillit\n  Tillit till staden\n  Rykten\n\nPlats\n",
        "- Tillit\n  - Tillit till staden\n  - Rykten\n- Plats",
        "• Tillit\n\t◦ Tillit till staden\n\t◦ Rykten\n• Plats",
        "•\tTillit\n\to\tTillit till staden\n\to\tRykten\n•\tPlats",
        "1. Tillit\n   a) Tillit till staden\n   b) Rykten\n2. Plats",
        "1. Tillit\n1.1 Tillit till staden\n1.2 Rykten\n2. Plats",
        "1\tTillit\n1.1\tTillit till staden\n1.2\tRykten\n2\tPlats",
        "# Tillit\n## Tillit till staden\n## Rykten\n# Plats",
        "\ufeff    Tillit\n        Tillit till staden\n        Rykten\n    Plats",
        "Tillit\r\n\tTillit till staden\r\n\tRykten\r\nPlats\r\n",
    ],
)
def test_the_same_tree_is_read_however_it_is_written(text: str) -> None:
    assert paths(text) == TREE


def test_tabs_and_spaces_may_be_mixed() -> None:
    assert paths("A\n\tB\n    C\n\t    D\nE") == ["A", "A / B", "A / C", "A / C / D", "E"]


def test_a_line_between_two_depths_is_below_what_is_less_far_in() -> None:
    assert paths("A\n      B\n   C\n      D") == ["A", "A / B", "A / C", "A / C / D"]


@pytest.mark.parametrize(
    ("line", "name", "definition"),
    [
        ("Tillit: att lita på någon", "Tillit", "att lita på någon"),
        ("Tillit – att lita på någon", "Tillit", "att lita på någon"),
        ("Tillit - att lita: på någon", "Tillit", "att lita: på någon"),
        ("Tillit\tatt lita på någon", "Tillit", "att lita på någon"),
        ("Tillit:", "Tillit", ""),
        ("Kväll 22:30", "Kväll 22:30", ""),
        ("Make-up och kläder", "Make-up och kläder", ""),
        ("24 timmar", "24 timmar", ""),
        ("Kvinna/man", "Kvinna/man", ""),
    ],
)
def test_a_definition_follows_a_colon_or_a_dash(line: str, name: str, definition: str) -> None:
    assert read_outline(line).codes == (OutlineCode((name,), definition),)


def test_a_code_that_comes_twice_is_one_with_the_definition_that_was_given() -> None:
    assert read_outline("A\n\tB\nA\n\tB: mening\n\tC").codes == (
        OutlineCode(("A",)),
        OutlineCode(("A", "B"), "mening"),
        OutlineCode(("A", "C")),
    )


def test_lines_that_cannot_be_names_are_told_and_the_others_are_read() -> None:
    outline = read_outline("A\n" + "x" * 300 + "\nB")
    assert [code.names for code in outline.codes] == [("A",), ("B",)]
    assert outline.refused == ("x" * 300,)


def test_what_is_there_already_is_known() -> None:
    book = Codebook([Code(CodeId(1), "1", "A", None, 0, "#51a0db")])
    codes = read_outline("A\n\tB").codes
    assert [plan.known for plan in planned(codes, book, None)] == [True, False]
    below = planned(codes, book, CodeId(1))
    assert [(plan.names, plan.known) for plan in below] == [
        (("A", "A"), False),
        (("A", "A", "B"), False),
    ]


@given(st.text(alphabet="ab \t\n-:1.#", max_size=60))
def test_every_code_stands_after_the_one_above_it(text: str) -> None:
    seen: set[tuple[str, ...]] = {()}
    for code in read_outline(text).codes:
        assert code.names[:-1] in seen
        seen.add(code.names)
