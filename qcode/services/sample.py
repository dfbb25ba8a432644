"""The sample project: built from `resources/sample` with the same services that everybody uses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qcode.model.document import (
    AttributeId,
    AttributeTarget,
    AttributeType,
    CaseId,
    CaseLink,
    DocumentId,
    DocumentKind,
)
from qcode.model.job import SILENT, Job
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.text import Span

from . import cases, coders, codes, coding, documents, importing, memos, projects
from .projects import Project
from .resources import resource

Entry = Mapping[str, Any]


def sample_name() -> str:
    """Return the name of the sample project."""
    return str(_description()["name"])


def sample_files() -> list[Path]:
    """Return the documents of the sample as they are imported."""
    return [resource("sample", entry["file"]) for entry in _description()["documents"]]


def build_sample(path: Path, *, coder: str = "", job: Job = SILENT) -> Project:
    """Make the sample project in a new file and open it; `coder` works in it from now on.

    Raises `UserError("project_exists")` where there is a file already.
    """
    plan = _description()
    first = plan["coders"][0]["name"]
    project = projects.create_project(
        path,
        coder=first,
        name=plan["name"],
        language=plan["language"],
        description=plan["description"],
    )
    try:
        _Builder(project, plan, job).build()
        project.coder = coder or first
    except BaseException:
        projects.discard_project(project)
        raise
    return project


def _description() -> Entry:
    text = resource("sample", "project.json").read_text(encoding="utf-8")
    plan: Entry = json.loads(text)
    return plan


class _Builder:
    """Carries the description of the sample into a project, noun by noun."""

    def __init__(self, project: Project, plan: Entry, job: Job) -> None:
        self._project = project
        self._plan = plan
        self._job = job
        self._documents: dict[str, DocumentId] = {}
        self._cases: dict[str, CaseId] = {}

    def build(self) -> None:
        steps = (
            self._add_coders,
            self._add_documents,
            self._add_sets,
            self._add_cases,
            self._add_attributes,
            self._add_codes,
            self._add_segments,
            self._add_memos,
        )
        for number, step in enumerate(steps):
            self._job.check()
            self._job.progress(number, len(steps))
            step()
        self._job.progress(len(steps), len(steps))

    def _add_coders(self) -> None:
        for entry in self._plan["coders"]:
            coders.add_coder(self._project, entry["name"], color=entry["color"])

    def _add_documents(self) -> None:
        for entry in self._plan["documents"]:
            candidate = importing.read_file(resource("sample", entry["file"]))
            chosen = importing.described(
                candidate,
                name=entry["name"],
                kind=DocumentKind(entry["kind"]),
                language=entry["language"],
            )
            result = importing.add_candidates(self._project, [chosen])
            self._documents[entry["file"]] = result.imported[0].document.id

    def _add_sets(self) -> None:
        for entry in self._plan["sets"]:
            members = [self._documents[file] for file in entry["documents"]]
            documents.save_set(self._project, entry["name"], members)

    def _add_cases(self) -> None:
        for entry in self._plan["cases"]:
            links = [
                CaseLink(self._documents[link["document"]], link.get("speaker"))
                for link in entry["links"]
            ]
            self._cases[entry["name"]] = cases.add_case(
                self._project, entry["name"], description=entry["description"], links=links
            )

    def _add_attributes(self) -> None:
        for entry in self._plan["attributes"]:
            target = AttributeTarget(entry["target"])
            number = cases.add_attribute(
                self._project,
                entry["name"],
                target,
                kind=AttributeType(entry["type"]),
                choices=entry.get("choices", ()),
            )
            self._set_values(number, entry["name"], target)

    def _set_values(self, number: AttributeId, name: str, target: AttributeTarget) -> None:
        for owner, values in self._owners(target):
            if name in values:
                value = values[name]
                text = str(value).lower() if isinstance(value, bool) else str(value)
                cases.set_value(self._project, number, owner, text)

    def _owners(self, target: AttributeTarget) -> Iterator[tuple[int, Entry]]:
        if target is AttributeTarget.DOCUMENT:
            for entry in self._plan["documents"]:
                yield self._documents[entry["file"]], entry.get("attributes", {})
        else:
            for entry in self._plan["cases"]:
                yield self._cases[entry["name"]], entry.get("attributes", {})

    def _add_codes(self) -> None:
        for entry in self._plan["codes"]:
            texts = {name: entry.get(name, "") for name in codes.TEXT_FIELDS}
            codes.add_path(self._project, entry["path"], color=entry["color"], texts=texts)

    def _add_segments(self) -> None:
        for entry in self._plan["segments"]:
            self._project.coder = entry["coder"]
            document = self._documents[entry["document"]]
            text = self._project.text(document).text
            span = find_quote(text, entry["quote"], entry.get("nth", 1))
            segment, _changes = coding.apply_path(
                self._project, document, span, entry["code"], memo=entry.get("memo", "")
            )
            if "weight" in entry or "condensed" in entry:
                coding.edit_segment(
                    self._project,
                    segment,
                    weight=entry.get("weight"),
                    condensed=entry.get("condensed"),
                )

    def _add_memos(self) -> None:
        for entry in self._plan["memos"]:
            self._project.coder = entry["coder"]
            text = resource("sample", entry["file"]).read_text(encoding="utf-8")
            memos.add_memo(
                self._project,
                entry["title"],
                text,
                kind=MemoKind(entry["kind"]),
                links=[self._link(link) for link in entry.get("links", ())],
            )

    def _link(self, link: Entry) -> MemoLink:
        if "document" in link:
            return MemoLink(document=self._documents[link["document"]])
        if "code" in link:
            return MemoLink(code=codes.find_code(self._project, link["code"]).id)
        if "case" in link:
            return MemoLink(case=self._cases[link["case"]])
        return MemoLink()


def find_quote(text: str, quote: str, nth: int = 1) -> Span:
    """Return where a quotation stands for the `nth` time. Raises ValueError when it does not."""
    at = -1
    for _time in range(nth):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote))
