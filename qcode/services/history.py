"""The audit trail in words: what was done, by whom, when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qcode.model.changes import Changes, Op, Operation, OperationId
from qcode.model.codebook import shown_path
from qcode.model.courtesy import giving_way
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.store import journal

from .language import tr, trn
from .projects import Project


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An operation with its sentence in the user's language."""

    operation: Operation
    summary: str


def history(
    project: Project,
    *,
    limit: int | None = None,
    before: OperationId | None = None,
    typed: bool = False,
) -> list[HistoryLine]:
    """Return the journal in words, newest first; `typed` as in `describe`."""
    with project.reading() as view:
        found = journal.history(view, limit=limit, before=before)
    return [
        HistoryLine(operation, describe(operation, typed=typed)) for operation in giving_way(found)
    ]


def steps_back(project: Project, operation: OperationId) -> int:
    """Return how many steps undo has to take until `operation` is the last thing that was done.

    0 for the newest one, and for one that undo cannot get back to.
    """
    with project.reading() as view:
        return len(journal.steps_to(view, operation) or ())


def undo_to(
    project: Project, operation: OperationId, *, job: Job = SILENT, origin: object = None
) -> int:
    """Undo, step by step, all that was done after `operation`; return how many steps it took.

    Raises `UserError("nothing_to_undo")` where there is no way back to it. Cancelling keeps the
    steps that are taken; each can be redone.
    """
    steps = steps_back(project, operation)
    if not steps:
        raise UserError("nothing_to_undo")
    for number in range(steps):
        job.check()
        project.undo(origin=origin)
        job.progress(number + 1, steps)
    return steps


def describe(operation: Operation | Changes, *, typed: bool = False) -> str:
    """Return the sentence for an operation, or for the news of one.

    `typed` leaves paths of codes as a terminal takes them, "Trust/City".
    """
    if operation.kind in (Op.UNDO, Op.REDO):
        done = summary(Op(str(operation.params["of"])), operation.params, typed=typed)
        if operation.kind is Op.UNDO:
            return tr("Undo: {what}", what=done)
        return tr("Redo: {what}", what=done)
    return summary(operation.kind, operation.params, typed=typed)


def summary(kind: Op, params: Mapping[str, object], *, typed: bool = False) -> str:
    """Return the sentence for a kind of operation, filled from its parameters."""
    said = _SENTENCES[kind](_Params(params, typed=typed))
    if "ungrouped" in params:
        names = str(params["ungrouped"])
        return tr("{what} (“{code}” no longer only groups others)", what=said, code=names)
    return said


_PATHS = ("code", "parent", "to", "into")  # parameters that name codes


class _Params:
    """Parameters as sentences need them: texts, and counts that default to one."""

    def __init__(self, params: Mapping[str, object], *, typed: bool) -> None:
        self._params, self._typed = params, typed

    def __getitem__(self, name: str) -> str:
        value = str(self._params.get(name, ""))
        return shown_path(value) if name in _PATHS and not self._typed else value

    def __contains__(self, name: str) -> bool:
        return name in self._params

    def count(self, name: str) -> int:
        value = self._params.get(name, 1)
        return value if isinstance(value, int) else 1


def _import(p: _Params) -> str:
    if p.count("documents") == 1:
        return tr("Import “{document}”", document=p["document"])
    return trn("Import {n} document", "Import {n} documents", p.count("documents"))


def _import_project(p: _Params) -> str:
    if "coded" in p:
        return tr("Import the coded file “{file}”", file=p["file"])
    if "table" in p:
        return tr("Import coded passages from “{file}”", file=p["file"])
    return tr("Import the project “{file}”", file=p["file"])


def _apply(p: _Params) -> str:
    return tr("Code with “{code}” in “{document}”", code=p["code"], document=p["document"])


def _autocode(p: _Params) -> str:
    return trn(
        "Code {n} passage with “{code}”",
        "Code {n} passages with “{code}”",
        p.count("segments"),
        code=p["code"],
    )


def _remove(p: _Params) -> str:
    return trn(
        "Remove “{code}” from a passage",
        "Remove “{code}” from {n} passages",
        p.count("segments"),
        code=p["code"],
    )


def _recode(p: _Params) -> str:
    return trn(
        "Recode a passage from “{code}” to “{to}”",
        "Recode {n} passages from “{code}” to “{to}”",
        p.count("segments"),
        code=p["code"],
        to=p["to"],
    )


def _copy_codings(p: _Params) -> str:
    return trn(
        "Give a passage of “{document}” the code “{code}”",
        "Give a passage of “{document}” {n} codes: {code}",
        p.count("codes"),
        document=p["document"],
        code=p["code"],
    )


def _move_code(p: _Params) -> str:
    if "ordered" in p:
        return tr("Move “{code}” among its neighbours", code=p["code"])
    if p["parent"]:
        return tr("Move “{code}” under “{parent}”", code=p["code"], parent=p["parent"])
    return tr("Move “{code}” to the top level", code=p["code"])


def _edit_set(p: _Params) -> str:
    if "saved" in p:
        return tr("Save the set “{set}”", set=p["set"])
    if "name" in p:
        return tr("Rename the set “{set}” to “{name}”", set=p["set"], name=p["name"])
    if "deleted" in p:
        return tr("Delete the set “{set}”", set=p["set"])
    return tr("Change the set “{set}”", set=p["set"])


def _add_code(p: _Params) -> str:
    if "added" in p:
        return trn("Add {n} code from a list", "Add {n} codes from a list", p.count("added"))
    return tr("Add code “{code}”", code=p["code"])


def _edit_code(p: _Params) -> str:
    if "color" in p:
        return tr("Change the colour of “{code}”", code=p["code"])
    if "codable" in p:
        if p.count("codable"):
            return tr("Let “{code}” code passages", code=p["code"])
        return tr("Let “{code}” only group others", code=p["code"])
    return tr("Describe code “{code}”", code=p["code"])


def _add_memo(p: _Params) -> str:
    return tr("Write memo “{title}”", title=p["title"]) if p["title"] else tr("Write a memo")


def _edit_memo(p: _Params) -> str:
    return tr("Change memo “{title}”", title=p["title"]) if p["title"] else tr("Change a memo")


def _delete_memo(p: _Params) -> str:
    return tr("Delete memo “{title}”", title=p["title"]) if p["title"] else tr("Delete a memo")


def _edit_document(p: _Params) -> str:
    if p["document"]:
        return tr("Describe “{document}”", document=p["document"])
    return tr("Order documents")


def _set_attribute(p: _Params) -> str:
    name, n = p["attribute"], p.count("cells")
    if n > 1:
        return trn("Fill in {n} value of “{name}”", "Fill in {n} values of “{name}”", n, name=name)
    if not p["value"]:
        return tr("Empty “{name}”", name=name)
    value = {"true": tr("Yes"), "false": tr("No")}.get(p["value"], p["value"])
    return tr("Set “{name}” to “{value}”", name=name, value=value)


_SENTENCES: Mapping[Op, Callable[[_Params], str]] = {
    Op.CREATE_PROJECT: lambda p: tr("Create the project “{name}”", name=p["name"]),
    Op.EDIT_PROJECT: lambda _: tr("Describe the project"),
    Op.MIGRATE: lambda _: tr("Bring the project to the present version"),
    Op.IMPORT: _import,
    Op.IMPORT_PROJECT: _import_project,
    Op.IMPORT_SURVEY: lambda p: tr("Import the survey “{file}”", file=p["file"]),
    Op.RENAME_DOCUMENT: lambda p: tr(
        "Rename “{document}” to “{name}”", document=p["document"], name=p["name"]
    ),
    Op.EDIT_DOCUMENT: _edit_document,
    Op.EDIT_TEXT: lambda p: tr("Edit the text of “{document}”", document=p["document"]),
    Op.EDIT_TURNS: lambda p: tr("Change who speaks in “{document}”", document=p["document"]),
    Op.ADD_REGION: lambda p: tr("Mark a region in “{document}”", document=p["document"]),
    Op.MOVE_REGION: lambda p: tr(
        "Move the region “{region}” in “{document}”", region=p["region"], document=p["document"]
    ),
    Op.NAME_REGION: lambda p: tr(
        "Name a region “{region}” in “{document}”", region=p["region"], document=p["document"]
    ),
    Op.REMOVE_REGION: lambda p: tr(
        "Remove the region “{region}” from “{document}”",
        region=p["region"],
        document=p["document"],
    ),
    Op.ADD_RECORDING: lambda p: tr(
        "Add the recording “{file}” to “{document}”", file=p["file"], document=p["document"]
    ),
    Op.FIND_RECORDING: lambda p: tr(
        "Find the recording “{file}” of “{document}” again",
        file=p["file"],
        document=p["document"],
    ),
    Op.REMOVE_RECORDING: lambda p: tr(
        "Take the recording “{file}” off “{document}”", file=p["file"], document=p["document"]
    ),
    Op.DELETE_DOCUMENT: lambda p: tr("Delete “{document}”", document=p["document"]),
    Op.EDIT_SET: _edit_set,
    Op.EDIT_CASE: lambda p: tr("Change the case “{case}”", case=p["case"]),
    Op.EDIT_ATTRIBUTE: lambda p: tr("Change the attribute “{name}”", name=p["attribute"]),
    Op.SET_ATTRIBUTE: _set_attribute,
    Op.ADD_CODE: _add_code,
    Op.RENAME_CODE: lambda p: tr(
        "Rename code “{code}” to “{name}”", code=p["code"], name=p["name"]
    ),
    Op.EDIT_CODE: _edit_code,
    Op.MOVE_CODE: _move_code,
    Op.MERGE_CODES: lambda p: tr("Merge “{code}” into “{into}”", code=p["code"], into=p["into"]),
    Op.SPLIT_CODE: lambda p: tr("Split code “{code}”", code=p["code"]),
    Op.DELETE_CODE: lambda p: tr("Delete code “{code}”", code=p["code"]),
    Op.IMPORT_CODES: lambda p: tr("Import the codebook “{file}”", file=p["file"]),
    Op.APPLY_CODE: _apply,
    Op.AUTOCODE: _autocode,
    Op.REMOVE_SEGMENT: _remove,
    Op.RECODE: _recode,
    Op.MOVE_SEGMENT: lambda p: tr(
        "Move the ends of “{code}” in “{document}”", code=p["code"], document=p["document"]
    ),
    Op.EDIT_SEGMENT: lambda p: tr(
        "Describe a passage of “{code}” in “{document}”", code=p["code"], document=p["document"]
    ),
    Op.JOIN_SEGMENTS: lambda p: trn(
        "Join {n} passage of “{code}” in “{document}”",
        "Join {n} passages of “{code}” in “{document}”",
        p.count("segments"),
        code=p["code"],
        document=p["document"],
    ),
    Op.SPLIT_SEGMENT: lambda p: tr(
        "Split a passage of “{code}” in “{document}”", code=p["code"], document=p["document"]
    ),
    Op.COPY_CODINGS: _copy_codings,
    Op.TAKE_COMMENTS: lambda p: trn(
        "Take in {n} comment from “{file}”",
        "Take in {n} comments from “{file}”",
        p.count("comments"),
        file=p["file"],
    ),
    Op.ADD_MEMO: _add_memo,
    Op.EDIT_QUERY: lambda p: tr("Save the search “{query}”", query=p["query"]),
    Op.DELETE_QUERY: lambda p: tr("Delete the saved search “{query}”", query=p["query"]),
    Op.EDIT_PRESET: lambda p: tr("Save the report “{preset}”", preset=p["preset"]),
    Op.DELETE_PRESET: lambda p: tr("Delete the saved report “{preset}”", preset=p["preset"]),
    Op.EDIT_MEMO: _edit_memo,
    Op.DELETE_MEMO: _delete_memo,
    Op.ADD_CODER: lambda p: tr("Note the coder {name}", name=p["name"]),
    Op.EDIT_CODER: lambda p: tr("Change the coder {name}", name=p["name"]),
}
