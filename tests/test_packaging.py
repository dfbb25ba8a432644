"""The wheel, in an environment of its own, does what the checkout does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


def run(*command: str | Path, **environ: str) -> str:
    """Run a command far from the checkout and return what it printed."""
    here = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=os.environ["HOME"],
        env=here | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed: nothing is fetched."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, REPOSITORY)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel, and borrows what it depends on.

    A `.pth` line makes the packages of the present environment importable; the lines of the
    `.pth` files among them are not read again, so the checkout is not.
    """
    folder = tmp_path_factory.mktemp("clean") / "env"
    venv.create(folder, with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    packages = Path(paths["purelib"])
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    programs = Path(paths["scripts"])
    pip = [sys.executable, "-m", "pip", "--python", programs / "python"]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel)
    return programs


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("qcode/_resources/")}
    resources = REPOSITORY / "resources"
    files = {
        f"qcode/_resources/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file()
    }
    assert "qcode/_resources/locale/sv.po" in files
    assert files <= packed


def test_the_installed_program_does_the_whole_job(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import qcode; print(qcode.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent)
    answer = json.loads(run(installed / "qcode", "demo", "--out", tmp_path / "demo", "--json"))
    assert Path(answer["project"]).is_file()
    assert Path(answer["report"]).stat().st_size > 10_000
    for count in ("documents", "codes", "segments", "memos", "hits"):
        assert answer[count] > 0


def test_the_installed_program_speaks_swedish(installed: Path) -> None:
    assert run(installed / "qcode", "--help", LANGUAGE="sv") != run(
        installed / "qcode", "--help", LANGUAGE="en"
    )
