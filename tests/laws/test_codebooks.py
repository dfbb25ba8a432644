"""What is written comes back: all of it, or what does not is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from codebook_material import bundle, codebooks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from qcode.formats import codebooks as formats
from qcode.formats.characters import fit_for_xml
from qcode.formats.codebook_base import CodeLoss, lost_between
from qcode.model.code_entries import TEXTS, CodeEntry

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("codebook.xsd"))))
_QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_QUICK
@given(entries=codebooks(), levels=st.booleans(), suffix=st.sampled_from((".xlsx", ".csv")))
def test_a_table_gives_the_same_codebook_again(
    tmp_path: Path, entries: tuple[CodeEntry, ...], levels: bool, suffix: str
) -> None:
    path = tmp_path / f"codebook{suffix}"
    assert formats.writer_for(path).write(bundle(entries, levels=levels), path) == ()
    assert formats.read_file(path).entries == entries


@_QUICK
@given(entries=codebooks(), language=st.sampled_from(("en", "sv")))
def test_a_qdc_gives_all_that_xml_can_carry(
    tmp_path: Path, entries: tuple[CodeEntry, ...], language: str
) -> None:
    fit = tuple(_fit(entry) for entry in entries)
    path = tmp_path / "codebook.qdc"
    assert formats.writer_for(path).write(bundle(fit, language=language), path) == ()
    assert formats.read_file(path).entries == fit


def _fit(entry: CodeEntry) -> CodeEntry:
    names = tuple(map(fit_for_xml, entry.names))
    return replace(entry, names=names, **{n: fit_for_xml(getattr(entry, n)) for n in TEXTS})


@_QUICK
@given(entries=codebooks(), suffix=st.sampled_from((".md", ".txt")))
def test_what_text_cannot_hold_is_named(
    tmp_path: Path, entries: tuple[CodeEntry, ...], suffix: str
) -> None:
    path = tmp_path / f"codebook{suffix}"
    losses = formats.writer_for(path).write(bundle(entries), path)
    assert lost_between(entries, formats.read_file(path).entries) == losses


_WORDS = st.text("abcåäö #*-_:.<>&[]()!1\\`|", max_size=30).map(lambda text: " ".join(text.split()))


@_QUICK
@given(entries=codebooks(st.lists(_WORDS.filter(bool), max_size=3).map("\n\n".join)))
def test_markdown_gives_paragraphs_again_whatever_is_in_them(
    tmp_path: Path, entries: tuple[CodeEntry, ...]
) -> None:
    path = tmp_path / "codebook.md"
    losses = formats.writer_for(path).write(bundle(entries), path)
    assert [loss for loss in losses if loss.kind != CodeLoss.NAMES] == []


@_QUICK
@given(entries=codebooks())
def test_a_qdc_is_valid_by_the_standard(tmp_path: Path, entries: tuple[CodeEntry, ...]) -> None:
    path = tmp_path / "codebook.qdc"
    formats.writer_for(path).write(bundle(entries), path)
    SCHEMA.assertValid(etree.parse(str(path)))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".md", ".txt", ".qdc"])
def test_the_same_codebook_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    entries = (CodeEntry(("Tillit",), "a" * 8 + "-0000-4000-8000-" + "b" * 12, "#51a0db", "Att."),)
    one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
    for path in (one, other):
        formats.writer_for(path).write(bundle(entries), path)
    assert one.read_bytes() == other.read_bytes()


def test_every_kind_of_loss_is_known() -> None:
    assert len({kind.value for kind in CodeLoss}) == len(CodeLoss)
