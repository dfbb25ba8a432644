"""What is wrong with the arguments of a command, in the user's language.

The parser of the standard library says it in English; each of its sentences has one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from qcode.services.language import tr

_SHOWN = 80  # characters of what was typed


def in_our_words(message: str) -> str:
    """Return a message of the parser in our words; one that is not known stays as it is."""
    for pattern, say in _SENTENCES.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return say(**{name: text[:_SHOWN] for name, text in found.groupdict().items()})
    return message


_SENTENCES: Mapping[str, Callable[..., str]] = {
    r"the following arguments are required: (?P<names>.+)": lambda names: tr(
        "Something is missing: {names}. See the line above.", names=names
    ),
    r"unrecognized arguments: (?P<words>.+)": lambda words: tr(
        "The command does not know what to do with: {words}", words=words
    ),
    r"argument \w+: invalid choice: '(?P<name>.*?)' \(choose from .*": lambda name: tr(
        "There is no command “{name}”. `qcode --help` lists them all.", name=name
    ),
    r"argument (?P<option>[^:]+): invalid choice: '(?P<value>.*?)' \(choose from (?P<known>.*)\)": (
        lambda option, value, known: tr(
            "{option} cannot be “{value}”. Use one of: {known}.",
            option=option,
            value=value,
            known=known.replace("'", ""),
        )
    ),
    r"argument (?P<option>[^:]+): expected .*arguments?": lambda option: tr(
        "{option} needs a value after it.", option=option
    ),
    r"argument (?P<option>[^:]+): ignored explicit argument .*": lambda option: tr(
        "{option} takes no value.", option=option
    ),
    r"argument (?P<option>[^:]+): not allowed with argument (?P<other>.+)": (
        lambda option, other: tr(
            "{option} and {other} do not go together.", option=option, other=other
        )
    ),
    r"ambiguous option: (?P<option>\S+) could match (?P<options>.+)": lambda option, options: tr(
        "{option} may mean {options}. Write it in full.", option=option, options=options
    ),
    r"argument (?P<option>[^:]+): (?P<problem>.+)": lambda option, problem: tr(
        "{option}: {problem}", option=option, problem=problem
    ),
}
