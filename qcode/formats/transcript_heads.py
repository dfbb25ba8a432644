"""How transcripts begin that programs save, so that they are known whatever their suffix.

Apart from the readers, which need the libraries of their formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .transcript_table import looks_like_speech_table
from .vtt_srt import looks_like_captions

_OTR = re.compile(r'\s*\{[^{}]{0,2000}?"(?:text"\s*:\s*"\s*<|media(?:-source|-time)?"\s*:)')
_JSON = re.compile(
    r'\s*[{\[]\s*(?:\{\s*)?"(?:text|segments|transcription|utterances|monologues|chunks|speakers|'
    r'language|task|systeminfo|start|id|results|entries|transcript|version)"\s*:'
)
_SBV = re.compile(r"\s*\d{1,3}:\d{2}:\d{2}\.\d{1,3},\d{1,3}:\d{2}:\d{2}\.\d{1,3}[ \t]*\n")
_ASS = re.compile(r"\s*(?:;[^\n]*\n\s*)*\[(?:script info|v4\+? styles|events)\][ \t]*\n", re.I)
_TTML = re.compile(r"\s*<(?:[^>]*>\s*<){0,4}(?:[\w.-]{1,20}:)?tt[\s>]")


def _looks_like_ttml(text: str) -> bool:
    return _TTML.match(text) is not None and ("ns/ttml" in text or "ttaf1" in text)


_KNOWN: Sequence[tuple[str, Callable[[str], object]]] = (
    ("vtt_srt", looks_like_captions),
    ("transcript_table", looks_like_speech_table),
    ("otr", _OTR.match),
    ("json_cues", _JSON.match),
    ("sbv", _SBV.match),
    ("ass", _ASS.match),
    ("ttml", _looks_like_ttml),
)


def transcript_module(head: str) -> str | None:
    """Return the module that reads a transcript which begins so; None if it begins as none."""
    return next((module for module, is_one in _KNOWN if is_one(head)), None)
