"""A folder for each version of the index, so that two versions of QCode leave each other's alone.

What another version indexed stays for a while, for whoever comes back to it; but what must be
forgotten is forgotten in all of them.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from .ledger import versions
from .storage import FolderStorage

UNUSED = 30 * 24 * 3600  # seconds after which nobody is expected to come back


class VersionFolder(FolderStorage):
    """The folder of this version's index, in a place that it shares with other versions."""

    def __init__(self, place: Path) -> None:
        told = json.dumps(versions(), sort_keys=True)
        super().__init__(place / sha256(told.encode()).hexdigest()[:16])
        self._place = place

    def prepare(self) -> None:
        """Make the folder, note that it is used, and remove what has not been for long."""
        super().prepare()
        with suppress(OSError):
            os.utime(self.folder)
        for path in self._others():
            with suppress(OSError):
                if time.time() - path.lstat().st_mtime > UNUSED:
                    _remove(path)

    def forget_others(self) -> None:
        """Remove what other versions keep. Raises `OSError`."""
        for path in self._others():
            _remove(path)

    def _others(self) -> Iterator[Path]:
        return (path for path in self._place.iterdir() if path != self.folder)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
