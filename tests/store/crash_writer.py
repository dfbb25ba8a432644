"""A process that makes writers: each codes without end and says what was acknowledged.

A line of input makes the next one, in a process of its own that begins with a line of its number.
A line "end" says that it was killed. What takes longest, to load the program, is done once.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from qcode.model.text import Span
from qcode.services import coding, projects


def main(path: Path) -> None:
    warm(path)
    for _line in sys.stdin:
        writer = os.fork()
        if writer == 0:
            say(str(os.getpid()))
            write(path)
        os.waitpid(writer, 0)
        say("end")


def warm(path: Path) -> None:
    """Do on a copy what each writer does: what is put into SQL for it is then known to them all."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, folder))
        with projects.open_project(copy, coder="Anna") as project:
            document = project.documents()[0].id
            coding.segments_of(project, document)
            for number in range(2):
                coding.apply_path(project, document, Span(number, 9), f"Kod {number}")
            project.undo()
            project.redo()


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())  # at once and whole, as a pipe takes few bytes


def write(path: Path) -> None:
    with projects.open_project(path, coder="Anna") as project:
        document = project.documents()[0].id
        done = len(coding.segments_of(project, document))
        while True:
            span = Span(done % 4000, done % 4000 + 1 + done // 4000)
            segment, changes = coding.apply_path(project, document, span, f"Kod {done % 7}")
            say(f"{segment} {changes.operation}")
            done += 1
            if done % 11 == 0:
                project.undo()
                project.redo()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
