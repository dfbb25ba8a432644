"""Tables and charts of a report: codes by documents, codes by attributes, content analysis."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from qcode.formats.bundle import ExportExcerpt
from qcode.formats.bundle_parts import (
    Cell,
    ExportBar,
    ExportChart,
    ExportColumn,
    ExportTable,
)
from qcode.model.codebook import Code, CodeId, shown_names
from qcode.model.document import Attribute, AttributeType, Document, DocumentId
from qcode.model.errors import UserError
from qcode.model.report import Asker, Part, ReportOptions

from .language import Catalogue
from .report_chapters import Excerpts, Made
from .report_sources import Sources

_COLUMNS = 10  # of documents or values in one table; more go into tables of their own
_BARS = 25
_COUNTED = (AttributeType.CHOICE, AttributeType.BOOLEAN)  # types whose values divide people


def tables(
    sources: Sources, made: Excerpts, options: ReportOptions, words: Catalogue
) -> tuple[ExportTable, ...]:
    """Return the tables that are asked for; those without rows are left out."""
    maker = _Tables(sources, made, options, words)
    found: list[ExportTable] = []
    if options.has(Part.ANALYSIS):
        found.append(maker.analysis())
    if options.has(Part.CODE_DOCUMENT):
        found += maker.by_document()
    if options.has(Part.CODE_ATTRIBUTE):
        found += maker.by_attribute()
    return tuple(table for table in found if table.rows)


def charts(
    sources: Sources, made: Excerpts, options: ReportOptions, words: Catalogue
) -> tuple[ExportChart, ...]:
    """Return a chart of the codes that are used most, if it is asked for."""
    counts = Counter(each.passage.code for each in made.values())
    if not options.has(Part.CHART) or not counts:
        return ()
    book = sources.codebook
    order = {code.id: at for at, (_depth, code) in enumerate(book.walk())}
    most = sorted(counts, key=lambda code: (-counts[code], order[code]))[:_BARS]
    bars = tuple(ExportBar(book[code].name, counts[code], book[code].color) for code in most)
    told = ", ".join(f"{bar.name} {bar.value}" for bar in bars)
    title = words.tr("Excerpts by code")
    if len(counts) > _BARS:
        title = words.tr("The {n} codes with most excerpts", n=_BARS)
    alt = words.tr("Bar chart. {title}: {bars}.", title=title, bars=told)
    return (ExportChart("codes", title, alt, words.tr("Excerpts"), bars),)


class _Tables:
    """Makes tables of the passages of a report."""

    def __init__(
        self, sources: Sources, made: Excerpts, options: ReportOptions, words: Catalogue
    ) -> None:
        self._sources, self._options, self._words = sources, options, words
        self._by_code: dict[CodeId, list[Made]] = defaultdict(list)
        for each in made.values():
            self._by_code[each.passage.code].append(each)
        self._made = list(made.values())

    def _rows(self) -> Iterator[tuple[int, Code]]:
        """Yield the codes that are used or lie above one that is, in tree order, with depths."""
        needed: set[CodeId] = set()
        for code in self._by_code:
            at: CodeId | None = code
            while at is not None and at not in needed:
                needed.add(at)
                at = self._sources.codebook[at].parent
        walk = self._sources.codebook.walk()
        return ((depth, code) for depth, code in walk if code.id in needed)

    def by_document(self) -> list[ExportTable]:
        """Return how many excerpts each code has in each document."""
        counts: dict[CodeId, Counter[DocumentId]] = {
            code: Counter(each.passage.document for each in members)
            for code, members in self._by_code.items()
        }
        used = {document for each in counts.values() for document in each}
        shown = [row for row in self._sources.documents.values() if row.id in used]
        title, total = self._words.tr("Excerpts by code and document"), self._words.tr("Total")

        def cells(some: Sequence[Document], *, last: bool) -> Callable[[CodeId], list[Cell]]:
            def row(code: CodeId) -> list[Cell]:
                count = counts.get(code, Counter())
                numbers = [count[each.id] for each in some] + [count.total()] * last
                return [number or None for number in numbers]

            return row

        found = []
        for at in range(0, len(shown), _COLUMNS):
            some, last = shown[at : at + _COLUMNS], at + _COLUMNS >= len(shown)
            headings = [each.name for each in some] + [total] * last
            key = f"code-document:{at // _COLUMNS + 1}"
            found.append(self._crossed(key, title, headings, cells(some, last=last)))
        return found

    def by_attribute(self) -> list[ExportTable]:
        """Return, for each attribute, how many excerpts and persons each value has by code."""
        return [table for each in self._attributes() for table in self._attribute_tables(each)]

    def _attributes(self) -> list[Attribute]:
        people = self._sources.people
        wanted = [name.casefold() for name in self._options.attributes]
        known = {each.name.casefold() for each in people.attributes}
        for name in self._options.attributes:
            if name.casefold() not in known:
                raise UserError("attribute_unknown", attribute=name)
        found = [each for each in people.attributes if each.name.casefold() in wanted]
        if wanted:
            return found
        return [
            each
            for each in people.attributes
            if each.type in _COUNTED and 2 <= len(people.values_in_use(each.id)) <= _COLUMNS
        ]

    def _attribute_tables(self, attribute: Attribute) -> Iterator[ExportTable]:
        people, words = self._sources.people, self._words
        excerpts: dict[tuple[CodeId, str], int] = Counter()
        persons: dict[tuple[CodeId, str], set[object]] = defaultdict(set)
        for each in self._made:
            passage = each.passage
            value = people.value(attribute, passage.document, each.who)
            excerpts[passage.code, value] += 1
            persons[passage.code, value] |= set(each.who) or {passage.document}
        values = sorted(
            {value for _code, value in excerpts}, key=lambda value: people.rank(attribute, value)
        )
        headings = [people.shown(attribute, v) if v else words.tr("Not known") for v in values]

        def cells(some: Sequence[str]) -> Callable[[CodeId], list[Cell]]:
            def row(code: CodeId) -> list[Cell]:
                pairs = ((excerpts[code, v], len(persons[code, v])) for v in some)
                return [f"{n} ({who})" if n else None for n, who in pairs]

            return row

        title = words.tr("Excerpts by code and “{attribute}”", attribute=attribute.name)
        note = words.tr("Excerpts, and in brackets how many persons they are from.")
        for at in range(0, len(values), _COLUMNS):
            key = f"code-attribute:{attribute.guid}:{at // _COLUMNS + 1}"
            some = slice(at, at + _COLUMNS)
            yield self._crossed(key, title, headings[some], cells(values[some]), note)

    def _crossed(
        self,
        key: str,
        title: str,
        headings: Sequence[str],
        cells: Callable[[CodeId], Sequence[Cell]],
        note: str = "",
    ) -> ExportTable:
        rows = list(self._rows())
        columns = (
            ExportColumn(self._words.tr("Code"), 4),
            *(ExportColumn(heading, 2, number=True) for heading in headings),
        )
        return ExportTable(
            key=key,
            title=title,
            columns=columns,
            rows=tuple((code.name, *cells(code.id)) for _depth, code in rows),
            note=note,
            depths=tuple(depth for depth, _code in rows),
        )

    def analysis(self) -> ExportTable:
        """Return the table of qualitative content analysis, a row for each passage."""
        words = self._words
        headings = (
            (words.tr("Meaning unit"), 7),
            (words.tr("Condensed meaning unit"), 4.5),
            (words.tr("Code"), 3),
            (words.tr("Sub-category"), 2.6),
            (words.tr("Category"), 2.6),
            (words.tr("Theme"), 2.6),
        )
        rows = [
            (self._unit(each.excerpt), each.excerpt.condensed, *steps(self._names(code)))
            for _depth, code in self._rows()
            for each in self._by_code.get(code.id, ())
        ]
        used = [at for at in range(6) if at < 3 or any(row[at] for row in rows)]
        return ExportTable(
            key="analysis",
            title=words.tr("Qualitative content analysis"),
            columns=tuple(ExportColumn(*headings[at]) for at in used),
            rows=tuple(tuple(row[at] for at in used) for row in rows),
        )

    def _unit(self, excerpt: ExportExcerpt) -> str:
        """Return the words of a meaning unit, without those of an interviewer who is left out."""
        if self._options.asker is not Asker.OMITTED or not excerpt.lines:
            return excerpt.text
        return "\n".join(line.text for line in excerpt.lines)

    def _names(self, code: Code) -> tuple[str, ...]:
        return self._sources.codebook.names(code.id)


def steps(names: Sequence[str]) -> tuple[str, str, str, str]:
    """Return code, sub-category, category and theme for the names from the top of the tree.

    The lowest is the code and the highest the theme; a code under one other has a category, and
    levels between category and sub-category are written together.
    """
    *above, code = names
    match above:
        case []:
            return code, "", "", ""
        case [category]:
            return code, "", category, ""
        case [theme, category]:
            return code, "", category, theme
        case [theme, category, *between]:
            return code, shown_names(between), category, theme
    raise AssertionError(names)
