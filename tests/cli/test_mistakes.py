"""Arguments that cannot be: one sentence in the user's language, and how they should be."""

from __future__ import annotations

import argparse

import pytest

from qcode.__main__ import main
from qcode.cli.mistakes import in_our_words

SAID = {
    ("search",): ("Something is missing: PROJECT", "Något saknas: PROJECT"),
    ("search", "p", "q", "--limit"): ("--limit needs a value", "--limit behöver ett värde"),
    ("search", "p", "q", "--limit", "x"): ("--limit: not a whole", "--limit: inget heltal"),
    ("search", "p", "q", "--json=1"): ("--json takes no value", "--json tar inget värde"),
    ("documents", "p", "q", "r"): ("does not know what to do with: q r", "ska göra med: q r"),
}


@pytest.mark.parametrize("typed", SAID, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_what_is_wrong_is_said_in_words(
    typed: tuple[str, ...],
    language: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    with pytest.raises(SystemExit) as left:
        main(list(typed))
    assert left.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert SAID[typed][language == "sv"] in said[-1]
    assert "argument" not in said[-1]


def test_other_mistakes_have_words_too() -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--one", action="store_true")
    group.add_argument("--other", choices=["a", "b"])
    said = []
    for typed in (["--other", "c"], ["--one", "--other", "a"]):
        try:
            parser.parse_args(typed)
        except argparse.ArgumentError as error:
            said.append(in_our_words(str(error)))
    assert said[0] == "--other cannot be “c”. Use one of: a, b."
    assert "do not go together" in said[1]
    assert in_our_words("ambiguous option: --o could match --one, --other") == (
        "--o may mean --one, --other. Write it in full."
    )
    assert in_our_words("argument COMMAND: invalid choice: 'x' (choose from 'demo')") == (
        "There is no command “x”. `qcode --help` lists them all."
    )
    assert in_our_words("something new") == "something new"
