"""Sends hostile files through their doors in a process that may take so much memory and no more.

FOLDER MEGABYTES; the names of the files come as a list in JSON, and what became of each goes out.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]


def main() -> None:
    """Read what is asked for, and answer."""
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    (folder / "tmp").mkdir(parents=True)
    tempfile.tempdir = str(folder / "tmp")
    os.environ.update(QCODE_HOME=str(folder / "home"), QT_QPA_PLATFORM="offscreen")
    warnings.simplefilter("ignore")

    from doors import DOORS, Room
    from hostile_packages import hostile_packages
    from hostile_texts import hostile_texts

    import qcode.ui.pictures.levels
    from qcode.model.errors import UserError
    from qcode.services import projects

    wanted = json.loads(sys.stdin.read())
    every = {f"{each.name}, {each.door}": each for each in (*hostile_packages(), *hostile_texts())}
    made = {name: every[name].make(9) for name in wanted}
    for number, data in enumerate(made.values()):
        (folder / f"{number}{every[wanted[number]].suffix}").write_bytes(data)
    made.clear()
    assert qcode.ui.pictures.levels  # loaded before memory is counted
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + (megabytes << 20),) * 2)
    found: dict[str, str] = {}
    with projects.create_project(folder / "study.qcode", coder="Ada") as project:
        for number, name in enumerate(wanted):
            out = folder / f"out{number}"
            out.mkdir()
            try:
                path = folder / f"{number}{every[name].suffix}"
                DOORS[every[name].door](Room(project, out), path)
            except UserError:
                pass
            except MemoryError:
                found[name] = "too much memory"
                continue
            found[name] = "sound"
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
