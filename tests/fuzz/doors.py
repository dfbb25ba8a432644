"""The ways in which a file comes into QCode, each through the services that the window calls.

A door raises `UserError` for what it refuses. What it lets in must be whole and of use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.model.changes import Op
from qcode.model.coded_table import Role
from qcode.model.errors import UserError
from qcode.model.report import ReportOptions
from qcode.model.survey import By
from qcode.services import (
    activation,
    appearance,
    codebook_exporting,
    codebook_files,
    codebook_importing,
    coded_tables,
    documents,
    drafts,
    exchange_files,
    exchange_in,
    exporting,
    import_memory,
    importing,
    original_pages,
    pictures,
    projects,
    query_history,
    quotation_check,
    quotation_copy,
    quotation_rules,
    recording_places,
    recordings,
    report_comments,
    report_memory,
    report_presets,
    report_refresh,
    safety,
    settings,
    stop_words,
    survey_files,
    survey_importing,
)
from qcode.services.projects import Project


@dataclass(frozen=True)
class Room:
    """Where a door leads: an open project, and a folder for what is written."""

    project: Project
    out: Path


Door = Callable[[Room, Path], None]


def document(room: Room, path: Path) -> None:
    """Import it as everybody does, and look at what came in."""
    reading = importing.read_files(room.project, [path])
    for proposal in import_memory.propose(reading.candidates):
        assert proposal.candidate.path == path
    result = importing.add_candidates(room.project, reading.candidates)
    if reading.failed:
        assert not result.imported
        raise reading.failed[0].reason
    for each in result.imported:
        opened = room.project.text(each.document.id)
        assert opened.text == each.imported.text
        assert documents.read_source(room.project, each.document.id) == path.read_bytes()
        if original_pages.has_pages(each.document):
            _look_at_pages(room.project, each.document.id)
        if pictures.is_picture(each.document):
            _look_at_picture(room.project, each.document.id)


def _look_at_pages(project: Project, number: documents.DocumentId) -> None:
    pages = original_pages.open_pages(project, number)
    try:
        pages.read(project.text(number).text)
        for page in range(min(3, len(pages.sizes))):
            pages.picture(page, 0.5)
            pages.geometry(page)
        assert len(pages.labels) == len(pages.sizes)
    finally:
        pages.close()


def _look_at_picture(project: Project, number: documents.DocumentId) -> None:
    from qcode.model.job import SILENT
    from qcode.ui.pictures.levels import unpack

    try:
        unpack(pictures.open_picture(project, number), "picture", SILENT)  # type: ignore[arg-type]
    except UserError as error:  # the window says so where the picture would be
        assert error.code in ("picture_unknown", "picture_too_large")


def exchange(room: Room, path: Path) -> None:
    """Take another program's project in."""
    exchange_files.is_project(path)
    read = exchange_files.read_project(path)
    exchange_in.plan(room.project, read)
    exchange_in.take_in(room.project, read, name=path.name)


def new_project(room: Room, path: Path) -> None:
    """Make a project of its own of another program's project."""
    out = room.out / "new.qcode"
    try:
        read = exchange_files.read_project(path)
        made, _result = exchange_files.open_as_project(read, out, name=path.name, coder="Ada")
    except UserError:
        assert not out.exists()
        raise
    with made:
        assert made.verify() == []
        exchange_files.export_project(made, room.out / "again.qdpx")
    again = exchange_files.read_project(room.out / "again.qdpx")
    assert {each.guid for each in read.documents} <= {each.guid for each in again.documents}


def coded(room: Room, path: Path) -> None:
    """Take in a document with codes in its marks, comments or highlights."""
    read = exchange_files.read_project(path, coded=True)
    exchange_in.take_in(room.project, read, name=path.name)


def codings(room: Room, path: Path) -> None:
    """Take coded passages of a table in, and write down those that have no place."""
    table = coded_tables.read_table(path)
    coded_tables.is_coded_table(path)
    for sheet in table.sheets:
        choices = sheet.guess.choices
        if not choices.usable:  # as somebody would who is asked for the columns
            roles = (Role.QUOTE, Role.CODE, *choices.roles[2:])
            choices = replace(choices, roles=roles[: len(choices.roles)])
        plan = coded_tables.plan_codings(room.project, sheet, choices)
        coded_tables.save_lost(plan, room.out / "lost.csv", overwrite=True)
        coded_tables.import_codings(room.project, plan, path.name)


def recording(room: Room, path: Path) -> None:
    """Lay it beside a document, find it there, and play it."""
    from listening import listen

    first = room.project.documents()[0].id
    found = recordings.examine(path)
    number, _changes = recordings.add_recording(room.project, first, found)
    for known in recordings.recordings_of(room.project, first):
        located = recording_places.locate(room.project, known, whole=True)
        assert located.path is not None
        assert located.path.samefile(path)
        listen(located.path)
    recordings.remove_recording(room.project, number)


def codebook(room: Room, path: Path) -> None:
    """Take codes in."""
    read = codebook_files.read(path)
    codebook_importing.plan_import(room.project, read.entries)
    codebook_importing.import_codebook(room.project, read, name=path.name)


def survey(room: Room, path: Path) -> None:
    """Take a survey in, in both ways."""
    read = survey_files.read_survey(path)
    for by in By:
        sheet = read.sheet()
        choices = survey_files.guess(sheet, by=by)
        survey_importing.import_survey(room.project, sheet, choices, f"{path.name} {by}")


def comments(room: Room, path: Path) -> None:
    """Take the comments of a report in."""
    offers = report_comments.find_comments(room.project, path)
    report_comments.take_comments(room.project, path, offers.offers)


def refresh(room: Room, path: Path) -> None:
    """Refresh a report."""
    prepared = report_refresh.prepare(room.project, path)
    report_refresh.refresh(prepared, room.out / "refreshed.docx")


def check(room: Room, path: Path) -> None:
    """Check a manuscript, and write the copy with comments."""
    report = quotation_check.check_manuscript(room.project, path)
    quotation_copy.write_copy(report, room.out / "checked.docx")


def names(room: Room, path: Path) -> None:
    """Read a key of real names."""
    quotation_rules.read_names(path)


def template(room: Room, path: Path) -> None:
    """Make reports that look like a file."""
    options = ReportOptions(template=str(path))
    exporting.export(room.project, room.out / f"report{path.suffix}", options=options)


def logo(room: Room, path: Path) -> None:
    """Make reports with a logo."""
    for suffix in ("docx", "html", "pptx"):
        options = ReportOptions(logo=str(path))
        exporting.export(room.project, room.out / f"report.{suffix}", options=options)


def project(room: Room, path: Path) -> None:
    """Open a project file that somebody sent, look at all of it, and work in it."""
    opened = projects.open_project(path, coder="Ada")
    for kept in path.parent.glob("*(before update *"):  # of an older version
        kept.unlink()
    with opened:
        opened.verify()
        _use(opened, room.out)
        with opened.operation(Op.EDIT_PROJECT):
            pass
        projects.describe_project(opened, description="Ny")
        opened.undo()
        opened.redo()


def restore(room: Room, path: Path) -> None:
    """Put a backup that somebody sent in the place of a project."""
    target = room.out / "restored.qcode"
    safety.restore(path, target)
    with projects.open_project(target, coder="Ada") as opened:
        opened.documents()


def _use(opened: Project, out: Path) -> None:
    """Do with a project what its window does: read all of it, write reports."""
    opened.codebook()
    opened.coders()
    for each in opened.documents():
        opened.text(each.id)
    report_presets.list_presets(opened)
    exporting.export(opened, out / "report.docx")
    exporting.export(opened, out / "report.html")
    exchange_files.export_project(opened, out / "project.qdpx")
    if opened.codebook().codes:
        codebook_exporting.export_codebook(opened, out / "codes.xlsx")


def stored(room: Room, path: Path) -> None:
    """Begin with settings and an unfinished edit that were damaged."""
    kept = settings.settings_folder() / "settings.json"
    first = room.project.text(room.project.documents()[0].id)
    draft = drafts._path(room.project, first.document)
    draft.parent.mkdir(exist_ok=True)
    for place in (kept, draft):
        place.write_bytes(path.read_bytes())
    try:
        settings.coder_name()
        activation.remembered(room.project)
        appearance.load_appearance()
        appearance.chosen_interviewers(room.project.info.guid)
        query_history.earlier_queries(room.project)
        query_history.remember_query(room.project, "ord")
        report_memory.last_report(room.project)
        stop_words.stop_words("sv")
        import_memory.forget(["txt"])
        settings.remember_project(path)
        drafts.draft_of(room.project, first)
    finally:
        kept.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)


DOORS: Mapping[str, Door] = {
    each.__name__: each
    for each in (
        *(document, exchange, new_project, coded, codebook, survey, comments, refresh, check),
        *(codings, recording),
        *(names, template, logo, project, restore, stored),
    )
}
