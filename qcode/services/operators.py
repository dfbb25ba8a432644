"""What a query can be built of: each operator with one sentence and an example."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qcode.model.errors import UserError
from qcode.model.query import Query
from qcode.model.query_parser import parse

from .language import mark, tr


class Group(Enum):
    """What kind of thing an operator is."""

    WORDS = "words"
    JOINING = "joining"
    FIELDS = "fields"
    RELATIONS = "relations"


@dataclass(frozen=True, slots=True)
class Operator:
    """`key` names it for good; `sign` is how it is written, with … for what is filled in."""

    key: str
    group: Group
    sign: str
    sentence: str
    example: str


def operators() -> list[Operator]:
    """Return all operators, in the order in which a builder shows them, in the user's language."""
    return [
        Operator(key, group, sign, tr(sentence), example)  # marked in _OPERATORS
        for key, group, sign, sentence, example in _OPERATORS
    ]


# Key, kind, sign, sentence, and an example that finds something in the sample project.
_OPERATORS: tuple[tuple[str, Group, str, str, str], ...] = (
    (
        "word",
        Group.WORDS,
        "…",
        mark("A word in all its forms, by the language of each text."),
        "tillit",
    ),
    ("exact", Group.WORDS, "=…", mark("Exactly this form."), "=trygg"),
    (
        "forms",
        Group.WORDS,
        "…[+… -…]",
        mark("A word with forms that you add, and without those that you take away."),
        "trygghet[+otrygg -trygga]",
    ),
    ("prefix", Group.WORDS, "…*", mark("Every word that begins so."), "trygg*"),
    (
        "wild",
        Group.WORDS,
        "*…?…",
        mark("A star stands for any letters, a question mark for exactly one."),
        "*vakt*",
    ),
    ("fuzzy", Group.WORDS, "…~", mark("Words with one mistake; with ~2, two."), "kisok~"),
    ("phrase", Group.WORDS, '"…"', mark("These words in this order, as written."), '"litar på"'),
    (
        "words_near",
        Group.WORDS,
        '"…"~n',
        mark("These words in any order, with at most so many others between."),
        '"kiosken brann"~6',
    ),
    (
        "regex",
        Group.WORDS,
        "/…/",
        mark("A regular expression over the text; slower."),
        r"/\btrygg\w*/",
    ),
    ("and", Group.JOINING, "… AND …", mark("Both in one turn or paragraph."), "kiosken AND brann"),
    ("or", Group.JOINING, "… OR …", mark("One of them, or both."), "kiosken OR elden"),
    ("not", Group.JOINING, "NOT …", mark("All without it."), "kiosken NOT brann"),
    (
        "speaker",
        Group.FIELDS,
        "speaker:…",
        mark("What this speaker says."),
        "speaker:Jonas",
    ),
    (
        "document",
        Group.FIELDS,
        "document:…",
        mark("Documents with this in their name."),
        "document:Gittan",
    ),
    ("kind", Group.FIELDS, "kind:…", mark("Documents of this kind."), "kind:observation"),
    (
        "set",
        Group.FIELDS,
        "set:…",
        mark("The documents of a saved group."),
        'set:"Ideella röster"',
    ),
    ("code", Group.FIELDS, "code:…", mark("What has this code itself."), "code:Tillit"),
    (
        "subcodes",
        Group.FIELDS,
        "code>:…",
        mark("What has this code or one below it."),
        "code>:Tillit",
    ),
    ("coder", Group.FIELDS, "coder:…", mark("What this coder has coded."), "coder:Elias*"),
    (
        "memo",
        Group.FIELDS,
        "memo:…",
        mark("What has a memo with this word; with a star, any memo."),
        "memo:*",
    ),
    ("case", Group.FIELDS, "case:…", mark("What this case says."), "case:Gittan"),
    (
        "date",
        Group.FIELDS,
        "date:…",
        mark(
            "Documents of a day, a month, a year, or a time between two: by their attribute Date,"
            " or else by the day of import."
        ),
        "date:2024-09..2024-10",
    ),
    (
        "attribute",
        Group.FIELDS,
        "…=…",
        mark("Documents and cases with this value; also != < <= > >= and a range."),
        "Minuter=40..50",
    ),
    (
        "near",
        Group.RELATIONS,
        "… NEAR/n …",
        mark("Passages with one of the right side at most so many paragraphs away."),
        "code>:Tillit NEAR/2 code>:Ansvar",
    ),
    (
        "within",
        Group.RELATIONS,
        "… WITHIN …",
        mark("Passages that lie in one of the right side."),
        "tillit WITHIN code>:Tillit",
    ),
    (
        "overlaps",
        Group.RELATIONS,
        "… OVERLAPS …",
        mark("Passages that share a character with one of the right side."),
        "code>:Plats OVERLAPS code>:Ansvar",
    ),
    (
        "followed_by",
        Group.RELATIONS,
        "… FOLLOWED BY …",
        mark("Passages that one of the right side follows, in the same paragraph or the next."),
        "speaker:I FOLLOWED BY code>:Tillit",
    ),
)


def understood(text: str) -> Query | None:
    """Return the query that a text is, None while it is none."""
    try:
        return parse(text)
    except UserError:
        return None
