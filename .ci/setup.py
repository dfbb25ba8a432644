"""Sets QCode up in a checkout: system packages where some are missing, then `.venv`.

Run by `.ci/setup` on a Python that may have nothing but its standard library. Safe to run again:
it looks at what is there and does only what is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from qcode.services.desktop import (  # noqa: E402
    MEDIA_LIBRARIES,
    install_command,
    missing_libraries,
)

VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "qcode-setup"
VENV_NEEDS = "Python, for .venv"
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def missing_packages(*, tests: bool) -> dict[str, list[str]]:
    """Return the Debian packages that are missing here, by what they are for."""
    needs = {
        "Qt, for the window": [library.debian for library in missing_libraries()],
        "recordings, for their tests": (
            [library.debian for library in missing_libraries(MEDIA_LIBRARIES)] if tests else []
        ),
        VENV_NEEDS: [] if venv_possible() else [f"python{PYTHON_VERSION}-venv"],
        "letters to write with": [] if has_fonts() else ["fonts-dejavu-core"],
        "LibreOffice, for the tests of Word files": (
            ["libreoffice-writer-nogui"] if tests and not has_libreoffice() else []
        ),
    }
    return {purpose: packages for purpose, packages in needs.items() if packages}


def venv_possible() -> bool:
    """Tell whether `.venv` is there or can be made; Debian packs what that takes separately."""
    return bool(venv_version()) or importlib.util.find_spec("ensurepip") is not None


def has_fonts() -> bool:
    """Tell whether any outline font is installed."""
    folders = ("/usr/share/fonts", "/usr/local/share/fonts", Path.home() / ".local/share/fonts")
    return platform.system() != "Linux" or any(
        path.suffix.lower() in {".ttf", ".otf", ".ttc"}
        for folder in folders
        for path in Path(folder).rglob("*.*")
    )


def has_libreoffice() -> bool:
    """Tell whether LibreOffice can be started from the command line."""
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def install_packages(needs: dict[str, list[str]], *, tests: bool) -> None:
    """Install system packages with apt where that is possible; else say what to install."""
    print("This system lacks")
    for purpose, names in needs.items():
        print(f"  {purpose}: {' '.join(names)}")
    rights = apt_rights()
    if rights is None:
        explain_packages(needs)
        return
    how = "sudo apt-get, as only an administrator may" if rights else "apt-get"
    print(f"Installing them with {how} ...", flush=True)
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run_quietly([*apt, "update"])
    install = [*apt, "install", "-y", "--no-install-recommends"]
    packages = [name for names in needs.values() for name in names]
    if not run_quietly([*install, *packages]):
        for package in packages:  # one that this release does not know must not stop the others
            run_quietly([*install, package])
    still = missing_packages(tests=tests)
    if still:
        explain_packages(still)


def apt_rights() -> Sequence[str] | None:
    """Return what to put before `apt-get`, nothing or `sudo`; None if it cannot be used."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ()
    if not shutil.which("sudo"):
        return None
    if sys.stdin.isatty():  # sudo may ask for the password
        return ("sudo",)
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None


def run_quietly(command: Sequence[str]) -> bool:
    """Run a command, showing only what it says of errors; return whether it succeeded."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


def explain_packages(needs: dict[str, list[str]]) -> None:
    """Say how an administrator installs what we could not."""
    if shutil.which("apt-get"):
        packages = " ".join(name for names in needs.values() for name in names)
        command = f"sudo apt-get install {packages}"
    else:
        command = install_command(missing_libraries())
    if command:
        print(f"They could not be installed from here. An administrator does it with\n  {command}")
    else:
        print("Install them with this system's own tool; the names above are Debian's.")
    if VENV_NEEDS not in needs:
        print("Until then what needs them says so, and all the rest works.", flush=True)


@cache
def venv_version() -> str:
    """Return the Python version of a `.venv` that works, such as "3.12"; else ""."""
    if not VENV_PYTHON.exists():
        return ""
    ask = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run(
        [str(VENV_PYTHON), "-c", ask], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def fingerprint() -> str:
    """Return what an installation in `.venv` is made from."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def stamp() -> tuple[str, str, str]:
    """Return fingerprint, checkout and extras of what was last installed, "" where unknown."""
    try:
        done, root, extra = STAMP.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return "", "", ""
    return done, root, extra


def make_venv(*, rebuild: bool) -> None:
    """Make `.venv`, or make it anew if it is broken, moved or of a Python that is not wanted."""
    version, root = venv_version(), stamp()[1]
    moved = root not in {"", str(ROOT)}  # its scripts name the folder they were made in
    if version and not moved and not (rebuild and version != PYTHON_VERSION):
        return
    print(f"Making .venv with Python {PYTHON_VERSION} ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def install_project(*, tests: bool) -> None:
    """Install QCode into `.venv`, so that it runs from this checkout, unless it is there."""
    done, _root, extra = stamp()
    if done == fingerprint() and (extra == "tests" or not tests):
        return
    wanted = "tests" if tests or extra == "tests" else "base"
    print("Installing Python packages into .venv (a minute or two the first time) ...", flush=True)
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    what = ".[test]" if wanted == "tests" else "."
    subprocess.run([*pip, "--editable", what], cwd=ROOT, check=True)
    STAMP.write_text(f"{fingerprint()}\n{ROOT}\n{wanted}\n", encoding="utf-8")


def main() -> int:
    """Do what is missing and return the exit status."""
    parser = argparse.ArgumentParser(description="Set QCode up in this checkout.")
    parser.add_argument("--tests", action="store_true", help="with what the tests need")
    parser.add_argument(
        "--rebuild", action="store_true", help="make .venv anew if its Python is another version"
    )
    options = parser.parse_args()
    needs = missing_packages(tests=options.tests)
    if needs:
        install_packages(needs, tests=options.tests)
    if not venv_possible():
        print("Without .venv nothing else can be set up, so this is where it stops.")
        return 1
    try:
        make_venv(rebuild=options.rebuild)
        install_project(tests=options.tests)
    except subprocess.CalledProcessError as error:
        print(f"The set-up stopped: {error.cmd[2]} failed, for the reason given above.")
        print("Put that right (is there a network?) and run the same command again.")
        return 1
    print("QCode is set up.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
