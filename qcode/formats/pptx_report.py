"""The report as slides, for the people a study is about: a slide for each theme.

Words never run out of their boxes: they are measured, and what does not fit on a slide goes on to
the next. The notes of a slide hold the full references of its quotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from qcode.model.codebook import shown_names
from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine
from .bundle_parts import ExportPicture, ExportSection
from .characters import for_xml
from .docx_pictures import region_key
from .losses import Lost
from .ooxml import PACKAGE, RELATIONSHIPS, Package, relations
from .parts_left import parts_left
from .pptx_frame import Frame, Layout, content_types, frame_of, presentation
from .pptx_slide import PICTURE, Slide, notes_xml, room_for_picture, slide_xml
from .report_parts import core
from .report_styles import color_style
from .slide_choice import Theme, shown, themes
from .slide_flow import Look, Words, flow
from .typography import grouped, language_tag

_LISTED, _FIRST = 10, 8  # names that are listed on a slide, and those of more
_LOWEST = 90  # points: what a picture below words must have
_LEFT = tuple(part for part in Part if part not in (Part.COVER, Part.EXCERPTS, Part.METHOD))


class PptxReport:
    """Writes a bundle as a presentation."""

    name = "PowerPoint"
    suffixes: Sequence[str] = (".pptx",)
    more: Sequence[Part] = ()

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a title, a slide or more for each theme, and how it was done."""
        bundle, losses = for_xml(bundle)
        frame = frame_of(bundle.template)
        slides = list(_slides(bundle, frame, job))
        _write(bundle, frame, slides, path, job)
        return (*losses, *self.foresee(bundle))

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return the excerpts that are not the best of their themes, and the parts left out."""
        there = themes(bundle)
        total = sum(len(theme.excerpts) for theme in there)
        left = total - sum(len(theme.best) for theme in there)
        losses = (Loss(Lost.QUOTATIONS, left),) if left else ()
        told = _told(bundle)
        left_out = [each.heading for each in bundle.sections if each not in told]
        return (*losses, *parts_left(bundle, _LEFT, left_out))


def _slides(bundle: ExportBundle, frame: Frame, job: Job) -> Iterator[Slide]:
    assert frame.cover is not None
    assert frame.content is not None
    yield _cover(bundle, frame.cover)
    there = themes(bundle)
    for done, theme in enumerate(there):
        job.check()
        job.progress(done, len(there), theme.code.name)
        yield from _theme(theme, bundle, frame.content)
    job.progress(len(there), len(there))
    yield from _closing(bundle, frame.content)


def _cover(bundle: ExportBundle, layout: Layout) -> Slide:
    by = " · ".join(filter(None, (bundle.author, bundle.date_words or bundle.date[:10])))
    words = [
        Words(text, look)
        for text, look in (
            (bundle.project, Look.TEXT),
            (by, Look.LEAD),
            (bundle.summary, Look.LEAD),
        )
        if text
    ]
    # A subtitle that is too small for all keeps what comes first; the rest is in the notes.
    (first, *_others) = flow([[each] for each in words], layout.body.box)
    return Slide(layout, bundle.title, first.words, (bundle.filter, bundle.summary))


def _theme(theme: Theme, bundle: ExportBundle, layout: Layout) -> Iterator[Slide]:
    code = theme.code
    lead = [Words(line, Look.LEAD) for line in code.definition.split("\n") if line.strip()]
    spoken = [each for each in theme.best if each.picture is None]
    groups = [*([lead] if lead else []), *(_quotation(each, bundle) for each in spoken)]
    first = 1 if lead else 0
    color = code.color if color_style(code.color) else ""
    path = shown_names(code.names) if len(code.names) > 1 else ""
    has_words = bool(groups) or all(each.picture is None for each in theme.best)
    for at, filled in enumerate(flow(groups, layout.body.box) if has_words else ()):
        told = [spoken[number - first] for number in filled.groups if number >= first]
        notes = [code.name, path, code.summary, *(_reference(each) for each in told)]
        title = code.name
        if at:
            title = bundle.labels.continued.replace("{title}", code.name)
        yield Slide(layout, title, filled.words, tuple(filter(None, notes)), color)
    title = bundle.labels.continued.replace("{title}", code.name) if has_words else code.name
    for excerpt in theme.best:
        if excerpt.picture is not None:
            yield from _pictured(excerpt, code, bundle, layout, title)
            title = bundle.labels.continued.replace("{title}", code.name)


def _pictured(
    excerpt: ExportExcerpt, code: ExportCode, bundle: ExportBundle, layout: Layout, title: str
) -> Iterator[Slide]:
    """Yield a slide with a quotation and its picture; long words have slides of their own."""
    notes = (code.name, _reference(excerpt))
    color = code.color if color_style(code.color) else ""
    *before, last = flow([_quotation(excerpt, bundle)], layout.body.box)
    for filled in before:
        yield Slide(layout, title, filled.words, notes, color)
    words: list[Words] = last.words
    if room_for_picture(words, layout.body.box) < _LOWEST:
        yield Slide(layout, title, words, notes, color)
        words = []
    yield Slide(layout, title, words, notes, color, excerpt.picture)


def _quotation(excerpt: ExportExcerpt, bundle: ExportBundle) -> list[Words]:
    """Return the paragraphs of a quotation in its marks, and its source."""
    lines = excerpt.lines
    if excerpt.wording == "edited" or not lines:
        lines = tuple(ExportLine(line) for line in shown(excerpt).split("\n"))
    said = [line for line in lines if line.text.strip()] or [ExportLine("")]
    opening, closing = bundle.quotes if excerpt.frame is None else excerpt.frame
    texts = [f"{line.speaker}: {line.text}" if line.speaker else line.text for line in said]
    texts[0] = opening + texts[0]
    texts[-1] += closing
    words = [
        Words(text, Look.ASKED if line.asked else Look.QUOTE, tight=at > 0)
        for at, (text, line) in enumerate(zip(texts, said, strict=True))
    ]
    source = excerpt.source.partition(" · ")[0]
    return [*words, *([Words(source, Look.SOURCE)] if source else [])]


def _reference(excerpt: ExportExcerpt) -> str:
    alias = ", ".join(excerpt.alias)
    whole = excerpt.source or f"{excerpt.document}, {excerpt.place}".strip(", ")
    words = " ".join(shown(excerpt).split())[:40]
    return " · ".join(filter(None, (f"{words}…", whole, alias, excerpt.coder, excerpt.coded[:10])))


def _closing(bundle: ExportBundle, layout: Layout) -> Iterator[Slide]:
    """Yield how it was done: what was selected, how much, which wording, who.

    Long lists are shortened, and whole in the notes.
    """
    labels = bundle.labels
    documents = [document.name for document in bundle.documents]
    coders = list(
        dict.fromkeys(each.coder for code in bundle.codes for each in code.excerpts if each.coder)
    )
    rows = (
        (labels.filter, bundle.filter),
        (labels.summary, bundle.summary),
        (labels.documents, _shortened(documents, bundle)),
        (labels.coder, "" if _told(bundle) else _shortened(coders, bundle)),
        ("", bundle.wording_note),
    )
    groups = [
        [Words(f"{label}: {text}" if label else text, Look.TEXT)] for label, text in rows if text
    ]
    groups += [[Words(text, Look.TEXT)] for each in _told(bundle) for text in each.texts if text]
    notes = [", ".join(names) for names in (documents, coders) if len(names) > _LISTED]
    for at, filled in enumerate(flow(groups, layout.body.box) if groups else ()):
        title = labels.continued.replace("{title}", labels.method) if at else labels.method
        yield Slide(layout, title, filled.words, () if at else tuple(notes))


def _told(bundle: ExportBundle) -> list[ExportSection]:
    """Return what the method says of who coded and when; what is for supervisors is no slide."""
    return [each for each in bundle.sections if each.key == "method"]


def _shortened(names: Sequence[str], bundle: ExportBundle) -> str:
    """Return names in a line: of many the first ones, and how many more there are."""
    if len(names) <= _LISTED:
        return ", ".join(names)
    first = ", ".join(names[:_FIRST])
    more = grouped(len(names) - _FIRST, bundle.language)
    return bundle.labels.more.replace("{names}", first).replace("{n}", more)


def _write(
    bundle: ExportBundle, frame: Frame, slides: Sequence[Slide], path: Path, job: Job
) -> None:
    tag = language_tag(bundle.language)
    main = "ppt/presentation.xml"
    kind = f"{RELATIONSHIPS}/slide"
    listed = [(f"rIdQ{n}", kind, f"/ppt/slides/slide{n}.xml") for n in range(1, len(slides) + 1)]
    with Package(path) as package:
        shown = {region_key(each.picture): each.picture for each in slides if each.picture}
        kinds = {picture.kind for picture in shown.values()}
        package.add("[Content_Types].xml", (content_types(frame, len(slides), sorted(kinds)),))
        package.add("_rels/.rels", (_package_relations(main),))
        package.add("docProps/core.xml", (core(bundle, tag),))
        package.add(main, (presentation(frame, len(slides)),))
        related = relations([*frame.related, *listed])
        package.add("ppt/_rels/presentation.xml.rels", (related,))
        for name, data in frame.parts.items():
            package.add_bytes(name, data)
        for key, picture in shown.items():
            package.add_bytes(f"ppt/media/{key}.{picture.kind}", picture.data)
        for number, slide in enumerate(slides, 1):
            job.check()
            own = not bundle.template
            package.add(f"ppt/slides/slide{number}.xml", (slide_xml(slide, tag, own=own),))
            package.add(
                f"ppt/slides/_rels/slide{number}.xml.rels",
                (_slide_relations(slide, number),),
            )
            notes = chain.from_iterable(note.split("\n") for note in slide.notes)
            package.add(f"ppt/notesSlides/notesSlide{number}.xml", (notes_xml(notes, tag),))
            package.add(
                f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels",
                (_notes_relations(frame.notes, number),),
            )


def _package_relations(main: str) -> str:
    properties = f"{PACKAGE}/relationships/metadata/core-properties"
    return relations(
        [
            ("rId1", f"{RELATIONSHIPS}/officeDocument", main),
            ("rId2", properties, "docProps/core.xml"),
        ]
    )


def _slide_relations(slide: Slide, number: int) -> str:
    layout, picture = slide.layout.part, slide.picture
    notes = f"/ppt/notesSlides/notesSlide{number}.xml"
    return relations(
        [
            ("rId1", f"{RELATIONSHIPS}/slideLayout", f"/{layout}"),
            ("rId2", f"{RELATIONSHIPS}/notesSlide", notes),
            *(
                [(PICTURE, f"{RELATIONSHIPS}/image", _media(picture))]
                if picture is not None
                else []
            ),
        ]
    )


def _media(picture: ExportPicture) -> str:
    return f"/ppt/media/{region_key(picture)}.{picture.kind}"


def _notes_relations(master: str, number: int) -> str:
    return relations(
        [
            ("rId1", f"{RELATIONSHIPS}/notesMaster", f"/{master}"),
            ("rId2", f"{RELATIONSHIPS}/slide", f"/ppt/slides/slide{number}.xml"),
        ]
    )
