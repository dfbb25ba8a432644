"""What is said about a table of coded passages: roles of columns, states of rows, what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qcode.formats.coded_columns import Program
from qcode.model.codebook import shown_path
from qcode.model.coded_table import Role

from .language import mark, tr, trn
from .passage_finding import FoundRow, State, Why

if TYPE_CHECKING:
    from .coded_tables import CodingsPlan

_NAMED = 5  # of the codes that would be made
ROLES: Mapping[Role, str] = {
    Role.DOCUMENT: mark("Document"),
    Role.QUOTE: mark("Words of the passage"),
    Role.CODE: mark("Code, or several"),
    Role.LEVEL: mark("Code above"),
    Role.START: mark("First character"),
    Role.END: mark("Last character"),
    Role.RANGE: mark("First and last character"),
    Role.PARAGRAPH: mark("Paragraph"),
    Role.MEMO: mark("Memo"),
    Role.CODER: mark("Coder"),
    Role.DATE: mark("Date"),
    Role.WEIGHT: mark("Weight"),
    Role.GUID: mark("Identity"),
    Role.APPLIED: mark("Whether this code is on it"),
    Role.CODE_WEIGHT: mark("Weight of this code"),
    Role.LEFT: mark("Leave out"),
}
STATES: Mapping[State, str] = {
    State.EXACT: mark("Found"),
    State.NEAR: mark("Nearly"),
    State.AMBIGUOUS: mark("Several places"),
    State.NOT_FOUND: mark("Not found"),
}
_WHY: Mapping[Why, str] = {
    Why.NO_DOCUMENT: mark("There is no document of this name."),
    Why.NO_PLACE: mark("These words are not in the document."),
    Why.NO_CODE: mark("The row names no code."),
    Why.NO_WORDS: mark("The row has neither words nor a place."),
    Why.OUTSIDE: mark("The place lies beyond the end of the text."),
}


def role_words(role: Role) -> str:
    """Return what a column is taken for, in words."""
    return tr(ROLES[role])


def state_words(state: State) -> str:
    """Return what came of a row, in a word or two."""
    return tr(STATES[state])


def why_words(found: FoundRow) -> str:
    """Return why a row has no place, as a sentence; "" for one that has."""
    if found.why is None:
        return ""
    if found.why is Why.SEVERAL:
        return trn(
            "These words are in {n} place, and nothing says which.",
            "These words are in {n} places, and nothing says which.",
            len(found.places),
        )
    return tr(_WHY[found.why])


def sign_words(sign: str) -> str:
    """Return what parts names or codes, as it is chosen."""
    return sign or tr("nothing")


def program_words(program: Program) -> str:
    """Return whose table it seems to be; "" where nobody knows."""
    return tr("Written by {program}", program=program.value) if program.value else ""


def counts_words(plan: CodingsPlan) -> Iterator[str]:
    """Yield how many rows were found, nearly, in several places, and not."""
    states = {state: len(plan.found.of(state)) for state in State}
    yield trn("{n} row found.", "{n} rows found.", states[State.EXACT])
    if n := states[State.NEAR]:
        yield trn("{n} nearly found.", "{n} nearly found.", n)
    picked = len(plan.picked())
    if n := states[State.AMBIGUOUS] - picked:
        yield trn("{n} could be in several places.", "{n} could be in several places.", n)
    if picked:
        yield trn("Places were chosen for {n}.", "Places were chosen for {n}.", picked)
    if n := states[State.NOT_FOUND]:
        yield trn("{n} not found.", "{n} not found.", n)


def brought_words(plan: CodingsPlan) -> Iterator[str]:
    """Yield what comes in, and what is here already."""
    if plan.codings:
        yield trn("{n} coded passage comes in.", "{n} coded passages come in.", plan.codings)
    elif plan.known:
        yield tr("Nothing comes in that is not here.")
    else:
        yield tr("Nothing comes in.")
    if n := len(plan.codes):
        yield trn("{n} code is made.", "{n} codes are made.", n)
    if plan.memos:
        yield trn("{n} memo comes with them.", "{n} memos come with them.", plan.memos)
    if plan.known and plan.codings:
        yield trn("{n} is here already.", "{n} are here already.", plan.known)


def new_code_words(plan: CodingsPlan) -> str:
    """Return which codes would be made, the first of them; "" for none."""
    if not plan.codes:
        return ""
    named = ", ".join(map(shown_path, plan.codes[:_NAMED]))
    return tr("New codes: {codes}", codes=named + ("…" if len(plan.codes) > _NAMED else ""))


def unknown_words(plan: CodingsPlan) -> str:
    """Return which documents of the table are not known; "" for none."""
    names = plan.found.unknown
    if not names:
        return ""
    return trn(
        "No document here is called {names}.",
        "No documents here are called {names}.",
        len(names),
        names=", ".join(tr("“{name}”", name=name) for name in names[:3])
        + ("…" if len(names) > 3 else ""),
    )
