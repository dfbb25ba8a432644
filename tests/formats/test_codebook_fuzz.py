"""Whatever a file holds: a codebook comes of it, or one sentence of what is wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from codebook_material import bundle, codebooks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcode.formats import codebooks as formats
from qcode.formats.codebook_base import CodebookFile
from qcode.model.code_entries import CodeEntry
from qcode.model.errors import UserError

_MANY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SUFFIXES = (".qdc", ".xlsx", ".csv", ".md", ".txt")
_PIECES = (
    b"<",
    b">",
    b"&",
    b'"',
    b"\0",
    b"\xff\xfe",
    b";",
    b"\n",
    b"#",
    b"- ",
    b"PK",
    b"\xc3",
    b" ",
)


def _try(path: Path) -> CodebookFile | None:
    try:
        file = formats.read_file(path)
    except UserError:
        return None
    names = [entry.names for entry in file.entries]
    assert len(set(names)) == len(names)
    seen = set()
    for each in names:  # parents come first
        assert len(each) == 1 or each[:-1] in seen
        seen.add(each)
    return file


@pytest.mark.parametrize("suffix", SUFFIXES)
@_MANY
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    _try(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
@_MANY
@given(entries=codebooks(), data=st.data())
def test_a_codebook_that_was_damaged(
    tmp_path: Path, suffix: str, entries: tuple[CodeEntry, ...], data: st.DataObject
) -> None:
    path = tmp_path / f"damaged{suffix}"
    formats.writer_for(path).write(bundle(entries), path)
    if suffix == ".xlsx":
        _in_a_part(path, lambda part: _damaged(part, data))
    else:
        path.write_bytes(_damaged(path.read_bytes(), data))
    _try(path)


def _damaged(whole: bytes, data: st.DataObject) -> bytes:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 30)))
        piece = data.draw(st.sampled_from(_PIECES) | st.binary(max_size=4))
        whole = whole[:start] + piece + whole[end:]
    return whole


def _in_a_part(path: Path, change: Callable[[bytes], bytes]) -> None:
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name])
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)
    path.write_bytes(out.getvalue())
