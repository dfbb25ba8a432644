"""Content is what its hash says, and never more than a file can be."""

from __future__ import annotations

import pytest

from qcode.model.errors import UserError
from qcode.store import content


def test_what_is_unpacked_is_what_was_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(range(256)) * 40
    monkeypatch.setattr(content, "LARGEST", len(data))
    assert content.unpack(content.pack(data), content.content_hash(data)) == data
    assert content.unpack(content.pack(b""), content.content_hash(b"")) == b""


@pytest.mark.parametrize("cut", [slice(0, 5), slice(0, -1), slice(2, None)])
def test_content_that_was_cut_is_damaged(cut: slice) -> None:
    data = b"I: Vad\n" * 100
    with pytest.raises(UserError, match="content_damaged"):
        content.unpack(content.pack(data)[cut], content.content_hash(data))


def test_content_that_unpacks_to_more_than_any_file_is_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = b"0" * 1_000_000
    monkeypatch.setattr(content, "LARGEST", 1000)
    with pytest.raises(UserError, match="content_damaged"):
        content.unpack(content.pack(data), content.content_hash(data))
