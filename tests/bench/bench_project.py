"""A project at work: bringing interviews in, opening many, coding among many, undoing much."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import docx
from measure import REPEATS, Figure, compare, figure, python
from swedish_text import Interview, interviews

from qcode.formats.base import ImportedDocument
from qcode.model.document import DocumentId, DocumentKind
from qcode.model.text import Span
from qcode.services import coding, importing
from qcode.services.importing import Candidate
from qcode.services.projects import Project, create_project
from qcode.services.searching import Searcher

FILES, DOCUMENTS, SEGMENTS, APPLIED = 100, 1_000, 10_000, 20

INSERT = """
INSERT INTO segment (guid, document_id, code_id, coder_id, start, "end") VALUES (?, ?, ?, ?, ?, ?)
"""
OPEN = """
from pathlib import Path
from qcode.services.projects import open_project
with open_project(Path({path!r}), coder="Anna") as project:
    assert len(project.documents()) == {documents}
"""
SEARCH = """
from pathlib import Path
from qcode.services.projects import open_project
from qcode.services.searching import Searcher
with open_project(Path({path!r}), coder="Anna") as project:
    searcher = Searcher(project)
    assert searcher.search("trygghet").total
    searcher.close()
"""


def run() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        folder = Path(name)
        texts = list(interviews(FILES))
        figures = importing_figures(folder, write_files(folder / "files", texts))
        figures |= coding_figures(folder, texts)
        figures |= size_figures(folder, texts)
    return figures


def paragraphs(interview: Interview) -> list[str]:
    return [f"{speaker}: {text}" for speaker, text in interview.turns]


def write_files(folder: Path, texts: Sequence[Interview]) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"Intervju {number:03}.docx" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        document = docx.Document()
        for paragraph in paragraphs(text):
            document.add_paragraph(paragraph)
        document.save(str(path))
    return paths


def fresh_projects(folder: Path) -> Iterator[Project]:
    """Yield new, empty projects; the one before is closed."""
    for number in itertools.count():
        with create_project(folder / f"{number}.qcode", coder="Anna") as project:
            yield project


def importing_figures(folder: Path, files: Sequence[Path]) -> dict[str, Figure]:
    projects = fresh_projects(folder)
    ready: list[Project] = []

    def before() -> None:
        ready[:] = [next(projects)]

    def bring_in() -> None:
        assert len(importing.import_paths(ready[0], files).imported) == len(files)

    def bring_in_and_index() -> None:
        bring_in()
        searcher = Searcher(ready[0])
        searcher.update()
        assert not searcher.behind()
        searcher.close()

    def reference() -> None:
        for path in files:
            "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)

    named = f"python-docx reading the paragraphs of {len(files)} files"
    what = f"import {len(files)} docx of 50 kB: "
    return {
        what + "readable and codable": compare(
            bring_in, reference, named=named, at_most=1.5, before=before
        ),
        what + "all of it searchable": compare(
            bring_in_and_index, reference, named=named, at_most=6, before=before
        ),
    }


def filled(path: Path, texts: Sequence[str]) -> Project:
    """Return a new project with these texts in it."""
    project = create_project(path, coder="Anna")
    importing.add_candidates(
        project,
        [
            Candidate(
                path=Path(f"Intervju {number:04}.txt"),
                source=text.encode(),
                imported=ImportedDocument(f"Intervju {number:04}", text, format="txt"),
                name=f"Intervju {number:04}",
                kind=DocumentKind.INTERVIEW,
                language="sv",
            )
            for number, text in enumerate(texts)
        ],
    )
    return project


def coding_figures(folder: Path, texts: Sequence[Interview]) -> dict[str, Figure]:
    text = "\n".join(itertools.chain.from_iterable(map(paragraphs, texts[:20])))
    with filled(folder / "coding.qcode", [text]) as project:
        document = project.documents()[0].id
        step = len(text) // (SEGMENTS + 1)
        spans = [Span(at * step, at * step + 40) for at in range(SEGMENTS)]
        figures = {f"undo an autocoding of {SEGMENTS:,}": undoing(project, document, spans)}
        coding.apply_to_many(project, {document: spans}, "Tillit")
        figures[f"{APPLIED} codings among {SEGMENTS:,}: commit and notice"] = applying(
            project, document, folder
        )
    return figures


def undoing(project: Project, document: DocumentId, spans: Sequence[Span]) -> Figure:
    return compare(
        project.undo,
        lambda: coding.apply_to_many(project, {document: spans}, "Tillit"),
        named="doing it",
        at_most=1.5,
    )


def applying(project: Project, document: DocumentId, folder: Path) -> Figure:
    """Apply codes one by one, beside bare inserts into the same table with the same durability.

    A backup starts in a thread of its own after a hundred operations, and not more than once a
    minute; it shows in `slowest`.
    """
    (code,) = (code.id for code in project.codebook().children(None))
    coder = next(c.id for c in project.coders())
    project.subscribe(lambda changes: changes.affects_document(document))
    starts = itertools.count(1)
    with closing(copy_of(project, folder / "bare.db")) as bare:

        def reference() -> None:
            for _ in range(APPLIED):
                start = next(starts)
                row = (str(uuid.uuid4()), document, code, coder, start, start + 7)
                bare.execute(INSERT, row)
                bare.commit()

        def ours() -> None:
            for _ in range(APPLIED):
                start = next(starts)
                coding.apply_code(project, document, Span(start, start + 7), code)

        named = f"{APPLIED} bare SQLite inserts"
        return compare(ours, reference, named=named, at_most=10, repeats=15)


def copy_of(project: Project, path: Path) -> sqlite3.Connection:
    """Return a bare connection to a copy of the project, as durable as the project itself."""
    bare = sqlite3.connect(path)
    with closing(sqlite3.connect(project.path)) as source:
        source.backup(bare)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        bare.execute(f"PRAGMA {setting}")
    return bare


def size_figures(folder: Path, texts: Sequence[Interview]) -> dict[str, Figure]:
    path = folder / "large.qcode"
    once = ["\n".join(paragraphs(text)) for text in texts]
    copies = range(DOCUMENTS // len(once))
    with filled(path, [f"Omgång {copy}\n{text}" for copy in copies for text in once]) as project:
        searcher = Searcher(project)
        searcher.update()
        searcher.close()
    opened, loaded = [], []
    code = OPEN.format(path=str(path), documents=DOCUMENTS)
    python(code)
    for _ in range(REPEATS):
        loaded.append(python("import sqlalchemy").seconds)
        opened.append(python(code).seconds)
    searched = python(SEARCH.format(path=str(path)))
    return {
        f"open {DOCUMENTS:,} documents and list them": figure(
            opened, loaded, named="Python importing SQLAlchemy", at_most=2
        ),
        "the same, open and searched": {"peak_megabytes": round(searched.peak_bytes / 1e6, 1)},
    }
