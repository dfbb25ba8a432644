"""Choosing the forms of a word: what is ticked is what the query then says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.query import Word
from qcode.model.search_options import SearchOptions
from qcode.services.searching import Relative
from qcode.services.word_choice import Kind, chosen, forms_of, plain_words, put, word_at

FAMILY = (
    Relative("trygghet", Kind.FORM, 12),
    Relative("tryggheten", Kind.FORM, 3),
    Relative("trygghetsdialog", Kind.PART, 2),
    Relative("trygg", Kind.DERIVED, 9),
)
NAMES = [relative.word for relative in FAMILY]


@given(
    st.sets(st.sampled_from([*NAMES, "kiosk"])),
    st.sets(st.sampled_from(NAMES)),
    st.dictionaries(st.sampled_from(NAMES), st.booleans()),
)
def test_what_is_ticked_is_what_the_query_says(
    plus: set[str], minus: set[str], ticks: dict[str, bool]
) -> None:
    word = Word("trygghet", plus=tuple(sorted(plus - minus)), minus=tuple(sorted(minus)))
    forms = forms_of(word, FAMILY)
    text = put("a  OR trygghet  b", plain_words("a  OR trygghet  b")[1])
    assert text == "a  OR trygghet  b"
    written = put(text, chosen(plain_words(text)[1], forms, {f.word: f.on for f in forms} | ticks))
    assert written.startswith("a  OR trygghet") and written.endswith("  b")
    read = forms_of(plain_words(written)[1], FAMILY)
    now = {form.word: form.on for form in read}
    wanted = {form.word: form.on for form in forms} | ticks
    assert all(now.get(name, False) == on for name, on in wanted.items())
    assert set(now) <= set(wanted)


def test_options_of_the_search_say_what_is_found_unasked() -> None:
    word = Word("trygghet")
    on = {form.word for form in forms_of(word, FAMILY, SearchOptions(parts=False)) if form.on}
    assert on == {"trygghet", "tryggheten"}
    on = {form.word for form in forms_of(word, FAMILY, SearchOptions(exact=True)) if form.on}
    assert on == {"trygghet"}


def test_a_word_of_two_languages_is_one() -> None:
    family = (Relative("barn", Kind.FORM, 4), Relative("barn", Kind.DERIVED, 1))
    (form,) = forms_of(Word("barn"), family)
    assert (form.count, form.kind, form.on) == (5, Kind.FORM, True)


def test_only_single_words_in_any_form_have_forms() -> None:
    words = plain_words('trygghet =polis "två ord" IT-stöd (kväll OR code:Tillit NEAR natt)')
    assert [word.text for word in words] == ["trygghet", "kväll", "natt"]
    assert plain_words("(") == ()
    assert word_at(words, 0) == word_at(words, 20) == 0
    assert word_at(words, words[1].span.end) == 1
