from __future__ import annotations

from qcode.model.codebook import Code, Codebook, CodeId
from qcode.services.code_surgery import Merger, Removal
from qcode.services.codes import CodeUse
from qcode.ui.codes.finder import Finder
from qcode.ui.codes.questions import deleting, merging
from qcode.ui.codes.snapshot import Snapshot


def _snapshot() -> Snapshot:
    """Three codes at the top, and a fourth below the first; the second is used twice."""
    codebook = Codebook(
        Code(CodeId(n), str(n), name, CodeId(1) if n == 4 else None, n, "#51a0db")
        for n, name in enumerate(("A", "B", "C", "D"), 1)
    )
    return Snapshot(codebook, Finder(codebook), {CodeId(2): CodeUse(2, 1)}, {})


def test_a_merge_tells_passages_and_subcodes_in_numbers() -> None:
    merger = Merger(passages=2, doubled=1, memos=3, subcodes=1)
    question, details = merging(_snapshot(), [CodeId(2), CodeId(1)], CodeId(3), merger)
    assert question == "Merge “A”, “B” into “C”?"
    assert "2 passages will be coded with “C”" in details
    assert "1 passage is coded so already" in details
    assert "1 subcode moves under “C”" in details
    assert "3 memos come along" in details
    assert "New memos keep" in details


def test_a_merge_of_an_unused_code_speaks_of_no_passages() -> None:
    nothing = Merger(passages=0, doubled=0, memos=0, subcodes=0)
    assert "passage" not in merging(_snapshot(), [CodeId(4)], CodeId(3), nothing)[1]


def test_deleting_tells_what_goes_along() -> None:
    question, details = deleting(_snapshot(), [CodeId(1)], Removal(2, 3, 1))
    assert question == "Delete “A”?"
    assert details.startswith("This also deletes 1 subcode, 3 codings, 1 memo.")


def test_a_code_that_nothing_hangs_on_takes_nothing_along() -> None:
    assert "also" not in deleting(_snapshot(), [CodeId(3)], Removal(1, 0, 0))[1]


def test_topmost_leaves_out_what_comes_along_anyway() -> None:
    chosen = [CodeId(4), CodeId(3), CodeId(1)]
    assert _snapshot().topmost(chosen) == [CodeId(1), CodeId(3)]
