"""A process that codes without end and says after each commit what was acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from qcode.model.text import Span
from qcode.services import coding, projects


def main() -> None:
    with projects.open_project(Path(sys.argv[1]), coder="Anna") as project:
        document = project.documents()[0].id
        done = len(coding.segments_of(project, document))
        while True:
            span = Span(done % 4000, done % 4000 + 1 + done // 4000)
            segment, changes = coding.apply_path(project, document, span, f"Kod {done % 7}")
            sys.stdout.write(f"{segment} {changes.operation}\n")
            sys.stdout.flush()
            done += 1
            if done % 11 == 0:
                project.undo()
                project.redo()


if __name__ == "__main__":
    main()
