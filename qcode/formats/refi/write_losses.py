"""What other programs will not see of a project, and what will not be in its package."""

from __future__ import annotations

from collections import Counter

from qcode.formats.characters import fit_for_xml
from qcode.formats.exchange import ExchangeDocument, ExchangeMedia, ExchangeProject
from qcode.model.memo import MemoKind

from .parts import FORMAT
from .write_files import is_pictured
from .write_package import MAX_MEMBER
from .write_sound import sound
from .write_sources import source_kind
from .write_tally import QdpxLoss, Tally

_SHOWING = frozenset({"docx", "pdf"})  # originals that other programs show as they are


def foreseen(project: ExchangeProject) -> Tally:
    """Return the losses that are known without fetching any original."""
    tally = Tally()
    kept = sound(project, tally)
    _of_codings(kept, tally)
    for document in kept.documents:
        _of_document(document, tally)
    _of_media(kept, tally)
    _of_tables(kept, tally)
    _of_characters(kept, tally)
    for coder in kept.coders:
        tally.lose(QdpxLoss.CODER_COLORS, coder.name, bool(coder.color))
    for saved in kept.saved:
        tally.lose(QdpxLoss.SAVED, saved.name)
    for part in kept.parts:
        tally.lose(QdpxLoss.FOREIGN, part.name, part.format != FORMAT)
    return tally


def _of_codings(project: ExchangeProject, tally: Tally) -> None:
    names = {each.guid: each.name for each in project.codes}
    for segment in project.segments:
        if segment.weight is not None:
            tally.lose(QdpxLoss.WEIGHTS, names[segment.code])
        if segment.condensed:
            tally.lose(QdpxLoss.CONDENSED, segment.condensed)
    for memo in project.memos:
        tally.lose(QdpxLoss.MEMO_KINDS, memo.title, memo.kind != MemoKind.NOTE)
        tally.lose(QdpxLoss.MEMO_LINKS, memo.title, any(link.case for link in memo.links))


def _of_document(document: ExchangeDocument, tally: Tally) -> None:
    layout, name = document.layout, document.name
    shown = document.source is not None and document.source_format in _SHOWING
    tally.lose(QdpxLoss.TURNS, name, bool(layout.turns))
    tally.lose(QdpxLoss.FORMATS, name, bool(layout.formats) and not shown)
    tally.lose(QdpxLoss.PAGES, name, bool(layout.pages) and not shown)
    tally.lose(QdpxLoss.NOTES, name, bool(layout.notes))
    tally.lose(QdpxLoss.KINDS, name, document.kind is not None)
    tally.lose(QdpxLoss.LANGUAGES, name, bool(document.language))
    source = document.source
    shown = shown or (source is not None and is_pictured(document))
    tally.lose(QdpxLoss.REGIONS, name, bool(document.layout.regions) and not shown)
    if source is not None and source.size > MAX_MEMBER:
        tally.lose(QdpxLoss.TOO_LARGE, source.name)
    elif source is not None and not shown and document.source_format != "txt":
        tally.lose(QdpxLoss.ORIGINALS, source.name)


def _of_media(project: ExchangeProject, tally: Tally) -> None:
    found: dict[str, ExchangeMedia] = {}
    for document in project.documents:
        for media in document.media:
            found.setdefault(media.guid, media)
    for media in found.values():
        if media.held is None:
            tally.lose(QdpxLoss.NO_MEDIA_FILE, media.name)
        elif media.held.size > MAX_MEMBER:
            tally.lose(QdpxLoss.TOO_LARGE, media.held.name)
        if not source_kind(media):
            tally.lose(QdpxLoss.MEDIA, media.name)


def _of_tables(project: ExchangeProject, tally: Tally) -> None:
    for case in project.cases:
        speakers = sum(speaker is not None for _document, speaker in case.links)
        tally.lose(QdpxLoss.SPEAKERS, case.name, bool(speakers))
    names = Counter(each.name for each in project.attributes)
    for attribute in project.attributes:
        tally.lose(QdpxLoss.CHOICES, attribute.name, bool(attribute.choices))
        tally.lose(QdpxLoss.ATTRIBUTES, attribute.name, names[attribute.name] > 1)


def _of_characters(project: ExchangeProject, tally: Tally) -> None:
    """Count the names and short texts that XML cannot say as they are."""
    texts = [project.name, project.description]
    texts += [each.name for each in project.coders]
    texts += [each.name for each in project.documents]
    texts += [each.name for each in project.sets]
    texts += [each.title for each in project.memos]
    texts += [text for each in project.cases for text in (each.name, each.description)]
    texts += [each.value for each in project.values]
    texts += [each.name for each in project.attributes]
    for code in project.codes:
        texts += [code.name, code.definition, code.use_when, code.avoid_when, code.example]
    for text in texts:
        fit = fit_for_xml(text)
        tally.lose(QdpxLoss.REPLACED, " ".join(fit.split())[:60], fit != text)
