"""How right and how quick the quotation check is.

Right: 500 passages of real transcripts (`QCODE_DATA` may name their folder), edited in known ways,
and 200 that nobody there has said. Quick: 300 quotations in a manuscript of 60 pages, against 1,000
interviews (`QCODE_BENCH_DOCUMENTS` for another number). `QCODE_BENCH_SEED` chooses other passages.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bench_project import filled, paragraphs
from measure import Figure, once
from quotation_corpus import (
    Case,
    Sources,
    cases,
    chained,
    known_project,
    score,
    write_manuscript,
)
from swedish_text import interviews

from qcode.services.projects import Project
from qcode.services.quotation_check import CheckReport, check_manuscript
from qcode.services.searching import Searcher

SEED = int(os.environ.get("QCODE_BENCH_SEED", "1"))
DOCUMENTS = int(os.environ.get("QCODE_BENCH_DOCUMENTS", "1000"))
PASSAGES, QUOTATIONS, INVENTED = 500, 260, 40
SECONDS = 20.0
_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def run() -> dict[str, Figure]:
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        return {**accuracy(Path(name)), **speed(Path(name))}


def accuracy(folder: Path) -> dict[str, Figure]:
    data = Path(os.environ.get("QCODE_DATA", _DATA))
    if not data.is_dir():
        return {"accuracy": {"missing": str(data)}}
    project, every = known_project(folder, data, PASSAGES, SEED)
    with project:
        report, seconds = checked(folder, project, every)
    found = score(every, report)
    verdicts = sorted({verdict for row in found.table.values() for verdict in row})
    print(f"{'':22}", *(f"{verdict:>13}" for verdict in verdicts))
    for kind, row in found.table.items():
        print(f"{kind:22}", *(f"{row.get(verdict, 0) or '':>13}" for verdict in verdicts))
    for case, said in found.wrong:
        print(f"  {case.kind}: {case.verdict}, said {said}: {case.text[:90]}")
    return {
        "found at the right place": {"share": round(found.placed / found.real, 4), "goal": 0.99},
        "invented and attributed": {"count": found.attributed, "goal": 0},
        "right verdict": {"share": round(found.right / len(every), 4), "goal": 0.97},
        "verdicts by kind": dict(found.table),
        f"{len(every)} quotations, {len(project.documents())} transcripts": {"seconds": seconds},
    }


def checked(folder: Path, project: Project, every: list[Case]) -> tuple[CheckReport, float]:
    """Check cases as quotations of a manuscript in Word, with an index that is up to date."""
    write_manuscript(folder / "manuscript.docx", every, SEED)
    searcher = Searcher(project)
    searcher.update()
    searcher.close()
    reports: list[CheckReport] = []
    path = folder / "manuscript.docx"
    seconds = once(lambda: reports.append(check_manuscript(project, path)))
    return reports[0], round(seconds, 2)


def speed(folder: Path) -> dict[str, Figure]:
    texts = ["\n".join(paragraphs(text)) for text in interviews(DOCUMENTS)]
    with filled(folder / "large.qcode", texts) as project:
        sources = Sources(project, SEED, most=60)
        every = [*cases(sources, QUOTATIONS), *chained(sources, INVENTED)]
        sources.dice.shuffle(every)
        report, seconds = checked(folder, project, every)
        found = score(every, report)
        pages = len(report.manuscript.text) / 3000
    return {
        f"{len(every)} quotations, {DOCUMENTS} documents": {
            "seconds": seconds,
            "goal": SECONDS,
            "pages": round(pages),
            "placed": round(found.placed / found.real, 4),
        }
    }
