"""Activation: which codes and documents are now chosen for analysis.

It belongs to the user and not to the project, so it is no operation and is not in the journal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import DocumentId

from .projects import Project
from .retrieval import Selection
from .settings import load_settings, save_settings

T = TypeVar("T")
_PROJECTS = 12  # whose activation is remembered


@dataclass(frozen=True, slots=True)
class Activation:
    """What is chosen for analysis. None means all there are, and all that will come.

    An empty set means none. Ids of things that are gone may linger: an undo can bring them back.
    """

    codes: frozenset[CodeId] | None = None
    documents: frozenset[DocumentId] | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.codes is None and self.documents is None

    @property
    def selection(self) -> Selection:
        """What retrieval takes: subcodes are active or not by themselves."""
        return Selection(codes=self.codes, documents=self.documents)

    def has_code(self, code: CodeId) -> bool:
        """Whether a code is active."""
        return self.codes is None or code in self.codes

    def has_document(self, document: DocumentId) -> bool:
        """Whether a document is active."""
        return self.documents is None or document in self.documents

    def with_codes(self, codes: Collection[CodeId] | None, codebook: Codebook) -> Activation:
        """Return the same with exactly these codes active; all of a codebook are None."""
        return replace(self, codes=_narrowed(codes, codebook.codes))

    def with_documents(
        self, documents: Collection[DocumentId] | None, every: Collection[DocumentId]
    ) -> Activation:
        """Return the same with exactly these documents active; all of `every` are None."""
        return replace(self, documents=_narrowed(documents, every))

    def with_code_set(
        self, changed: Iterable[CodeId], codebook: Codebook, *, active: bool
    ) -> Activation:
        """Return the same with some codes made active, or not, and the others as they are."""
        before = frozenset(codebook.codes) if self.codes is None else self.codes
        after = before | set(changed) if active else before - set(changed)
        return self.with_codes(after, codebook)


ALL = Activation()


def active_codes(activation: Activation, codebook: Codebook) -> frozenset[CodeId]:
    """Return the codes of a codebook that are active."""
    every = frozenset(codebook.codes)
    return every if activation.codes is None else every & activation.codes


def shares(activation: Activation, codebook: Codebook) -> dict[CodeId, bool | None]:
    """Say of each code with its subcodes whether all are active, none (False), or some (None)."""
    found: dict[CodeId, bool | None] = {}
    for _depth, code in reversed(list(codebook.walk())):  # children before parents
        below = {found[child.id] for child in codebook.children(code.id)}
        own = activation.has_code(code.id)
        found[code.id] = own if below <= {own} else None
    return found


def grown(activation: Activation, codebook: Codebook, newest: CodeId) -> Activation:
    """Return the same with the codes that came after `newest` active, where any beside them is.

    A new code is active with its own unless the code above it is not, with all below it; at the
    top it is unless no code is. Who makes a code while others are left out wants to see it.
    """
    if activation.codes is None or all(code <= newest for code in codebook.codes):
        return activation
    found, taken = shares(activation, codebook), set(activation.codes)
    some = any(found[child.id] is not False for child in codebook.children(None))
    for _depth, code in codebook.walk():  # parents before children
        if code.id > newest:
            above = code.parent
            if some if above is None else above in taken or found[above] is not False:
                taken.add(code.id)
    return activation.with_codes(taken, codebook)


def joined(activation: Activation, every: Collection[DocumentId], newest: DocumentId) -> Activation:
    """Return the same with the documents that came after `newest` active, where any other is.

    Who imports a document while others are left out wants to find what is coded in it.
    """
    if activation.documents is None or activation.documents.isdisjoint(every):
        return activation
    new = frozenset(document for document in every if document > newest)
    return activation.with_documents(activation.documents | new, every) if new else activation


def remembered(project: Project) -> Activation:
    """Return what was active when the project was last used here; all if that is not known."""
    kept = load_settings().active.get(_key(project))
    if not isinstance(kept, dict):
        return ALL
    codes, documents = _ids(kept, "codes"), _ids(kept, "documents")
    return Activation(
        None if codes is None else frozenset(map(CodeId, codes)),
        None if documents is None else frozenset(map(DocumentId, documents)),
    )


def newest_known(project: Project) -> CodeId | None:
    """Return the newest code there was when the activation was kept, None if that is not known."""
    known = _newest(project, "newest")
    return None if known is None else CodeId(known)


def newest_document_known(project: Project) -> DocumentId | None:
    """Return the same of documents."""
    known = _newest(project, "newest document")
    return None if known is None else DocumentId(known)


def _newest(project: Project, name: str) -> int | None:
    kept = load_settings().active.get(_key(project))
    known = _ids(kept, name) if isinstance(kept, dict) else None
    return known[0] if known else None


def remember(
    project: Project,
    activation: Activation,
    newest: CodeId | None = None,
    document: DocumentId | None = None,
) -> None:
    """Keep what is active for the next time, and the newest code and document there are.

    Of all, nothing is kept.
    """
    settings, key = load_settings(), _key(project)
    others = {name: kept for name, kept in settings.active.items() if name != key}
    if not activation.is_all:
        others = dict(list(others.items())[1 - _PROJECTS :])
        parts = {"codes": activation.codes, "documents": activation.documents}
        others[key] = {name: sorted(ids) for name, ids in parts.items() if ids is not None}
        newest_of = {"newest": newest, "newest document": document}
        others[key] |= {name: [known] for name, known in newest_of.items() if known is not None}
    if others != settings.active:
        save_settings(replace(settings, active=others))


def _key(project: Project) -> str:
    # By file, and not by the project's GUID: ids may mean other things in a copy that went its way.
    return str(project.path.resolve())


def _ids(kept: Mapping[str, object], name: str) -> list[int] | None:
    value = kept.get(name)
    if not isinstance(value, list) or not all(type(item) is int for item in value):
        return None
    return value


def _narrowed(chosen: Collection[T] | None, every: Collection[T]) -> frozenset[T] | None:
    if chosen is None or (every and frozenset(chosen) >= frozenset(every)):
        return None
    return frozenset(chosen)
