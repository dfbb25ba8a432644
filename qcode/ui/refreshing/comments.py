"""Taking comments of colleagues in from a report: a list with ticks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from qcode.model.changes import Changes
from qcode.services.language import tr, trn
from qcode.services.report_comment_words import becomes_words, passage_words, rest_lines
from qcode.services.report_comments import Offer, Offers, find_comments, take_comments
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.ticks import TickDelegate

from .frame import ReportDialog

_ON = Qt.CheckState.Checked


class CommentsDialog(ReportDialog):
    """Lists the comments of others, and takes in those that stay ticked."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        columns = (tr("Comment"), tr("By"), tr("What happens"), tr("Passage"))
        super().__init__(session, path, parent, title=tr("Take in comments"), columns=columns)
        self._offers: tuple[Offer, ...] = ()
        self.list.setItemDelegateForColumn(0, TickDelegate(self.list))
        self.widths(290, 110, 200)
        self.list.itemChanged.connect(lambda *_change: self._count())
        self.main.clicked.connect(self._take)
        project = session.project
        self.tell(tr("Reading the comments…"))

        def work(task: Task) -> Offers:
            return find_comments(project, path, job=task)

        self.begin(session.read("comments of a report", work, self._show, self.fail))

    def chosen(self) -> list[Offer]:
        """Return the comments that are ticked."""
        items = map(self.list.topLevelItem, range(self.list.topLevelItemCount()))
        return [
            offer
            for offer, item in zip(self._offers, items, strict=True)
            if item is not None and item.checkState(0) is _ON
        ]

    def _show(self, found: Offers) -> None:
        self._offers = found.offers
        for offer in found.offers:
            text = " ".join(offer.text.split())
            words = [text, offer.author, becomes_words(offer), passage_words(offer)]
            item = QTreeWidgetItem(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, _ON)
            item.setToolTip(0, offer.text)
            item.setToolTip(3, offer.words)
            self.list.addTopLevelItem(item)
        self.go_first()
        self.end("\n".join(rest_lines(found)))
        self._count()

    def _count(self) -> None:
        count = len(self.chosen()) if self._offers else 0
        if count:
            self.main.setText(trn("Take in {n} comment", "Take in {n} comments", count))
        else:
            self.main.setText(tr("Take in comments"))
        self.main.setEnabled(count > 0 and not self.busy)

    def _take(self) -> None:
        project, path, chosen = self.session.project, self.path, self.chosen()
        self.main.setEnabled(False)

        def work() -> Changes:
            return take_comments(project, path, chosen)

        self.session.do(work, self._taken, failed=self.fail)

    def _taken(self, _changes: Changes) -> None:
        self.accept()
