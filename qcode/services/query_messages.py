"""The sentences for what can be wrong with a query; see `messages`."""

from __future__ import annotations

from collections.abc import Mapping

from .language import mark

QUERY_ERRORS: Mapping[str, str] = {
    "query_empty": mark("Nothing to search for yet. Write a word."),
    "query_phrase_empty": mark("There is no word between the quotation marks. Write one."),
    "query_quote_open": mark("A quotation mark is not closed. Close it, or take it away."),
    "query_minus": mark(
        "To leave a word out, write NOT before it and no hyphen. To look for the word itself, put"
        " quotation marks around it."
    ),
    "query_bar": mark("The sign | joins nothing. Write OR instead."),
    "query_star_alone": mark("A star needs the beginning of a word before it, as in trygg*."),
    "query_exact_empty": mark("The sign = needs a word right after it, as in =trygg."),
    "query_exact_star": mark(
        "“{word}” asks for one exact form and for several. Take away the = or the * and ?."
    ),
    "query_forms": mark("Write forms of a word as in trygghet[+otrygghet -trygghetsdialog]."),
    "query_forms_word": mark("Forms can be chosen for one whole word, and “{word}” is none."),
    "query_fuzzy_word": mark("The sign ~ needs one whole word before it, and “{word}” is none."),
    "query_fuzzy_distance": mark("Words can differ in one letter or in two: write ~ or ~2."),
    "query_near_distance": mark(
        'Say how many other words may stand between, as in "trygghet polis"~5.'
    ),
    "query_distance": mark("After {operator}/ comes a number of paragraphs, as in {operator}/2."),
    "query_distance_far": mark("That is too far apart: say at most {farthest}."),
    "query_distance_none": mark("{operator} takes no number. Write it alone, or use NEAR/2."),
    "query_relations": mark(
        "{operator} joins two things, and here is a third. Put two of them in parentheses."
    ),
    "query_regex_open": mark("A regular expression ends with a slash, as in /trygg.+/."),
    "query_regex_empty": mark("There is nothing between the slashes. Write a regular expression."),
    "query_regex_unreadable": mark(
        "This is no regular expression: {pattern}. Correct it from the marked place on."
    ),
    "query_regex_slow": mark(
        "{pattern} takes too long on these texts, so it was stopped. Take away a repetition inside"
        " another, as in (a+)+."
    ),
    "query_regex_wide": mark(
        "This regular expression matches at more than {most} places. Make it narrower."
    ),
    "query_date_unreadable": mark(
        "“{value}” is no date. Write 2024, 2024-05, >2024-05-17 or 2024-05..2024-06."
    ),
    "query_value_empty": mark("{attribute} {sign} needs a value after it, as in Age>=30."),
    "query_range_open": mark("A range has two ends, as in Age=30..40."),
    "query_field_unknown": mark("“{field}:” is not a field. Use one of: {fields}."),
    "query_field_empty": mark("“{field}:” needs a value right after it, without a space."),
    "query_parenthesis_open": mark("A parenthesis is not closed. Close it, or take it away."),
    "query_parenthesis_close": mark("A closing parenthesis has no opening one. Take it away."),
    "query_parenthesis_empty": mark("There is nothing between the parentheses. Write a word."),
    "query_too_deep": mark("There are too many parentheses inside one another. Take some away."),
    "query_operand_missing": mark("{operator} needs a word on either side of it. Write one."),
}
