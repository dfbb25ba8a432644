"""A whole project from outside taken into an open one: looked at first, then one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from qcode.formats.base import Loss
from qcode.formats.coded_base import BY_HAND, TABLE
from qcode.formats.exchange import ExchangeProject, Held
from qcode.model.changes import Changes, Op
from qcode.model.courtesy import giving_way, let_go
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.store import bulk, project_row
from qcode.store.codes import let_code
from qcode.store.content import LARGEST, content_hash
from qcode.store.memory import memory_database
from qcode.store.reader import Reader
from qcode.store.unit import Unit, batches, now

from .codebook_importing import bring_in
from .coded_files import at_home
from .exchange_media import KEPT, Beside
from .exchange_merge import Merge, Values, merge_coders
from .exchange_plan import DEFAULTS, Choices, Counts, ExchangeLoss, ExchangePlan, Noun
from .exchange_sources import MergeCodes, MergeDocuments, columns_of
from .exchange_tables import (
    MergeAttributes,
    merge_cases,
    merge_parts,
    merge_saved,
    merge_sets,
)
from .exchange_work import MergeMemos, MergeSegments
from .projects import Project

_TEXTS = 8 << 20  # characters and bytes that are held at a time
_ROWS = 2_000
_PER_STEP = 50  # rows that take as long as a document

# Columns that name rows of other tables, by table.
_REFERENCES: Mapping[str, Mapping[str, str]] = {
    "segment": {"document_id": "document", "code_id": "code", "coder_id": "coder"},
    "memo": {"coder_id": "coder"},
    "memo_link": {
        "memo_id": "memo",
        "document_id": "document",
        "code_id": "code",
        "case_id": "case",
        "segment_id": "segment",
    },
    "case_link": {"case_id": "case", "document_id": "document"},
    "attribute_value": {
        "attribute_id": "attribute",
        "document_id": "document",
        "case_id": "case",
    },
    "set_member": {"set_id": "document_set", "document_id": "document"},
    "saved_query": {"coder_id": "coder"},
    "report_preset": {"coder_id": "coder"},
    "media": {"document_id": "document"},
}
# Behind documents and codes, each behind what it refers to.
_TABLES = (
    "segment",
    "case",
    "case_link",
    "attribute",
    "attribute_value",
    "document_set",
    "set_member",
    "memo",
    "memo_link",
    "saved_query",
    "report_preset",
)


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What came of it. `changes` is None when all of it was here already."""

    plan: ExchangePlan
    changes: Changes | None
    losses: tuple[Loss, ...]
    first: DocumentId | None = None  # the first that is new, or else that was added to

    def new(self, noun: Noun) -> int:
        """Return how many things of a noun came in."""
        return self.plan.of(noun).new

    @property
    def counts(self) -> Mapping[Noun, Counts]:
        """What was new, known and otherwise here, by noun."""
        return self.plan.counts


class _Decided:
    """A project from outside beside one as a view sees it, decided to the end."""

    def __init__(
        self,
        view: Reader,
        exchange: ExchangeProject,
        choices: Choices,
        coder: str,
        job: Job,
        *,
        described: bool,
    ) -> None:
        exchange = at_home(view, exchange, job)
        self.merge = Merge(view, exchange, choices, coder=coder)
        merge_coders(self.merge)
        job.check()
        self.documents = MergeDocuments(self.merge)
        self.documents.decide()
        job.check()
        self.codes = MergeCodes(self.merge)
        self.codes.decide()
        job.check()
        segments = MergeSegments(self.merge, self.documents.lengths)
        segments.decide()
        job.check()
        merge_cases(self.merge)
        MergeAttributes(self.merge).decide()
        merge_sets(self.merge)
        MergeMemos(self.merge, segments, self.documents.lengths).decide()
        merge_saved(self.merge)
        merge_parts(self.merge)
        self._look_for_large_files()
        self.describes = bool(exchange.description) and not described

    def _look_for_large_files(self) -> None:
        """Say which files are too large to come in, as far as it is known without fetching them."""
        media = self.merge.media.values()
        files = [each.source for each in self.documents.added.values()]
        for held in (*files, *(each.held for each in media)):
            if held is not None and held.size > LARGEST:
                self.merge.tally.lose(ExchangeLoss.SOURCES, held.name)

    def plan(self) -> ExchangePlan:
        """Return what would come of it."""
        exchange, tally = self.merge.exchange, self.merge.tally
        return ExchangePlan(
            exchange.name,
            exchange.origin,
            tally.counts,
            tuple(tally.clashes),
            (*exchange.losses, *tally.losses()),
            exchange.offsets,
            self.describes,
        )


def plan(
    project: Project,
    exchange: ExchangeProject,
    choices: Choices = DEFAULTS,
    *,
    job: Job = SILENT,
) -> ExchangePlan:
    """Say what taking in a project would do; nothing is written."""
    with project.reading() as view:
        described = bool(project_row.read_info(view).description)
        return _Decided(view, exchange, choices, project.coder, job, described=described).plan()


def plan_new(exchange: ExchangeProject, *, coder: str, job: Job = SILENT) -> ExchangePlan:
    """Say what making a project of its own of it would bring; nothing is written."""
    with memory_database() as view:
        return _Decided(view, exchange, DEFAULTS, coder, job, described=False).plan()


def take_in(
    project: Project,
    exchange: ExchangeProject,
    choices: Choices = DEFAULTS,
    *,
    name: str,
    job: Job = SILENT,
    origin: object = None,
) -> ExchangeResult:
    """Take in all that is not here, and with `update` what differs, as one operation.

    `name` is the file's, for the history. Raises `Cancelled`, and `UserError` for what the disk
    does; then nothing came in.
    """
    with Beside(project.path) as beside:
        with project.operation(Op.IMPORT_PROJECT, origin=origin, file=name) as unit:
            described = bool(project_row.read_info(unit.connection).description)
            decided = _Decided(
                unit.connection, exchange, choices, project.coder, job, described=described
            )
            me = cache(partial(project.coder_id, unit))  # passages without a coder are many
            writer = _Writer(unit, decided, beside, job, me)
            writer.write()
            made = decided.plan()
            if exchange.origin == TABLE:
                unit.params["table"] = True
                let_code(unit, writer.coded)
            if exchange.origin in BY_HAND:
                unit.params["coded"] = True
            unit.params["documents"] = made.of(Noun.DOCUMENTS).new
            unit.params["segments"] = made.of(Noun.SEGMENTS).new
        changes = unit.changes if unit.changes.operation else None
    touched = () if changes is None else changes.documents
    first = min(writer.documents or touched, default=None)
    shown = None if first is None else DocumentId(first)
    return ExchangeResult(made, changes, made.losses, shown)


class _Writer:
    """Writes what was decided, within an operation."""

    def __init__(
        self, unit: Unit, decided: _Decided, beside: Beside, job: Job, me: Callable[[], int]
    ) -> None:
        self._unit, self._beside, self._job, self._me = unit, beside, job, me
        self._decided, self._merge = decided, decided.merge
        self._made: dict[str, dict[str, int]] = {}
        self.coded: set[object] = set()  # the codes that passages got
        self._done = 0
        rows = sum(len(self._merge.new[table]) for table in _TABLES)
        self._total = len(decided.documents.added) + len(self._merge.media) + rows // _PER_STEP

    def write(self) -> None:
        """Add what is new, each behind what it refers to, and change what differs."""
        self._add("coder", self._merge.new["coder"])
        # The new ones may take names that others give up.
        bulk.set_rows(self._unit, "document", self._merge.changed.pop("document", {}))
        self._add_documents()
        self._add_codes()
        for table in _TABLES:
            new = giving_way(self._merge.new[table])
            self._add(table, [(key, self._timed(row)) for key, row in new])
            let_go(self._merge.new[table])
        self._add_media()
        self._add_parts()
        for table, rows in self._merge.changed.items():
            bulk.set_rows(self._unit, table, {n: self._resolved(table, v) for n, v in rows.items()})
        if self._decided.describes:
            project_row.set_info(self._unit, description=self._merge.exchange.description)
        self._job.check()

    @property
    def documents(self) -> list[int]:
        """The documents that are new."""
        return list(self._made.get("document", {}).values())

    def _step(self, count: int, detail: str = "") -> None:
        self._done += count
        self._job.check()
        self._job.progress(self._done, self._total, detail)

    # -- rows

    def _add(self, table: str, rows: Sequence[tuple[str, Values]]) -> None:
        made = self._made.setdefault(table, {})
        for batch in batches(rows, _ROWS):
            resolved = [self._resolved(table, row) for _key, row in giving_way(batch)]
            if table == "segment":
                self.coded.update(row["code_id"] for row in resolved)
            numbers = bulk.add_rows(self._unit, table, resolved)
            made.update(zip((key for key, _row in batch), numbers, strict=True))
            self._step(len(batch) // _PER_STEP)

    def _resolved(self, table: str, row: Values) -> Values:
        """Return a row with numbers in the place of what the file calls things."""
        found = dict(row)
        for column, target in _REFERENCES.get(table, {}).items():
            if column in found:
                found[column] = self._number(target, found[column])
        return found

    def _number(self, target: str, ref: object) -> int | None:
        if ref is None or isinstance(ref, int):
            return ref
        if target == "coder" and ref == "":
            return self._me()
        return self._made[target][str(ref)]

    def _timed(self, row: Values) -> Values:
        """Return a row that says when it was made, for a file that does not."""
        if row.get("created") != "":
            return row
        moment = now()
        return row | {"created": moment, "changed": row["changed"] or moment}

    # -- documents and codes

    def _add_documents(self) -> None:
        made = self._made.setdefault("document", {})
        waiting: list[tuple[str, bulk.NewText]] = []
        held = 0
        for key, row in self._merge.new["document"]:
            one = self._decided.documents.added[key]
            self._job.check()
            source = self._read(one.source)
            text = bulk.NewText(one.text, one.layout, source, columns_of(one) | row)
            waiting.append((key, text))
            held += len(one.text) + len(source or b"")
            if held > _TEXTS:
                self._flush(made, waiting)
                held = 0
        self._flush(made, waiting)

    def _flush(self, made: dict[str, int], waiting: list[tuple[str, bulk.NewText]]) -> None:
        if waiting:
            numbers = bulk.add_texts(self._unit, [text for _key, text in waiting])
            made.update(zip((key for key, _text in waiting), numbers, strict=True))
            self._step(len(waiting), str(waiting[-1][1].values["name"]))
            waiting.clear()

    def _add_codes(self) -> None:
        codes = self._decided.codes
        numbers = bring_in(self._unit, codes.codebook, codes.plan)
        made = self._made.setdefault("code", {})
        grouping: dict[int, Values] = {}
        for thing, row, number in zip(codes.things, codes.plan.rows, numbers, strict=True):
            if number is None:
                continue
            made[thing.guid] = number
            if row.code is None and not thing.codable:
                grouping[number] = {"codable": 0}
        bulk.set_rows(self._unit, "code", grouping)

    # -- bytes

    def _read(self, held: Held | None) -> bytes | None:
        """Return bytes of the file; None, and a loss, where they cannot be had."""
        if held is None or held.size > LARGEST:  # which was said when it was decided
            return None
        self._job.check()
        try:
            data: bytes | None = held.read()
        except UserError:
            data = None
        if data is None or len(data) > LARGEST:
            self._merge.tally.lose(ExchangeLoss.SOURCES, held.name)
            return None
        return data

    def _add_media(self) -> None:
        rows = []
        for key, row in self._merge.new["media"]:
            one = self._merge.media[key]
            data = self._read(one.held)
            row |= {"name": one.name, "path": one.path, "sha256": one.sha256, "size": 0}
            if data is not None:
                row |= self._placed(one.name, data)
            rows.append((key, row))
            self._step(1, one.name)
        self._add("media", rows)

    def _placed(self, name: str, data: bytes) -> Values:
        """Put a medium into the project or beside it; return where it is."""
        values: Values = {"sha256": content_hash(data), "size": len(data)}
        if len(data) <= KEPT:
            return values | {"content_hash": self._unit.keep(data), "path": ""}
        return values | {"path": self._beside.put(name, data)}

    def _add_parts(self) -> None:
        for key, row in self._merge.new["preserved"]:
            part = self._merge.parts[key]
            (number,) = bulk.add_rows(
                self._unit, "preserved", [row | {"data_hash": self._unit.keep(part.data)}]
            )
            files = []
            for place, held in enumerate(part.files):
                data = self._read(held)
                if data is not None:
                    file: Values = {"preserved_id": number, "name": held.name, "position": place}
                    files.append(file | {"content_hash": self._unit.keep(data)})
            bulk.add_rows(self._unit, "preserved_file", files)
