"""Words near a word: which stand beside it more often than chance would have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a turn or paragraph of a document, and where in it the word that is asked
    about stands: numbers of words, half-open. No words beyond a stretch count as near.
    """

    document: int
    words: Sequence[str]
    nodes: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word near the word that is asked about.

    `count` is how often it stands within reach, `left` and `right` of that on which side (a word
    between two is on the side of the nearer, of the earlier when both are as near), `documents`
    in how many documents that happens. `times` is how many times more often than if words were
    strewn by chance; `strength` how sure one can be of it (`log_likelihood`), below 0 for words
    that are rarer here than elsewhere.
    """

    word: str
    count: int
    left: int
    right: int
    documents: int
    times: float
    strength: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words near a word, the surest first. `nodes` says how often the word itself stands."""

    rows: tuple[Neighbour, ...]
    nodes: int
    documents: int


def neighbours(
    stretches: Iterable[Stretch],
    total: Mapping[str, int],
    tokens: int,
    *,
    reach: int = 5,
    least: int = 2,
    leave_out: Collection[str] = frozenset(),
    same: Callable[[str], str] | None = None,
) -> Neighbours:
    """Return the words within `reach` words of a word, those that are there `least` times.

    `total` has how often each word is said in the whole material of `tokens` words. Words in
    `leave_out` are not listed but take up room. `same` joins forms as in `frequencies`.
    """
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    seen: defaultdict[str, set[int]] = defaultdict(set)
    nodes, documents = 0, set()
    for stretch in stretches:
        nodes += len(stretch.nodes)
        if stretch.nodes:
            documents.add(stretch.document)
        for at, before in _near(stretch, reach):
            word = stretch.words[at]
            (left if before else right)[word] += 1
            seen[word].add(stretch.document)
    near = left.total() + right.total()
    rows = []
    for forms in _groups(left.keys() | right.keys(), leave_out, same):
        row = _row(forms, left, right, seen, total, near=near, tokens=tokens)
        if row.count >= least:
            rows.append(row)
    rows.sort(key=lambda row: (-row.strength, row.word))
    return Neighbours(tuple(rows), nodes, len(documents))


def _near(stretch: Stretch, reach: int) -> Iterable[tuple[int, bool]]:
    """Yield each word within reach once, and whether it stands before the node it is nearest."""
    inside = {at for start, end in stretch.nodes for at in range(start, end)}
    nearest: dict[int, tuple[int, bool]] = {}
    for start, end in stretch.nodes:
        for at in range(max(start - reach, 0), start):
            _keep(nearest, at, start - at, before=True)
        for at in range(end, min(end + reach, len(stretch.words))):
            _keep(nearest, at, at - end + 1, before=False)
    return ((at, before) for at, (_far, before) in nearest.items() if at not in inside)


def _keep(nearest: dict[int, tuple[int, bool]], at: int, far: int, *, before: bool) -> None:
    if at not in nearest or far < nearest[at][0]:
        nearest[at] = (far, before)


def _groups(
    words: Iterable[str], leave_out: Collection[str], same: Callable[[str], str] | None
) -> Iterable[list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if word not in leave_out:
            groups[word if same is None else same(word)].append(word)
    return groups.values()


def _row(
    forms: Sequence[str],
    left: Counter[str],
    right: Counter[str],
    seen: Mapping[str, set[int]],
    total: Mapping[str, int],
    *,
    near: int,
    tokens: int,
) -> Neighbour:
    before = sum(left[form] for form in forms)
    after = sum(right[form] for form in forms)
    everywhere = max(sum(total.get(form, 0) for form in forms), before + after)
    expected = everywhere * near / tokens
    return Neighbour(
        word=min(forms, key=lambda form: (-left[form] - right[form], form)),
        count=before + after,
        left=before,
        right=after,
        documents=len(set().union(*(seen[form] for form in forms))),
        times=(before + after) / expected,
        strength=log_likelihood(before + after, everywhere, near, tokens),
    )


def log_likelihood(here: int, everywhere: int, near: int, tokens: int) -> float:
    """Return G² of a word that is `here` times among `near` words and `everywhere` among `tokens`.

    The log-likelihood ratio of the table {the word, other words} x {near, elsewhere} (Dunning
    1993, "Accurate methods for the statistics of surprise and coincidence"), negative where the
    word is rarer near than elsewhere. 3.84 is the 5 % point of chi square with one degree of
    freedom, 10.83 the 0.1 % point.
    """
    table = (
        (here, near - here),
        (everywhere - here, tokens - near - everywhere + here),
    )
    sums = (everywhere, tokens - everywhere)
    rows = (near, tokens - near)
    ratio = 0.0
    for row, cells in zip(rows, table, strict=True):
        for column, cell in zip(sums, cells, strict=True):
            if cell > 0:
                ratio += cell * log(cell * tokens / (row * column))
    return 2 * ratio if here * tokens >= everywhere * near else -2 * ratio
