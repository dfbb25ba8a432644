"""Going to a paragraph, a time or a speaker: what is meant, and what is said when there is none."""

from __future__ import annotations

import pytest

from qcode.model.layout import EMPTY, Layout, Turn
from qcode.model.text import Span
from qcode.services.goto import PlaceSearch

SAID = (
    ("Anna", 5, "Hello there."),
    ("Bo", 40, "Good day to you."),
    ("Annika", 845, "So."),
    ("Anna", 3723, "The end."),
)


def interview() -> tuple[str, Layout]:
    text, turns = "", []
    for name, second, words in SAID:
        start, body = len(text), len(text) + len(name) + 2
        text += f"{name}: {words}"
        turns.append(Turn(start, len(text), (Span(body, len(text)),), name, second * 1000))
        text += "\n"
    return text[:-1], Layout(turns=tuple(turns))


TEXT, LAYOUT = interview()


@pytest.fixture
def search() -> PlaceSearch:
    return PlaceSearch(TEXT, LAYOUT)


def goes_to(search: PlaceSearch, wanted: str, at: int = 0, *, back: bool = False) -> str | None:
    place = search.find(wanted, at, back=back)
    assert place is not None
    return None if place.span is None else TEXT[place.span.start : place.span.end]


@pytest.mark.parametrize("wanted", ["2", " 2 ", "¶2", "§ 2"])
def test_a_number_is_a_paragraph(search: PlaceSearch, wanted: str) -> None:
    assert goes_to(search, wanted) == "Bo: Good day to you."
    place = search.find(wanted, 0)
    assert place is not None and place.words == "Paragraph 2 of 4: Bo: Good day to you."


def test_a_reference_is_a_passage_of_the_document_it_names() -> None:
    search = PlaceSearch(TEXT, LAYOUT, "IP07")
    start = TEXT.index("Good day")
    assert goes_to(search, f"qcode:IP07#{start}:{start + 8}") == "Good day"
    gone = search.find("qcode:IP07#0:99999", 0)
    assert gone is not None and (gone.span, gone.document) == (None, "")
    other = search.find("qcode:IP08, second: part#3:9", 0)
    assert other is not None and (other.span, other.document) == ((3, 9), "IP08, second: part")


@pytest.mark.parametrize("wanted", ["0", "5", "99999"])
def test_a_paragraph_beyond_the_last_is_said_not_to_be_there(
    search: PlaceSearch, wanted: str
) -> None:
    place = search.find(wanted, 0)
    assert place is not None and place.span is None
    assert place.words == f"No paragraph {wanted}; the last is 4"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("14:05", "Annika: So."),
        ("0:14:05", "Annika: So."),
        ("14.05", "Annika: So."),
        ("59:59", "Annika: So."),
        ("1:02:03", "Anna: The end."),
        ("0:39", "Anna: Hello there."),
        ("0:01", "Anna: Hello there."),
    ],
)
def test_a_time_is_the_turn_that_is_spoken_then(
    search: PlaceSearch, wanted: str, words: str
) -> None:
    assert goes_to(search, wanted) == words


def test_a_time_after_the_end_or_without_any_times_is_said_not_to_be_there(
    search: PlaceSearch,
) -> None:
    late = search.find("2:00:00", 0)
    assert late is not None and late.span is None
    assert late.words == "No time 02:00:00; the last is 01:02:03"
    none = PlaceSearch("A text.", EMPTY).find("14:05", 0)
    assert none is not None and none.span is None and none.words == "This document has no times"


def test_a_name_is_the_next_turn_of_the_speaker_and_again_the_one_after(
    search: PlaceSearch,
) -> None:
    last = TEXT.rindex("Anna:")
    assert goes_to(search, "anna") == "Anna: The end."
    assert goes_to(search, "anna", last) == "Anna: Hello there."
    assert goes_to(search, "anna", last + 3, back=True) == "Anna: Hello there."
    assert goes_to(search, "anna", 2, back=True) == "Anna: The end."
    place = search.find("anna", 0)
    assert place is not None and place.words == "Anna, turn 2 of 2: The end."


def test_a_name_need_not_be_whole_but_a_whole_one_comes_first(search: PlaceSearch) -> None:
    assert goes_to(search, "annik") == "Annika: So."
    assert goes_to(search, "nik") == "Annika: So."
    assert goes_to(search, "ANNA") == "Anna: The end."


def test_a_name_that_nobody_has_is_said_with_those_there_are(search: PlaceSearch) -> None:
    place = search.find("Cecilia", 0)
    assert place is not None and place.span is None
    assert place.words == "No speaker “Cecilia”; there are Anna, Bo, Annika"
    none = PlaceSearch("A text.", EMPTY).find("Cecilia", 0)
    assert none is not None and none.words == "This document has no speakers"


def test_nothing_means_nothing(search: PlaceSearch) -> None:
    assert search.find("  ", 0) is None
