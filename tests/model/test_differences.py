"""How two versions of a text are compared."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.differences import common_prefix, common_suffix, differences
from qcode.model.edits import TextChange

WORDS = st.lists(st.sampled_from(["ja", "nej", "hej", " ", " ", "\n", ".", "å"]), max_size=40)
TEXTS = WORDS.map("".join) | st.text(max_size=20)


def shown(old: str, new: str) -> str:
    """Show a change as the new text with [removed|added]."""
    pieces, done = [], 0
    for start, end, inserted, removed in TextChange.between(old, new).replacements:
        pieces += [old[done:start], f"[{removed}|{inserted}]"]
        done = end
    return "".join([*pieces, old[done:]])


@given(TEXTS, TEXTS)
def test_a_change_between_two_texts_leads_from_one_to_the_other(old: str, new: str) -> None:
    change = TextChange.between(old, new)
    assert change.apply(old) == new
    assert change.invert().apply(new) == old
    assert change.is_identity == (old == new)


@given(TEXTS, TEXTS)
def test_differences_are_apart_and_repeat_nothing(old: str, new: str) -> None:
    last_old = last_new = -1
    for start, end, new_start, new_end in differences(old, new):
        assert start > last_old
        assert new_start > last_new
        removed, inserted = old[start:end], new[new_start:new_end]
        assert removed or inserted
        if removed and inserted:
            assert removed[0] != inserted[0]
            assert removed[-1] != inserted[-1]
        last_old, last_new = end, new_end


@pytest.mark.parametrize(
    "expected",
    [
        "Jag tyck[te|er] att det var bra",
        "Hon sa [nej|ja] och han sa [ja|nej].",
        "Ett.\n[|Nytt stycke.\n]Två.\n",
        "Ett.\n[Två.\n|]Tre.\n",
        "Jag kom. [|Jag såg. ]Jag gick.",
        "Det var [|mycket ]bra",
        "[Anna|IP1]: Hej\nI: Ja\n[Anna|IP1]: Då\n",
        "slut[|.]",
        "[|Början. ]Slut",
        "Ett stycke.[|\n\n]Ett till.",
    ],
)
def test_a_change_is_told_as_a_reader_would(expected: str) -> None:
    old = new = ""
    for number, part in enumerate(expected.replace("]", "[").split("[")):
        before, _, after = part.partition("|") if number % 2 else (part, "", part)
        old, new = old + before, new + after
    assert shown(old, new) == expected


@pytest.mark.parametrize("separator", ["\n", " ", ""])
@pytest.mark.parametrize("vocabulary", [1, 5, 3000])
def test_small_edits_in_a_long_text_are_found_one_by_one(separator: str, vocabulary: int) -> None:
    chance = random.Random(7)
    words = [f"ord{chance.randrange(vocabulary)}." for _ in range(20_000)]
    old = separator.join(words)
    places = sorted(chance.sample(range(0, len(old), 50), 5))
    edits = [(at, at, " <här> ") for at in places]
    change = TextChange.between(old, TextChange.replacing(old, edits).apply(old))
    # Where all words are alike an edit can be told in more than one way; none is much longer.
    assert 3 <= len(change.replacements) <= 10
    assert sum(len(each.removed) + len(each.inserted) for each in change.replacements) < 200


def test_a_name_replaced_everywhere_is_found_everywhere() -> None:
    chance = random.Random(3)
    names = [
        "Anna" if chance.random() < 0.1 else f"ord{chance.randrange(900)}" for _ in range(9000)
    ]
    old = " ".join(names)
    change = TextChange.between(old, old.replace("Anna", "[namn]"))
    assert {(each.removed, each.inserted) for each in change.replacements} == {("Anna", "[namn]")}


def test_texts_with_nothing_in_common_are_replaced_whole() -> None:
    old, new = "ab " * 3000, "xy\n" * 3000
    assert len(TextChange.between(old, new).replacements) == 1


@given(st.text(st.sampled_from("ab"), max_size=60), st.text(st.sampled_from("ab"), max_size=60))
def test_common_ends_are_as_long_as_they_can_be(one: str, other: str) -> None:
    prefix, suffix = common_prefix(one, other), common_suffix(one, other)
    assert one[:prefix] == other[:prefix]
    assert one[prefix : prefix + 1] != other[prefix : prefix + 1] or prefix == min(
        len(one), len(other)
    )
    assert suffix == common_prefix(one[::-1], other[::-1])
    assert common_prefix("x" + one, "yy" + other, 1, 2) == prefix


def test_a_text_with_more_words_than_can_be_told_apart_is_replaced_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = "a b c d e", "x b c d y"
    assert shown(old, new) == "[a|x] b c d [e|y]"
    monkeypatch.setattr("qcode.model.differences._MOST_TOKENS", 3)
    assert shown(old, new) == "[a b c d e|x b c d y]"
