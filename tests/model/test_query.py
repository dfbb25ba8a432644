from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.model.errors import UserError
from qcode.model.query import (
    And,
    Field,
    FieldName,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    has_word,
    leaves,
    print_query,
    wanted,
)
from qcode.model.query_parser import parse
from qcode.model.text import Span

words = st.text(min_size=1, max_size=12).filter(has_word) | st.sampled_from(
    ["AND", "OR", "NOT", "and", "speaker:x", "=a", "a*", "e-post", "10:30", "\\a", 'a"b', "(a)"]
)
leaf = st.one_of(
    st.builds(Word, words, st.booleans()),
    st.builds(Phrase, words),
    st.builds(Prefix, words),
    st.builds(
        Field, st.sampled_from(FieldName), st.text(min_size=1, max_size=12).filter(str.strip)
    ),
)
queries: st.SearchStrategy[Query] = st.recursive(
    leaf,
    lambda part: st.one_of(
        st.builds(lambda parts: And(tuple(parts)), st.lists(part, min_size=2, max_size=4)),
        st.builds(lambda parts: Or(tuple(parts)), st.lists(part, min_size=2, max_size=4)),
        st.builds(Not, part),
    ),
    max_leaves=12,
)


@given(queries)
@example(Word("AND"))
@example(Word("AND", exact=True))
@example(And((And((Word("a"), Word("b"))), Or((Word("c"), Not(Not(Word("d"))))))))
def test_a_printed_query_is_parsed_to_an_equal_tree(query: Query) -> None:
    assert parse(print_query(query)) == query


@given(st.text(alphabet='ab *=()"“”\\:ANDORT -', max_size=24) | st.text(max_size=24))
def test_any_text_is_a_query_or_an_error_with_its_place(text: str) -> None:
    try:
        query = parse(text)
    except UserError as error:
        assert error.code.startswith("query_")
        assert 0 <= error.params["position"] <= error.params["end"] <= len(text)
    else:
        assert parse(print_query(query)) == query


@given(queries)
def test_every_leaf_knows_where_it_stands(query: Query) -> None:
    text = print_query(query)
    for one in leaves(parse(text)):
        assert parse(text[one.span.start : one.span.end]) == one


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("trygghet", Word("trygghet")),
        ("=Trygghet", Word("Trygghet", exact=True)),
        ("trygg*", Prefix("trygg")),
        ('"social  trygghet"', Phrase("social  trygghet")),
        ("”social trygghet”", Phrase("social trygghet")),
        ("„social trygghet“", Phrase("social trygghet")),
        ("«social trygghet»", Phrase("social trygghet")),
        (r'"han sa \"ja\" då"', Phrase('han sa "ja" då')),
        ("a b", And((Word("a"), Word("b")))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("a and b", And((Word("a"), Word("and"), Word("b")))),
        ("a OCH b", And((Word("a"), Word("OCH"), Word("b")))),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("a NOT b", And((Word("a"), Not(Word("b"))))),
        ("NOT a b", And((Not(Word("a")), Word("b")))),
        ("NOT (a b)", Not(And((Word("a"), Word("b"))))),
        ("a AND NOT b OR c", Or((And((Word("a"), Not(Word("b")))), Word("c")))),
        ("((a))", Word("a")),
        (r"\AND", Word("AND")),
        (r"a\*", Word("a*")),
        ("speaker:Anna", Field(FieldName.SPEAKER, "Anna")),
        ("Speaker:Anna", Field(FieldName.SPEAKER, "Anna")),
        ('speaker:"Anna B"', Field(FieldName.SPEAKER, "Anna B")),
        (r"speaker:Anna\ B", Field(FieldName.SPEAKER, "Anna B")),
        (r"code:Tillit/A\/B", Field(FieldName.CODE, r"Tillit/A\/B")),
        (r'code:"Tillit/A\/B \"x\""', Field(FieldName.CODE, r'Tillit/A\/B "x"')),
        ("kind:survey a", And((Field(FieldName.KIND, "survey"), Word("a")))),
        ("e-post", Word("e-post")),
        ("10:30", Word("10:30")),
        ("IP1:hej", Word("IP1:hej")),
        ("Anna: hej", And((Word("Anna:"), Word("hej")))),
        ("vi – kanske – går", And((Word("vi"), Word("kanske"), Word("går")))),
    ],
)  # fmt: skip
def test_what_is_typed_means(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "query_empty", Span(0, 0)),
        (" – ", "query_empty", Span(0, 3)),
        ('tillit "vi går', "query_quote_open", Span(7, 14)),
        ('tillit "…"', "query_phrase_empty", Span(7, 10)),
        ("(a OR b", "query_parenthesis_open", Span(0, 1)),
        ("a (", "query_parenthesis_open", Span(2, 3)),
        ("a) b", "query_parenthesis_close", Span(1, 2)),
        (") b", "query_parenthesis_close", Span(0, 1)),
        ("a ()", "query_parenthesis_empty", Span(2, 4)),
        ("a AND", "query_operand_missing", Span(2, 5)),
        ("OR a", "query_operand_missing", Span(0, 2)),
        ("a OR (b AND)", "query_operand_missing", Span(8, 11)),
        ("a NOT", "query_operand_missing", Span(2, 5)),
        ("a *", "query_star_alone", Span(2, 3)),
        ("sk*la", "query_star_inside", Span(0, 3)),
        ("*gård", "query_star_inside", Span(0, 1)),
        ("= a", "query_exact_empty", Span(0, 1)),
        ("=trygg*", "query_exact_star", Span(0, 7)),
        ("a speaker:", "query_field_empty", Span(2, 10)),
        ('speaker:" "', "query_field_empty", Span(0, 11)),
        ("talare:Anna", "query_field_unknown", Span(0, 7)),
        ("(" * 101 + "a" + ")" * 101, "query_too_deep", Span(100, 101)),
        ("NOT " * 5000 + "a", "query_too_deep", Span(400, 403)),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, code: str, place: Span) -> None:
    with pytest.raises(UserError) as caught:
        parse(text)
    assert caught.value.code == code
    assert (caught.value.params["position"], caught.value.params["end"]) == place


def test_words_under_a_not_are_not_wanted_but_are_leaves() -> None:
    query = parse("a NOT (b NOT c) speaker:d")
    assert list(wanted(query)) == [Word("a"), Word("c")]
    assert list(leaves(query)) == [
        Word("a"),
        Word("b"),
        Word("c"),
        Field(FieldName.SPEAKER, "d"),
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Word("–"),
        lambda: Phrase(""),
        lambda: Prefix(" "),
        lambda: Field(FieldName.CODE, " "),
        lambda: And((Word("a"),)),
        lambda: Or(()),
    ],
)
def test_no_tree_can_be_made_that_has_no_text(make) -> None:
    with pytest.raises(ValueError):
        make()
