"""One process that spoils files and sends them through the doors, until it is told to stop.

It says on standard output, a line of JSON each, what it begins and how that ended. Whoever reads
that kills it when it hangs within a library, and starts another when it dies. Each file follows
from the seed, the door and its number alone.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from random import Random
from types import FrameType

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

SECONDS = 10  # of CPU time that a file may take
MEGABYTES = 1_000  # above what the process has, that a file may take
_ADDRESSES = 6 << 30  # bytes of address space; more than that is no accident
_LARGEST = 1 << 20  # bytes of a spoilt file: larger ones are a case for tests of their own
_VERIFIED = 3  # so many operations are verified at once, which takes longer than they do
_FRESH = 24  # operations after which a project is made anew, for verifying takes ever longer
_LONGEST_SENTENCE = 700


class TooLong(BaseException):
    """A file took more than `SECONDS`. No reader may catch it."""


class WrongError(AssertionError):
    """What must not be: a half import, something left behind, a sentence that is none."""


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def say(**values: object) -> None:
    """Tell the process that started this one."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


class Worker:
    """Holds a project, and what of it must be as before when a file was refused."""

    def __init__(self, folder: Path, seed: str) -> None:
        from seeds import find_seeds, make_seeds

        self.folder, self.seed = folder, seed
        data = os.environ.get("QCODE_DATA", "")
        if not (folder / "seeds").exists():
            make_seeds(folder / "making")
            (folder / "making").rename(folder / "seeds")
        self.seeds = find_seeds(folder / "seeds", Path(data) if data else None)
        self.secret = folder / "secret.txt"
        self.secret.write_text("hemligt")
        self.number = 0
        self.project: object = None

    # -- one file

    def attempt(self, door: str, number: int) -> None:
        """Spoil a file, send it through a door, and look at what came of it."""
        from mutate import spoil

        say(spoils=door, number=number)
        dice = Random(f"{self.seed}/{door}/{number}")
        path = dice.choice(self.seeds[door])
        data = path.read_bytes()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            spoilt = data if dice.random() < 0.01 else spoil(data, dice, path.name)
            if dice.random() < 0.1:
                spoilt = spoil(spoilt, dice, path.name)
        except (TooLong, MemoryError, RecursionError):  # what is being made has become too large
            return
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        if len(spoilt) > _LARGEST:
            return
        inside = self.folder / "in"
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir()
        suffix = path.suffix
        if suffix == ".qda":
            inside = inside / "spoilt.qda"
            inside.mkdir()
        target = inside / ("data.qda" if suffix == ".qda" else f"spoilt{suffix}")
        target.write_bytes(spoilt)
        say(begin=door, number=number, path=str(target), seed=path.name)
        begun = time.process_time()
        said = self.through(door, inside if suffix == ".qda" else target)
        say(end=door, number=number, said=said, seconds=round(time.process_time() - begun, 3))

    def through(self, door: str, path: Path) -> str:
        """Send a file through a door; return the code of the refusal, or ""."""
        from doors import DOORS, Room
        from guard import watched

        from qcode.model.errors import UserError
        from qcode.services.messages import sentence

        project = self.fresh_project()
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        before, left = project.last_operation(), self.left_behind()
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        refused: UserError | None = None
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        faulthandler.dump_traceback_later(SECONDS * 3, exit=False)
        with watched(writes=(self.folder,), secrets=(self.secret,)) as seen:
            try:
                DOORS[door](Room(project, out), path)
            except UserError as error:
                refused = error
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
                faulthandler.cancel_dump_traceback_later()
        if seen:
            raise WrongError(f"guard: {seen}")
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) >> 10
        if grown > MEGABYTES:
            raise WrongError(f"memory: {grown} MB")
        gone = self.left_behind() ^ left
        if gone:
            raise WrongError(f"left behind: {sorted(gone)}")
        if refused is not None:
            self.check_sentence(sentence(refused))
        self.check_project(before, refused, door)
        return "" if refused is None else refused.code

    def check_sentence(self, text: str) -> None:
        """A sentence is one line and ends as one."""
        if not text or "\n" in text or len(text) > _LONGEST_SENTENCE:
            raise WrongError(f"sentence: {text!r:.900}")

    def check_project(self, before: int, refused: object, door: str) -> None:
        """Nothing came in of what was refused; what came in is whole, and can be taken back."""
        project = self.project
        after = project.last_operation()  # type: ignore[attr-defined]
        if refused is not None and door != "survey" and after != before:
            raise WrongError(f"half: {refused} and {after - before} operations")
        if after == before:
            return
        if not after % _VERIFIED:
            found = project.verify()  # type: ignore[attr-defined]
            if found:
                raise WrongError(f"verify: {found}")
        for each in project.documents():  # type: ignore[attr-defined]
            project.text(each.id)  # type: ignore[attr-defined]
        project.codebook()  # type: ignore[attr-defined]

    def left_behind(self) -> set[str]:
        """Return what lies where files are put for a while, and beside the project."""
        found = set(os.listdir(tempfile.gettempdir()))  # noqa: PTH208
        inside = (str(path) for path in (self.folder / "in").rglob("*"))
        # The log of a project is folded by the next who opens it, when an error holds a reader.
        found |= {path for path in inside if not path.endswith(("-wal", "-shm"))}
        return found | {str(path) for path in (self.folder / "work").glob("[!.]*")}

    def fresh_project(self) -> object:
        """Return the project, made anew when much was done in it."""
        from qcode.services import projects

        project = self.project
        if project is not None:
            if project.last_operation() - self.number < _FRESH:  # type: ignore[attr-defined]
                return project
            project.close()  # type: ignore[attr-defined]
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        shutil.copyfile(self.folder / "seeds" / "base.qcode", work / "work.qcode")
        made = projects.open_project(work / "work.qcode", coder="Ada")
        made._backups.close()  # type: ignore[union-attr]
        made._backups = None  # it would be made in a thread, at any time
        self.project, self.number = made, made.last_operation()
        return made

    def replace_project(self) -> None:
        """Forget a project that something went wrong in."""
        with suppress(Exception):
            self.project.close()  # type: ignore[attr-defined]
        self.project = None


def main() -> None:
    """Run: FOLDER SEED STATE, where STATE says by door with which number to begin."""
    folder, seed, state = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    for left in ("tmp", "making", "home"):
        shutil.rmtree(folder / left, ignore_errors=True)
    (folder / "tmp").mkdir()
    tempfile.tempdir = str(folder / "tmp")
    os.environ.update(QCODE_HOME=str(folder / "home"), HOME=str(folder / "home"), LANGUAGE="en")
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_long)
    faulthandler.enable()
    warnings.simplefilter("ignore")  # of doubled names in packages that are made here
    worker = Worker(folder, seed)
    doors = {door: int(first) for door, first in state.items() if door in worker.seeds}
    spent = dict.fromkeys(doors, 0.0)
    while True:
        door = min(spent, key=lambda name: spent[name])  # each gets as much time
        number, doors[door] = doors[door], doors[door] + 1
        begun = time.process_time()
        try:
            worker.attempt(door, number)
        except (Exception, TooLong) as error:
            trace = traceback.format_exc()
            say(fault=type(error).__name__, door=door, number=number, trace=trace)
            worker.replace_project()
        spent[door] += time.process_time() - begun


if __name__ == "__main__":
    main()
