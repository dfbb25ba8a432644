"""Quotations whose truth is known: real passages, edited in twelve known ways, and invented ones.

Everything follows from a seed. `transcripts` makes a project of real transcripts, `Cases` takes
passages out of it, and `write_manuscript` puts them into a Word document as an author would.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import docx

from qcode.analysis.quotation_words import words
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import documents, importing
from qcode.services.projects import Project, create_project
from qcode.services.quotation_check import Checked, CheckReport
from qcode.services.quotation_sources import SourceText

FOLDERS = (
    "icpc_code_review_observations/*.txt",
    "norwegian_lia_dialect_interviews/interviews_txt/*.txt",
    "sheffield_open_research_interviews/*.txt",
    "swedish_parliament_parlamint/*_turns.txt",
    "talkpython_podcast_interviews/*.txt",
)
# Never in the project: what is said in them is invented, as far as the check can know.
HELD_OUT = ("P7R1", "P7R2", "Robert", "100-guido", "150-tech", "lierne")
WITHDRAWN = "Not to be quoted"
MARKS = ("[…]", "[...]", "/.../", "(…)", "/…/", "[---]")
_PROSE = "Detta visar hur olika det kan vara, som tidigare forskning också har sagt. " * 2
_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"(?<=\w)[,;](?=\s)")


@dataclass(frozen=True)
class Passage:
    """A stretch of what somebody said: `text` is without the labels of who speaks."""

    document: DocumentId
    name: str
    span: Span
    text: str
    paragraphs: tuple[int, int] = (0, 0)
    times_ms: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Case:
    """A quotation as the manuscript has it, with what the check must say. No passage: invented."""

    kind: str
    text: str
    verdict: str
    passage: Passage | None
    claim: str
    behind_dash: bool = False


def files(data: Path) -> tuple[list[Path], list[Path]]:
    """Return the real transcripts, and those that are held out."""
    every = [path for pattern in FOLDERS for path in sorted((data / "transcripts").glob(pattern))]
    every = [path for path in every if path.stem.lower() not in ("license", "readme")]
    held = [path for path in every if path.stem.startswith(HELD_OUT)]
    return [path for path in every if path not in held], held


def transcripts(path: Path, paths: Sequence[Path]) -> Project:
    """Make a project of transcripts, called IP01, IP02 …; the last one was withdrawn."""
    project = create_project(path, coder="bench")
    importing.import_paths(project, paths)
    for number, row in enumerate(project.documents(), 1):
        documents.rename_document(project, row.id, f"IP{number:02}")
    documents.save_set(project, WITHDRAWN, [project.documents()[-1].id])
    return project


class Sources:
    """The texts of a project, or the first ones of many, cut into passages."""

    def __init__(self, project: Project, seed: int, most: int | None = None) -> None:
        self.dice = random.Random(seed)
        self.texts = [SourceText(project, row) for row in project.documents()[:most]]
        self._turns = {
            text.document.id: [
                span
                for span in text.spans
                if len(text.text[span.start : span.end].split()) >= 8
                and "\n" not in text.text[span.start : span.end].strip()
            ]
            for text in self.texts
        }
        self._said = [f" {' '.join(text.words.words)} " for text in self.texts]

    def passage(self, withdrawn: bool = False) -> Passage:
        """Return 8 to 45 words of one turn that nobody else has said."""
        while True:
            source = self.texts[-1] if withdrawn else self.dice.choice(self.texts[:-1])
            turns = self._turns[source.document.id]
            if not turns:
                continue
            found = self._cut(source, self.dice.choice(turns), self.dice.randint(8, 45))
            if found is not None and self.is_unique(found.text):
                return found

    def crossing(self) -> Passage:
        """Return the end of one turn and the beginning of the next."""
        while True:
            source = self.dice.choice(self.texts[:-1])
            at = self.dice.randrange(1, max(2, len(source.spans)))
            if at >= len(source.spans):
                continue
            before = source.words.number_at(source.spans[at].start)
            first, last = before - self.dice.randint(5, 15), before + self.dice.randint(5, 15)
            if first < 0 or last >= len(source.words.words):
                continue
            found = self._between(source, first, last)
            if not re.search(r"[\[«»“”\"]", found.text) and self.is_unique(found.text):
                return found

    def is_unique(self, text: str) -> bool:
        return self._times(words(text)) == 1

    def is_strange(self, text: str) -> bool:
        """Whether no five words in a row have been said in the project."""
        said = words(text)
        return not any(self._times(said[at : at + 5]) for at in range(len(said) - 4))

    def _times(self, said: Sequence[str]) -> int:
        return sum(each.count(f" {' '.join(said)} ") for each in self._said)

    def _cut(self, source: SourceText, turn: Span, length: int) -> Passage | None:
        first = source.words.number_at(turn.start)
        last = source.words.number_at(turn.end) - 1
        if last - first < 7:
            return None
        first = self.dice.randint(first, max(first, last - length))
        found = self._between(source, first, min(last, first + length - 1))
        plain = not re.search(r"[\[\]()/“”\"]|\.\.|…", found.text)
        return found if plain and len(found.text.split()) >= 8 else None

    def _between(self, source: SourceText, first: int, last: int) -> Passage:
        span = Span(source.words.starts[first], source.words.ends[last])
        text = " ".join(source.text[span.start : span.end].split())
        numbers, times = source.place.paragraphs.numbers(span), source.place.times_ms(span)
        return Passage(source.document.id, source.document.name, span, text, numbers, times)


Edit = Callable[[random.Random, list[str]], list[str] | None]


def _omission(dice: random.Random, said: list[str]) -> list[str] | None:
    if len(said) < 12:
        return None
    start = dice.randint(4, len(said) - 7)
    end = dice.randint(start + 1, min(start + 12, len(said) - 3))
    return [*said[:start], dice.choice(MARKS), *said[end:]]


def _at_the_ends(dice: random.Random, said: list[str]) -> list[str] | None:
    return [dice.choice(MARKS), *said[2:], dice.choice(MARKS)] if len(said) > 9 else None


def _insertion(dice: random.Random, said: list[str]) -> list[str] | None:
    at = dice.randint(2, len(said) - 2)
    word = dice.choice(("[the town]", "[på kontoret]", "[her sister]", "[programmet]"))
    return [*said[:at], word, *said[at + dice.randint(0, 1) :]]


def _punctuation(dice: random.Random, said: list[str]) -> list[str] | None:
    text = " ".join(said)
    if _INNER.search(text):
        return _INNER.sub("", text).split(" ")
    at = dice.randint(2, len(said) - 3)
    return [*said[:at], f"{said[at]};", *said[at + 1 :]] if said[at][-1].isalnum() else None


def _changed(
    dice: random.Random, said: list[str], many: int, change: Callable[[str], str]
) -> list[str] | None:
    places = [at for at, word in enumerate(said) if len(word) > 3 and _WORD.fullmatch(word)]
    if len(places) < many:
        return None
    out = list(said)
    for at in dice.sample(places, many):
        out[at] = change(said[at])
        if out[at] == said[at]:
            return None
    return out


def _tense(dice: random.Random, said: list[str]) -> list[str] | None:
    def change(word: str) -> str:
        for old, new in (("ing", "ed"), ("ed", "s"), ("ar", "ade"), ("er", "te"), ("s", "")):
            if word.endswith(old) and len(word) > len(old) + 2:
                return word[: -len(old)] + new
        return word + dice.choice(("s", "d"))

    return _changed(dice, said, dice.choice((1, 2)), change)


def _spelling(dice: random.Random, said: list[str]) -> list[str] | None:
    def change(word: str) -> str:
        at = dice.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _changed(dice, said, dice.choice((1, 2)), change)


def _other_word(dice: random.Random, said: list[str]) -> list[str] | None:
    others = ("absolutely", "bakgården", "sometimes", "förvaltning", "greenhouse", "kanske")
    return _changed(dice, said, 1 if len(said) < 15 else 2, lambda _word: dice.choice(others))


def _left_out(dice: random.Random, said: list[str]) -> list[str] | None:
    if len(said) < 11:
        return None
    start = dice.randint(3, len(said) - 6)
    return [*said[:start], *said[start + dice.randint(1, 3) :]]


def _typography(dice: random.Random, said: list[str]) -> list[str] | None:
    text = " ".join(said).replace("'", "’").replace(" - ", " – ").replace("-", "‑")
    text = text[0].swapcase() + text[1:]
    return [f"{text.rstrip('.,;')}{dice.choice('.,')}"]


EDITS: dict[str, tuple[str, Edit]] = {
    "typography": ("exact", _typography),
    "omission": ("shortened", _omission),
    "omission at the ends": ("shortened", _at_the_ends),
    "insertion": ("edited", _insertion),
    "punctuation": ("edited", _punctuation),
    "tense": ("edited", _tense),
    "spelling": ("edited", _spelling),
    "another word": ("edited", _other_word),
    "left out": ("edited", _left_out),
}
KINDS = ("exact", *EDITS, "crossing turns", "wrong source")


def cases(sources: Sources, count: int) -> Iterator[Case]:
    """Yield real passages, each kind in its turn, and one of the withdrawn document in 25."""
    names = [text.document.name for text in sources.texts[:-1]]
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        if number % 25 == 24:
            passage = sources.passage(withdrawn=True)
            yield Case("withdrawn", passage.text, "not-allowed", passage, passage.name)
            continue
        yield _case(sources, kind, names)


def _case(sources: Sources, kind: str, names: Sequence[str]) -> Case:
    dice = sources.dice
    while True:
        passage = sources.crossing() if kind == "crossing turns" else sources.passage()
        claim, verdict, text = passage.name, "exact", passage.text
        if kind == "wrong source":
            claim = dice.choice([name for name in names if name != passage.name])
            verdict = "misattributed"
        elif kind in EDITS:
            verdict, edit = EDITS[kind]
            edited = edit(dice, passage.text.split(" "))
            if edited is None:
                continue
            text = " ".join(edited)
        return Case(kind, text, verdict, passage, claim)


def referred(sources: Sources, count: int) -> Iterator[Case]:
    """Yield passages with a place in their reference, right and wrong: paragraphs, then times."""
    dice = sources.dice
    made = 0
    while made < count:
        passage = sources.passage()
        (first, last), (low, high) = passage.paragraphs, passage.times_ms
        is_right, far = bool(dice.randint(0, 1)), dice.choice((-1, 1)) * dice.randint(2, 40)
        if made % 2 == 0:
            number = first if is_right else max(1, first + far)
            if not is_right and first <= number <= last:
                continue
            kind, place = "paragraph", f"¶ {number}"
        elif low is not None and high is not None and low < high:
            second = (low + high) // 2000
            if not is_right:
                second = high // 1000 + 3 + abs(far) if far > 0 else low // 1000 - 3 + far
            if second < 0:
                continue
            kind = "time"
            place = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        else:
            continue
        made += 1
        verdict = "exact" if is_right else "misattributed"
        claim = f"{passage.name}, {place}"
        yield Case(
            f"{'right' if is_right else 'wrong'} {kind}", passage.text, verdict, passage, claim
        )


def dashed(sources: Sources, count: int) -> Iterator[Case]:
    """Yield passages as talk behind a dash: who speaks is said in the line, or in parentheses."""
    made = 0
    while made < count:
        passage = sources.passage()
        if re.search(r"[.?!–—:-]\s|\s[–—-]", passage.text):
            continue  # a reader could not tell either where the talk ends
        made += 1
        yield Case("dash talk", passage.text, "exact", passage, passage.name, behind_dash=True)


def near_duplicates(sources: Sources, passages: Sequence[Passage]) -> list[str]:
    """Return each passage as somebody else might have said it: a word or two are others."""
    found = []
    for passage in passages:
        edited = _other_word(sources.dice, passage.text.split(" "))
        if edited is not None:
            found.append(f"{' '.join(edited[:-2])} and so on, I suppose.")
    return found


def held_out(sources: Sources, paths: Sequence[Path], count: int) -> Iterator[Case]:
    """Yield what was said in transcripts that are not in the project."""
    names = [text.document.name for text in sources.texts[:-1]]
    dice = sources.dice
    lines = [
        line.split(":", 1)[-1].strip()
        for path in paths
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    lines = [
        line for line in lines if len(line.split()) >= 8 and not re.search(r"[“”»«\"\[]", line)
    ]
    while count:
        said = dice.choice(lines).split()
        first = dice.randint(0, len(said) - 8)
        text = " ".join(said[first : first + dice.randint(8, 30)])
        if sources.is_strange(text):
            count -= 1
            yield Case("held out", text, "not-found", None, dice.choice(names))


def chained(sources: Sources, count: int) -> Iterator[Case]:
    """Yield sentences in which each word has followed the one before somewhere in the texts."""
    names = [text.document.name for text in sources.texts[:-1]]
    dice = sources.dice
    follows: dict[str, list[str]] = {}
    for text in sources.texts[:12]:
        said = text.words.words
        for word, after in pairwise(said):
            follows.setdefault(word, []).append(after)
    starts = sorted(word for word in follows if len(follows[word]) > 20)
    for _number in range(count):
        chain = [dice.choice(starts)]
        for _step in range(dice.randint(9, 24)):
            chain.append(dice.choice(follows.get(chain[-1], starts)))
        yield Case("chained", " ".join(chain), "not-found", None, dice.choice(names))


def write_manuscript(path: Path, every: Sequence[Case], seed: int) -> None:
    """Write a Word document with the quotations, in runs as Word cuts them."""
    dice = random.Random(seed)
    made = docx.Document()
    for case in every:
        opening, closing = dice.choice(("””", "“”", '""', "»»", "„“"))
        said = f"Så här sägs det i materialet: {opening}{case.text}{closing} ({case.claim})."
        if case.behind_dash:
            told = dice.choice((", säger hon ({}).", " ({})."))
            said = f"– {case.text.rstrip('.,;?!')}{told.format(case.claim)}"
        paragraph = made.add_paragraph()
        while said:
            cut = dice.randint(3, 40)
            paragraph.add_run(said[:cut])
            said = said[cut:]
        made.add_paragraph(_PROSE * dice.randint(1, 4))
    made.save(str(path))


@dataclass
class Score:
    """What a check said of quotations whose truth is known."""

    table: dict[str, dict[str, int]]  # kind, then verdict: how many
    placed: int
    real: int
    right: int
    attributed: int  # invented, and said to be from somewhere
    wrong: list[tuple[Case, str]]


def score(every: Sequence[Case], report: CheckReport) -> Score:
    """Compare a report with the truth, quotation by quotation."""
    waiting: dict[str, list[Checked]] = {}
    for checked in report.quotations:
        waiting.setdefault(_key(checked.text), []).append(checked)
    result = Score({}, 0, 0, 0, 0, [])
    for case in every:
        found = waiting.get(_key(case.text), [])
        one = found.pop(0) if found else None
        said = "missing" if one is None else one.verdict.value
        row = result.table.setdefault(case.kind, {})
        row[said] = row.get(said, 0) + 1
        is_right = said == case.verdict
        if case.passage is None:
            result.attributed += one is not None and one.found is not None
        else:
            is_placed = one is not None and _is_at(one, case.passage)
            result.real += 1
            result.placed += is_placed
        result.right += is_right
        if not is_right or (case.passage is not None and not is_placed):
            result.wrong.append((case, said))
    return result


def _key(text: str) -> str:
    return " ".join(text.split()).rstrip(".,;?!")


def _is_at(checked: Checked, passage: Passage) -> bool:
    """Whether a quotation was found where it is: at least half of it is the same stretch."""
    found = checked.found
    if found is None or found.document != passage.document:
        return False
    shared = min(found.span.end, passage.span.end) - max(found.span.start, passage.span.start)
    return shared * 2 >= max(found.span.end - found.span.start, 1)


def known_project(folder: Path, data: Path, count: int, seed: int) -> tuple[Project, list[Case]]:
    """Make a project of real transcripts, and cases: as many real ones as `count`, and two
    invented ones for five. Every fifth passage has a near duplicate in a document of its own.
    """
    paths, held = files(data)
    project = transcripts(folder / "known.qcode", paths)
    sources = Sources(project, seed)
    every = list(cases(sources, count))
    near = near_duplicates(sources, [c.passage for c in every if c.passage is not None][::5])
    (folder / "Near.txt").write_text("\n\n".join(near), encoding="utf-8")
    every += [*referred(sources, count // 5), *dashed(sources, count // 10)]
    every += [*held_out(sources, held, count // 5), *chained(sources, count // 5)]
    importing.import_paths(project, [folder / "Near.txt"])
    sources.dice.shuffle(every)
    return project, every
