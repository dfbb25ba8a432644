"""Everything that a project has, as writers of projects take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from qcode.formats.exchange import (
    ExchangeAttribute,
    ExchangeCase,
    ExchangeCode,
    ExchangeCoder,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMedia,
    ExchangeMemo,
    ExchangePart,
    ExchangeProject,
    ExchangeSaved,
    ExchangeSegment,
    ExchangeSet,
    ExchangeValue,
    Held,
)
from qcode.model.document import AttributeTarget
from qcode.model.job import SILENT, Job
from qcode.model.media import Media
from qcode.model.memo import Memo, MemoLink
from qcode.store import (
    cases,
    coders,
    codes,
    content,
    documents,
    media,
    memos,
    origins,
    preserved,
    presets,
    project_row,
    queries,
    segments,
)
from qcode.store.reader import Reader

from .exchange_media import lies_beside, read_beside
from .exchange_merge import Numbered
from .projects import Project

ORIGIN = "QCode"


def gather(project: Project, *, job: Job = SILENT) -> ExchangeProject:
    """Return the whole project: texts in memory, originals and media as they are asked for.

    The project must stay open until then. Raises `Cancelled`.
    """
    with project.reading() as view:
        return _Gathering(project, view, job).everything()


class _Gathering:
    """Reads one state of a project; things are known by number there and by GUID outside."""

    def __init__(self, project: Project, view: Reader, job: Job) -> None:
        self._project, self._view, self._job = project, view, job
        self._coders = _guids(coders.list_coders(view))
        self._codebook = codes.read_codebook(view)
        self._documents = documents.list_documents(view)
        self._coded = segments.find_segments(view)
        self._cases = cases.list_cases(view)
        self._guids: Mapping[str, Mapping[int, str]] = {
            "document": _guids(self._documents),
            "code": _guids(self._codebook.codes.values()),
            "case": _guids(self._cases),
            "segment": _guids(self._coded),
        }

    def everything(self) -> ExchangeProject:
        """Return all of it."""
        view = self._view
        info = project_row.read_info(view)
        places = self._guids["document"]
        return ExchangeProject(
            name=info.name,
            guid=info.guid,
            origin=ORIGIN,
            language=info.language,
            description=info.description,
            created=info.created,
            coders=tuple(ExchangeCoder(c.guid, c.name, c.color) for c in coders.list_coders(view)),
            codes=tuple(self._codes()),
            documents=tuple(self._texts()),
            segments=tuple(self._segments()),
            memos=tuple(self._memo(memo) for memo in memos.list_memos(view)),
            cases=tuple(
                ExchangeCase(
                    case.guid,
                    case.name,
                    case.description,
                    tuple((places[link.document], link.speaker) for link in case.links),
                )
                for case in self._cases
            ),
            attributes=tuple(
                ExchangeAttribute(each.guid, each.name, each.target, each.type, each.choices)
                for each in cases.list_attributes(view)
            ),
            values=tuple(self._values()),
            sets=tuple(
                ExchangeSet(each.guid, each.name, tuple(places[n] for n in each.documents))
                for each in cases.list_sets(view)
            ),
            saved=tuple(self._saved()),
            parts=tuple(self._parts()),
        )

    def _codes(self) -> Iterator[ExchangeCode]:
        known = self._guids["code"]
        for _depth, code in self._codebook.walk():
            yield ExchangeCode(
                code.guid,
                code.name,
                "" if code.parent is None else known[code.parent],
                code.color.lower(),
                code.definition,
                code.use_when,
                code.avoid_when,
                code.example,
                codable=code.codable,
            )

    def _texts(self) -> Iterator[ExchangeDocument]:
        sizes = content.read_sizes(self._view)
        beside: defaultdict[int, list[ExchangeMedia]] = defaultdict(list)
        for each in media.list_media(self._view):
            beside[each.document].append(self._medium(each))
        for number, document in enumerate(self._documents):
            self._job.check()
            self._job.progress(number, len(self._documents), document.name)
            opened = documents.read_version(self._view, document)
            source = None
            if document.source_hash is not None:
                size = sizes.get(document.source_hash, 0)
                source = self._held(document.source_name, document.source_hash, size)
            yield ExchangeDocument(
                document.guid,
                document.name,
                opened.text,
                opened.layout,
                document.kind,
                document.language,
                source,
                document.source_format,
                document.encoding,
                document.added,
                tuple(beside[document.id]),
            )
        self._job.progress(len(self._documents), len(self._documents))

    def _segments(self) -> Iterator[ExchangeSegment]:
        places, known = self._guids["document"], self._guids["code"]
        made = origins.made_at(self._view, "segment", [each.id for each in self._coded])
        for each in self._coded:
            yield ExchangeSegment(
                each.guid,
                places[each.document],
                known[each.code],
                self._coders[each.coder],
                each.start,
                each.end,
                each.weight,
                each.condensed,
                made.get(each.id, ""),
            )

    def _memo(self, memo: Memo) -> ExchangeMemo:
        return ExchangeMemo(
            memo.guid,
            memo.title,
            memo.text,
            self._coders[memo.coder],
            str(memo.kind),
            memo.created,
            memo.changed,
            tuple(self._link(link) for link in memo.links),
        )

    def _link(self, link: MemoLink) -> ExchangeLink:
        if link.segment is not None:  # its document goes without saying
            return ExchangeLink(segment=self._guids["segment"][link.segment])
        return ExchangeLink(
            document="" if link.document is None else self._guids["document"][link.document],
            code="" if link.code is None else self._guids["code"][link.code],
            case="" if link.case is None else self._guids["case"][link.case],
            span=link.span,
        )

    def _values(self) -> Iterator[ExchangeValue]:
        known = _guids(cases.list_attributes(self._view))
        for target in AttributeTarget:
            owners = self._guids[target.value]
            for owner, values in cases.read_values(self._view, target).items():
                for attribute, value in values.items():
                    yield ExchangeValue(known[attribute], owners[owner], value)

    def _saved(self) -> Iterator[ExchangeSaved]:
        for query in queries.list_queries(self._view):
            coder = self._coders[query.coder]
            times = (query.created, query.changed)
            yield ExchangeSaved(
                query.guid, "query", query.name, query.text, query.options, coder, *times
            )
        for preset in presets.list_presets(self._view):
            coder = self._coders[preset.coder]
            times = (preset.created, preset.changed)
            yield ExchangeSaved(
                preset.guid, "preset", preset.name, "", preset.options, coder, *times
            )

    def _parts(self) -> Iterator[ExchangePart]:
        for part in preserved.list_preserved(self._view):
            yield ExchangePart(
                part.guid,
                part.format,
                part.kind,
                part.name,
                content.read_content(self._view, part.data_hash),
                tuple(self._held(f.name, f.content_hash, f.size) for f in part.files),
            )

    # -- bytes

    def _held(self, name: str, content_hash: str, size: int) -> Held:
        project = self._project

        def read() -> bytes:
            with project.reading() as view:
                return content.read_content(view, content_hash)

        return Held(name, size, read)

    def _medium(self, each: Media) -> ExchangeMedia:
        held = None
        path = lies_beside(self._project.path, each.path)
        if each.content_hash is not None:
            held = self._held(each.name, each.content_hash, each.size)
        elif path is not None and each.sha256:
            held = Held(each.name, path.stat().st_size, lambda: read_beside(path, each.sha256))
        return ExchangeMedia(each.guid, each.name, each.path, each.sha256, held)


def _guids(things: Iterable[Numbered]) -> dict[int, str]:
    return {each.id: each.guid for each in things}
