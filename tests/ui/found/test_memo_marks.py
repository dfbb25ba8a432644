from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.ui.found.memo_marks import Block, Edit, made, next_line, toggled


def applied(line: str, edits: list[Edit]) -> str:
    for edit in edits:
        line = line[: edit.start] + edit.text + line[edit.end :]
    return line


def test_enter_goes_on_with_lists_and_quotations_and_ends_them_when_empty() -> None:
    assert next_line("- light") == "- "
    assert next_line("  * light") == "  * "
    assert next_line("9. light") == "10. "
    assert next_line("- [x] done") == "- [ ] "
    assert next_line("> words") == "> "
    assert next_line("plain") == ""
    assert next_line("- ") is None
    assert next_line("> ") is None


def test_a_word_or_a_stretch_is_set_in_marks_and_freed_again() -> None:
    assert applied("on trust now", toggled("on trust now", 5, 5, "**")) == "on **trust** now"
    assert applied("on trust now", toggled("on trust now", 2, 9, "*")) == "on *trust* now"
    assert applied("on **trust** now", toggled("on **trust** now", 6, 6, "**")) == "on trust now"
    assert applied("a  b", toggled("a  b", 2, 2, "**")) == "a **** b"


def test_italic_does_not_take_the_marks_of_bold_for_its_own() -> None:
    assert applied("**trust**", toggled("**trust**", 4, 4, "*")) == "***trust***"


def test_lines_become_headings_lists_or_quotations_and_plain_again() -> None:
    lines = ["one", "- two"]
    for block, shown in (
        (Block.LIST, ["- one", "- two"]),
        (Block.NUMBERED, ["1. one", "2. two"]),
        (Block.QUOTE, ["> one", "> two"]),
    ):
        made_so = [applied(s, [e]) for s, e in zip(lines, made(lines, block), strict=True)]
        assert made_so == shown
        freed = [applied(s, [e]) for s, e in zip(made_so, made(made_so, block), strict=True)]
        assert freed == ["one", "two"]


def test_a_heading_grows_smaller_and_then_plain() -> None:
    line = "Trust"
    seen = []
    for _ in range(3):
        line = applied(line, made([line], Block.HEADING))
        seen.append(line)
    assert seen == ["## Trust", "### Trust", "Trust"]


@given(st.text(st.characters(exclude_characters="\n")), st.data(), st.sampled_from(["**", "*"]))
def test_marks_never_change_the_words(line: str, data: st.DataObject, mark: str) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    after = applied(line, toggled(line, start, end, mark))
    assert after.replace("*", "").replace("_", "") == line.replace("*", "").replace("_", "")
