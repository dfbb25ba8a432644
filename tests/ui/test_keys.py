"""Keys can be given and taken back; only what differs is stored, and no key has two commands."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from qcode.services.settings import Settings, load_settings, save_settings
from qcode.ui.commands import COMMANDS
from qcode.ui.keys import Fault, Keymap, Lost, portable


def test_without_a_choice_each_command_has_its_own_key(qtbot: QtBot) -> None:
    keymap = Keymap()
    assert keymap.key("import") == "Ctrl+I"
    assert [portable(each) for each in keymap.sequences("larger")] == ["Ctrl++", "Ctrl+="]
    assert not keymap.any_changed()


def test_no_command_has_a_key_that_could_not_be_given_to_it(qtbot: QtBot) -> None:
    keymap = Keymap()
    for name in COMMANDS:
        for sequence in keymap.sequences(name):
            assert keymap.fault(name, sequence) is None, (name, portable(sequence))


def test_a_key_is_stored_told_of_and_there_the_next_time(qtbot: QtBot) -> None:
    keymap = Keymap()
    with qtbot.waitSignal(keymap.changed):
        keymap.give("backup", "Ctrl+B")
    assert load_settings().keys == {"backup": "Ctrl+B"}
    assert Keymap().key("backup") == "Ctrl+B"
    keymap.reset("backup")
    assert load_settings().keys == {}


def test_a_key_that_another_command_has_is_taken_from_there(qtbot: QtBot) -> None:
    keymap = Keymap()
    assert keymap.fault("export", QKeySequence("Ctrl+I")) == Fault(other="import")
    keymap.give("export", "Ctrl+I")
    assert (keymap.key("export"), keymap.key("import")) == ("Ctrl+I", "")
    keymap.reset("import")
    assert (keymap.key("export"), keymap.key("import")) == ("", "Ctrl+I")
    keymap.reset_all()
    assert (keymap.key("export"), keymap.key("import")) == ("Ctrl+E", "Ctrl+I")


def test_the_second_key_of_a_command_can_be_given_away_too(qtbot: QtBot) -> None:
    keymap = Keymap()
    keymap.give("verify", "Ctrl+K")
    assert [portable(each) for each in keymap.sequences("palette")] == ["Ctrl+Shift+P"]


@pytest.mark.parametrize("key", ["X", "Shift+X", "Å", "Del", "0"])
def test_what_writes_or_edits_alone_is_for_the_text_only(qtbot: QtBot, key: str) -> None:
    keymap = Keymap()
    keymap.give("uncode", "Ctrl+D")  # Del is free then
    refused = keymap.fault("verify", QKeySequence(key))
    assert refused is not None
    assert "alone" in refused.sentence
    assert keymap.fault("memo", QKeySequence(key)) is None


@pytest.mark.parametrize("key", ["Ctrl+C", "Return", "Esc", "Tab", "Left", "Ctrl+Home", "Space"])
def test_what_types_edits_or_moves_everywhere_is_nobody_s(qtbot: QtBot, key: str) -> None:
    for name in ("verify", "memo"):
        assert Keymap().fault(name, QKeySequence(key)) is not None


@pytest.mark.parametrize("key", ["F20", "Media Play", "Media Next", "Volume Up"])
def test_function_keys_and_those_of_pedals_need_nothing_held(qtbot: QtBot, key: str) -> None:
    keymap = Keymap()
    keymap.give("play", "F4")  # the media keys are free then
    keymap.give("play_on", "Shift+F5")
    assert keymap.fault("verify", QKeySequence(key)) is None


def test_commands_that_are_no_more_are_forgotten(qtbot: QtBot) -> None:
    save_settings(Settings(keys={"dance": "Ctrl+D", "backup": "Ctrl+B"}))
    keymap = Keymap()
    assert keymap.fault("verify", QKeySequence("Ctrl+D")) is None
    assert keymap.key("backup") == "Ctrl+B"


def store(**keys: str) -> None:
    save_settings(Settings(keys=keys))


def test_of_two_commands_stored_with_one_key_the_first_keeps_it(qtbot: QtBot) -> None:
    store(backup="Ctrl+B", verify="Ctrl+B; Ctrl+Alt+B")
    keymap = Keymap()
    assert keymap.mend() == (Lost("verify", "Ctrl+B", "backup"),)
    assert (keymap.key("backup"), keymap.key("verify")) == ("Ctrl+B", "Ctrl+Alt+B")
    assert Keymap().mend() == ()  # it is stored, and said once
    assert load_settings().keys == {"backup": "Ctrl+B", "verify": "Ctrl+Alt+B"}


def test_a_key_that_the_user_gave_goes_before_one_that_came_later_by_itself(qtbot: QtBot) -> None:
    store(backup="Ctrl+E")
    keymap = Keymap()
    assert keymap.mend() == (Lost("export", "Ctrl+E", "backup"),)
    assert (keymap.key("backup"), keymap.key("export")) == ("Ctrl+E", "")


def test_stored_keys_that_write_or_belong_to_a_pane_are_given_up(qtbot: QtBot) -> None:
    store(backup="Ctrl+V", verify="Ctrl+Alt+B")
    keymap = Keymap()
    assert keymap.mend() == (Lost("backup", "Ctrl+V", ""),)
    assert keymap.key("verify") == "Ctrl+Alt+B"
