"""Lines with the key word in the middle: nothing is lost and nothing moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.index.marker import Snippet
from qcode.model.text import Span
from qcode.services.hits import Hit, Source
from qcode.services.kwic import CONTEXT, lines_of


def hit(text: str, marks: tuple[Span, ...], *, start: int = 100, label: int = 0) -> Hit:
    return Hit(
        source=Source.DOCUMENT,
        source_id=1,
        title="Anna",
        start=start,
        end=start + len(text),
        paragraph=1,
        speaker=None,
        snippet=Snippet(text, 0, marks, False, False),
        matches=tuple(Span(m.start + start, m.end + start) for m in marks),
        text=text,
        marks=marks,
        body=start + label,
    )


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Span, ...], int]:
    text = draw(st.text("ab å\n\t", min_size=1, max_size=2 * CONTEXT + 80))
    label = draw(st.integers(0, min(len(text), 6)))
    ends = sorted(draw(st.sets(st.integers(label, len(text)), max_size=8)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return text, tuple(Span(start, end) for start, end in pairs if start < end), label


@given(marked())
def test_each_line_is_a_piece_of_the_text_with_its_key_where_the_match_is(
    made: tuple[str, tuple[Span, ...], int],
) -> None:
    text, marks, label = made
    some = hit(text, marks, label=label)
    lines = lines_of(some)
    assert [line.span for line in lines] == list(some.matches or (Span(100, 100 + len(text)),))
    plain = text.replace("\n", " ").replace("\t", " ")
    for line, mark in zip(lines, marks or (Span(label, label),), strict=True):
        first = mark.start - len(line.left)
        assert plain[first : mark.end + len(line.right)] == line.left + line.key + line.right
        assert line.key == plain[mark.start : mark.end]
        assert line.before == (first > label)
        assert first >= label
        assert max(len(line.left), len(line.right)) <= CONTEXT
        assert line.after or not plain[mark.end + len(line.right) :].strip()


def test_a_hit_without_matches_is_one_line_with_its_beginning() -> None:
    (line,) = lines_of(hit("Anna: Jag vet inte.", (), label=6))
    assert (line.left, line.key, line.right) == ("", "", "Jag vet inte.")
