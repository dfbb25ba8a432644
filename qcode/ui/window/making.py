"""Makes and opens projects. Called on a thread, where what they need is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qcode.services import settings
from qcode.services.language import current_language

if TYPE_CHECKING:
    from qcode.services.projects import Project


def create(path: Path) -> Project:
    """Make a new project, whose reports are in the language of the window unless one says so."""
    from qcode.services import projects

    coder, language = settings.coder_name(), current_language()
    return projects.create_project(path, coder=coder, language=language)


def open_file(path: Path, *, read_only: bool, force: bool) -> Project:
    """Open a project file; `force` takes over a lock that another machine left."""
    from qcode.services import projects

    coder = settings.coder_name()
    return projects.open_project(path, coder=coder, read_only=read_only, force=force)


def build_sample(path: Path) -> Project:
    """Make the sample project in a new file."""
    from qcode.services import sample

    return sample.build_sample(path, coder=settings.coder_name())
