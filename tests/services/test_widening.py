"""Passages around matches: how far they reach, and that they never overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.document import DocumentId, DocumentText
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import importing, projects
from qcode.services.projects import Project
from qcode.services.retrieval import PlaceFinder
from qcode.services.units import document_units
from qcode.services.widening import MOST, UNITS, Extent, passages_around

KIOSK = "kiosken"
TALK = """\
Plats: torget, en kväll i mars.

I: Vad är trygghet? För dig, alltså.
A: Att någon kommer. Ja.

Det vet man ju.
I: Och du, B?
B: Nja … inte så. Men lamporna lyser nu!
"""


def around(project: Project, document: DocumentId, word: str, extent: Extent) -> str:
    """The passage around a word that stands once."""
    opened = project.text(document)
    at = opened.text.index(word)
    match = Span(at, at + len(word))
    units = document_units(opened).units
    found = [(u, [match]) for u in units if u.start <= at < u.start + len(u.text)]
    (passage,) = passages_around(found, extent, PlaceFinder(opened))
    assert passage.matches == (match,)
    return opened.text[passage.span.start : passage.span.end]


@pytest.mark.parametrize(
    ("extent", "passage"),
    [
        (Extent("match"), "kiosken"),
        (Extent("match", 1), "sedan kiosken brann"),
        (Extent("match", 3), "en törn 😀 sedan kiosken brann"),
        (Extent("sentence"), "Nja, tilliten har fått sig en törn 😀 sedan kiosken brann."),
        (Extent("sentence", 2), "Nja, tilliten har fått sig en törn 😀 sedan kiosken brann."),
        (Extent("paragraph"), "Nja, tilliten har fått sig en törn 😀 sedan kiosken brann."),
        (
            Extent("paragraph", 1),
            "Litar du på kommunen?\nIP1: Nja, tilliten har fått sig en törn 😀 sedan kiosken"
            " brann.",
        ),
        (Extent("turn"), "Nja, tilliten har fått sig en törn 😀 sedan kiosken brann."),
        (
            Extent("turn", 1),
            "Litar du på kommunen?\nIP1: Nja, tilliten har fått sig en törn 😀 sedan kiosken"
            " brann.",
        ),
    ],
)
def test_a_passage_reaches_as_far_as_it_is_told(
    project: Project, first: DocumentId, extent: Extent, passage: str
) -> None:
    assert around(project, first, KIOSK, extent) == passage


def test_sentences_on_both_sides(project: Project, first: DocumentId) -> None:
    extent = Extent("sentence", 1)
    assert around(project, first, "kommer", extent) == (
        "Att någon kommer. Trygghet är att veta det."
    )


def test_passages_that_overlap_are_one(project: Project, first: DocumentId) -> None:
    opened = project.text(first)
    units = document_units(opened).units
    words = [Span(opened.text.index(w), opened.text.index(w) + len(w)) for w in ("Vad", "Litar")]
    found = [(units[0], [words[0]]), (units[2], [words[1]])]
    (passage,) = passages_around(found, Extent("turn", 1), PlaceFinder(opened))
    assert passage.matches == tuple(words)
    assert len(passages_around(found, Extent("turn"), PlaceFinder(opened))) == 2


@pytest.mark.parametrize(
    ("unit", "around", "code"),
    [("page", 0, "unit_unknown"), ("turn", -1, "around_too_much"), ("turn", MOST + 1, "around")],
)
def test_what_is_no_extent_is_refused(unit: str, around: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        Extent(unit, around)
    assert caught.value.code.startswith(code)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> DocumentText:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "a.txt").write_text(TALK, encoding="utf-8")
    with projects.create_project(folder / "p.qcode", coder="Kim") as project:
        importing.import_paths(project, [folder / "a.txt"], language="sv")
        return project.text(project.documents()[0].id)


@given(
    unit=st.sampled_from(UNITS),
    around=st.integers(0, 4),
    starts=st.sets(st.integers(0, 150), min_size=1, max_size=12),
)
def test_passages_hold_their_matches_and_keep_apart(
    talk: DocumentText, unit: str, around: int, starts: set[int]
) -> None:
    place, units = PlaceFinder(talk), document_units(talk).units
    found = []
    for one in units:
        inside = [
            Span(at, at + 1)
            for at in sorted(starts)
            if one.start <= at < one.start + len(one.text)
            and not one.text[at - one.start].isspace()
        ]
        if inside:
            found.append((one, inside))
    passages = passages_around(found, Extent(unit, around), place)
    spans = [each.span for each in passages]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = [match for each in passages for match in each.matches]
    assert sorted(kept) == sorted(match for _unit, inside in found for match in inside)
    for each in passages:
        assert each.span.start < each.span.end <= len(place.text)
        assert place.text[each.span.start : each.span.end].strip()
        for match in each.matches:
            assert each.span.start <= match.start and match.end <= each.span.end
