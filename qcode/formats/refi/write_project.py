"""Projects of REFI-QDA (.qdpx), written as the standard says and strict programs want it.

Elements stand in the order of the schema, nothing is empty that could be absent, each GUID is in
upper case and stands once, each reference leads somewhere, and texts are UTF-8 without a byte
order mark, with line feeds, counted in code points with an exclusive end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from qcode import __version__
from qcode.formats.base import Loss
from qcode.formats.exchange import ExchangeProject
from qcode.model.job import SILENT, Job

from .parts import NAMESPACE, Kept
from .write_context import Writing
from .write_files import Files
from .write_lists import (
    case_lines,
    code_lines,
    link_lines,
    note_lines,
    set_lines,
    user_lines,
)
from .write_losses import foreseen
from .write_own import OwnPart
from .write_package import Package, PackageWriter, Trial
from .write_parts import KeptParts
from .write_sources import Sources
from .write_tally import INTRODUCTION
from .write_values import given, moment, required, text_of
from .write_variables import Variables

SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
ORIGIN = f"QCode {__version__}"


class QdpxWriter:
    """Writes a whole project as REFI-QDA."""

    name = "REFI-QDA"
    suffixes: Sequence[str] = (".qdpx",)

    def foresee(self, project: ExchangeProject, job: Job = SILENT) -> tuple[Loss, ...]:
        """Return what others will not see, and what will not be in the file at all.

        This is what `write` would return: originals are fetched and looked at, too.
        """
        return _put(project, Trial(job), {}, job)

    def write(
        self,
        project: ExchangeProject,
        path: Path,
        words: Mapping[str, str],
        job: Job = SILENT,
    ) -> tuple[Loss, ...]:
        """Write the project; return what others do not see and what is not in it.

        Raises `UserError` for an original that cannot be fetched, `Cancelled` when asked to stop.
        """
        with PackageWriter(path, job) as package:
            return _put(project, package, words, job)


def _put(
    project: ExchangeProject, package: Package, words: Mapping[str, str], job: Job
) -> tuple[Loss, ...]:
    """Put a project into a package; return what was lost."""
    foreknown, writing = foreseen(project), Writing(project)
    files = Files(writing, package)
    files.add_all(job)
    kept = KeptParts(writing, package, files)
    variables = Variables(writing, kept)
    sources = Sources(writing, files, kept, variables)

    def losses() -> tuple[Loss, ...]:
        return foreknown.largest(writing.tally).losses()

    def said() -> str:
        return said_losses(losses(), words)

    lines = _project(writing, files, kept, variables, sources, said)
    if package.is_trial:
        if kept.placed:  # only what they refer to is found out as they are written
            package.add_project(lines)
        return losses()
    digest = package.add_project(lines)
    OwnPart(writing, files, variables, said()).write(package, digest, kept)
    return losses()


def said_losses(losses: Iterable[Loss], words: Mapping[str, str]) -> str:
    """Return the sentences of the losses, below those that introduce them; "" for none."""
    lines = [words[loss.kind].format(count=loss.count) for loss in losses if loss.kind in words]
    if not lines:
        return ""
    return "\n".join((words.get(INTRODUCTION, ""), *(f"– {line}" for line in lines))).strip()


def _project(
    writing: Writing,
    files: Files,
    kept: KeptParts,
    variables: Variables,
    sources: Sources,
    said: Callable[[], str],
) -> Iterator[str]:
    """Yield the description of the project; `said` is asked when all else is written."""
    project = writing.project
    begun = moment(project.created)
    outside = any(media.path for document in project.documents for media in document.media)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Project xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{NAMESPACE} {SCHEMA}"'
        f"{required('name', project.name)}{given('origin', ORIGIN)}"
        f"{given('creatingUserGUID', writing.user)}{given('creationDateTime', begun)}"
        f"{given('modifyingUserGUID', writing.user)}{given('modifiedDateTime', begun)}"
        f"{given('basePath', '.' if outside else '')}>\n"
    )
    yield from _wrapped("Users", user_lines(writing, kept))
    yield from _wrapped("CodeBook", _wrapped("Codes", code_lines(writing)))
    yield from _wrapped("Variables", variables.lines())
    yield from _wrapped("Cases", case_lines(writing, variables, kept))
    yield from _wrapped("Sources", sources.lines())
    yield from _wrapped("Notes", note_lines(writing, files.memos, kept))
    yield from _wrapped("Links", link_lines(writing, kept))
    yield from _wrapped("Sets", set_lines(writing, kept))
    yield from _wrapped("Graphs", kept.alone(Kept.GRAPH))
    yield text_of("Description", "\n\n".join(filter(None, (project.description, said()))))
    yield writing.notes_on("", "")
    yield "</Project>\n"


def _wrapped(name: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield an element around lines, or nothing where nothing is in them."""
    empty = True
    for line in filter(None, lines):
        if empty:
            yield f"<{name}>\n"
            empty = False
        yield line
    if not empty:
        yield f"</{name}>\n"


PROJECT_WRITER = QdpxWriter()
