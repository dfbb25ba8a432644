"""Codes from a list: in its order, at one go, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.model.errors import UserError
from qcode.services import code_lists, codes
from qcode.services.history import history
from qcode.services.projects import Project

LIST = "Tillit: att lita på någon\n\tTillit till staden\n\tRykten – vad som sägs\nPlats\n"


def paths(project: Project) -> list[str]:
    """The code tree as paths, in its order."""
    book = project.codebook()
    return [book.path(code.id) for _depth, code in book.walk()]


def test_a_list_becomes_codes_in_one_operation(project: Project) -> None:
    before = project.last_operation()
    code_lists.add_list(project, LIST)
    assert paths(project) == ["Tillit", "Tillit/Tillit till staden", "Tillit/Rykten", "Plats"]
    assert codes.find_code(project, "Rykten").definition == "vad som sägs"
    assert project.last_operation() == before + 1
    assert history(project, limit=1)[0].summary == "Add 4 codes from a list"
    tops = [code.color for code in project.codebook().children(None)]
    assert len(set(tops)) == 2
    assert codes.find_code(project, "Rykten").inherits
    project.undo()
    assert paths(project) == []


def test_what_is_there_already_is_kept_and_told(project: Project) -> None:
    code = codes.add_path(project, "Tillit", texts={"definition": "min egen"})
    found = code_lists.read_list(project, LIST)
    assert [each.names for each in found.known] == [("Tillit",)]
    code_lists.add_list(project, LIST)
    assert project.codebook()[code].definition == "min egen"
    assert len(project.codebook()) == 4
    with pytest.raises(UserError, match="list_known"):
        code_lists.add_list(project, LIST)


def test_a_list_may_go_under_a_code(project: Project) -> None:
    code = codes.add_path(project, "Frågor")
    code_lists.add_list(project, "A\n\tB", under=code)
    assert paths(project) == ["Frågor", "Frågor/A", "Frågor/A/B"]


def test_an_empty_list_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match="list_empty"):
        code_lists.add_list(project, "\n \n")


def test_a_list_is_read_from_a_file_in_any_encoding(tmp_path: Path) -> None:
    path = tmp_path / "koder.txt"
    path.write_bytes("Mörker\n\tÅska\n".encode("cp1252"))
    assert code_lists.read_file(path) == "Mörker\n\tÅska\n"
    with pytest.raises(UserError, match="file_missing"):
        code_lists.read_file(tmp_path / "none.txt")
