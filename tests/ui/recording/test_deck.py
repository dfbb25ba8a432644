"""How one recording is played: back on a pause, skipping, speeds, and where it was left."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qcode.services.playing import Choices, Left, load_choices, remember_left, where_left
from qcode.services.settings import load_settings
from qcode.ui.recording.deck import Deck, Stage
from qcode.ui.session import Session

from .conftest import FakePlayer


@pytest.fixture
def stage(session: Session) -> Stage:
    """Where nothing is played yet; two seconds back on a pause."""
    return Stage.of(session)


@pytest.fixture
def deck(stage: Stage) -> Deck:
    """A deck with a recording of a minute, at its beginning."""
    made = Deck(stage, FakePlayer)
    made.open("guid", Path("a.wav"), "a.wav")
    return made


def player_of(deck: Deck) -> FakePlayer:
    player = deck._player
    assert isinstance(player, FakePlayer)
    return player


def test_a_pause_goes_back_so_that_the_last_words_are_heard_again(deck: Deck) -> None:
    deck.toggle()
    player_of(deck).run_to(30_000)
    deck.toggle()
    assert (deck.plays, deck.at) == (False, 28_000)
    deck.toggle()
    player_of(deck).run_to(29_000)
    deck.pause()
    deck.pause()  # only once
    assert deck.at == 27_000


def test_each_change_between_running_and_standing_is_told_once(deck: Deck) -> None:
    told = list[bool]()
    deck.played.connect(told.append)
    player_of(deck).pause()  # as a player does that shows where it was left
    deck.toggle()
    deck.toggle()
    assert told == [True, False]


def test_back_on_a_pause_stops_at_the_beginning_and_can_be_off(deck: Deck, stage: Stage) -> None:
    deck.play()
    player_of(deck).run_to(500)
    deck.pause()
    assert deck.at == 0
    stage.choose(Choices(rewind=0))
    deck.play_from(5_000)
    deck.pause()
    assert deck.at == 5_000


def test_skipping_stays_in_the_recording(deck: Deck, stage: Stage) -> None:
    deck.skip(1)
    assert deck.at == 5_000
    stage.choose(Choices(skip=30))
    deck.skip(-1)
    assert deck.at == 0
    deck.skip(1)
    deck.skip(1)
    deck.skip(1)
    assert deck.at == 59_999


def test_speeds_are_stepped_through_and_told(deck: Deck, qtbot: QtBot) -> None:
    speeds = list[float]()
    deck.speed_changed.connect(speeds.append)
    deck.step_speed(1)
    deck.step_speed(-1)
    deck.step_speed(-1)
    assert speeds == [1.1, 1.0, 0.9]
    assert [call for call in player_of(deck).calls if call[0] == "speed"][-1] == ("speed", 0.9)


def test_place_and_speed_come_back_with_the_recording(deck: Deck, stage: Stage) -> None:
    deck.seek(42_000)
    deck.set_speed(1.5)
    deck.close()
    assert where_left("guid") == Left(42_000, 1.5)
    again = Deck(stage, FakePlayer)
    again.open("guid", Path("a.wav"), "a.wav")
    assert (again.at, again.speed) == (42_000, 1.5)
    again.open("other", Path("b.wav"), "b.wav")
    assert (again.at, again.speed) == (0, 1.0)


def test_what_is_closed_while_it_runs_is_kept_once(deck: Deck) -> None:
    deck.play_from(42_000)
    deck.set_speed(1.5)
    deck.close()
    assert list(load_settings().recordings) == ["guid"]
    assert where_left("guid") == Left(42_000, 1.5)


def test_where_it_was_found_is_not_forgotten_by_playing(deck: Deck, tmp_path: Path) -> None:
    remember_left("guid", Left(0, 1.0, tmp_path / "a.wav"))
    deck.seek(9_000)
    deck.keep()
    assert where_left("guid") == Left(9_000, 1.0, tmp_path / "a.wav")


def test_what_was_heard_to_its_end_begins_anew(deck: Deck) -> None:
    deck.play()
    player_of(deck).run_to(59_900)
    deck.keep()
    assert where_left("guid").at == 0


def test_only_one_recording_of_a_window_plays(deck: Deck, stage: Stage) -> None:
    other = Deck(stage, FakePlayer)
    other.open("other", Path("b.wav"), "b.wav")
    deck.play()
    other.play()
    assert (deck.plays, other.plays) == (False, True)


def test_what_cannot_be_played_is_told_and_does_nothing(stage: Stage, qtbot: QtBot) -> None:
    def broken(parent: object = None) -> FakePlayer:
        made = FakePlayer(stage)
        made.works = False
        return made

    deck = Deck(stage, broken)
    with qtbot.waitSignal(deck.failed):
        deck.open("guid", Path("a.wav"), "a.wav")
    deck.toggle()
    deck.skip(1)
    assert not deck.ready and not deck.plays
    deck.close()
    assert where_left("guid") == Left()


def test_how_loud_it_is_holds_for_all_and_for_the_next_time(deck: Deck, stage: Stage) -> None:
    stage.choose(Choices(volume=40))
    assert player_of(deck).calls[-1] == ("volume", 40)
    assert load_choices().volume == 40
