"""Laws of the journal, for every operation there is: found by a machine that does them at random.

After any sequence of operations: undo then redo gives identical tables; undoing everything and
redoing it does too; the journal replayed from empty gives the same project; a service that fails
leaves nothing behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from journal_material import NAMES, SMALL, TURNS, candidate, code_by_table, fill

from qcode.model.document import AttributeTarget, AttributeType, CaseLink, DocumentKind
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.text import Span
from qcode.services import (
    attribute_table,
    cases,
    code_surgery,
    coders,
    codes,
    coding,
    documents,
    exchange_in,
    exchange_out,
    history,
    importing,
    memos,
    projects,
    recordings,
    shaping,
    text_editing,
)
from qcode.services.attribute_table import NewColumn
from qcode.services.exchange_plan import Choices
from qcode.services.recordings import Examined
from qcode.store import journal
from qcode.store.memory import memory_database


class EveryOperation(RuleBasedStateMachine):
    """Does whatever the services can do to a project, and undoes and redoes it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.steps = 0
        self.project = projects.create_project(Path(self.folder.name, "laws.qcode"), coder="Anna")

    def teardown(self) -> None:
        self.undo_all_and_redo_all()
        self.project.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        """Start with something of everything, so that few rules find nothing to do."""
        fill(self.project)
        self.theirs = exchange_out.gather(self.project)

    # -- looking

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.project.reading() as view:
            return journal.snapshot(view)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Let a service refuse; then nothing at all may have changed."""
        before, last = self.tables(), self.project.last_operation()
        try:
            yield
        except UserError:
            assert self.tables() == before
            assert self.project.last_operation() == last

    def pick(self, items: list[Any], number: int) -> Any:
        return items[number % len(items)]

    def documents(self) -> list[Any]:
        return [row.id for row in self.project.documents()]

    def codes(self) -> list[Any]:
        return list(self.project.codebook().codes)

    def segments(self) -> list[Any]:
        return [s.id for d in self.documents() for s in coding.segments_of(self.project, d)]

    # -- documents

    @rule(number=SMALL)
    def import_document(self, number: int) -> None:
        if len(self.documents()) < 4:
            importing.add_candidates(self.project, [candidate(number)])

    @rule(update=st.booleans(), later=st.booleans())
    def import_project(self, update: bool, later: bool) -> None:
        """Take in what was gathered at the beginning, or when this was last done."""
        theirs = exchange_out.gather(self.project)
        if len(self.documents()) < 4:
            exchange_in.take_in(self.project, self.theirs, Choices(update), name="theirs.qdpx")
        if later:
            self.theirs = theirs

    import_codings = rule(start=SMALL)(lambda self, start: code_by_table(self.project, start))

    @rule(number=SMALL, name=NAMES)
    def rename_document(self, number: int, name: str) -> None:
        if self.documents():
            with self.attempt():
                document = self.pick(self.documents(), number)
                documents.rename_document(self.project, document, name)

    @rule(number=SMALL, kind=st.sampled_from(DocumentKind))
    def describe_document(self, number: int, kind: DocumentKind) -> None:
        if self.documents():
            document = self.pick(self.documents(), number)
            documents.edit_document(self.project, document, kind=kind, language="en")

    @rule(number=SMALL)
    def order_documents(self, number: int) -> None:
        if self.documents():
            documents.order_documents(self.project, [self.pick(self.documents(), number)])

    @rule(number=SMALL, data=st.data())
    def edit_text(self, number: int, data: st.DataObject) -> None:
        if not self.documents():
            return
        document = self.pick(self.documents(), number)
        text = self.project.text(document).text
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        new = data.draw(st.sampled_from(["", "ny text", "\n", "å😀"]))
        change = TextChange.replace(text, start, end, new)
        with self.attempt():
            text_editing.edit_text(
                self.project, document, change, drop_vanishing=data.draw(st.booleans())
            )

    @rule(number=SMALL, count=st.integers(0, 2))
    def set_turns(self, number: int, count: int) -> None:
        if self.documents():
            with self.attempt():
                document = self.pick(self.documents(), number)
                documents.set_turns(self.project, document, TURNS[:count])

    @precondition(lambda self: len(self.documents()) > 1)
    @rule(number=SMALL)
    def delete_document(self, number: int) -> None:
        chosen = [self.pick(self.documents(), number)]
        removal = documents.removal_of(self.project, chosen)
        before = len(self.segments()), len(memos.list_memos(self.project))
        documents.delete_documents(self.project, chosen)
        after = len(self.segments()), len(memos.list_memos(self.project))
        assert (before[0] - after[0], before[1] - after[1]) == (removal.segments, removal.memos)

    @rule(name=NAMES, number=SMALL)
    def save_set(self, name: str, number: int) -> None:
        documents.save_set(self.project, name, self.documents()[: number % 3])

    @rule(name=NAMES, number=SMALL)
    def change_set(self, name: str, number: int) -> None:
        sets = documents.list_sets(self.project)
        if sets:
            chosen = self.pick(sets, number).id
            with self.attempt():
                if number % 3 == 0:
                    documents.delete_set(self.project, chosen)
                elif number % 3 == 1:
                    documents.change_set(self.project, chosen, add=self.documents()[:1])
                else:
                    documents.rename_set(self.project, chosen, name)

    # -- recordings

    @rule(number=SMALL, bytes_=SMALL)
    def add_recording(self, number: int, bytes_: int) -> None:
        if self.documents():
            document = self.pick(self.documents(), number)
            found = Examined(self.project.path.with_name("a.wav"), f"{bytes_:064}", bytes_)
            with self.attempt():
                recordings.add_recording(self.project, document, found)

    @rule(number=SMALL, bytes_=SMALL, other=st.booleans())
    def change_recording(self, number: int, bytes_: int, other: bool) -> None:
        there = recordings.all_recordings(self.project)
        if there:
            chosen = self.pick(there, number).id
            found = Examined(self.project.path.with_name("b.wav"), f"{bytes_:064}", bytes_)
            with self.attempt():
                if number % 3:
                    recordings.find_again(self.project, chosen, found, other=other)
                else:
                    recordings.remove_recording(self.project, chosen)

    # -- cases and attributes

    @rule(name=NAMES, number=SMALL)
    def add_case(self, name: str, number: int) -> None:
        links = [CaseLink(d, "IP1" if number % 2 else None) for d in self.documents()[:2]]
        with self.attempt():
            cases.add_case(self.project, name, links=links)

    @rule(name=NAMES, number=SMALL)
    def change_case(self, name: str, number: int) -> None:
        found = cases.list_cases(self.project)
        if found:
            chosen = self.pick(found, number).id
            with self.attempt():
                if number % 3:
                    cases.edit_case(self.project, chosen, name=name, links=[])
                else:
                    cases.delete_case(self.project, chosen)

    @rule(name=NAMES, of=st.sampled_from(AttributeTarget), kind=st.sampled_from(AttributeType))
    def add_attribute(self, name: str, of: AttributeTarget, kind: AttributeType) -> None:
        with self.attempt():
            cases.add_attribute(self.project, name, of, kind=kind, choices=["ja", "nej"])

    @rule(
        of=st.sampled_from(AttributeTarget),
        values=st.lists(st.sampled_from(["", "ja", "12", "2024-05-01"])),
    )
    def fill_table(self, of: AttributeTarget, values: list[str]) -> None:
        table = attribute_table.read_table(self.project, of)
        places = [(owner.id, each.id) for each in table.attributes for owner in table.owners]
        cells = dict(zip(places, values, strict=False))
        for (owner, number), value in list(cells.items())[:1]:
            with self.attempt():
                cases.set_value(self.project, number, owner, value)
        with self.attempt():
            columns = [NewColumn("Ort", values={key: "1" for key, _ in places})]
            attribute_table.fill(self.project, of, cells, columns=columns)

    @rule(number=SMALL, name=NAMES)
    def change_attribute(self, number: int, name: str) -> None:
        found = cases.list_attributes(self.project)
        if found:
            chosen = self.pick(found, number).id
            with self.attempt():
                if number % 2:
                    cases.edit_attribute(self.project, chosen, name=name, choices=["a"])
                else:
                    cases.delete_attribute(self.project, chosen)

    # -- the codebook

    @rule(names=st.lists(NAMES, min_size=1, max_size=3), text=st.sampled_from(["", "när"]))
    def add_code(self, names: list[str], text: str) -> None:
        path = "/".join(n.replace("/", "\\/") for n in names)
        with self.attempt():
            codes.add_path(self.project, path, texts={"use_when": text} if text else None)

    @rule(number=SMALL, name=NAMES)
    def rename_code(self, number: int, name: str) -> None:
        if self.codes():
            with self.attempt():
                codes.rename_code(self.project, self.pick(self.codes(), number), name)

    @rule(number=SMALL)
    def edit_code(self, number: int) -> None:
        if self.codes():
            codes.edit_code(
                self.project,
                self.pick(self.codes(), number),
                color=f"#0000{number:02}",
                texts={"definition": str(number)},
            )

    @rule(numbers=st.lists(SMALL, min_size=1, max_size=3), color=st.sampled_from(["", "#00ff00"]))
    def color_codes(self, numbers: list[int], color: str) -> None:
        if self.codes():
            with self.attempt():
                codes.color_codes(
                    self.project, [self.pick(self.codes(), number) for number in numbers], color
                )

    @rule(number=SMALL, other=SMALL, at=st.none() | st.integers(0, 3))
    def move_code(self, number: int, other: int, at: int | None) -> None:
        if self.codes():
            parent = None if other == 0 else self.pick(self.codes(), other)
            with self.attempt():
                codes.move_codes(self.project, [self.pick(self.codes(), number)], parent, at=at)

    @rule(number=SMALL, other=SMALL)
    def merge_codes(self, number: int, other: int) -> None:
        if self.codes():
            gone, into = self.pick(self.codes(), number), self.pick(self.codes(), other)
            with self.attempt():
                code_surgery.merge_codes(self.project, [gone], into)

    @rule(number=SMALL, name=NAMES)
    def split_code(self, number: int, name: str) -> None:
        if self.codes():
            code = self.pick(self.codes(), number)
            own = [
                s.id
                for d in self.documents()
                for s in coding.segments_of(self.project, d)
                if s.code == code
            ]
            with self.attempt():
                code_surgery.split_code(self.project, code, {name: own[:2]})

    @rule(number=SMALL)
    def delete_code(self, number: int) -> None:
        if self.codes():
            chosen = [self.pick(self.codes(), number)]
            removal = code_surgery.removal_of(self.project, chosen)
            before = len(self.segments()), len(memos.list_memos(self.project))
            code_surgery.delete_codes(self.project, chosen)
            after = len(self.segments()), len(memos.list_memos(self.project))
            assert before[0] - after[0] == removal.segments
            assert before[1] - after[1] == removal.memos

    # -- coding

    @rule(number=SMALL, name=NAMES, start=st.integers(0, 40), length=st.integers(0, 20))
    def apply_code(self, number: int, name: str, start: int, length: int) -> None:
        if self.documents():
            with self.attempt():
                coding.apply_path(
                    self.project,
                    self.pick(self.documents(), number),
                    Span(start, start + length),
                    name.replace("/", "\\/"),
                    memo="tänk" if number % 3 == 0 else "",
                )

    @rule(number=SMALL, name=NAMES)
    def autocode(self, number: int, name: str) -> None:
        if self.documents():
            document = self.pick(self.documents(), number)
            spans = [Span(at, at + 2) for at in range(0, 12, 3)]
            with self.attempt():
                coding.apply_to_many(self.project, {document: spans}, name.replace("/", "\\/"))

    @rule(number=SMALL)
    def remove_segment(self, number: int) -> None:
        if self.segments():
            coding.remove_segments(self.project, [self.pick(self.segments(), number)])

    @rule(number=SMALL, other=SMALL)
    def recode(self, number: int, other: int) -> None:
        if self.segments():
            code = self.pick(self.codes(), other)
            coding.recode(self.project, self.segments()[: 1 + number % 3], code)

    @rule(number=SMALL, start=st.integers(0, 40), length=st.integers(0, 20))
    def move_segment(self, number: int, start: int, length: int) -> None:
        if self.segments():
            with self.attempt():
                coding.move_segment(
                    self.project, self.pick(self.segments(), number), Span(start, start + length)
                )

    @rule(number=SMALL, weight=st.integers(-1, 101))
    def edit_segment(self, number: int, weight: int) -> None:
        if self.segments():
            with self.attempt():
                coding.edit_segment(
                    self.project,
                    self.pick(self.segments(), number),
                    weight=weight,
                    condensed="kort",
                )

    @rule(number=SMALL, at=st.integers(0, 60), work=st.sampled_from(["join", "split", "copy"]))
    def shape_segment(self, number: int, at: int, work: str) -> None:
        if self.segments():
            chosen = coding.get_segment(self.project, self.pick(self.segments(), number))
            near = [segment.id for segment in shaping.neighbours(self.project, chosen.id)]
            with self.attempt():
                if work == "join":
                    shaping.join_segments(self.project, near)
                elif work == "split":
                    shaping.split_segment(self.project, chosen.id, at)
                else:
                    given, span = self.codes()[:3], Span(at, at + number)
                    shaping.copy_codings(self.project, chosen.document, span, given)

    # -- memos and coders

    @rule(number=SMALL, title=NAMES, kind=st.sampled_from(MemoKind))
    def add_memo(self, number: int, title: str, kind: MemoKind) -> None:
        links = [MemoLink()]
        if self.documents():
            document = self.pick(self.documents(), number)
            length = len(self.project.text(document).text)
            links.append(MemoLink(document=document))
            if length > 8:
                links.append(MemoLink(document=document, span=Span(2, 8)))
        if self.codes():
            links.append(MemoLink(code=self.pick(self.codes(), number)))
        if self.segments():
            links.append(MemoLink(segment=self.pick(self.segments(), number)))
        chosen = [links[number % len(links)], *links[:1]] if number % 2 else links[-1:]
        memos.add_memo(self.project, title, "text", kind=kind, links=chosen)

    @rule(number=SMALL, title=NAMES)
    def change_memo(self, number: int, title: str) -> None:
        found = memos.list_memos(self.project)
        if found:
            chosen = self.pick(found, number).id
            action: Callable[[], Any] = (
                (lambda: memos.delete_memos(self.project, [chosen]))
                if number % 3 == 0
                else (lambda: memos.edit_memo(self.project, chosen, title=title, text=title))
            )
            action()

    @rule(name=st.sampled_from(["Bo", "Cia", "Anna"]), other=st.booleans())
    def change_coders(self, name: str, other: bool) -> None:
        with self.attempt():
            if other:
                self.project.coder = name
            elif self.project.coders():
                coders.edit_coder(self.project, self.project.coders()[0].id, color="#123456")
            else:
                coders.add_coder(self.project, name)

    # -- undo and redo

    @precondition(lambda self: self.project.undoable())
    @rule(steps=st.integers(1, 5))
    def undo_then_redo_restores_the_tables(self, steps: int) -> None:
        before, done = self.tables(), 0
        while done < steps and self.project.undoable():
            self.project.undo()
            done += 1
        for _step in range(done):
            self.project.redo()
        assert self.tables() == before

    @precondition(lambda self: self.project.undoable())
    @rule()
    def undo(self) -> None:
        self.project.undo()

    @precondition(lambda self: self.project.redoable())
    @rule()
    def redo(self) -> None:
        self.project.redo()

    @rule()
    def close_and_open(self) -> None:
        path, coder = self.project.path, self.project.coder
        before = self.tables()
        undoable, redoable = self.project.undoable(), self.project.redoable()
        self.project.close()
        assert [p.name for p in path.parent.iterdir()] == [path.name]
        self.project = projects.open_project(path, coder=coder)
        self.theirs = exchange_out.gather(self.project)  # what it holds is read from there
        assert self.tables() == before
        assert (self.project.undoable(), self.project.redoable()) == (undoable, redoable)

    @invariant()
    def journal_gives_the_project(self) -> None:
        self.steps += 1
        if self.steps % 3 == 0:  # what it lacks stays lacking, and at the end `verify` asks again
            with memory_database() as rebuilt, self.project.reading() as view:
                journal.replay(view, rebuilt)
                assert journal.snapshot(rebuilt) == journal.snapshot(view)

    @invariant()
    def history_can_be_told(self) -> None:
        for line in history.history(self.project, limit=1):
            assert line.summary

    def undo_all_and_redo_all(self) -> None:
        before, done = self.tables(), 0
        while self.project.undoable():
            self.project.undo()
            done += 1
        for _step in range(done):
            self.project.redo()
        assert self.tables() == before
        assert self.project.verify() == []


EveryOperation.TestCase.settings = settings(
    max_examples=15, stateful_step_count=30, suppress_health_check=list(HealthCheck)
)
TestEveryOperation = EveryOperation.TestCase
