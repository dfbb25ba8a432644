"""Positions in projects of other programs: whatever the way of counting, the passage is found."""

from __future__ import annotations

import random
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qdpx_material import (
    CODEBOOK,
    Passage,
    counted,
    guid,
    pack,
    passages,
    project,
    source,
    swedish,
)

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.dialect import Dialect, measured, measured_file
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.model.text import canonical

_ORIGINS = ("", "NVivo for Windows 12", "NVivo for Mac 15", "ATLAS.ti 23", "MAXQDA 24", "QualCoder")
_BOTH = (False, True)
ways = st.builds(
    Dialect, st.booleans(), st.sampled_from((1, 2)), st.booleans(), st.booleans(), st.booleans(),
    st.just(1),
)  # fmt: skip
_SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _read(*sources: tuple[str, bytes], origin: str = "") -> ExchangeProject:
    lists = "".join(xml for xml, _data in sources)
    files = {f"sources/{guid(7 + n)}.txt": data for n, (_xml, data) in enumerate(sources)}
    xml = project(f"{CODEBOOK}<Sources>{lists}</Sources>", attributes=f'name="P" origin="{origin}"')
    with tempfile.TemporaryDirectory() as folder:
        return PROJECT_READER.read(pack(Path(folder) / "p.qdpx", xml, files))


def _made(
    seed: int, way: Dialect, *, mark: bool, crlf: bool, count: int, names: str, number: int = 7
) -> tuple[str, list[Passage], tuple[str, bytes]]:
    """Return a text, its true passages, and how a program of that way would write them."""
    rng = random.Random(seed)
    text = ("\n" if way.first else "") + swedish(rng, paragraphs=rng.randint(4, 16))
    marked = passages(rng, text, count)
    data, positions = counted(text, way, mark=mark, crlf=crlf)
    return text, marked, (source(number, positions, marked, text, way, names=names), data)


def _spans(found: ExchangeProject, number: int = 0) -> set[tuple[int, int]]:
    document = found.documents[number].guid
    return {(each.start, each.end) for each in found.segments if each.document == document}


@_SLOW
@given(st.integers(0, 1 << 30), ways, st.booleans(), st.booleans(), st.integers(1, 10),
       st.sampled_from(_ORIGINS))  # fmt: skip
def test_selections_that_quote_their_passage_are_exact(
    seed: int, way: Dialect, mark: bool, crlf: bool, count: int, origin: str
) -> None:
    way = way._replace(bom=way.bom and mark)
    text, marked, written = _made(seed, way, mark=mark, crlf=crlf, count=count, names="quoted")
    found = _read(written, origin=origin)
    assert found.documents[0].text == text
    said = {text[start:end] for start, end in _spans(found)}
    assert said == {text[each.start : each.end] for each in marked}


@_SLOW
@given(st.integers(0, 1 << 30), ways, st.booleans(), st.booleans(), st.integers(6, 10),
       st.sampled_from(("", "short")))  # fmt: skip
def test_a_reading_that_is_wrong_is_said_to_be_uncertain(
    seed: int, way: Dialect, mark: bool, crlf: bool, count: int, names: str
) -> None:
    way = way._replace(bom=way.bom and mark)
    _text, marked, written = _made(seed, way, mark=mark, crlf=crlf, count=count, names=names)
    found = _read(written)
    exact = _spans(found) == {(each.start, each.end) for each in marked}
    assert exact or RefiLoss.OFFSETS in {loss.kind for loss in found.losses}


@pytest.mark.parametrize(
    "way", [Dialect(*w) for w in product(_BOTH, (1, 2), _BOTH, _BOTH)], ids=str
)
def test_a_source_with_one_passage_is_read_as_the_others_are(way: Dialect) -> None:
    sources, truth = [], []
    for number, count in enumerate((8, 6, 1, 1)):
        _text, marked, written = _made(
            *(41 + number, way), mark=True, crlf=True, count=count, names="", number=7 + number
        )
        sources.append(written)
        truth.append({(each.start, each.end) for each in marked})
    found = _read(*sources)
    assert [_spans(found, number) for number in range(4)] == truth


def test_one_source_may_be_counted_in_another_way_than_the_rest() -> None:
    sources, truth = [], []
    for number, way in enumerate((Dialect(), Dialect(), Dialect(utf16=True, crlf=2))):
        _text, marked, written = _made(
            *(51 + number, way), mark=False, crlf=True, count=10, names="", number=7 + number
        )
        sources.append(written)
        truth.append({(each.start, each.end) for each in marked})
    found = _read(*sources)
    assert [_spans(found, number) for number in range(3)] == truth


@given(st.text(st.sampled_from("aå\n\u2028\u2029\r😀e\u0301\u00a0\t"), max_size=30), ways,
       st.booleans())  # fmt: skip
def test_every_position_leads_to_its_code_point(raw: str, way: Dialect, mark: bool) -> None:
    measure = measured(("\ufeff" if mark else "") + raw)
    assert measure.text == canonical(raw).text
    way = measure.plain(way)
    rule = measure.rule(way)
    position, place = int(way.bom) - int(way.first), 0
    while place < len(raw):
        assert rule.position(position) == len(canonical(raw[:place]).text) or position < 0
        pair = raw[place : place + 2] == "\r\n"
        wide = way.crlf == 2 if pair else way.utf16 and ord(raw[place]) > 0xFFFF
        position += 2 if wide else 1
        place += 2 if pair else 1
    assert rule.position(position) == len(measure.text) or position < 0


@given(st.text(st.sampled_from("aå\n\u2029\r😀\ufeff\0"), max_size=12), st.booleans(), ways,
       st.booleans())  # fmt: skip
def test_a_file_is_measured_as_its_text_is(raw: str, windows: bool, way: Dialect, g: bool) -> None:
    if windows:
        raw = raw.replace("\r", "").replace("\n", "\r\n")
    text, file = measured(raw), measured_file(raw.encode(), "utf-8")
    assert (file.text, file.replaced, file.boms) == (text.text, text.replaced, text.boms)
    assert (file.crlf, file.mixed, file.astral) == (text.crlf, text.mixed, text.astral)
    assert file.plain(way, guess=g) == text.plain(way, guess=g)
    assert file.rule(way) == text.rule(way)


def test_a_file_with_bytes_that_fit_no_encoding_is_measured_as_it_is_decoded() -> None:
    data = b"\xef\xbb\xbfa\xff\r\nb\xc3\r\n"
    file, text = measured_file(data, "utf-8"), measured("\ufeffa\ufffd\r\nb\ufffd\r\n")
    assert (file.text, file.boms, file.crlf) == (text.text, text.boms, text.crlf)


@given(st.text(st.sampled_from("a\n😀"), max_size=12), st.integers(0, 30), st.integers(0, 30), ways,
       st.booleans())  # fmt: skip
def test_a_passage_is_between_the_code_points_of_its_ends(
    text: str, start: int, end: int, way: Dialect, windows: bool
) -> None:
    rule = measured(text.replace("\n", "\r\n") if windows else text).rule(way)
    first, last = rule.span(min(start, end), max(start, end))
    last = min(last, len(text))
    assert rule.within(start, end) == ((first, last) if 0 <= first < last else None)
