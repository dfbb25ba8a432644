"""Spoilt files through every door, for a while: `make fuzz SECONDS=600 DOORS="document check"`.

Prints each finding once (what went wrong and where), keeps the first file of each under
`build/fuzz`, and counts the files by door. A seed (`SEED=`) gives the same files again.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psutil
from doors import DOORS

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
_PATIENCE = 40  # seconds of CPU without a word: it hangs where no signal is heard


class Run:
    """Counts what the workers say, and keeps the files that something went wrong with."""

    def __init__(self, doors: list[str], seed: str, kept: Path) -> None:
        self.state = dict.fromkeys(doors, 0)
        self.seed, self.kept = seed, kept
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.slowest: tuple[float, str] = (0.0, "")
        self._last: dict[str, object] = {}

    def work(self, folder: Path, until: float) -> None:
        """Let one worker work in a folder until a time, or until it dies."""
        command = [sys.executable, str(HERE / "worker.py"), str(folder), self.seed]
        with subprocess.Popen(
            [*command, json.dumps(self.state)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)},
        ) as process:
            said: queue.Queue[str] = queue.Queue()
            errors: list[str] = []
            readers = [
                threading.Thread(target=_pass_on, args=(process.stdout, said.put)),
                threading.Thread(target=_pass_on, args=(process.stderr, errors.append)),
            ]
            for reader in readers:
                reader.start()
            try:
                self._listen(process, said, errors, until)
            finally:
                process.kill()
                for reader in readers:
                    reader.join()

    def _listen(
        self,
        process: subprocess.Popen[str],
        said: queue.Queue[str],
        errors: list[str],
        until: float,
    ) -> None:
        worker = psutil.Process(process.pid)
        begun = 0.0
        while time.monotonic() < until:
            try:
                line = said.get(timeout=1)
            except queue.Empty:
                if _spent(worker) - begun > _PATIENCE:
                    self._found("hang", "".join(errors[-60:]))
                    return
                continue
            begun = _spent(worker)
            if not line:
                process.wait()
                self._found(f"died {process.returncode}", "".join(errors[-60:]))
                return
            self._heard(json.loads(line))

    def _heard(self, said: dict[str, object]) -> None:
        if "spoils" in said:
            self._last = {"begin": said["spoils"], "path": "", **said}
            self.state[str(said["spoils"])] = int(str(said["number"])) + 1
        elif "begin" in said:
            self._last = said
        elif "end" in said:
            door = str(said["end"])
            self.done[door] += 1
            self.refused[door] += bool(said["said"])
            taken = float(str(said["seconds"])), f"{door} {said['number']} {said['said']}"
            self.slowest = max(self.slowest, taken)
        elif "fault" in said:
            self.done[str(said["door"])] += 1
            self._found(str(said["fault"]), str(said["trace"]))

    def _found(self, kind: str, trace: str) -> None:
        if not self._last:
            print(f"No worker could begin: {kind}\n{trace}")
            sys.exit(2)
        door, number = self._last["begin"], self._last["number"]
        places = re.findall(r'File "\S*/(qcode/\S+)", line (\d+)', trace)
        at = ":".join(places[-1]) if places else ""
        words = trace.strip().splitlines()[-1][:160] if trace.strip() else ""
        key = f"{kind} at {at or words} ({door})"
        if "guard" in words or "half" in words or "left behind" in words:
            key += " " + re.sub(r"[0-9a-f]{8,}|\d+", "#", words)[:90]
        self.findings[key] += 1
        if self.findings[key] > 1:
            return
        self.kept.mkdir(parents=True, exist_ok=True)
        path = Path(str(self._last["path"]))
        name = f"{len(self.findings):03} {door} {number}{path.suffix}"
        if path.is_file():
            shutil.copyfile(path, self.kept / name)
        (self.kept / f"{name}.trace").write_text(f"{json.dumps(self._last)}\n{trace}")
        print(f"{name}: {key}\n    {words}", flush=True)

    def report(self) -> str:
        """Return the figures."""
        lines = [f"seed {self.seed}: {sum(self.done.values())} files"]
        lines += [
            f"  {door:12} {count:7} files, {self.refused[door]:6} refused"
            for door, count in sorted(self.done.items())
        ]
        lines.append(f"  slowest {self.slowest[0]:.1f} s of CPU: {self.slowest[1]}")
        lines += [f"  {count:5} × {key}" for key, count in self.findings.most_common()]
        return "\n".join(lines)


def _spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:  # it is no more, which is told in another way
        return 0.0
    return float(times.user + times.system)


def _pass_on(stream: object, take: object) -> None:
    for line in stream:  # type: ignore[attr-defined]
        take(line)  # type: ignore[operator]
    take("")  # type: ignore[operator]


def main() -> int:
    """Run until the time is over; 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("doors", nargs="*", default=list(DOORS), help=f"of {' '.join(DOORS)}")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):  # also where it runs in the background
        signal.signal(number, signal.default_int_handler)
    kept = REPOSITORY / "build" / "fuzz" / arguments.seed
    run = Run(arguments.doors, arguments.seed, kept)
    until = time.monotonic() + arguments.seconds
    try:
        with tempfile.TemporaryDirectory(prefix="qcode-fuzz-") as folder:
            while time.monotonic() < until:
                run.work(Path(folder), until)
    except KeyboardInterrupt:
        print()
    print(run.report())
    if run.findings:
        print(f"  the files are in {kept}")
    return bool(run.findings)


if __name__ == "__main__":
    sys.exit(main())
