"""Which encoding a text file is in, found by a fixed ladder and never by statistics of letters.

1. What the user chose. 2. A byte order mark. 3. UTF-16 or UTF-32 without a mark, known by its
zeros. 4. UTF-8, if every byte fits, or if the characters that fit outnumber the bytes that do not
(one damaged letter must not turn every å into Ã¥). 5. Windows-1252, if it defines every byte.
6. Latin-1, which defines all 256. Each step has one answer, so the same bytes always give the same
text.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from qcode.model.errors import UserError
from qcode.model.text import REPLACEMENT, canonical

from .base import Loss
from .losses import Lost

# What the user may choose from. Python knows more, some of them no encodings of text.
ENCODINGS: tuple[str, ...] = (
    *("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"),
    *("cp1252", "latin-1", "iso-8859-15", "mac-roman", "cp850", "cp437", "cp865"),
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso-8859-2", "iso-8859-5", "koi8-r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)
# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16  # bytes; enough to see the zeros of UTF-16
_ASCII = bytes(range(128))
_CP1252_GAPS = b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Canonical text, the encoding that it was in, and what could not be decoded."""

    text: str
    encoding: str
    losses: tuple[Loss, ...] = ()


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """Decode a whole file into canonical text, its byte order mark left out.

    `encoding` is the user's choice and is obeyed, undecodable bytes becoming U+FFFD; it raises
    `UserError("encoding_unknown")` for a name that is not in `ENCODINGS`. `declared` is what the
    file says of itself: it is believed when there is no mark and every byte fits.
    """
    name = known_encoding(encoding) if encoding else detect(data, declared)
    text, bad = decode_piece(data, name)
    text, replaced = canonical(text)
    bad += replaced
    return Decoded(text, name, (Loss(Lost.REPLACED, bad),) if bad else ())


def detect(data: bytes, declared: str | None = None) -> str:
    """Return the encoding of a whole file, one of `ENCODINGS`."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    known = _known(declared) if declared else None
    if known and _fits(data, known):
        return known
    wide = wide_encoding(data[:_SAMPLE])
    if wide:
        return wide
    if _fits(data, "utf-8") or _mostly_utf8(data):
        return "utf-8"
    return "latin-1" if any(gap in data for gap in _CP1252_GAPS) else "cp1252"


def wide_encoding(sample: bytes) -> str | None:
    """Return which UTF-16 or UTF-32 the beginning of a file is in, judged by where zeros stand.

    Text in these has a zero beside (almost) every Latin letter, space and line end, always on the
    same side; zeros in other files are few or stand anywhere.
    """
    units = len(sample) // 2
    if not units:
        return None
    zeros = [sample[side::2].count(0) for side in (0, 1)]
    if sum(zeros) * 20 < units:
        return None
    quads = [sample[place::4].count(0) for place in range(4)]
    quarter = len(sample) // 4
    if quarter and quads[2] + quads[3] >= 1.9 * quarter and not quads[0]:
        return "utf-32-le"
    if quarter and quads[0] + quads[1] >= 1.9 * quarter and not quads[3]:
        return "utf-32-be"
    few = sum(zeros) // 20
    if zeros[0] <= few:
        return "utf-16-le"
    return "utf-16-be" if zeros[1] <= few else None


def known_encoding(encoding: str) -> str:
    """Return the name in `ENCODINGS` for what the user chose, or raise `UserError`."""
    name = _known(encoding)
    if name is None:
        raise UserError("encoding_unknown", encoding=encoding)
    return name


def _known(encoding: str) -> str | None:
    """Return the name in `ENCODINGS` that is a spelling of `encoding`."""
    try:
        wanted = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        return None
    if wanted == "ascii":
        return "utf-8"
    if wanted in ("utf-16", "utf-32"):  # without a mark both mean the little-endian kind
        wanted += "-le"
    if wanted == "utf-8-sig":
        return "utf-8"
    return next((name for name in ENCODINGS if codecs.lookup(name).name == wanted), None)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    plain = len(data) - len(data.translate(None, _ASCII))
    return len(text) - plain - bad > bad


def decode_piece(data: bytes, encoding: str) -> tuple[str, int]:
    """Return the text, not yet canonical, and how many characters in it stand for bad bytes.

    `encoding` is one that Python knows. The five bytes that Windows-1252 leaves undefined are read
    as Latin-1 reads them, as browsers and Word do.
    """
    if encoding.startswith("utf-16"):
        # Surrogates without their other half pass here: `canonical` replaces and counts them.
        odd = len(data) % 2
        text = data[: len(data) - odd].decode(encoding, "surrogatepass")
        return text + REPLACEMENT * odd, odd
    try:
        return data.decode(encoding, "qcode_latin1" if encoding == "cp1252" else "strict"), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, text.count(REPLACEMENT)


def _as_latin1(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("qcode_latin1", _as_latin1)
