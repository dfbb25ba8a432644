"""Operations and what they changed: the one value that every reader of the journal gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NewType

OperationId = NewType("OperationId", int)
Row = Mapping[str, Any]  # of the project's tables, by column

# The tables whose rows travel with the news of an operation, and how many at most: what is being
# coded is then shown without asking.
LEFT = frozenset({"segment"})
LEFT_AT_MOST = 100


class Op(StrEnum):
    """Every kind of operation there is. The journal stores these words: never rename one."""

    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    MIGRATE = "migrate"
    UNDO = "undo"
    REDO = "redo"

    IMPORT = "import"
    IMPORT_PROJECT = "import_project"  # of another program, or of QCode
    IMPORT_SURVEY = "import_survey"
    RENAME_DOCUMENT = "rename_document"
    EDIT_DOCUMENT = "edit_document"  # kind, language, order
    EDIT_TEXT = "edit_text"
    EDIT_TURNS = "edit_turns"
    ADD_REGION = "add_region"  # of a picture
    MOVE_REGION = "move_region"
    NAME_REGION = "name_region"
    REMOVE_REGION = "remove_region"
    ADD_RECORDING = "add_recording"
    FIND_RECORDING = "find_recording"  # it lies elsewhere, or is another file, now
    REMOVE_RECORDING = "remove_recording"
    DELETE_DOCUMENT = "delete_document"
    EDIT_SET = "edit_set"
    EDIT_CASE = "edit_case"
    EDIT_ATTRIBUTE = "edit_attribute"
    SET_ATTRIBUTE = "set_attribute"

    ADD_CODE = "add_code"
    RENAME_CODE = "rename_code"
    EDIT_CODE = "edit_code"
    MOVE_CODE = "move_code"
    MERGE_CODES = "merge_codes"
    SPLIT_CODE = "split_code"
    DELETE_CODE = "delete_code"
    IMPORT_CODES = "import_codes"

    APPLY_CODE = "apply_code"
    AUTOCODE = "autocode"
    REMOVE_SEGMENT = "remove_segment"
    RECODE = "recode"
    MOVE_SEGMENT = "move_segment"
    EDIT_SEGMENT = "edit_segment"
    JOIN_SEGMENTS = "join_segments"
    SPLIT_SEGMENT = "split_segment"
    COPY_CODINGS = "copy_codings"
    TAKE_COMMENTS = "take_comments"  # of colleagues, from a report

    ADD_MEMO = "add_memo"
    EDIT_MEMO = "edit_memo"
    DELETE_MEMO = "delete_memo"

    EDIT_QUERY = "edit_query"
    DELETE_QUERY = "delete_query"

    EDIT_PRESET = "edit_preset"  # of a report
    DELETE_PRESET = "delete_preset"

    ADD_CODER = "add_coder"
    EDIT_CODER = "edit_coder"


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed operation changed: row ids by table, and the documents concerned.

    `documents` are those whose codings, text or memos are touched; `texts` those whose text or
    layout is. `left` has rows of the tables in `LEFT` as they were left, None for one that went:
    where few changed, and not those that an undo changed in part. `params` fill the sentence that
    `kind` stands for, as in the journal. `origin` is whatever the caller passed, so that a pane
    can skip its own news.
    """

    operation: OperationId
    kind: Op
    rows: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    documents: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()
    left: Mapping[str, Mapping[int, Row | None]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    origin: object | None = None

    def touched(self, table: str) -> frozenset[int]:
        """Return the ids of the rows of `table` that were added, changed or removed."""
        return self.rows.get(table, frozenset())

    def __bool__(self) -> bool:
        return any(self.rows.values())

    @property
    def affects_documents(self) -> bool:
        """Whether the list of documents, their sets, cases or attributes changed."""
        return any(
            self.rows.get(table)
            for table in (
                "document",
                "document_set",
                "set_member",
                "attribute",
                "attribute_value",
                "case",
                "case_link",
            )
        )

    @property
    def affects_codes(self) -> bool:
        """Whether the code tree changed."""
        return bool(self.rows.get("code"))

    @property
    def affects_memos(self) -> bool:
        """Whether memos or their links changed."""
        return bool(self.rows.get("memo") or self.rows.get("memo_link"))

    @property
    def affects_recordings(self) -> bool:
        """Whether what lies beside documents changed."""
        return bool(self.rows.get("media"))

    @property
    def affects_queries(self) -> bool:
        """Whether saved queries changed."""
        return bool(self.rows.get("saved_query"))

    @property
    def affects_segments(self) -> bool:
        """Whether any segment changed."""
        return bool(self.rows.get("segment"))

    def affects_document(self, document: int) -> bool:
        """Whether the codings, the text or the memos of this document changed."""
        return document in self.documents or document in self.texts


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the audit trail. `params` fill the sentence that `kind` stands for."""

    id: OperationId
    guid: str
    kind: Op
    params: Mapping[str, object]
    coder: str
    time: str  # UTC, ISO 8601
    inverts: OperationId | None
    undone: bool
