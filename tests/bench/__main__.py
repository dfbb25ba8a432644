"""Runs the benchmarks and writes their figures: `python tests/bench [NAME …] [--out bench.json]`.

Every `bench_NAME.py` beside this file has a `run()` that returns figures by what they measure:
those of `measure.compare`, or any other dictionary that JSON can hold. Each module runs in a
process of its own, with a home folder of its own and no screen.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from measure import peak_bytes

HERE = Path(__file__).resolve().parent
PREFIX = "bench_"
DONT_COMPILE = "PYTHONDONTWRITEBYTECODE"


def names() -> list[str]:
    return sorted(path.stem.removeprefix(PREFIX) for path in HERE.glob(f"{PREFIX}*.py"))


def run_here(name: str, out: Path) -> None:
    """Run one module in this process and write its figures to `out`."""
    figures = importlib.import_module(PREFIX + name).run()
    text = json.dumps({"figures": figures, "peak_bytes": peak_bytes()}, ensure_ascii=False)
    out.write_text(text, encoding="utf-8")


def run_apart(name: str) -> dict[str, Any] | None:
    """Run one module in a process of its own; None if it failed, with its reason printed."""
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as folder:
        out = Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, str(HERE), name, "--here", "--out", str(out)],
            env=environment(Path(folder)),
            check=False,
        )
        return json.loads(out.read_text(encoding="utf-8")) if done.returncode == 0 else None


def environment(home: Path) -> Mapping[str, str]:
    """Return an environment that leaves the user's settings, cache and screen alone.

    Modules are compiled once, as they are for a user, whatever the present setting.
    """
    folders = {
        "QCODE_HOME": home / "qcode",
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_STATE_HOME": home / ".local/state",
    }
    paths = {variable: str(folder) for variable, folder in folders.items()}
    plain = {name: value for name, value in os.environ.items() if name != DONT_COMPILE}
    compiled = {"PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return plain | paths | compiled | {"QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"}


def machine() -> dict[str, object]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
    }


def line(what: str, found: Mapping[str, Any]) -> str:
    """Return one figure as a line for people."""
    if "reference_seconds" not in found:
        told = ", ".join(f"{key} {value}" for key, value in found.items() if value is not None)
        return f"  {what}: {told}{above(found)}"
    ours, theirs = (f"{1000 * found[key]:,.2f} ms" for key in ("seconds", "reference_seconds"))
    text = f"  {what}: {ours}, {found['ratio']} × {found['reference']} ({theirs})"
    if found["at_most"] is None:
        return text
    return f"{text}, at most {found['at_most']}{above(found)}"


def above(found: Mapping[str, Any]) -> str:
    """Return a warning if a figure is above one of its limits: `at_most` is that of the ratio."""
    for key, value in found.items():
        limit = found.get("at_most" if key == "ratio" else f"at_most_{key}")
        if limit is not None and value is not None and value > limit:
            return ": ABOVE ITS LIMIT"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the speeds.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "bench.json")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.names) - set(names())
    if unknown:
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}")
    if options.here:
        run_here(options.names[0], options.out)
        return 0
    report: dict[str, object] = {"machine": machine()}
    failed = []
    for name in options.names or names():
        print(name, flush=True)
        result = run_apart(name)
        if result is None:
            failed.append(name)
            continue
        report[name] = result
        for what, found in result["figures"].items():
            print(line(what, found), flush=True)
    report["failed"] = failed
    options.out.write_text(
        json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(f"Written to {options.out}" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
