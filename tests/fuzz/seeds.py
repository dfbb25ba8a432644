"""Sound files for each door, to be spoilt: samples, what QCode itself writes, real ones if any."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from small_files import small_files, write_projects

from qcode.model.document import AttributeTarget, AttributeType, CaseLink
from qcode.model.memo import MemoLink
from qcode.model.report import ReportOptions
from qcode.model.text import Span
from qcode.services import (
    activation,
    cases,
    codebook_exporting,
    coding,
    documents,
    exchange_files,
    exporting,
    importing,
    memos,
    report_memory,
    report_presets,
    sample,
    settings,
)
from qcode.services.projects import Project, create_project

TESTS = Path(__file__).resolve().parents[1]
_LARGEST = 60_000  # bytes of a seed: spoiling and reading larger ones takes too long
_TABLES = (".csv", ".tsv", ".xlsx")
_TEXTS = (".txt", ".md", ".docx", ".odt", ".rtf", ".html", ".pdf")

Seeds = dict[str, list[Path]]


def make_seeds(folder: Path) -> None:
    """Make all seeds below a new folder."""
    folder.mkdir()
    _samples(folder)
    with create_project(folder / "base.qcode", coder="Ada") as project:
        _fill(project, folder)
        _write_all(project, folder)
    sample.build_sample(folder / "sample.qcode").close()


def find_seeds(folder: Path, data: Path | None) -> Seeds:
    """Return the seeds below a folder, and real files, by the door that they are for."""
    found: Seeds = defaultdict(list)
    every = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if data is not None:
        every += [path for path in sorted(data.rglob("*")) if path.is_file()]
    for path in every:
        large = path.stat().st_size > _LARGEST and path.suffix != ".qcode"
        if large or path.suffix == ".turns":
            continue
        for door in _doors_of(path):
            found[door].append(path)
    return dict(found)


def _doors_of(path: Path) -> list[str]:
    """Return the doors at which somebody might come with a file."""
    suffix = path.suffix.lower()
    doors = []
    if suffix in importing.readable_suffixes():
        doors.append("document")
    if suffix in exchange_files.readable_suffixes():
        doors += ["exchange", "new_project"]
    if "coded" in path.name or suffix == ".pdf":
        doors.append("coded")
    if suffix in (".qdc", *_TABLES) or "codes" in path.name:
        doors.append("codebook")
    if suffix in _TABLES:
        doors += ["survey", "names"]
    if path.name == "report.docx":
        doors += ["comments", "refresh"]
    if suffix in _TEXTS:
        doors.append("check")
    if suffix in (".docx", ".pptx"):
        doors.append("template")
    if suffix in (".png", ".jpg"):
        doors.append("logo")
    if suffix == ".qcode":
        doors += ["project", "restore"]
    if suffix == ".stored":
        doors.append("stored")
    return doors


def _fill(project: Project, folder: Path) -> None:
    """Do a little of everything in a project."""
    files = [folder / name for name in ("small_coded.docx", "small.pdf", "0.png", "teams.vtt")]
    added = importing.import_paths(project, files).imported
    first, text = added[0].document.id, added[0].imported.text
    for path, words in (("Oro/Natt", "Anna"), ("Tillit", "det var så"), ("Oro", "gul")):
        at = text.index(words)
        coding.apply_path(project, first, Span(at, at + len(words)), path, memo="Not")
    case = cases.add_case(project, "Bo", links=[CaseLink(first, "Bo")])
    age = cases.add_attribute(project, "Ålder", AttributeTarget.CASE, kind=AttributeType.NUMBER)
    cases.set_value(project, age, case, "34")
    documents.save_set(project, "Alla", [each.document.id for each in added])
    memos.add_memo(project, "Tanke", "Om [det](x) *här*", links=[MemoLink(case=case)])
    project.undo()
    project.redo()


def _write_all(project: Project, folder: Path) -> None:
    """Let QCode write everything that it can write."""
    for suffix in ("docx", "html", "md", "csv", "xlsx", "json", "pptx"):
        exporting.export(project, folder / f"report.{suffix}")
    for suffix in ("qdc", "csv", "xlsx", "md", "txt"):
        codebook_exporting.export_codebook(project, folder / f"codes.{suffix}")
    exchange_files.export_project(project, folder / "project.qdpx")
    report_presets.save_preset(project, "Min", ReportOptions(title="T"))
    activation.remember(project, activation.Activation(frozenset(), frozenset()))
    report_memory.remember_report(project, report_memory.LastReport())
    kept = settings.settings_folder() / "settings.json"
    (folder / "settings.json.stored").write_bytes(kept.read_bytes())
    first = project.documents()[0]
    draft = {
        "version": 1,
        "text": first.text_hash,
        "made": "2026-01-01T00:00:00+00:00",
        "place": 3,
        "length": first.length,
        "replacements": [[0, 1, "x"]],
    }
    (folder / "draft.stored").write_text(json.dumps(draft), "utf-8")


def _samples(folder: Path) -> None:
    """Add what the tests have: files of all formats, pictures, projects of other programs."""
    sys.path.append(str(TESTS / "formats"))
    import picture_files

    for path in (*sample.sample_files(), *sorted((TESTS / "formats/turn_samples/files").iterdir())):
        (folder / path.name).write_bytes(path.read_bytes())
    for name, data in small_files().items():
        (folder / name).write_bytes(data)
    for turned in (0, 6):
        (folder / f"{turned}.png").write_bytes(picture_files.png(40, 30, turned))
        (folder / f"{turned}.jpg").write_bytes(picture_files.jpeg(40, 30, turned))
    (folder / "a.gif").write_bytes(picture_files.gif(40, 30))
    (folder / "a.bmp").write_bytes(picture_files.bmp(40, 30))
    (folder / "a.tif").write_bytes(picture_files.tiff(40, 30))
    for kind in (b"VP8 ", b"VP8L", b"VP8X"):
        path = folder / f"{kind.decode().strip()}.webp"
        path.write_bytes(picture_files.webp(kind, 40, 30, 6))
    write_projects(folder)
