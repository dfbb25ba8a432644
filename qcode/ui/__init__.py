"""The window: the only PySide6, one folder a pane."""

from __future__ import annotations

import builtins

# PySide looks through the source of each module that is imported after it, and makes each import
# in a function ten times as slow, in search of a spelling of its names that is not used here.
_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain_import
