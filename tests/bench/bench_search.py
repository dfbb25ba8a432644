"""The search of a project of 1,000 documents, from the words of a query to the hits that are shown.

One of the documents has 1 MB and 10,000 codings. The time in the window comes on top.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import stall_project
from measure import Figure

from qcode.index.analysis import words
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import coding, text_editing
from qcode.services.folders import cache_folder
from qcode.services.projects import Project, open_project
from qcode.services.searching import Searcher

QUERIES = 200
CHANGES = 20


def run() -> dict[str, Figure]:
    home = os.environ.get("QCODE_HOME")
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        stall_project.build(Path(name))
        with open_project(Path(name) / "large.qcode", coder="Anna") as project:
            searcher = Searcher(project)
            assert searcher.behind() == 0
            figures = asking(searcher) | changing(project, searcher)
            figures["coding a passage"] = coding_a_passage(project, searcher)
            searcher.close()
    if home is not None:
        os.environ["QCODE_HOME"] = home
    return figures


def asking(searcher: Searcher) -> dict[str, Figure]:
    """Ask queries of all kinds, each for the first time and once more as after an undo."""
    first, again = [], []
    for query in queries(searcher.project):
        first.append(cpu(lambda query=query: searcher.search(query, limit=50)))
        again.append(cpu(lambda query=query: searcher.search(query, limit=50)))
    return {
        f"first fifty of {QUERIES} mixed queries": quantiles(first),
        f"first fifty of {QUERIES} mixed queries, asked again": quantiles(again),
    }


def quantiles(took: list[float]) -> Figure:
    ranked = sorted(took)
    return {
        "seconds": round(ranked[len(ranked) // 2], 4),
        "at_most_seconds": 0.05,
        "p95": round(ranked[int(len(ranked) * 0.95)], 4),
        "at_most_p95": 0.12,
        "slowest": round(ranked[-1], 4),
    }


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def queries(project: Project) -> Iterator[str]:
    dice = random.Random(2)
    texts = [project.text(row.id).text for row in project.documents()[5:40]]
    counts = Counter(word for text in texts for word in words(text))
    ranked = [word for word, _count in counts.most_common() if len(word) > 1]
    longer = [word for word in ranked[:1000] if len(word) > 5]
    some = dice.choice
    kinds: tuple[Callable[[], str], ...] = (
        lambda: some(ranked[:1000]),
        lambda: some(ranked[:5000]),
        lambda: f"={some(ranked[:100])}",
        lambda: f"{some(ranked[:1000])[:3]}*",
        lambda: f"{some(ranked[:1000])} {some(ranked[:1000])}",
        lambda: f"{some(ranked[:200])} OR {some(ranked[:5000])}",
        lambda: f"{some(ranked[:200])} NOT {some(ranked[:200])}",
        lambda: f'"{some(ranked[:60])} {some(ranked[:60])}"',
        lambda: neighbours(dice, some(texts)),
        lambda: f'"{some(ranked[:60])} {some(ranked[:1000])}"~5',
        lambda: f"*{some(longer)[1:5]}*",
        lambda: f"{some(ranked[:1000])}~",
        lambda: f"speaker:{some('IR')} {some(ranked[:1000])}",
        lambda: f"kind:interview {some(ranked)}",
    )
    for number in range(QUERIES):
        yield kinds[number % len(kinds)]()


def neighbours(dice: random.Random, text: str) -> str:
    found = words(text)
    at = dice.randrange(len(found) - 3)
    return f'"{" ".join(found[at : at + dice.randint(2, 3)])}"'


def changing(project: Project, searcher: Searcher) -> dict[str, Figure]:
    """Edit a document and look for the new word, before the index has it; then index it."""
    found, indexed = [], []
    for number, row in enumerate(project.documents()[5 : 5 + CHANGES]):
        text = project.text(row.id).text
        change = TextChange.replace(text, 10, 10, f" nyord{number} ")
        text_editing.edit_text(project, row.id, change)
        word = f"nyord{number}"
        found.append(cpu(lambda word=word: assert_found(searcher, word)))
        indexed.append(cpu(searcher.update))
        assert searcher.behind() == 0
        assert_found(searcher, word)
    return {
        "a document changed: found at once": limited(found),
        "a document changed: indexed": limited(indexed),
    }


def limited(took: list[float]) -> Figure:
    return {
        "seconds": round(sorted(took)[len(took) // 2], 4),
        "at_most_seconds": 0.1,
        "slowest": round(max(took), 4),
    }


def assert_found(searcher: Searcher, word: str) -> None:
    assert searcher.search(f"={word}").total == 1


def coding_a_passage(project: Project, searcher: Searcher) -> Figure:
    """Code a passage: the index is neither behind nor touched."""
    folder = cache_folder(project.info.guid) / "index"
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    document = DocumentId(project.documents()[0].id)
    (code, *_rest) = project.codebook().children(None)
    coding.apply_code(project, document, Span(0, 9), code.id)
    took = cpu(searcher.update)
    assert before == {path.name: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    return {"seconds": round(took, 4), "index_documents": 0}
