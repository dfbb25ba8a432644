"""A project that cannot be changed: offered for reading, or as one's own after a crash."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qcode.model.errors import UserError
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.ui import messages


def offer_reading(
    window: QWidget, error: UserError, again: Callable[..., None], *, forced: bool
) -> bool:
    """Offer another way to open what failed to open, if there is one; return whether there is.

    `again` opens it; it takes `read_only` with `why`, or `force`, which was tried if `forced`.
    """
    if error.code == "project_locked":
        offer_locked(
            window,
            error,
            read=lambda why: again(read_only=True, why=why),
            anyway=None if forced else lambda: again(force=True),
        )
    elif error.code == "project_not_writable":
        why = tr("you may not write in the file")
        messages.ask(
            window,
            sentence(error),
            yes=tr("Open for reading"),
            then=lambda: again(read_only=True, why=why),
        )
    else:
        return False
    return True


def offer_locked(
    window: QWidget,
    error: UserError,
    *,
    read: Callable[[str], None],
    anyway: Callable[[], None] | None,
) -> None:
    """Ask what to do about a "project_locked": `read` brings why it can be read only.

    To open it `anyway` is offered only where the lock may have been left by another machine, and
    after a sentence on the risk; None where that was tried already.
    """
    from qcode.services.projects import may_be_left

    user, host = error.params["user"], error.params["host"]
    why = tr("{user} has it open on {host}", user=user, host=host)

    def ask_anyway() -> None:
        assert anyway is not None
        messages.ask(
            window,
            tr("Open it although {user} may be working in it on {host}?", user=user, host=host),
            details=tr(
                "Do this only if QCode or that computer has crashed or was switched off. If"
                " both of you write, work is lost and the file may be damaged."
            ),
            yes=tr("Open anyway"),
            then=anyway,
            careful=True,
        )

    offered = anyway is not None and may_be_left(error)
    messages.ask(
        window,
        sentence(error),
        yes=tr("Open for reading"),
        then=lambda: read(why),
        also=(tr("Open anyway…"), ask_anyway) if offered else None,
    )
