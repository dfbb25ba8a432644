"""Errors say whose fault it is: the user's case, a cancelled job, or ours (anything else).

A `UserError` carries a code and parameters, never a sentence: `qcode.services.messages` turns it
into one plain sentence, in the user's language, that says what is wrong and what to do.
"""

from __future__ import annotations


class QCodeError(Exception):
    """Base of the errors that are not faults of ours."""


class UserError(QCodeError):
    """Something the user can put right; `code` names the case, `params` fill its sentence."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class Cancelled(QCodeError):  # noqa: N818 - an outcome, not an error
    """The user stopped a job. Nothing was changed and nothing need be said."""
