"""Writing 5,000 excerpts, beside python-docx writing as many plain paragraphs of the same text.

The report has all that the plain paragraphs lack: 50 headings, source lines, a comment on every
tenth excerpt, and each excerpt in a control with a hash. Only the writers are measured, not the
collecting of the excerpts.
"""

from __future__ import annotations

import itertools
import tempfile
import tracemalloc
from pathlib import Path

import docx
from measure import Figure, compare
from swedish_text import interviews

from qcode.formats.bundle import ExportBundle, ExportCode, ExportDocument, ExportExcerpt, ExportNote
from qcode.formats.bundle_labels import ExportLabels
from qcode.formats.writers import WRITERS, writer_for

EXCERPTS, CODES = 5_000, 50
LABELS = ExportLabels(*[name.capitalize() for name in ExportLabels.__slots__])


def excerpt_texts() -> list[str]:
    spoken = (text for interview in interviews(100) for speaker, text in interview.turns)
    return list(itertools.islice(spoken, EXCERPTS))


def bundle_of(texts: list[str]) -> ExportBundle:
    note = ExportNote("Anna Nilsson", "2025-11-03T14:05:00+01:00", "Jämför med IP07.")
    excerpts = [
        ExportExcerpt(
            text,
            f"IP{number % 16:02d}, ¶ {number} · AN · även: Plats",
            (note,) if number % 10 == 0 else (),
            guid=f"{number:032x}",
            document=f"IP{number % 16:02d}",
        )
        for number, text in enumerate(texts)
    ]
    share = EXCERPTS // CODES
    codes = tuple(
        ExportCode(
            level=1 + number % 4,
            name=f"Kod {number}",
            path=f"Kod {number}",
            summary=f"{share} citat i 16 dokument",
            definition="Vad koden handlar om, i en mening.",
            color="#4477aa",
            segments=share,
            guid=f"code-{number}",
            excerpts=tuple(excerpts[number * share : (number + 1) * share]),
        )
        for number in range(CODES)
    )
    documents = tuple(
        ExportDocument(f"IP{number:02d}", "Intervju", "Svenska", 300, 50_000, 312)
        for number in range(16)
    )
    return ExportBundle(
        title="Rapport",
        filter="Alla koder",
        author="Anna Nilsson",
        date="2025-11-24T10:30:00+01:00",
        language="sv",
        quotes=("”", "”"),
        labels=LABELS,
        codes=codes,
        codebook=codes,
        documents=documents,
    )


def run() -> dict[str, Figure]:
    texts = excerpt_texts()
    bundle = bundle_of(texts)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def plain() -> None:
            document = docx.Document()
            for text in texts:
                document.add_paragraph(text)
            document.save(str(folder / "plain.docx"))

        figures: dict[str, Figure] = {}
        for writer in WRITERS:
            path = folder / f"report{writer.suffixes[0]}"
            figures[f"{EXCERPTS:,} excerpts to {writer.name}"] = compare(
                lambda path=path, writer=writer: writer.write(bundle, path),
                plain,
                named=f"python-docx writing {EXCERPTS:,} paragraphs",
                at_most=2 if writer.name == "Word" else None,
            )
        figures["memory to write them to Word"] = peak(bundle, folder / "memory.docx")
    return figures


def peak(bundle: ExportBundle, path: Path) -> Figure:
    """Return the most that the writer held beside the bundle."""
    tracemalloc.start()
    try:
        writer_for(path).write(bundle, path)
        return {"bytes": tracemalloc.get_traced_memory()[1]}
    finally:
        tracemalloc.stop()
