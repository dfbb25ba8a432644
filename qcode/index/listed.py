"""Stems by the rules of Snowball, and by a list of what the rules cannot find."""

from __future__ import annotations

from .snowball import rules


class Listed:
    """The stems of a language: `forms` has a word and its irregular forms on each line.

    Forms that are not listed follow the rules from the first word on, but not in a line that begins
    with "=", where all forms are named. `endings` are taken away
    before Snowball's rules are asked, where at least `shortest` letters are left.
    """

    def __init__(
        self,
        algorithm: str,
        forms: str,
        *,
        genitives: tuple[str, ...] = ("s",),
        endings: tuple[tuple[str, str], ...] = (),
        shortest: int = 3,
    ) -> None:
        self._rules = rules(algorithm)
        self._genitives = genitives
        self._endings = endings
        self._shortest = shortest
        self._listed: dict[str, str] = {}
        self._forms: dict[str, list[str]] = {}
        for line in forms.strip().split("\n"):
            mark, *words = line.replace("=", "= ", 1).split()
            lemma, *others = words if mark == "=" else (mark, *words)
            stem = lemma + "=" if mark == "=" else self._by_rule(lemma)
            for form in (lemma, *others):
                self._listed.setdefault(form, stem)
                self._forms.setdefault(stem, []).append(form)

    def stem(self, word: str) -> str:
        """Return the stem of a word in lower case, listed or not."""
        if word in self._listed:
            return self._listed[word]
        for ending in self._genitives:
            if word.endswith(ending) and word[: -len(ending)] in self._listed:
                return self._listed[word[: -len(ending)]]
        return self._by_rule(word)

    def forms(self, stem: str) -> list[str]:
        """Return the listed forms of a stem."""
        return self._forms.get(stem, [])

    def _by_rule(self, word: str) -> str:
        for ending, left in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= self._shortest:
                word = word[: -len(ending)] + left
                break
        return self._rules(word)
