"""The index of the sample, made once for the tests that wait for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qcode.services.folders import cache_folder
from qcode.services.projects import open_project
from qcode.services.searching import Searcher


@pytest.fixture(scope="session")
def sample_cache(sample_file: Path) -> Path:
    """The cache of the sample with its whole index."""
    with open_project(sample_file, coder="Ines", read_only=True) as project:
        searcher = Searcher(project)
        assert searcher.update() == 0
        searcher.close()
        return cache_folder(project.info.guid)


@pytest.fixture
def indexed(home: Path, sample_cache: Path) -> None:
    """Have the index in the test's own home, before its session looks for one."""
    shutil.copytree(sample_cache, cache_folder(sample_cache.name), dirs_exist_ok=True)
