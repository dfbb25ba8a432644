"""Codebooks to write and read again, and how Hypothesis makes them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from qcode.formats.codebook_base import CodebookBundle, CodebookLabels, PrintedCode
from qcode.model.code_entries import CodeEntry
from qcode.model.errors import UserError
from qcode.model.names import clean_name

ENGLISH = CodebookLabels(
    codebook="Codebook",
    levels=(),
    path="Path",
    code="Code",
    definition="Definition",
    use_when="Use when",
    avoid_when="Avoid when",
    example="Example",
    color="Colour",
    guid="GUID",
    excerpts="Excerpts",
    documents="Documents",
)

# What trips readers up: labels, markup, escapes, controls, white space, signs of separation.
_TRICKY = st.sampled_from(
    (
        "Use when: ",
        "\\Example:",
        "Används när: x",
        "\n\n",
        "\n",
        "#",
        "-",
        "1.",
        "/",
        "\\",
        "a_b*c*",
        "<b>",
        "&amp;",
        "_x0041_",
        "=1+1",
        ";",
        '"',
        "\t",
        "\u2028",
        "\u00a0",
        "|",
        "å",
        "😀",
        "e\u0301",
        "\x07",
        "\ufffe",
    )
)
_ANY = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\u2029"), max_size=12
)
TEXTS = st.lists(_TRICKY | _ANY, max_size=4).map("".join).map(lambda text: text.lstrip("\ufeff"))


def _name_in(text: str) -> str:
    try:
        return clean_name(text[:60])
    except UserError:
        return ""


NAMES = TEXTS.map(_name_in).filter(bool)
COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@st.composite
def codebooks(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> tuple[CodeEntry, ...]:
    """Some codes in tree order, with siblings of different names."""
    entries: list[CodeEntry] = []

    def below(above: tuple[str, ...]) -> None:
        most = 3 if len(above) < 4 else 0
        for name in draw(st.lists(NAMES, min_size=not above, max_size=most, unique=True)):
            guid = str(uuid.UUID(int=draw(st.integers(0, 2**128 - 1))))
            said = [draw(texts) for _ in range(4)]
            entries.append(CodeEntry((*above, name), guid, draw(COLORS), *said))
            if len(entries) < 12:
                below((*above, name))

    below(())
    guids = {entry.guid: entry for entry in entries}
    return tuple(entries) if len(guids) == len(entries) else tuple(entries[:1])


def bundle(
    entries: Sequence[CodeEntry], *, levels: bool = False, language: str = "en"
) -> CodebookBundle:
    """A codebook ready to be written."""
    depth = max(len(entry.names) for entry in entries)
    return CodebookBundle(
        title="Codebook",
        project="Study",
        author="Kim",
        date="2025-11-24T10:30:00+01:00",
        date_words="24 November 2025",
        language=language,
        labels=replace(ENGLISH, levels=tuple(f"Level {n}" for n in range(1, depth + 1))),
        summary="some codes",
        quotes=("“", "”"),
        codes=tuple(PrintedCode(entry, 3, 2, "3 excerpts in 2 documents") for entry in entries),
        levels=levels,
    )
