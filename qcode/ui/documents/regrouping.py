"""What it means to drag documents from one group to another."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.model.document import AttributeTarget, DocumentId, DocumentKind, DocumentSet
from qcode.services import attribute_table, documents
from qcode.services.attribute_table import Cells
from qcode.ui.session import Session

from .groups import By, Group, Grouping
from .sets import add_to_set, remove_from_set


def regroup(
    session: Session,
    grouping: Grouping,
    dragged: Sequence[DocumentId],
    left: Group | None,
    group: Group,
) -> None:
    """Give documents what those of `group` have in common: the kind, the value, or the set.

    Sets gain documents and lose none, but dragged from a set to those in no set they leave it.
    """
    project, common = session.project, group.common
    if grouping is By.SET:
        if isinstance(common, DocumentSet):
            add_to_set(session, common, dragged)
        elif left is not None and isinstance(left.common, DocumentSet):
            remove_from_set(session, left.common, dragged)
    elif isinstance(common, DocumentKind):
        session.do(lambda: documents.edit_documents(project, dragged, kind=common))
    elif not isinstance(grouping, By):
        value = common if isinstance(common, str) else ""
        cells: Cells = {(document, grouping): value for document in dragged}
        session.do(lambda: attribute_table.fill(project, AttributeTarget.DOCUMENT, cells))
