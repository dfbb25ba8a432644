from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.model.errors import UserError
from qcode.model.patterns import PatternError, compiled, slashed
from qcode.model.query import (
    And,
    Compare,
    Field,
    FieldName,
    Fuzzy,
    Link,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Relation,
    Sign,
    Wild,
    Word,
    has_word,
    leaves,
    print_query,
    wanted,
)
from qcode.model.query_parser import parse
from qcode.model.text import Span


def is_pattern(text: str) -> bool:
    try:
        compiled(slashed(text))
    except PatternError:
        return False
    return True


TRICKY = [
    "AND", "OR", "NOT", "and", "NEAR", "NEAR/2", "WITHIN", "OVERLAPS/x", "FOLLOWED", "BY",
    "speaker:x", "=a", "a*", "e-post", "10:30", "\\a", 'a"b', "(a)", "a~", "a~2", "a[+b]", "/a/",
    "a=b", "a<b", "a!=b", "Varför?", "a..b", "/", "[+a", "<3",
]  # fmt: skip
words = st.text(min_size=1, max_size=12).filter(has_word) | st.sampled_from(TRICKY).filter(has_word)
one_word = st.from_regex(r"[^\W_]{1,8}", fullmatch=True)
forms = st.lists(one_word, max_size=2).map(tuple)
values = st.text(min_size=1, max_size=12).filter(str.strip) | st.sampled_from(TRICKY)
wilds = st.text(alphabet="ab*?-\\ =~åé", min_size=2, max_size=8).filter(
    lambda text: has_word(text) and ("?" in text or "*" in text[:-1])
)
patterns = st.text(alphabet="ab/\\ .+*()|[]", min_size=1, max_size=8).filter(is_pattern)
leaf = st.one_of(
    st.builds(Word, words, st.booleans()),
    st.builds(Word, one_word, st.booleans(), forms, forms),
    st.builds(Phrase, words),
    st.builds(Prefix, words),
    st.builds(Wild, wilds),
    st.builds(Fuzzy, one_word, st.sampled_from([1, 2])),
    st.builds(Near, words, st.integers(0, 12)),
    st.builds(Regex, patterns),
    st.builds(Field, st.sampled_from([n for n in FieldName if n is not FieldName.DATE]), values),
    st.builds(Field, st.just(FieldName.DATE), st.sampled_from(["2024", ">= 2024-05-17"])),
    st.builds(Compare, values, st.sampled_from(Sign), values),
    st.builds(Compare, values, st.just(Sign.EQUAL), values, values),
)
queries: st.SearchStrategy[Query] = st.recursive(
    leaf,
    lambda part: st.one_of(
        st.builds(lambda parts: And(tuple(parts)), st.lists(part, min_size=2, max_size=4)),
        st.builds(lambda parts: Or(tuple(parts)), st.lists(part, min_size=2, max_size=4)),
        st.builds(Not, part),
        st.builds(Relation, st.sampled_from(Link), part, part),
        st.builds(
            Relation, st.sampled_from([Link.NEAR, Link.FOLLOWED_BY]), part, part, st.integers(0, 9)
        ),
    ),
    max_leaves=12,
)


CODE_A, CODE_B = Field(FieldName.CODE, "A"), Field(FieldName.CODE, "B")


@given(queries)
@example(Word("AND"))
@example(Word("AND", exact=True))
@example(And((And((Word("a"), Word("b"))), Or((Word("c"), Not(Not(Word("d"))))))))
def test_a_printed_query_is_parsed_to_an_equal_tree(query: Query) -> None:
    assert parse(print_query(query)) == query


PIECES = [
    "a", "b ", " ", "*", "?", "=", "(", ")", '"', "“", "”", "\\", ":", "~", "~2", "/", "[+a]", "[-",
    "..", "<", ">=", "!=", "AND ", "OR ", "NOT ", " NEAR ", " NEAR/2 ", " FOLLOWED BY ", "WITHIN ",
    "code:", "code>:", "date:", "2024-05", "FOLLOWED ", "-", "🎈", "\u202e",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join) | st.text(max_size=24))
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
        ("trygghet[+otrygghet  -tryggheten]",
         Word("trygghet", plus=("otrygghet",), minus=("tryggheten",))),
        ("=trygghet[+trygg]", Word("trygghet", exact=True, plus=("trygg",))),
        ("[skratt]", Word("[skratt]")),
        ("sk*la", Wild("sk*la")),
        ("*gård", Wild("*gård")),
        ("*gård*", Wild("*gård*")),
        ("tr?gg", Wild("tr?gg")),
        ("trygg?", Wild("trygg?")),
        ("trygg~", Fuzzy("trygg")),
        ("trygg~2", Fuzzy("trygg", 2)),
        ("a~b", Word("a~b")),
        ('"trygghet polis"~5', Near("trygghet polis", 5)),
        ("/trygg(a|het)/ b", And((Regex("trygg(a|het)"), Word("b")))),
        (r"/och\/eller/", Regex("och/eller")),
        ("och / eller", And((Word("och"), Word("eller")))),
        ("och/eller", Word("och/eller")),
        ("code>:Tillit", Field(FieldName.SUBCODES, "Tillit")),
        ("date:2024-05..2024-06", Field(FieldName.DATE, "2024-05..2024-06")),
        ("Age>=30", Compare("Age", Sign.AT_LEAST, "30")),
        ("Age >= 30", Compare("Age", Sign.AT_LEAST, "30")),
        ("Age = 30", Compare("Age", Sign.EQUAL, "30")),
        ("Age =30", And((Word("Age"), Word("30", exact=True)))),
        ("Age=30..40", Compare("Age", Sign.EQUAL, "30", "40")),
        ('"Ålder i år"<"3 0"', Compare("Ålder i år", Sign.LESS, "3 0")),
        ('Ort!="Malmö C"', Compare("Ort", Sign.UNEQUAL, "Malmö C")),
        ("code:A NEAR/2 code:B", Relation(Link.NEAR, CODE_A, CODE_B, 2)),
        ("code:A NEAR code:B", Relation(Link.NEAR, CODE_A, CODE_B)),
        ("code:A FOLLOWED  BY/3 code:B", Relation(Link.FOLLOWED_BY, CODE_A, CODE_B, 3)),
        ("FOLLOWED a", And((Word("FOLLOWED"), Word("a")))),
        ("a WITHIN NOT b c", And((Relation(Link.WITHIN, Word("a"), Not(Word("b"))), Word("c")))),
        ("a OVERLAPS (b OR c) OR d",
         Or((Relation(Link.OVERLAPS, Word("a"), Or((Word("b"), Word("c")))), Word("d")))),
        ("(a NEAR b) NEAR c",
         Relation(Link.NEAR, Relation(Link.NEAR, Word("a"), Word("b")), Word("c"))),
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
        ("a -b", "query_minus", Span(2, 3)),
        ('a -"b c"', "query_minus", Span(2, 3)),
        ("a | b", "query_bar", Span(2, 3)),
        ("a *", "query_star_alone", Span(2, 3)),
        ("**", "query_star_alone", Span(0, 2)),
        ("=tr?gg", "query_exact_star", Span(0, 6)),
        ("x e-post~", "query_fuzzy_word", Span(2, 9)),
        ("trygg*~", "query_fuzzy_word", Span(0, 7)),
        ("trygg~3", "query_fuzzy_distance", Span(5, 7)),
        ('"a b"~', "query_near_distance", Span(5, 6)),
        ('"a b"~12345678', "query_distance_far", Span(6, 14)),
        ("trygg[+en", "query_forms", Span(5, 9)),
        ("e-post[+mejl]", "query_forms_word", Span(0, 13)),
        ("trygg*[+en]", "query_forms_word", Span(0, 11)),
        ("a /b", "query_regex_open", Span(2, 4)),
        ("a //", "query_regex_empty", Span(2, 4)),
        ("a /b(c/ d", "query_regex_unreadable", Span(4, 7)),
        ("a date:maj", "query_date_unreadable", Span(2, 10)),
        ("Age>= ", "query_value_empty", Span(0, 6)),
        ("Age=30..", "query_range_open", Span(0, 8)),
        ("a NEAR/x b", "query_distance", Span(2, 8)),
        ("a NEAR/9999999 b", "query_distance_far", Span(7, 14)),
        ("a WITHIN/3 b", "query_distance_none", Span(2, 10)),
        ("a NEAR b NEAR/2 c", "query_relations", Span(9, 15)),
        ("a NEAR", "query_operand_missing", Span(2, 6)),
        ("NEAR a", "query_operand_missing", Span(0, 4)),
        ("a AND WITHIN b", "query_operand_missing", Span(2, 5)),
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
    assert list(wanted(query)) == [Word("a"), Word("c"), Field(FieldName.SPEAKER, "d")]
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
        lambda: Field(FieldName.DATE, "maj"),
        lambda: Word("e-post", plus=("mejl",)),
        lambda: Word("mejl", minus=("e-post",)),
        lambda: Wild("a*"),
        lambda: Wild("?*"),
        lambda: Fuzzy("a b"),
        lambda: Fuzzy("a", 3),
        lambda: Near("a b", -1),
        lambda: Near("–", 1),
        lambda: Regex("("),
        lambda: Regex(""),
        lambda: Compare("", Sign.LESS, "1"),
        lambda: Compare("a", Sign.LESS, " "),
        lambda: Compare("a", Sign.LESS, "1", "2"),
        lambda: Relation(Link.WITHIN, Word("a"), Word("b"), 2),
        lambda: Relation(Link.NEAR, Word("a"), Word("b"), -1),
        lambda: And((Word("a"),)),
        lambda: Or(()),
    ],
)
def test_no_tree_can_be_made_that_has_no_text(make) -> None:
    with pytest.raises(ValueError):
        make()
