"""The options of a report in a few groups, in the words of the window.

Which passages go in is in `choices`; here is what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from qcode.model.report import (
    DEFAULTS,
    MOST_CONTEXT,
    Asker,
    Convention,
    Group,
    Memos,
    Notes,
    Omission,
    Order,
    Overlap,
    Part,
    Repeat,
    ReportOptions,
    Separator,
    Starred,
    Wording,
)
from qcode.services.language import LANGUAGES, mark, tr
from qcode.services.report_formats import part_name
from qcode.ui.ticks import Tick

from .choices import Choices
from .controls import Form, Section, choices

# In the words of the window, by option and value.
WORDS: Mapping[type, Mapping[str, str]] = {
    Order: {
        Order.DOCUMENT: mark("As in the documents"),
        Order.TIME: mark("By time in the recording"),
        Order.CODED: mark("Coded first, first"),
        Order.CODER: mark("By coder"),
        Order.WEIGHT: mark("Heaviest first"),
    },
    Group: {
        Group.NONE: mark("No sub-headings"),
        Group.DOCUMENT: mark("By document"),
        Group.KIND: mark("By kind of document"),
        Group.ATTRIBUTE: mark("By attribute"),
        Group.CODER: mark("By coder"),
    },
    Starred: {
        Starred.ANY: mark("All weights"),
        Starred.ONLY: mark("Only the heavy ones"),
        Starred.FIRST: mark("The heavy ones first"),
    },
    Repeat: {
        Repeat.REPEATED: mark("Printed under each"),
        Repeat.REFERENCED: mark("Printed once, then referred to"),
    },
    Overlap: {
        Overlap.APART: mark("Kept apart"),
        Overlap.JOINED: mark("Joined into one"),
    },
    Asker: {
        Asker.SHOWN: mark("Shown"),
        Asker.GREYED: mark("Shown in grey"),
        Asker.OMITTED: mark("Left out, and marked"),
    },
    Notes: {
        Notes.COMMENTS: mark("As comments"),
        Notes.FOOTNOTES: mark("As footnotes"),
        Notes.LINES: mark("As lines below"),
        Notes.NONE: mark("Not at all"),
    },
    Memos: {
        Memos.HEADING: mark("Below the heading"),
        Memos.COMMENTS: mark("As comments"),
        Memos.APPENDIX: mark("In an appendix, with all memos"),
        Memos.NONE: mark("Not at all"),
    },
    Wording: {
        Wording.VERBATIM: mark("Verbatim"),
        Wording.EDITED: mark("Edited, where there is one"),
        Wording.BOTH: mark("Both"),
    },
    Convention: {
        Convention.MARKS: mark("In quotation marks"),
        Convention.LENGTH: mark("Short in marks, long as a block"),
        Convention.PLAIN: mark("Without marks"),
    },
    Separator: {
        Separator.COMMA: mark("Commas"),
        Separator.SEMICOLON: mark("Semicolons, for Swedish Excel"),
        Separator.TAB: mark("Tabs"),
    },
}
_OPENED = ("contents", "selection")  # at first
_OF_EXCERPTS = ("definitions", "rules", "counts", "empty_codes", "page_per_theme")
_IN_CONTENTS = (Part.COVER, Part.CONTENTS, Part.DOCUMENTS, Part.EXCERPTS)
_FURTHER = (Part.TRANSCRIPTS, Part.METHOD)
_TABLES = (Part.CODEBOOK, Part.CODE_DOCUMENT, Part.CODE_ATTRIBUTE, Part.ANALYSIS, Part.CHART)


class Groups(QWidget):
    """All options of a report. `changed` when another report is meant."""

    changed = Signal()

    def __init__(self, selected: Choices) -> None:
        super().__init__()
        self.form = Form(self)
        self.form.changed.connect(self._take)
        self._parts: dict[Part, Tick] = {}
        self._meant: Sequence[Part] = ()
        self._attributes: Sequence[str] = ()
        self._selected = selected
        self.sections = {
            "contents": Section(tr("Contents"), self._contents),
            "selection": Section(tr("Selection"), self._selection),
            "order": Section(tr("Order and grouping"), self._order),
            "excerpt": Section(tr("Excerpt and source"), self._excerpt),
            "notes": Section(tr("Comments and memos"), self._notes),
            "tables": Section(tr("Tables and charts"), self._tables),
            "slides": Section(tr("Slides"), self._slides),
            "rows": Section(tr("Table (CSV)"), self._rows),
            "template": Section(tr("Language and template"), self._template),
        }
        self.form.hold("parts", self, self._chosen_parts, self._show_parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 12, 8)
        column.setSpacing(2)
        for section in self.sections.values():
            section.filled.connect(self._enable)
            column.addWidget(section)
        column.addStretch(1)
        self.show_options(DEFAULTS)

    def open_first(self) -> Iterator[None]:
        """Open the sections that are open at first, one at a time."""
        for name in _OPENED:
            self.sections[name].open(opened=True)
            yield

    # -- values

    def options(self) -> ReportOptions:
        """Return the options as they are chosen."""
        values: dict[str, Any] = self.form.values()
        for name, kind in _KINDS.items():
            values[name] = kind(values[name])
        if values["group"] is not Group.ATTRIBUTE:
            values["group_attribute"] = ""
        elif not values["group_attribute"]:
            values["group_attribute"] = next(iter(self._attributes), "")
        return replace(DEFAULTS, **values)

    def show_options(self, options: ReportOptions) -> None:
        """Show options."""
        self.form.show({each.name: getattr(options, each.name) for each in fields(options)})

    def offer_attributes(self, names: Sequence[str]) -> None:
        """Offer the attributes that the project has."""
        self._attributes = list(dict.fromkeys(names))
        chosen = self.form.values()["group_attribute"]
        self._list_attributes()
        if self.form.values()["group"] == Group.ATTRIBUTE and not chosen:
            self.changed.emit()

    def _list_attributes(self) -> None:
        box = self.form.widgets.get("group_attribute")
        if not isinstance(box, QComboBox):
            return
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        for name in self._attributes:
            box.addItem(name, name)
        if chosen and box.findData(chosen) < 0:
            box.addItem(chosen, chosen)
        at = box.findData(chosen) if chosen else 0
        box.setCurrentIndex(at)
        box.blockSignals(False)

    def _chosen_parts(self) -> tuple[Part, ...]:
        return tuple(
            part
            for part in Part
            if (self._parts[part].isChecked() if part in self._parts else part in self._meant)
        )

    def _show_parts(self, parts: Sequence[Part]) -> None:
        self._meant = parts
        for part, box in self._parts.items():
            box.setChecked(part in parts)

    def _take(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        """Enable what has a meaning now."""
        values = self.form.values()
        excerpts = Part.EXCERPTS in values["parts"]
        meant = {
            "group_attribute": values["group"] == Group.ATTRIBUTE,
            "starred_from": values["starred"] != Starred.ANY,
            "block_words": values["convention"] == Convention.LENGTH,
            "level_columns": Part.CODEBOOK in values["parts"],
            "attributes": Part.CODE_ATTRIBUTE in values["parts"],
            **dict.fromkeys(_OF_EXCERPTS, excerpts),
        }
        for name in meant.keys() & self.form.widgets.keys():
            self.form.widgets[name].setEnabled(meant[name])

    # -- groups

    def _part(self, part: Part) -> Tick:
        box = Tick(part_name(part))
        box.setChecked(part in self._meant)
        box.toggled.connect(self.form.changed)
        self._parts[part] = box
        return box

    def _pick(self, name: str, words: str) -> tuple[str, QWidget]:
        kind = _KINDS[name]
        pairs = choices(kind, lambda value: tr(WORDS[kind][value]))  # marked in WORDS
        return words, self.form.pick(name, words, pairs)

    def _contents(self, section: Section) -> None:
        form = self.form
        section.row(tr("Title"), form.line("title", tr("Title")))
        section.row(tr("Authors"), form.names_line("authors", tr("Authors"), tr("Yourself")))
        section.add(*map(self._part, _IN_CONTENTS))
        inner = _indented(
            form.tick("definitions", tr("Definitions of the codes")),
            form.tick("rules", tr("When to use them, and when not")),
            form.tick("counts", tr("How many excerpts")),
            form.tick("empty_codes", tr("Codes without excerpts too")),
            form.tick("page_per_theme", tr("A new page for each code of the top level")),
        )
        section.add(inner, *map(self._part, _FURTHER))

    def _selection(self, section: Section) -> None:
        form = self.form
        section.add(self._selected)
        section.row(*self._pick("starred", tr("Weight")))
        section.row(
            tr("Heavy from"), form.number("starred_from", tr("Heavy from this weight"), 0, 100)
        )

    def _order(self, section: Section) -> None:
        form = self.form
        section.row(*self._pick("order", tr("Order")))
        section.row(*self._pick("group", tr("Sub-headings")))
        section.row(tr("Attribute"), form.pick("group_attribute", tr("Attribute"), ()))
        self._list_attributes()
        section.row(*self._pick("repeat", tr("Under several codes")))
        section.row(*self._pick("overlap", tr("Overlapping excerpts")))
        section.add(form.tick("numbered", tr("Number the excerpts")))

    def _excerpt(self, section: Section) -> None:
        form = self.form
        section.row(*self._pick("wording", tr("Wording")))
        section.row(*self._pick("convention", tr("Quotations")))
        words = tr("Words from which a quotation is a block")
        section.row(tr("Block from (words)"), form.number("block_words", words, 1, 1000))
        before = form.number("context_before", tr("Paragraphs before"), 0, MOST_CONTEXT)
        after = form.number("context_after", tr("Paragraphs after"), 0, MOST_CONTEXT)
        section.row(tr("Paragraphs before"), before)
        section.row(tr("Paragraphs after"), after)
        section.add(form.tick("pictures", tr("Show the coded parts of pictures")))
        section.row(*self._pick("asker", tr("Interviewer")))
        signs = [(str(sign), str(sign)) for sign in Omission]
        section.row(tr("Sign of omission"), form.pick("omission", tr("Sign of omission"), signs))
        hint = '"{quote}" ({pseudonym})'
        section.row(tr("Reference"), form.line("reference", tr("Reference"), hint))
        section.add(form.tick("speakers", tr("Names of the speakers")))

    def _notes(self, section: Section) -> None:
        section.row(*self._pick("notes", tr("Memos on codings")))
        section.row(*self._pick("code_memos", tr("Memos on codes")))

    def _tables(self, section: Section) -> None:
        form = self.form
        for part in _TABLES:
            section.add(self._part(part))
            if part is Part.CODEBOOK:
                section.add(_indented(form.tick("level_columns", tr("A column for each level"))))
            elif part is Part.CODE_ATTRIBUTE:
                words = tr("Attributes in the table")
                section.add(_indented(form.names_line("attributes", words, tr("All with choices"))))

    def _slides(self, section: Section) -> None:
        form = self.form
        words = tr("Slides for codes down to this level (0: all)")
        section.row(tr("Levels with slides"), form.number("slide_level", words, 0, 20))
        words = tr("Quotations on the slides of a code")
        section.row(tr("Quotations for each"), form.number("slide_quotes", words, 1, 20))

    def _rows(self, section: Section) -> None:
        form = self.form
        section.row(*self._pick("separator", tr("Between the cells")))
        section.add(
            form.tick("bom", tr("A sign of the encoding, for Excel")),
            form.tick("dictionary", tr("A file beside it that explains the columns")),
        )

    def _template(self, section: Section) -> None:
        form = self.form
        known = [("", tr("As the project")), *LANGUAGES.items()]
        section.row(tr("Language"), form.pick("language", tr("Language of the report"), known))
        hint = tr("Project and title")
        section.row(tr("Header"), form.line("header", tr("Header of the pages"), hint))
        section.row(tr("Logo"), form.file("logo", tr("Logo"), "*.png *.jpg *.jpeg"))
        words = tr("Template")
        section.row(tr("Template"), form.file("template", words, "*.docx *.dotx *.pptx *.potx"))


_KINDS: Mapping[str, Any] = {
    "order": Order,
    "group": Group,
    "starred": Starred,
    "repeat": Repeat,
    "overlap": Overlap,
    "asker": Asker,
    "omission": Omission,
    "notes": Notes,
    "code_memos": Memos,
    "wording": Wording,
    "convention": Convention,
    "separator": Separator,
}


def _indented(*widgets: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(24, 0, 0, 0)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return held
