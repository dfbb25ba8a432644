"""Characters of the symbol fonts that word processors insert, as the Unicode they look like.

Word writes a smiley or an arrow that it corrected from `:-)` or `-->` as a character of Wingdings.
Symbol is mapped whole (Adobe's encoding), Wingdings as far as Unicode has the sign and texts use
it; what is not known stays a private character, so that nothing is lost.
"""

from __future__ import annotations

_SYMBOL_20 = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ"
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_A0 = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
_SYMBOL_F1 = "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = {
    **dict(enumerate(_SYMBOL_20, 0x20)),
    **dict(enumerate(_SYMBOL_A0, 0xA0)),
    **dict(enumerate(_SYMBOL_F1, 0xF1)),
}
# Character numbers in hexadecimal, and the sign for each.
_WINGDINGS_CODES = bytes.fromhex(
    "20 21 22 28 2A 36 3F 41 43 44 45 46 47 48 4A 4B 4C 52 54 6C 6D 6E 6F 71 72"
    " 75 76 9E 9F A1 A7 A8 AB D8 DC DF E0 E1 E2 E8 EF F0 F1 F2 F3 FB FC FD FE"
)
_WINGDINGS_SIGNS = " ✏✂☎✉⌛✍✌👍👎☜☞☝☟☺😐☹☼❄●❍■□❑❒◆❖·•○▪◻★➢➲←→↑↓➔⇦⇨⇧⇩⬄✗✓☒☑"
_WINGDINGS = dict(zip(_WINGDINGS_CODES, _WINGDINGS_SIGNS, strict=True))
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: int) -> tuple[str, bool]:
    """Return the character number `code` of a symbol font, and whether Unicode has it.

    Word counts these characters from U+F000 in the private area or from 0; both are understood.
    """
    known = _FONTS.get(font.strip().lower())
    if known is None and not font.strip().lower().startswith(("wingdings", "webdings")):
        return chr(code), not 0xE000 <= code <= 0xF8FF
    found = (known or {}).get(code - 0xF000 if code >= 0xF000 else code)
    if found is None:
        return chr(code if code >= 0xF000 else code + 0xF000), False
    return found, True
