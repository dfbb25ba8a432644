"""Opening the project a command names, as the coder it names."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager
from pathlib import Path

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.segment import CoderId
from qcode.model.text import Span
from qcode.services import coders, codes, documents, projects, settings
from qcode.services.projects import Project
from qcode.services.retrieval import Selection

from .main import note_commit


def coder(options: argparse.Namespace) -> str:
    """Return who works: --coder, else the settings' coder, else the login name."""
    return getattr(options, "coder", None) or settings.coder_name()


def writing(options: argparse.Namespace) -> AbstractContextManager[Project]:
    """Open the project of a command that changes it."""
    opened = projects.open_project(options.project, coder=coder(options), force=options.force)
    opened.subscribe(note_commit)
    return opened


def reading(path: Path, *, damaged: bool = False) -> AbstractContextManager[Project]:
    """Open a project for reading only: works beside a window that has it open."""
    me = settings.coder_name()
    return projects.open_project(path, coder=me, read_only=True, damaged=damaged)


def parse_span(text: str) -> Span:
    """Return the span that "start:end" means; `UserError("span_unreadable")`."""
    start, colon, end = text.partition(":")
    if not colon or not start.strip().isdecimal() or not end.strip().isdecimal():
        raise UserError("span_unreadable", span=text)
    try:
        return Span(int(start), int(end))
    except ValueError:  # thousands of digits
        raise UserError("span_unreadable", span=f"{text[:40]}…") from None


def selection(project: Project, options: argparse.Namespace) -> Selection:
    """Return the segments that --code, --subcodes, --document and --coder choose."""
    chosen: frozenset[CodeId] | None = None
    if options.code:
        chosen = frozenset(codes.find_code(project, path).id for path in options.code)
    places: frozenset[DocumentId] | None = None
    if options.document:
        places = frozenset(documents.find_document(project, n).id for n in options.document)
    people: frozenset[CoderId] | None = None
    if options.by:
        people = frozenset(coders.find_coder(project, name).id for name in options.by)
    return Selection(chosen, places, people, options.subcodes)
