"""WebVTT and SubRip: captions of a recording, as Teams, Zoom, Whisper and video sites save them.

Written here and not read through a library: the one that is light and maintained (webvtt-py)
refuses a file without its header, leaves entities undecoded, and gives the words of a second voice
in a cue to the first. Both formats are read in one way, more forgiving than either demands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from qcode.model.job import SILENT, Job
from qcode.model.layout import Style

from .base import DEFAULTS, ImportedDocument, Loss, ReadOptions
from .cues import Conventions, Cue, Styled, build, spoken
from .encoding import decode
from .limits import read_bytes
from .losses import Lost
from .turn_clock import milliseconds

_WEBVTT = Conventions("webvtt_voice", "webvtt_colon", "webvtt")
_SUBRIP = Conventions("webvtt_voice", "srt", "srt")
_HEAD = 4096  # characters in which a first cue stands, if there is one
_CLOCK = r"(\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,:;]\d{1,6})?)"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*-+>[ \t]*{_CLOCK}(?:[ \t]|$)")
_FIRST_CUE = re.compile(
    r"(?:[ \t]*\d+[ \t]*\n)?[ \t]*\d{1,4}:\d\d(?::\d\d)?[.,]\d{3}[ \t]*-->[ \t]*\d", re.MULTILINE
)
_NAMED_CUE = re.compile(r'\d{1,6} "([^"]{1,80})"')  # how Webex names who speaks
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?$")
_LANGUAGE = re.compile(r"Language:[ \t]*([A-Za-z]{2,3})\b")
_NOT_SPEECH = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t:]|$)")
_MARKUP = re.compile(
    r"<(?P<close>/?)(?P<tag>[cibuv]|ruby|rt|lang|font|strong|em)(?:\.[^<>\s]{0,100})?"
    r"(?:[ \t]++(?P<note>[^<>]{0,300}))?+>"
    r"|<(?:\d{1,4}:)?\d\d:\d\d\.\d{3}>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)"
    r"|\{\\[^{}\n]{1,60}\}",
    re.IGNORECASE,
)
_STYLES = {
    "i": Style.ITALIC,
    "em": Style.ITALIC,
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "u": Style.UNDERLINE,
}


class CueReader:
    """Reads WebVTT and SubRip, told apart by their content and not by the suffix."""

    name = "vtt"
    suffixes = (".vtt", ".srt")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the cues: their words are the text, their times and voices the turns."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        captions = read_captions(decoded.text)
        losses = (*decoded.losses, *captions.losses())
        document, placed = build(
            path,
            captions.cues,
            kind="vtt" if captions.is_webvtt else "srt",
            encoding=decoded.encoding,
            losses=losses,
        )
        document = replace(document, language=captions.language)
        names = _WEBVTT if captions.is_webvtt else _SUBRIP
        return spoken(document, placed, options.turn_dialect, names)


READER = CueReader()


def looks_like_captions(text: str) -> bool:
    """Whether a text, whatever its suffix, begins as WebVTT or SubRip does."""
    head = text[:_HEAD].lstrip()
    return bool(_HEADER.match(head.split("\n", 1)[0]) or _FIRST_CUE.match(head))


@dataclass(slots=True)
class Captions:
    """What a file of captions holds: cues, and what stands beside them."""

    cues: list[Cue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    is_webvtt: bool = False
    language: str = ""

    def losses(self) -> Iterator[Loss]:
        """Yield what is in the file and neither in the text nor in the layout."""
        if self.notes:
            yield Loss(Lost.CUE_NOTES, len(self.notes), self.notes[0][:200])
        if self.styles:
            yield Loss(Lost.CUE_STYLES, len(self.styles))


def read_captions(text: str) -> Captions:
    """Return the cues of a canonical text, those of WebVTT and of SubRip alike.

    A cue lasts until the next one begins: the words after a blank line within it are kept. Its
    identifier is the line before its times.
    """
    captions = Captions()
    lines = text.split("\n")
    first = 0
    if lines and _HEADER.match(lines[0].lstrip()):
        captions.is_webvtt = True
        first = _read_header(lines, captions)
    timings = [
        (number, match)
        for number in range(first, len(lines))
        if "->" in lines[number] and (match := _TIMING.match(lines[number]))
    ]
    begins = [_begin(lines, number, first) for number, _ in timings]
    _payload(lines[first : begins[0] if begins else len(lines)], captions, in_cue=False)
    for place, (number, match) in enumerate(timings):
        until = begins[place + 1] if place + 1 < len(timings) else len(lines)
        payload = _payload(lines[number + 1 : max(until, number + 1)], captions)
        named = _NAMED_CUE.match(lines[begins[place]])
        speaker = " ".join(named[1].split()) if named else None
        times = milliseconds(match[1]), milliseconds(match[2])
        captions.cues += _cues(payload, *times, speaker or None)
    return captions


def _read_header(lines: Sequence[str], captions: Captions) -> int:
    """Read the lines up to the first blank one or cue, and return how many there are."""
    title = lines[0].lstrip()[len("WEBVTT") :].strip(" \t-")
    if title:
        captions.notes.append(title)
    for number, line in enumerate(lines[1:], start=1):
        if not line.strip() or "->" in line:
            return number
        if match := _LANGUAGE.match(line):
            captions.language = match[1][:2].lower()
    return len(lines)


def _begin(lines: Sequence[str], timing: int, first: int) -> int:
    """Return the line on which a cue begins: that of its identifier, or else of its times."""
    before = timing - 1
    if before < first or not lines[before].strip() or _TIMING.match(lines[before]):
        return timing
    apart = before == first or not lines[before - 1].strip()
    return before if apart or lines[before].strip().isdigit() else timing


def _payload(lines: Sequence[str], captions: Captions, *, in_cue: bool = True) -> list[str]:
    """Return the lines that are speech; notes and styles between cues go to `captions`."""
    speech: list[str] = []
    follows_times = in_cue and bool(lines) and bool(lines[0].strip())
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if not filled:
            continue
        block = list(group)
        match = _NOT_SPEECH.match(block[0])
        if match and captions.is_webvtt and not follows_times:
            aside = captions.notes if match[1] == "NOTE" else captions.styles
            aside.append(" ".join([block[0][match.end() :], *block[1:]]).strip())
        elif in_cue:
            speech += block
        else:
            captions.notes.append(" ".join(block).strip())
        follows_times = False
    return speech


class _Voices:
    """Takes a cue's words apart: what each voice says, without markup."""

    def __init__(self, start_ms: int | None, end_ms: int | None, speaker: str | None) -> None:
        self.cues: list[Cue] = []
        self._times = (start_ms, end_ms)
        self._begin(speaker)

    def _begin(self, speaker: str | None) -> None:
        self._speaker = speaker
        self._text = ""
        self._styles: list[Styled] = []
        self._open: dict[Style, int] = {}

    def say(self, words: str) -> None:
        """Add words as they are; a voice does not begin with a line end."""
        self._text += words if self._text else words.lstrip("\n")

    def tag(self, name: str, note: str, *, closes: bool) -> None:
        """Obey a tag: a voice begins or ends, or a style does."""
        if name == "v":
            self.end()
            self._begin(None if closes else " ".join(html.unescape(note).split()) or None)
        elif (style := _STYLES.get(name)) and closes:
            start = self._open.pop(style, len(self._text))
            if start < len(self._text):
                self._styles.append(Styled(start, len(self._text), style))
        elif style:
            self._open.setdefault(style, len(self._text))

    def end(self) -> None:
        """Finish what the present voice says."""
        for style, start in self._open.items():
            self._styles.append(Styled(start, len(self._text), style))
        text = self._text.rstrip("\n")
        if text.strip():
            within = [s for s in self._styles if s.start < len(text)]
            styles = (Styled(s.start, min(s.end, len(text)), s.style) for s in within)
            self.cues.append(Cue(text, *self._times, self._speaker, tuple(styles)))


def _cues(
    payload: Sequence[str], start_ms: int | None, end_ms: int | None, speaker: str | None
) -> list[Cue]:
    """Return a cue for each voice that the lines hold; `speaker` is whom the cue is named after."""
    text = "\n".join(payload)
    voices = _Voices(start_ms, end_ms, speaker)
    last = 0
    for match in _MARKUP.finditer(text):
        voices.say(text[last : match.start()])
        if match["entity"]:
            voices.say(html.unescape(match["entity"]).replace("\r", "\n"))
        elif match["tag"]:
            voices.tag(match["tag"].lower(), match["note"] or "", closes=bool(match["close"]))
        last = match.end()
    voices.say(text[last:])
    voices.end()
    return voices.cues
