"""Reading lets others go first again and again: a large file is read while a window is in use."""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

import pytest

from qcode.formats.html import read_markup
from qcode.formats.language import guess_language
from qcode.formats.refi.container import Container
from qcode.formats.turns import detect_turns
from qcode.formats.white_space import Respaced
from qcode.model.courtesy import courteous
from qcode.model.errors import UserError

_SAID = "\n".join(f"{'AB'[at % 2]}: Vad säger du om det, nummer {at}?" for at in range(100))


class _Turns(list[int]):
    def __call__(self) -> None:
        self.append(1)


def test_at_each_line_that_may_begin_a_turn() -> None:
    turns = _Turns()
    with courteous(turns):
        assert len(detect_turns(_SAID).turns) == 100
    assert len(turns) > 5 * 100  # a line is looked at several times


def test_at_each_element_of_a_page() -> None:
    turns = _Turns()
    with courteous(turns):
        read_markup("<p>Ja.</p>" * 100, Path("sida.html")).finish("html")
    assert len(turns) > 2 * 100


def test_at_each_passage_that_is_carried_from_one_text_to_another() -> None:
    places = Respaced(_SAID, _SAID.replace("\n", "  \n"))
    turns = _Turns()
    with courteous(turns):
        for at in range(100):
            assert places.span(at * 10, at * 10 + 8) is not None
    assert len(turns) >= 100


def test_while_the_language_is_guessed() -> None:
    turns = _Turns()
    with courteous(turns):
        assert guess_language(_SAID) == "sv"
    assert len(turns) > 5


def test_while_a_project_is_unpacked(tmp_path: Path) -> None:
    path, noise = tmp_path / "project.qdpx", random.Random(1).randbytes(1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", noise)
    turns = _Turns()
    with courteous(turns):
        assert Container(path).xml() == noise
    assert len(turns) > 10


def test_a_project_that_has_more_than_it_says_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "project.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", bytes(1 << 20))
    said = struct.pack("<L", 1 << 20)
    path.write_bytes(path.read_bytes().replace(said, struct.pack("<L", 1000)))
    with pytest.raises(UserError, match="file_damaged"):
        Container(path).xml()
