"""A project of another program with 1,000 documents and 50,000 codings, as REFI-QDA.

Reading is measured beside the least that any reader does of the same file: `zipfile` unpacks every
member, `lxml` parses the XML into a tree, the texts are decoded, and the tree is let go. (That is a
tenth of it; against a tree that is kept the ratio is a tenth higher.) Each reads once in a Python
of its own, as people do: in one process, whichever is second finds memory that the other has laid
out, and pays for what the other let go. Imports are not counted.

Writing, of turns and originals too, is measured beside what the two need to serialise and pack the
same bytes. `QCODE_BENCH_DOCUMENTS=100` measures another size, with 50 codings a document.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from foreign_corpus import make
from lxml import etree
from measure import REPEATS, Figure, alone, compare, figure, python

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.formats.refi.write_project import PROJECT_WRITER

_OURS = """
from pathlib import Path
from qcode.formats.refi.read_project import PROJECT_READER
path = Path({path!r})
"""
_REFERENCE = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from bench_exchange import parse
path = Path({path!r})
"""
_WRITING = """
from pathlib import Path
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.formats.refi.write_project import PROJECT_WRITER
PROJECT_WRITER.write(PROJECT_READER.read(Path({path!r})), Path({out!r}), {{}})
"""
_PEAK = """
from pathlib import Path
from qcode.formats.refi.read_project import PROJECT_READER
PROJECT_READER.read(Path({path!r}))
"""


def run() -> dict[str, Figure]:
    """Return the figures of reading and of writing."""
    documents = int(os.environ.get("QCODE_BENCH_DOCUMENTS", "1000"))
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as folder:
        path = make(Path(folder) / "stort.qdpx", documents, documents * 50)
        project = PROJECT_READER.read(path)
        sound = sum(score.score >= 0.99 for score in project.offsets)
        ours, reference = [], []
        for _ in range(REPEATS):
            before = _REFERENCE.format(here=str(Path(__file__).parent), path=str(path))
            reference.append(alone(before, "parse(path)"))
            ours.append(alone(_OURS.format(path=str(path)), "PROJECT_READER.read(path)"))
        named = "zipfile and lxml on the same bytes"
        read = figure(ours, reference, named=named, at_most=3)
        figures = {
            f"read {documents} documents, {len(project.segments)} codings": {
                **read,
                "peak_bytes": python(_PEAK.format(path=str(path))).peak_bytes,
                "sources counted rightly": sound,
                "losses": sum(loss.count for loss in project.losses),
            }
        }
        return {**figures, **_writing(project, path)}


def _writing(project: ExchangeProject, path: Path) -> dict[str, Figure]:
    """Return the figures of writing a project that was read from `path`."""
    out, other = path.with_name("ut.qdpx"), path.with_name("jämförelse.qdpx")
    PROJECT_WRITER.write(project, out, {})
    with zipfile.ZipFile(out) as package:
        members = {name: package.read(name) for name in package.namelist()}
    tree = etree.fromstring(members.pop("project.qde"))
    write = compare(
        lambda: PROJECT_WRITER.write(project, out, {}),
        lambda: serialise(tree, members, other),
        before=lambda: out.unlink(missing_ok=True),
        named="lxml and zipfile on the same bytes",
        at_most=3,
    )
    size = out.stat().st_size
    out.unlink()
    peak = python(_WRITING.format(path=str(path), out=str(out))).peak_bytes
    return {
        f"write {len(project.documents)} documents, {len(project.segments)} codings": {
            **write,
            "peak_bytes": peak,  # with the reading of the project
            "bytes": size,
        }
    }


def serialise(tree: etree._Element, members: Mapping[str, bytes], path: Path) -> None:
    """Serialise the XML and pack it with the other members: the least that any writer does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.qde", etree.tostring(tree, encoding="utf-8"))
        for name, data in members.items():
            package.writestr(name, data)


def parse(path: Path) -> list[str]:
    """Unpack all, parse the XML, decode the texts: the least that a reader of them does.

    The tree goes when this ends, as it does for whoever returns what it said and not the tree.
    """
    texts, trees = [], []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".qde"):
                trees.append(etree.fromstring(data))
            else:
                texts.append(data.decode("utf-8-sig"))
    return texts
