"""What another program's project becomes here: known, new, beside, or said to be lost."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.formats.base import Loss
from qcode.formats.exchange import (
    ExchangeAttribute,
    ExchangeCase,
    ExchangeCode,
    ExchangeCoder,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMedia,
    ExchangeMemo,
    ExchangePart,
    ExchangeProject,
    ExchangeSaved,
    ExchangeSegment,
    ExchangeSet,
    ExchangeValue,
    Held,
)
from qcode.model.changes import Op
from qcode.model.document import AttributeTarget, AttributeType, DocumentId
from qcode.model.errors import Cancelled, UserError
from qcode.model.text import Span
from qcode.services import (
    cases,
    coding,
    documents,
    exchange_in,
    exchange_media,
    exchange_out,
    memos,
    queries,
)
from qcode.services.exchange_plan import Choices, Clash, ExchangeLoss, Noun, Why
from qcode.services.exchange_words import kept_words
from qcode.services.history import history
from qcode.services.projects import Project, create_project, open_project
from qcode.store.content import LARGEST

TEXT = "I: Hur är det?\nIP1: Bra 😀, tack.\n"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


CODER = ExchangeCoder(guid(1), "Åsa", "#102030")
CODE = ExchangeCode(guid(2), "Tillit", color="#aabbcc", definition="Att lita på")
CHILD = ExchangeCode(guid(3), "Till grannar", guid(2))
DOCUMENT = ExchangeDocument(guid(4), "Cia", TEXT)
SEGMENT = ExchangeSegment(
    guid(5), guid(4), guid(3), guid(1), 20, 25, 50, "kort", "2019-05-01T12:00:00+02:00"
)
MEMO = ExchangeMemo(
    guid(6), "Tanke", "text", guid(1), "theory", links=(ExchangeLink(segment=guid(5)),)
)
THEIRS = ExchangeProject(
    "Deras",
    coders=(CODER,),
    codes=(CODE, CHILD),
    documents=(DOCUMENT,),
    segments=(SEGMENT,),
    memos=(MEMO,),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    """A project with nothing in it."""
    with create_project(tmp_path / "ny.qcode", coder="Kim") as made:
        yield made


def take(
    project: Project, exchange: ExchangeProject, *, update: bool = False
) -> exchange_in.ExchangeResult:
    foreseen = exchange_in.plan(project, exchange, Choices(update)).losses
    result = exchange_in.take_in(project, exchange, Choices(update), name="deras.qdpx")
    assert result.losses == foreseen
    return result


def losses(result: exchange_in.ExchangeResult) -> dict[str, int]:
    return {loss.kind: loss.count for loss in result.losses}


def test_everything_comes_in_as_one_operation(empty: Project) -> None:
    result = take(empty, THEIRS)
    assert result.losses == ()
    (document,) = empty.documents()
    (segment,) = coding.segments_of(empty, document.id)
    assert empty.text(document.id).text[segment.start : segment.end] == "Bra 😀"
    assert empty.codebook().path(segment.code) == "Tillit/Till grannar"
    assert (segment.weight, segment.condensed, segment.guid) == (50, "kort", guid(5))
    assert [coder.name for coder in empty.coders()] == ["Åsa"]  # and not who works here
    (memo,) = memos.list_memos(empty)
    assert (memo.links[0].segment, memo.links[0].document) == (segment.id, document.id)
    newest = history(empty, limit=1)[0]
    assert newest.operation.kind is Op.IMPORT_PROJECT
    assert "deras.qdpx" in newest.summary
    assert len(history(empty)) == 2
    (out,) = exchange_out.gather(empty).segments
    assert out.made == "2019-05-01T10:00:00.000Z"


def test_a_text_that_is_here_is_found_by_what_it_says(project: Project) -> None:
    first = project.documents()[0]
    known = ExchangeDocument(guid(4), "Annat namn", project.text(first.id).text)
    result = take(project, replace(THEIRS, documents=(known,)))
    assert (result.new(Noun.DOCUMENTS), result.new(Noun.SEGMENTS)) == (0, 1)
    assert [row.name for row in project.documents()] == ["Anna", "Bo"]
    assert len(coding.segments_of(project, first.id)) == 1


def test_a_document_that_has_another_text_here_comes_in_beside_it(empty: Project) -> None:
    take(empty, THEIRS)
    longer = replace(DOCUMENT, text=TEXT + "Mer.\n")
    later = replace(THEIRS, documents=(longer,))
    plan = exchange_in.plan(empty, later)
    assert plan.clashes == (Clash(Noun.DOCUMENTS, Why.OTHER_TEXT, "Cia", "Cia (2)"),)
    result = take(empty, later)
    assert (result.new(Noun.DOCUMENTS), result.new(Noun.SEGMENTS)) == (1, 1)
    assert [row.name for row in empty.documents()] == ["Cia", "Cia (2)"]
    (memo,) = memos.list_memos(empty)
    assert [link.document for link in memo.links] == [1, 2]
    assert take(empty, later).changes is None


def test_the_same_name_with_another_text_gets_a_free_one(project: Project) -> None:
    result = take(project, replace(THEIRS, documents=(replace(DOCUMENT, name="Anna"),)))
    assert result.plan.clashes == (Clash(Noun.DOCUMENTS, Why.NAME_TAKEN, "Anna", "Anna (2)"),)


def test_what_differs_stays_unless_it_is_to_change(empty: Project) -> None:
    take(empty, THEIRS)
    other = replace(
        THEIRS,
        codes=(replace(CODE, name="Förtroende", definition="Något annat"), CHILD),
        segments=(replace(SEGMENT, weight=80, start=15, coder=""),),
        memos=(replace(MEMO, text="ändrad"),),
        documents=(replace(DOCUMENT, name="Cilla", language="sv"),),
    )
    plan = exchange_in.plan(empty, other)
    assert (plan.brings, plan.changed) == (False, 4)
    assert take(empty, other).changes is None
    result = take(empty, other, update=True)
    assert result.changes is not None
    (segment,) = coding.segments_of(empty, DocumentId(1))
    assert (segment.weight, segment.start, empty.codebook().path(segment.code)) == (
        80,
        15,
        "Förtroende/Till grannar",
    )
    assert memos.list_memos(empty)[0].text == "ändrad"
    assert empty.documents()[0].name == "Cilla"
    assert {coder.id: coder.name for coder in empty.coders()}[segment.coder] == "Kim"
    assert take(empty, other, update=True).changes is None
    empty.undo()
    assert [coder.name for coder in empty.coders()] == ["Åsa"]


def test_names_that_change_hands_find_their_documents_in_any_order(empty: Project) -> None:
    """A takes the name that B gives up, B that of C; a new one takes what A had."""
    a, b, c = (ExchangeDocument(guid(21 + n), name, name) for n, name in enumerate("ABC"))
    take(empty, replace(THEIRS, documents=(DOCUMENT, a, b, c)))
    new = ExchangeDocument(guid(24), "A", "ny")
    later = (new, *(replace(one, name=name) for one, name in ((a, "B"), (b, "C"), (c, "D"))))
    before = [(each.name, each.guid) for each in empty.documents()]
    theirs = replace(THEIRS, documents=(DOCUMENT, *later))
    assert take(empty, theirs, update=True).plan.clashes == ()
    names = {each.guid: each.name for each in empty.documents()}
    assert [names[guid(n)] for n in (21, 22, 23, 24)] == ["B", "C", "D", "A"]
    assert take(empty, theirs, update=True).changes is None
    empty.undo()
    assert [(each.name, each.guid) for each in empty.documents()] == before


def test_documents_that_want_one_anothers_names_keep_their_own(empty: Project) -> None:
    a, b = (ExchangeDocument(guid(n), name, name) for n, name in ((21, "A"), (22, "B")))
    take(empty, replace(THEIRS, documents=(DOCUMENT, a, b)))
    crossed = (DOCUMENT, replace(a, name="B"), replace(b, name="A"))
    assert take(empty, replace(THEIRS, documents=crossed), update=True).changes is None


def test_what_has_no_place_is_counted_and_not_taken(empty: Project) -> None:
    strange = replace(
        THEIRS,
        segments=(
            SEGMENT,
            replace(SEGMENT, guid=guid(50), start=30, end=3000),
            replace(SEGMENT, guid=guid(51), start=9, end=9),
            replace(SEGMENT, guid=guid(52), code=guid(99)),
            replace(SEGMENT, guid=guid(53)),  # the same once more
        ),
        memos=(
            replace(MEMO, links=(ExchangeLink(segment=guid(50)), ExchangeLink(code=guid(99)))),
            replace(MEMO, title="igen"),
        ),
        values=(ExchangeValue(guid(98), guid(4), "x"),),
        saved=(ExchangeSaved(guid(7), "preset", "Rapport", options="nej"),),
    )
    result = take(empty, strange)
    assert losses(result) == {
        ExchangeLoss.OUTSIDE: 2,
        ExchangeLoss.NOWHERE: 1,
        ExchangeLoss.LINKS: 1,
        ExchangeLoss.TWICE: 1,
        ExchangeLoss.VALUES: 1,
        ExchangeLoss.SAVED: 1,
    }
    assert result.new(Noun.SEGMENTS) == 1
    (memo,) = memos.list_memos(empty)
    (link,) = memo.links  # of a passage that is lost the document is left
    assert (link.segment, link.document) == (None, 1)
    assert empty.verify() == []


def test_passages_that_share_a_guid_all_come_in_and_the_first_keeps_it(empty: Project) -> None:
    twins = (
        replace(SEGMENT, start=30, end=3000),  # lost, and so not what the memo speaks of
        SEGMENT,
        replace(SEGMENT, start=0, end=5, weight=90),
    )
    theirs = replace(THEIRS, segments=twins)
    take(empty, theirs)
    found = coding.segments_of(empty, DocumentId(1))
    assert [(each.start, each.weight) for each in found] == [(0, 90), (20, 50)]
    assert found[1].guid == SEGMENT.guid
    assert memos.list_memos(empty)[0].links[0].segment == found[1].id
    assert take(empty, theirs, update=True).changes is None


def test_codes_of_one_name_keep_apart_and_find_themselves_again(empty: Project) -> None:
    twins = replace(THEIRS, codes=(CODE, CHILD, replace(CODE, guid=guid(30)), CODE))
    result = take(empty, twins)
    assert [code.name for _depth, code in empty.codebook().walk()] == [
        "Tillit",
        "Till grannar",
        "Tillit (2)",
    ]
    assert result.plan.clashes == (Clash(Noun.CODES, Why.NAME_TAKEN, "Tillit", "Tillit (2)"),)
    again = take(empty, twins, update=True)
    assert (again.changes, again.plan.clashes) == (None, ())


def test_a_code_whose_name_went_to_another_gets_a_free_one(empty: Project) -> None:
    take(empty, replace(THEIRS, codes=(replace(CODE, name="Oro"), CHILD)))
    theirs = replace(THEIRS, codes=(CODE, CHILD, replace(CODE, guid=guid(30), name="Oro")))
    assert take(empty, theirs).new(Noun.CODES) == 1
    names = [code.name for code in empty.codebook().children(None)]
    assert names == ["Oro", "Oro (2)"]


def test_codes_below_each_other_in_a_circle_come_in(empty: Project) -> None:
    circle = (replace(CODE, parent=guid(3)), CHILD, ExchangeCode(guid(31), "Lös", guid(99)))
    take(empty, replace(THEIRS, codes=circle))
    assert {empty.codebook().path(code) for code in empty.codebook().codes} == {
        "Tillit",
        "Tillit/Till grannar",
        "Lös",
    }


def test_values_that_do_not_fit_come_in_as_text_beside(empty: Project) -> None:
    number = cases.add_attribute(
        empty, "Ålder", AttributeTarget.DOCUMENT, kind=AttributeType.NUMBER
    )
    attribute = ExchangeAttribute(guid(8), "Ålder", AttributeTarget.DOCUMENT, AttributeType.TEXT)
    value = ExchangeValue(guid(8), guid(4), "4,5")
    fits = replace(THEIRS, attributes=(attribute,), values=(value,))
    assert take(empty, fits).plan.clashes == ()
    assert cases.attribute_values(empty, AttributeTarget.DOCUMENT)[1] == {number: "4.5"}
    unfit = replace(fits, values=(replace(value, value="ung"),))
    result = take(empty, unfit)
    assert result.plan.clashes == (Clash(Noun.ATTRIBUTES, Why.OTHER_TYPE, "Ålder", "Ålder (2)"),)
    assert sorted(cases.attribute_values(empty, AttributeTarget.DOCUMENT)[1].values()) == [
        "4.5",
        "ung",
    ]
    assert take(empty, unfit).changes is None


def test_choices_grow_by_what_comes_in(empty: Project) -> None:
    attribute = ExchangeAttribute(
        guid(8), "Ort", AttributeTarget.CASE, AttributeType.CHOICE, ("norr",)
    )
    case = ExchangeCase(guid(9), "Cia", links=((guid(4), "IP1"),))
    value = ExchangeValue(guid(8), guid(9), "söder")
    theirs = replace(THEIRS, attributes=(attribute,), cases=(case,), values=(value,))
    take(empty, theirs)
    take(empty, replace(theirs, values=(replace(value, value="väster"),)), update=True)
    (known,) = cases.list_attributes(empty)
    assert known.choices == ("norr", "söder", "väster")
    assert cases.attribute_values(empty, AttributeTarget.CASE)[1] == {known.id: "väster"}


def test_cases_and_sets_of_the_same_name_are_the_same(project: Project) -> None:
    cases.add_case(project, "Norr")
    documents.save_set(project, "Alla", [DocumentId(1)])
    theirs = replace(
        THEIRS,
        cases=(ExchangeCase(guid(9), "Norr", "Om dem", ((guid(4), None),)),),
        sets=(ExchangeSet(guid(10), "Alla", (guid(4),)),),
    )
    result = take(project, theirs)
    assert (result.new(Noun.CASES), result.new(Noun.SETS), result.new(Noun.LINKS)) == (0, 0, 2)
    assert documents.find_set(project, "Alla").documents == (1, 3)
    assert [link.document for link in cases.list_cases(project)[0].links] == [3]


def test_a_saved_search_of_another_content_gets_a_free_name(project: Project) -> None:
    queries.save_query(project, "Tillit", "tillit")
    same = ExchangeSaved(guid(11), "query", "Tillit", "tillit", coder=guid(1))
    assert take(project, replace(THEIRS, saved=(same,))).new(Noun.QUERIES) == 0
    result = take(project, replace(THEIRS, saved=(replace(same, text="tilliten"),)))
    assert result.plan.clashes == (Clash(Noun.QUERIES, Why.NAME_TAKEN, "Tillit", "Tillit (2)"),)


# -- media


def sound(data: bytes, name: str = "ljud.m4a") -> ExchangeProject:
    """Their project with a recording."""
    held = Held(name, len(data), lambda: data)
    recording = ExchangeMedia(guid(12), name, held=held)
    return replace(THEIRS, documents=(replace(DOCUMENT, media=(recording,)),))


LARGE = b"\x01" * (exchange_media.KEPT + 1)


def test_small_media_are_kept_in_the_project(empty: Project) -> None:
    take(empty, sound(b"kort"))
    assert not exchange_media.media_folder(empty.path).exists()
    (recording,) = exchange_out.gather(empty).documents[0].media
    assert recording.held is not None
    assert recording.held.read() == b"kort"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ljud.m4a", "ljud.m4a"),
        ("../../ut.m4a", "ut.m4a"),
        ("C:\\hem\\ut.m4a", "ut.m4a"),
        ("..", "_"),
        ("nul.mp3", "_nul.mp3"),
        ("a:b?.wav", "a_b_.wav"),
        ("x" * 300 + ".wav", "x" * 116 + ".wav"),
    ],
)
def test_large_media_come_to_lie_beside(empty: Project, name: str, written: str) -> None:
    take(empty, sound(LARGE, name))
    folder = exchange_media.media_folder(empty.path)
    assert [path.name for path in folder.iterdir()] == [written]
    assert stat.S_IMODE((folder / written).stat().st_mode) & 0o077 == 0
    (recording,) = exchange_out.gather(empty).documents[0].media
    assert recording.path == f"ny media/{written}"
    assert recording.held is not None
    assert recording.held.read() == LARGE


def test_media_beside_are_never_replaced(empty: Project) -> None:
    folder = exchange_media.media_folder(empty.path)
    folder.mkdir()
    (folder / "ljud.m4a").write_bytes(b"mitt eget")
    take(empty, sound(LARGE))
    assert (folder / "ljud.m4a").read_bytes() == b"mitt eget"
    assert (folder / "ljud (2).m4a").read_bytes() == LARGE
    empty.undo()
    take(empty, sound(LARGE))
    assert len(list(folder.iterdir())) == 2


def test_a_path_from_elsewhere_is_kept_and_not_read(empty: Project, tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt")
    for place in (str(secret), "hemligt.txt", "ny media/../hemligt.txt"):
        recording = ExchangeMedia(guid(12), "ljud", path=place)
        take(empty, replace(THEIRS, documents=(replace(DOCUMENT, media=(recording,)),)))
        (out,) = exchange_out.gather(empty).documents[0].media
        assert (out.path, out.held) == (place, None)
        empty.undo()


def test_media_beside_are_given_out_only_as_they_came(empty: Project, tmp_path: Path) -> None:
    take(empty, sound(LARGE))
    (recording,) = exchange_out.gather(empty).documents[0].media
    assert recording.held is not None
    kept = exchange_media.media_folder(empty.path) / "ljud.m4a"
    kept.write_bytes(b"hemligt")
    with pytest.raises(UserError, match="file_changed"):
        recording.held.read()
    kept.unlink()
    with pytest.raises(UserError, match="file_not_readable"):
        recording.held.read()
    kept.symlink_to(tmp_path / "ny.qcode")
    assert exchange_out.gather(empty).documents[0].media[0].held is None


def test_media_are_found_when_the_project_has_another_name(empty: Project, tmp_path: Path) -> None:
    take(empty, sound(LARGE))
    empty.close()
    renamed = empty.path.rename(tmp_path / "annat.qcode")
    with open_project(renamed, coder="Kim") as project:
        (recording,) = exchange_out.gather(project).documents[0].media
        assert recording.held is not None
        assert recording.held.read() == LARGE


class Stops:
    """A job that is cancelled after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def progress(self, done: int, total: int, detail: str = "") -> None:
        assert done <= total

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("steps", range(0, 14, 3))
def test_an_import_that_is_cancelled_leaves_nothing(empty: Project, steps: int) -> None:
    before = empty.last_operation()
    with pytest.raises(Cancelled):
        exchange_in.take_in(empty, sound(LARGE), name="x", job=Stops(steps))
    assert empty.last_operation() == before
    assert empty.documents() == []
    assert not exchange_media.media_folder(empty.path).exists()
    assert empty.verify() == []


def test_an_original_that_cannot_be_had_is_said(empty: Project) -> None:
    def gone() -> bytes:
        raise UserError("file_missing", name="a.docx")

    document = replace(DOCUMENT, source=Held("a.docx", 10, gone))
    exchange = replace(THEIRS, documents=(document,))
    assert exchange_in.plan(empty, exchange).losses == ()  # nobody has asked for it yet
    result = exchange_in.take_in(empty, exchange, name="deras.qdpx")
    assert result.losses == (Loss(ExchangeLoss.SOURCES, 1, "a.docx"),)
    assert empty.documents()[0].source_hash is None


def test_an_original_that_is_too_large_is_said_before(empty: Project) -> None:
    def fetched() -> bytes:
        raise AssertionError("nobody needs these bytes")

    document = replace(DOCUMENT, source=Held("a.docx", LARGEST + 1, fetched))
    result = take(empty, replace(THEIRS, documents=(document,)))
    assert result.losses == (Loss(ExchangeLoss.SOURCES, 1, "a.docx"),)


def test_media_go_with_their_document_and_come_back(empty: Project) -> None:
    take(empty, sound(b"kort"))
    documents.delete_documents(empty, [DocumentId(1)])
    assert empty.verify() == []
    empty.undo()
    (recording,) = exchange_out.gather(empty).documents[0].media
    assert recording.name == "ljud.m4a"


def test_the_span_of_a_memo_comes_along(
    project: Project, span: Callable[[DocumentId, str], Span], empty: Project
) -> None:
    place = span(DocumentId(1), "tilliten")
    known = exchange_out.gather(project).documents[0]
    link = ExchangeLink(document=known.guid, span=place)
    theirs = ExchangeProject("D", documents=(known,), memos=(replace(MEMO, links=(link,)),))
    take(empty, theirs)
    assert memos.list_memos(empty)[0].links[0].span == place


def test_what_is_kept_of_a_file_is_told_by_what_it_is() -> None:
    parts = [("1", "Graph", "Karta"), ("2", "Graph", "Plan"), ("3", "selections", "Theirs 3")]
    kept = tuple(ExchangePart(guid, "qdpx", kind, name, b"") for guid, kind, name in parts)
    tables = [("case_text", "Cia"), ("gr_pix_item", "gr_pix_item"), ("notes", "notes")]
    others = tuple(ExchangePart(kind, "qualcoder", kind, name, b"") for kind, name in tables)
    told = kept_words(ExchangeProject("Deras", parts=(*kept, *others)))
    assert told == [
        "Graphs: 2 (“Karta”)",
        "The positions of passages, as the file counts them",
        "Parts of documents that belong to cases: 1 (“Cia”)",
        "notes",
    ]
