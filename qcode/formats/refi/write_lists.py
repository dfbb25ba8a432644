"""The lists of a project besides its sources: users, codes, cases, notes, links and sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from qcode.formats.exchange import ExchangeCode
from qcode.model.code_entries import TEXTS
from qcode.model.document import AttributeTarget

from .description import joined
from .values import read_color, write_color
from .write_context import CASE, CODE, CODER, DOCUMENT, MEMO, SET, Writing
from .write_values import given, required, text_of
from .write_variables import Variables


def user_lines(writing: Writing) -> Iterator[str]:
    """Yield those who coded."""
    for each in writing.project.coders:
        yield f'<User guid="{writing.of(CODER, each.guid)}"{given("name", each.name)}/>\n'


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


def case_lines(writing: Writing, variables: Variables) -> Iterator[str]:
    """Yield the cases with what is known of each, and its documents."""
    for case in writing.project.cases:
        documents = dict.fromkeys(document for document, _speaker in case.links)
        found = [writing.of(DOCUMENT, each) for each in documents]
        references = "".join(f'<SourceRef targetGUID="{each}"/>\n' for each in found)
        yield (
            f'<Case guid="{writing.of(CASE, case.guid)}"{required("name", case.name)}>\n'
            f"{text_of('Description', case.description)}"
            f"{variables.of(AttributeTarget.CASE, case.guid)}{references}</Case>\n"
        )


def note_lines(writing: Writing, paths: Mapping[str, str]) -> Iterator[str]:
    """Yield the memos; `paths` are where their texts lie in the package, by their GUIDs."""
    begun = writing.project.created  # programs want a date; a memo without one is no older
    for memo in writing.project.memos:
        yield (
            f'<Note guid="{writing.of(MEMO, memo.guid)}"{given("name", memo.title)}'
            f' plainTextPath="{paths[memo.guid]}"'
            f"{writing.by(memo.coder, memo.created or begun, memo.changed)}/>\n"
        )


def link_lines(writing: Writing) -> Iterator[str]:
    """Yield the memos on cases, which can carry no notes, as links to them."""
    for memo in writing.project.memos:
        for case in dict.fromkeys(link.case for link in memo.links if link.case):
            target = writing.of(CASE, case)
            guid = writing.guids.make("link", memo.guid, case)
            writing.links.append(guid)
            origin = writing.of(MEMO, memo.guid)
            yield (
                f'<Link guid="{guid}"{given("name", memo.title)} direction="OneWay"'
                f' originGUID="{origin}" targetGUID="{target}"/>\n'
            )


def set_lines(writing: Writing) -> Iterator[str]:
    """Yield the sets of documents."""
    for each in writing.project.sets:
        found = [writing.of(DOCUMENT, document) for document in each.documents]
        members = "".join(f'<MemberSource targetGUID="{guid}"/>\n' for guid in found)
        yield (
            f'<Set guid="{writing.of(SET, each.guid)}"{required("name", each.name)}>\n'
            f"{members}</Set>\n"
        )
