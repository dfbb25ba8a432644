"""A plan to take in another program's project, in words: counts, clashes, ways of counting."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qcode.formats.coded_base import COMMENTS, HIGHLIGHTS, MARKS
from qcode.formats.exchange import ExchangeProject, FoundOffsets

from .exchange_plan import Clash, ExchangePlan, Noun, Why
from .language import grouped, mark, tr, trn

# What the parts of a project are called over their numbers.
NOUNS: Mapping[Noun, str] = {
    Noun.DOCUMENTS: mark("Documents"),
    Noun.CODES: mark("Codes"),
    Noun.SEGMENTS: mark("Coded passages"),
    Noun.MEMOS: mark("Memos"),
    Noun.CASES: mark("Cases"),
    Noun.ATTRIBUTES: mark("Attributes"),
    Noun.VALUES: mark("Values of attributes"),
    Noun.SETS: mark("Sets"),
    Noun.CODERS: mark("Coders"),
    Noun.QUERIES: mark("Saved searches"),
    Noun.PRESETS: mark("Saved reports"),
    Noun.MEDIA: mark("Recordings and files"),
    Noun.PARTS: mark("Parts kept for other programs"),
    Noun.LINKS: mark("Links of what is here"),
}

_COUNTS: Mapping[Noun, Callable[[int], str]] = {
    Noun.DOCUMENTS: lambda n: trn("{n} document", "{n} documents", n),
    Noun.CODES: lambda n: trn("{n} code", "{n} codes", n),
    Noun.SEGMENTS: lambda n: trn("{n} coded passage", "{n} coded passages", n),
    Noun.MEMOS: lambda n: trn("{n} memo", "{n} memos", n),
    Noun.CASES: lambda n: trn("{n} case", "{n} cases", n),
}
_UNSURE = 0.1  # of the margin to the next way of counting, below which somebody should look
_MOST, _POOR = 0.9, 0.6  # of the passages that fit
_FAR = 0.3  # of the margin: people mark one passage in ten in an odd way


# Files that no program wrote, but somebody coded.
_CODED: Mapping[str, str] = {
    COMMENTS: mark("Its comments are the codes; who wrote them are the coders"),
    MARKS: mark("The marks in its text are the codes"),
    HIGHLIGHTS: mark("Its highlights are coded passages; who made them are the coders"),
}


# What is kept of other projects, by the kinds of their parts.
_KEPT: Mapping[str, str] = {
    "selections": mark("The positions of passages, as the file counts them"),
    "Project": mark("Properties of the project"),
    "User": mark("People, with what else is known of them"),
    "Variable": mark("Variables, with what an attribute cannot say"),
    "Case": mark("Cases, with what else belongs to them"),
    "TextSource": mark("Texts"),
    "PDFSource": mark("PDFs"),
    "PictureSource": mark("Pictures"),
    "AudioSource": mark("Sound recordings"),
    "VideoSource": mark("Films"),
    "Note": mark("Notes, with what is in them besides text"),
    "Link": mark("Links"),
    "Set": mark("Sets, with more than documents"),
    "Graph": mark("Graphs"),
    # Tables of QualCoder.
    "case_text": mark("Parts of documents that belong to cases"),
    "attribute": mark("Values of what is not there"),
    "ris": mark("References to literature"),
    "stored_sql": mark("Saved queries"),
    "graph": mark("Graphs"),
}
_OF_GRAPHS = "gr_"  # how the tables begin that have what is in graphs


def kept_words(exchange: ExchangeProject) -> list[str]:
    """Return what of a project has no place here, and is kept to be written back, in words."""
    kinds: dict[str, list[str]] = {}
    for part in exchange.parts:
        if not part.kind.startswith(_OF_GRAPHS):
            kinds.setdefault(part.kind, []).append(part.name)
    found = []
    for kind, names in kinds.items():
        words = tr(_KEPT[kind]) if kind in _KEPT else kind  # marked in _KEPT
        if kind in ("selections", "Project") or names[0] in ("", kind):
            found.append(words)
        else:
            said = tr("{what}: {n} (“{name}”)", what=words, n=grouped(len(names)), name=names[0])
            found.append(said)
    return found


def origin_words(origin: str) -> str:
    """Return where a project comes from, in words; "" if nobody knows."""
    if origin in _CODED:
        return tr(_CODED[origin])
    return tr("Written by {program}", program=origin) if origin else ""


def noun_words(noun: Noun) -> str:
    """Return what one part of a project is called over its numbers."""
    return tr(NOUNS[noun])


def count_words(counts: Mapping[Noun, int]) -> str:
    """Return the main counts in one line: "3 documents, 12 codes"; "" for nothing."""
    return ", ".join(say(counts[noun]) for noun, say in _COUNTS.items() if counts.get(noun))


def brought_words(plan: ExchangePlan) -> str:
    """Return in one line what comes in."""
    new = {noun: counts.new for noun, counts in plan.counts.items()}
    nothing = tr("what the list shows") if plan.brings else tr("nothing that is not here")
    return count_words(new) or nothing


def clash_words(clash: Clash) -> str:
    """Return why something does not come in as the file has it, as a sentence."""
    names = {"name": clash.name, "becomes": clash.becomes}
    if clash.why is Why.OTHER_TEXT:
        return tr(
            "“{name}” is here with another text. Theirs comes in beside it as “{becomes}”.", **names
        )
    if clash.why is Why.OTHER_TYPE:
        return tr("Values of “{name}” do not fit it. They come in as text in “{becomes}”.", **names)
    return tr("The name “{name}” is taken. Theirs comes in as “{becomes}”.", **names)


def spoken_words(documents: int) -> str:
    """Return in how many documents speakers were found."""
    return trn(
        "Who speaks was found in {n} document.",
        "Who speaks was found in {n} documents.",
        documents,
    )


def is_unsure(found: FoundOffsets) -> bool:
    """Whether somebody should look at the passages of a source after it came in."""
    some = found.score < _MOST and found.margin < _FAR
    return found.checked > 0 and (found.margin < _UNSURE or found.score < _POOR or some)


def offset_words(found: FoundOffsets, name: str) -> str:
    """Return how the passages of a source were counted, in words."""
    fit = grouped(round(found.score * 100))
    if is_unsure(found):
        return tr("{name}: {fit} % of its passages fit. Look at some of them.", name=name, fit=fit)
    return tr("{name}: {fit} % of its passages fit.", name=name, fit=fit)


def source_names(exchange: ExchangeProject) -> Mapping[str, str]:
    """Return the names of documents by their GUIDs."""
    return {one.guid: one.name for one in exchange.documents}
