"""Sound files for each door, to be spoilt: samples, what QCode itself writes, real ones if any."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import wave
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
    coded_tables,
    coding,
    documents,
    exchange_files,
    exporting,
    importing,
    matrix,
    matrix_files,
    memos,
    recordings,
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
    suffix, name = path.suffix.lower(), path.name
    asked = {
        ("document",): suffix in importing.readable_suffixes(),
        ("exchange", "new_project"): suffix in exchange_files.readable_suffixes(),
        ("coded",): "coded" in name or suffix == ".pdf",
        ("codings",): "codings" in name and suffix in coded_tables.SUFFIXES,
        ("codebook",): suffix in (".qdc", *_TABLES) or "codes" in name,
        ("survey", "names"): suffix in _TABLES,
        ("recording",): suffix in recordings.SUFFIXES,
        ("comments", "refresh"): name == "report.docx",
        ("check",): suffix in _TEXTS,
        ("template",): suffix in (".docx", ".pptx"),
        ("logo",): suffix in (".png", ".jpg"),
        ("project", "restore"): suffix == ".qcode",
        ("stored",): suffix == ".stored",
    }
    return [door for doors, fits in asked.items() if fits for door in doors]


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
    passages = matrix.make_table(project, matrix.Rows.SEGMENTS)
    for suffix in ("csv", "xlsx"):
        matrix_files.write_table(passages, folder / f"codings.{suffix}")
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
    _whole_pictures(folder)
    _recordings(folder)
    write_projects(folder)


def _whole_pictures(folder: Path) -> None:
    """Add pictures with all their pixels, as a program writes them."""
    from PySide6.QtGui import QImage

    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    for suffix in ("png", "jpg", "tif", "webp", "bmp"):
        image.save(str(folder / f"whole.{suffix}"))


def _recordings(folder: Path) -> None:
    """Add a second of sound, and where ffmpeg is at hand the same as film and in other formats."""
    with wave.open(str(folder / "a.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(range(256)) * 62)
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        return
    film = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1")
    for suffix in recordings.SUFFIXES:
        given = film if recordings.SUFFIXES[suffix] is recordings.Sort.FILM else ()
        command = [ffmpeg, "-v", "quiet", "-y", "-i", str(folder / "a.wav"), *given]
        made = folder / f"a{suffix}"
        if made.exists():
            continue
        subprocess.run([*command, "-shortest", str(made)], check=False)
        if made.exists() and not made.stat().st_size:  # nothing here writes that format
            made.unlink()
