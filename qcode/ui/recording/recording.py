"""The recording of the open document: found, played, followed, and what commands do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from qcode.model.changes import Changes
from qcode.model.document import DocumentText
from qcode.model.errors import UserError
from qcode.model.media import Media, State
from qcode.model.time_marks import time_mark_at
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.services.playing import Choices, remember_left, where_left
from qcode.services.recording_places import Located
from qcode.services.recordings import recordings_of
from qcode.services.words import clock
from qcode.ui.accessible import announce
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session
from qcode.ui.splitter import Splitter

from .deck import Deck, MakePlayer, Stage
from .follower import Follower
from .keeper import Keeper
from .menu import fill_menu
from .picture import Picture
from .player import QtPlayer, Source
from .pointing import Pointing
from .strip import Act, Strip
from .times import speed_words, time_words
from .waiting import Fetched, fetch

_SHARES = (360, 640)  # of the picture and of the text
make_player: MakePlayer = QtPlayer


class Recording(QObject):
    """Has a `strip` for above the text, and a `frame` of the text with a film's picture over it.

    What commands find is told to be other now by the session's `passage_changed`.
    """

    def __init__(self, session: Session, view: CodingView, body: QWidget, pane: QWidget) -> None:
        super().__init__(pane)
        self._session, self._view = session, view
        self._opened: DocumentText | None = None
        self._listed: list[Media] = []
        self._media: Media | None = None
        self._wanted: object = None  # MediaId of what was just added
        self.stage = Stage.of(session)
        self.deck = Deck(self.stage, make_player)
        self.follower = Follower(view)
        self.keeper = Keeper(session, pane)
        self.strip = Strip()
        self.strip.hide()
        self.picture = Picture()
        self.picture.hide()
        self._films = False
        self.frame = Splitter(Qt.Orientation.Vertical)
        self.frame.add(self.picture, tr("Film"))
        self.frame.add(body, tr("Text"))
        self.frame.setSizes(_SHARES)
        self._pointing = Pointing(view, pane, self)
        self._connect()
        self._take_choices(self.stage.choices)

    def _connect(self) -> None:
        deck, strip, session = self.deck, self.strip, self._session
        deck.measured.connect(self._measure)
        deck.moved.connect(self._move)
        deck.played.connect(self._tell_playing)
        deck.failed.connect(self._fail)
        deck.speed_changed.connect(strip.show_speed)
        deck.pictured.connect(self._take_film)
        deck.shown.connect(self._show_image)
        strip.toggled.connect(self.toggle)
        strip.skipped.connect(self.skip)
        strip.sought.connect(self.seek)
        strip.speed_chosen.connect(deck.set_speed)
        strip.menu_wanted.connect(partial(fill_menu, self))
        self.keeper.reading.connect(self._tell_reading)
        self.keeper.read.connect(self._show)
        self.keeper.added.connect(self._take_added)
        self.keeper.placed.connect(self.choose)
        self.stage.choices_changed.connect(self._take_choices)
        session.changed.connect(self._hear)
        session.keys.changed.connect(self._name_keys)
        self._name_keys()

    def _name_keys(self) -> None:
        self.strip.name_keys(self._session.keys.text)

    @property
    def loaded(self) -> bool:
        """Whether there is a recording that can be played."""
        return self.deck.ready

    @property
    def writable(self) -> bool:
        """Whether recordings can be added and taken off."""
        return not self._session.project.read_only

    @property
    def listed(self) -> Sequence[Media]:
        """The recordings of the open document."""
        return self._listed

    @property
    def media(self) -> Media | None:
        """The one of them that is played."""
        return self._media

    @property
    def films(self) -> bool:
        """Whether it has a picture."""
        return self._films

    # -- the document

    def show_document(self, opened: DocumentText | None) -> None:
        """Follow the document that is shown, None if none is; its text may be another now."""
        before, self._opened = self._opened, opened
        self.follower.show_turns(() if opened is None else opened.layout.turns)
        if opened is None or before is None or before.document.id != opened.document.id:
            self._put_away()
            self._listed = []
            self._list()
        elif self.deck.ready:
            self._pointing.switch(True)
            self.follower.follow(self.deck.at, scroll=False)

    def leave(self) -> None:
        """Remember where the recording was, before the project closes."""
        self.keeper.cancel()
        self.deck.close()

    def _put_away(self) -> None:
        self._media = None
        self._close()
        self.strip.hide()

    def _close(self) -> None:
        """Let go of what is played."""
        was = self.loaded
        self.deck.close()
        self._take_film(False)
        self.follower.forget()
        self._pointing.switch(False)
        if was:
            self._session.passage_changed.emit()

    def _hear(self, changes: Changes) -> None:
        if changes.affects_recordings:
            self._list()

    def _list(self) -> None:
        if self._opened is None:
            return
        project, document = self._session.project, self._opened.document.id
        self._session.read(
            "recordings", lambda _task: recordings_of(project, document), self._take_list
        )

    def _take_list(self, listed: list[Media]) -> None:
        self._listed = listed
        by_id = {each.id: each for each in listed}
        wanted, self._wanted = self._wanted, None
        known = None if self._media is None else by_id.get(self._media.id)
        chosen = next((each for each in listed if each.id == wanted), known)
        if chosen is None and listed:
            chosen = listed[0]
        if chosen is None:
            self._put_away()
        elif chosen != self._media:
            self.choose(chosen)

    def _take_added(self, number: object) -> None:
        self._wanted = number
        self._list()

    # -- opening a recording

    def choose(self, media: Media, folders: Sequence[Path] = ()) -> None:
        """Play one of the document's recordings, once it is found."""
        self._close()
        self._media = media
        self.strip.show_words(tr("Looking for {name}…", name=media.name))
        work = partial(fetch, self._session.project, media, tuple(folders))

        def take(fetched: Fetched) -> None:
            self._take(fetched, by_folder=bool(folders))

        def refuse(error: UserError) -> None:
            if self._media == media:  # else another document is open by now
                self._say(sentence(error), self._ways_out(find=False))

        self._session.read("recording", work, take, refuse)

    def _take(self, fetched: Fetched, *, by_folder: bool) -> None:
        located, source = fetched.located, fetched.source
        if located.media != self._media:
            return
        if source is None:
            self._explain(located, by_folder=by_folder)
            return
        if by_folder and located.state is State.MOVED and located.path and self.writable:
            self.keeper.note(located.media, located.path)  # which is news, and opens it
            return
        known = where_left(located.media.guid)
        found = located.path if located.state is State.MOVED else None
        if known.found != found:
            remember_left(located.media.guid, replace(known, found=found))
        self._play(located.media, source)

    def _play(self, media: Media, source: Source) -> None:
        self.deck.open(media.guid, source, media.name)

    def _explain(self, located: Located, *, by_folder: bool) -> None:
        """Say in one sentence why there is nothing to play, and offer what can be done."""
        media, path = located.media, located.path
        if located.state is State.CHANGED and path is not None:
            words = tr(
                "{name} is not the file that was added: it was changed or replaced.",
                name=path.name,
            )
            use: Act = (tr("Use it as it is"), lambda: self.keeper.take(media, path))
            play: Act = (tr("Play it anyway"), lambda: self._play(media, path))
            self._say(words, [use if self.writable else play, *self._ways_out(find=True)])
            return
        if by_folder:
            words = tr("The recording {name} is not in that folder.", name=media.name)
        else:
            words = tr(
                "The recording {name} is neither where it was nor below the project's folder.",
                name=media.name,
            )
        self._say(words, self._ways_out(find=True))

    def _say(self, words: str, acts: Sequence[Act]) -> None:
        self.strip.show_words(words, acts)
        announce(self._view, words)

    def _ways_out(self, *, find: bool) -> list[Act]:
        ways: list[Act] = []
        if find:
            ways += [
                (tr("Find…"), self.find_file),
                (tr("Look in a folder…"), self.find_in_folder),
            ]
        if self.writable:
            ways.append((tr("Remove"), self.remove))
        return ways

    def find_file(self) -> None:
        """Ask where the recording is."""
        if self._media is not None:
            self.keeper.ask_for_file(self._media)

    def find_in_folder(self) -> None:
        """Ask for a folder to look in."""
        folder = None if self._media is None else self.keeper.ask_for_folder()
        if folder is not None and self._media is not None:
            self.choose(self._media, [folder])

    def remove(self) -> None:
        """Take the recording off the document."""
        if self._media is not None:
            self.keeper.remove(self._media)

    def add(self) -> None:
        """Ask for a recording of the open document."""
        if self._opened is not None and self.writable:
            self.keeper.ask_to_add(self._opened.document.id)

    def add_files(self, paths: Sequence[Path]) -> bool:
        """Add recordings that were dropped on the text; False if that cannot be."""
        if self._opened is None or not self.writable:
            return False
        self.keeper.add(self._opened.document.id, paths)
        return True

    def _tell_reading(self, name: str, percent: int) -> None:
        words = tr("Reading {name}: {percent} %", name=name, percent=percent)
        self.strip.show_words(words, [(tr("Stop"), self.keeper.cancel)])

    def _show(self) -> None:
        """Show what is the case when nothing is being read any more."""
        if self.deck.ready:
            self.strip.show_controls()
        elif self._media is None:
            self.strip.hide()
        else:
            self.choose(self._media)

    # -- playing

    def _measure(self, length: int) -> None:
        self.strip.show_length(length)
        self.strip.show_controls()
        self._pointing.switch(True)
        self._session.passage_changed.emit()

    def _fail(self) -> None:
        name = "" if self._media is None else self._media.name
        self._close()
        words = tr(
            "{name} cannot be played: its format is not known here, or it is damaged.", name=name
        )
        self._say(words, self._ways_out(find=True))

    def _move(self, at: int) -> None:
        self.strip.show_time(at)
        self.follower.follow(at, scroll=self.deck.plays)

    def _tell_playing(self, plays: bool) -> None:
        self.strip.show_playing(plays)
        if self.deck.ready:
            time = time_words(self.deck.at)
            announce(
                self._view,
                tr("Playing from {time}", time=time)
                if plays
                else tr("Paused at {time}", time=time),
            )

    def toggle(self) -> None:
        """Play, or pause."""
        if not self.deck.plays:
            self.follower.jump()
        self.deck.toggle()

    def seek(self, at: int) -> None:
        """Go somewhere in the recording."""
        self.follower.jump()
        self.deck.seek(at)

    def skip(self, by: int) -> None:
        """Go back (-1) or forward (1) by as much as was chosen."""
        self.follower.jump()
        self.deck.skip(by)
        if not self.deck.plays and self.loaded:
            announce(self._view, time_words(self.deck.at))

    def step_speed(self, by: int) -> None:
        """Play faster (1) or slower (-1)."""
        self.deck.step_speed(by)
        if self.loaded:
            announce(self._view, tr("Speed {speed}", speed=speed_words(self.deck.speed)))

    def time_here(self) -> int | None:
        """Return when the place of the caret was said: its mark's time, or that of its turn."""
        editor = self._pointing.editor()
        if editor is None:
            position = self._view.cursor_position()
            marked = _mark_beside(self._view.text(), position)
        else:
            position = editor.original_position()
            marked = _mark_beside(editor.mirror.text, editor.position())
        return self.follower.times.time_of(position) if marked is None else marked

    def play_at(self, at: int) -> None:
        """Play from a time on."""
        self.follower.jump()
        self.deck.play_from(at)

    def play_here(self) -> None:
        """Play from the caret's turn on."""
        at = self.time_here()
        if at is not None:
            self.play_at(at)
        elif self.loaded:
            self._session.told.emit(tr("It is not known when this was said."))

    def insert_time(self) -> None:
        """Put the time of the recording into the text that is being edited, at the caret."""
        editor = self._pointing.editor()
        if editor is None:
            key = self._session.keys.text("edit_text")
            words = tr("Times are put into a text while it is edited ({key}).", key=key)
            self._session.told.emit(words)
        elif self.loaded and not editor.isReadOnly():
            mark, edited = f"[{clock(self.deck.at)}]", editor
            editor.when_free(lambda: edited.textCursor().insertText(mark))

    # -- choices

    def set_choices(self, **chosen: object) -> None:
        """Play in another way from now on."""
        self.stage.choose(replace(self.stage.choices, **chosen))  # type: ignore[arg-type]

    def toggle_follow(self) -> None:
        """Have the text follow, or not."""
        self.set_choices(follows=not self.stage.choices.follows)
        on = self.stage.choices.follows
        announce(self._view, tr("The text follows") if on else tr("The text stays"))

    def _take_choices(self, choices: Choices) -> None:
        self.follower.switch(choices.follows)
        if self.deck.ready:
            self.follower.follow(self.deck.at, scroll=False)
        self._show_picture()

    # -- the picture

    def _take_film(self, films: bool) -> None:
        self._films = films
        self._show_picture()

    def _show_picture(self) -> None:
        on = self._films and self.stage.choices.picture
        if on and self.picture.isHidden():
            self.frame.setSizes(_SHARES)
        self.picture.setVisible(on)
        self.deck.watch(on)
        if not on:
            self.picture.show_image(QImage())

    def _show_image(self, image: QImage) -> None:
        if not self.picture.isHidden():
            self.picture.show_image(image)


def _mark_beside(text: str, caret: int) -> int | None:
    """Return the time of the mark that a caret is in, or that it stands just after."""
    found = time_mark_at(text, caret)
    return time_mark_at(text, caret - 1) if found is None and caret else found
