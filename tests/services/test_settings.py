"""The settings in their file: what is stored is what is loaded, whoever stored it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.services import settings
from qcode.services.settings import Settings, load_settings, save_settings, settings_file


def test_what_another_window_stores_is_loaded_at_once() -> None:
    save_settings(Settings(coder="Ines"))
    assert load_settings().coder == "Ines"
    there = settings_file()
    other = there.with_suffix(".other")
    other.write_text(json.dumps({"coder": "Kim!"}), encoding="utf-8")
    other.replace(there)
    assert load_settings().coder == "Kim!"
    there.write_text("{", encoding="utf-8")
    assert load_settings() == Settings()
    there.unlink()
    assert load_settings() == Settings()


def test_what_was_stored_is_loaded_as_a_file_has_it() -> None:
    save_settings(Settings(page={"columns": (1, 2)}, recent=("a.qcode",)))
    assert load_settings().page == {"columns": [1, 2]}
    assert load_settings().recent == ("a.qcode",)


def test_settings_of_another_folder_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(Settings(coder="Ines"))
    monkeypatch.setattr(settings, "settings_folder", lambda: tmp_path)
    assert load_settings() == Settings()
    save_settings(Settings(coder="Kim"))
    monkeypatch.undo()
    assert load_settings().coder == "Ines"


def test_what_does_not_change_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(replace(Settings(), places={"a": 1}))
    monkeypatch.setattr(settings, "parse_json", lambda _text: pytest.fail("read again"))
    assert load_settings().places == {"a": 1}


def test_the_file_can_be_read_by_people() -> None:
    save_settings(Settings(coder="Åsa", places={"a": 1, "b": 2}))
    lines = settings_file().read_text(encoding="utf-8").splitlines()
    assert ' "coder": "Åsa",' in lines
