"""The lists of a project besides its sources: users, codes, cases, notes, links and sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from qcode.formats.exchange import ExchangeCode, ExchangeMemo
from qcode.model.code_entries import TEXTS
from qcode.model.document import AttributeTarget

from .description import joined
from .parts import Kept
from .values import read_color, write_color
from .write_context import CASE, CODE, CODER, DOCUMENT, MEMO, SET, Writing
from .write_parts import KeptParts
from .write_values import given, required, text_of
from .write_variables import Variables

_IN_NOTES = ("Description", "PlainTextSelection", "Coding", "VariableValue")


def user_lines(writing: Writing, kept: KeptParts) -> Iterator[str]:
    """Yield those who coded."""
    for each in writing.project.coders:
        kin = kept.of(Kept.USER, each.guid)
        short = kin.node.says.get("id", "") if kin else ""
        guid = writing.of(CODER, each.guid)
        yield f'<User guid="{guid}"{given("name", each.name)}{given("id", short)}/>\n'


def code_lines(writing: Writing) -> Iterator[str]:
    """Yield the code tree, a code before those under it.

    One whose parent is not there, or is under it, stands at the top.
    """
    known = {each.guid for each in writing.project.codes}
    children: dict[str, list[ExchangeCode]] = defaultdict(list)
    for code in writing.project.codes:
        children[code.parent if code.parent in known else ""].append(code)
    written: set[str] = set()
    for code in (*children[""], *writing.project.codes):  # the second time: what is in a circle
        if code.guid not in written:
            yield from _tree(writing, code, children, written)


def _tree(
    writing: Writing,
    top: ExchangeCode,
    children: Mapping[str, list[ExchangeCode]],
    written: set[str],
) -> Iterator[str]:
    waiting: list[ExchangeCode | None] = [top]  # None closes the code above
    while waiting:
        code = waiting.pop()
        if code is None:
            yield "</Code>\n"
        elif code.guid not in written:
            written.add(code.guid)
            yield _code(writing, code)
            waiting.append(None)
            waiting.extend(reversed(children.get(code.guid, ())))


def _code(writing: Writing, code: ExchangeCode) -> str:
    color = write_color(read_color(code.color))
    texts = {name: getattr(code, name) for name in TEXTS}
    return (
        f'<Code guid="{writing.of(CODE, code.guid)}"{required("name", code.name)}'
        f' isCodable="{"true" if code.codable else "false"}"{given("color", color)}>\n'
        f"{text_of('Description', joined(texts, writing.project.language))}"
        f"{writing.notes_on(CODE, code.guid)}"
    )


def case_lines(writing: Writing, variables: Variables, kept: KeptParts) -> Iterator[str]:
    """Yield the cases with what is known of each, and its documents."""
    for case in writing.project.cases:
        kin = kept.of(Kept.CASE, case.guid)
        documents = dict.fromkeys(document for document, _speaker in case.links)
        found = [_reference("SourceRef", writing.of(DOCUMENT, each)) for each in documents]
        if kin:
            found += kin.references("SourceRef")
        yield (
            f'<Case guid="{writing.of(CASE, case.guid)}"{required("name", case.name)}>\n'
            f"{text_of('Description', case.description)}{kin.inner('CodeRef') if kin else ''}"
            f"{variables.of(AttributeTarget.CASE, case.guid)}{''.join(dict.fromkeys(found))}"
            f"{kin.inner('SelectionRef') if kin else ''}</Case>\n"
        )


def note_lines(writing: Writing, paths: Mapping[str, str], kept: KeptParts) -> Iterator[str]:
    """Yield the memos; `paths` are where their texts lie in the package, by their GUIDs."""
    begun = writing.project.created  # programs want a date; a memo without one is no older
    for memo in writing.project.memos:
        kin = kept.of(Kept.NOTE, memo.guid)
        rich = given("richTextPath", kin.path("richTextPath") if kin else "")
        inner = kin.inner(*_IN_NOTES) if kin else ""
        yield (
            f'<Note guid="{writing.of(MEMO, memo.guid)}"{given("name", memo.title)}{rich}'
            f' plainTextPath="{paths[memo.guid]}"'
            f"{writing.by(memo.coder, memo.created or begun, memo.changed)}>{inner}</Note>\n"
        )


def link_lines(writing: Writing, kept: KeptParts) -> Iterator[str]:
    """Yield the links that were kept, and those of memos to cases and to spans.

    A case can carry no note, and on a span some programs look for a link alone.
    """
    ends = set()
    for line, leading in kept.links():
        ends.add(leading)
        yield line
    for memo in writing.project.memos:
        origin = writing.of(MEMO, memo.guid)
        for target in dict.fromkeys(_linked(writing, memo)):
            if ends & {(origin, target), (target, origin)}:
                continue
            guid = writing.guids.make("link", memo.guid, target)
            writing.links.append(guid)
            yield (
                f'<Link guid="{guid}"{given("name", memo.title)} direction="OneWay"'
                f' originGUID="{origin}" targetGUID="{target}"/>\n'
            )


def _linked(writing: Writing, memo: ExchangeMemo) -> Iterator[str]:
    for link in memo.links:
        if link.case:
            yield writing.of(CASE, link.case)
        elif link.span is not None and not link.segment:
            yield writing.spans[link.document, link.span.start, link.span.end]


def set_lines(writing: Writing, kept: KeptParts) -> Iterator[str]:
    """Yield the sets: those of documents, with what else was in them, and those of other things."""
    for each in writing.project.sets:
        kin = kept.of(Kept.SET, each.guid)
        found = [_reference("MemberSource", writing.of(DOCUMENT, one)) for one in each.documents]
        said, codes, notes = "", "", ""
        if kin:
            said, codes, notes = map(kin.inner, ("Description", "MemberCode", "MemberNote"))
            found += kin.references("MemberSource", but=DOCUMENT)
        yield (
            f'<Set guid="{writing.of(SET, each.guid)}"{required("name", each.name)}>\n'
            f"{said}{codes}{''.join(dict.fromkeys(found))}{notes}</Set>\n"
        )
    yield from kept.alone(Kept.SET)


def _reference(name: str, written: str) -> str:
    return f'<{name} targetGUID="{written}"/>\n'
