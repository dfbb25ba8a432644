"""Times of a recording in the references of a manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.analysis.quotation_match import Verdict
from qcode.services import importing, projects
from qcode.services.projects import Project
from qcode.services.quotation_check import Checked, Reason, check_manuscript
from qcode.services.quotation_words import explanation, finding_word

IP07 = """\
[00:00:05] I: Hur är det med tilliten här i stan?

[00:13:50] Karin: Jag tycker att det är väldigt svårt att lita på staden när de inte svarar.

[00:14:40] I: Mm. Berätta mer om det, är du snäll.

[01:02:10] Karin: Man ringer och ringer, och till slut ger man upp.

[01:03:00] Karin: Precis så är det ju.

[01:20:00] I: Är det så överallt?

[01:20:30] Karin: Precis så är det ju.
"""
UNTIMED = "Bo: Vi hjälper varandra med allt möjligt här i huset.\n\nEva: Det gör vi.\n\nBo: Ja.\n"
SAID = "väldigt svårt att lita på staden när de inte svarar"
RINGS = "Man ringer och ringer, och till slut ger man upp"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name, text in (("IP07.txt", IP07), ("IP08.txt", UNTIMED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with projects.create_project(tmp_path / "study.qcode", coder="Kim") as made:
        importing.import_paths(made, [tmp_path / "IP07.txt", tmp_path / "IP08.txt"], language="sv")
        yield made


def one(project: Project, tmp_path: Path, text: str) -> Checked:
    path = tmp_path / "chapter.md"
    path.write_text(text, encoding="utf-8")
    (found,) = check_manuscript(project, path).quotations
    return found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"”{SAID}” (IP07, 00:13:50).", Verdict.EXACT),
        (f"”{SAID}” (IP07, 00:13:49).", Verdict.EXACT),  # rounded the other way
        (f"”{SAID}” (IP07, 13:50).", Verdict.EXACT),
        (f"”{SAID}” (IP07, 00:14:20).", Verdict.EXACT),  # later in a long turn
        (f"”{SAID}” (IP07, 00:10:00–00:14:00).", Verdict.EXACT),
        (f"”{SAID}” (IP07, 00:23:50).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (IP07, 00:03:10).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (IP07, 23:50).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (IP07, 00:20:00–00:21:00).", Verdict.MISATTRIBUTED),
        (f"Karin säger ”{SAID}” (00:23:50).", Verdict.MISATTRIBUTED),
        (f"”{SAID}” (00:23:50).", Verdict.MISATTRIBUTED),
        (f"”{RINGS}” (IP07, 1:02).", Verdict.EXACT),  # hours and minutes
        (f"”{RINGS}” (IP07, 62:10).", Verdict.EXACT),
        # A time of the day, a verse, a page: no time of the recording.
        (f"”{SAID}” (IP07, kl. 23:50).", Verdict.EXACT),
        (f"”{SAID}” (Joh 3:16).", Verdict.EXACT),
        (f"”{SAID}” (IP07, 2019:12).", Verdict.EXACT),
        ("”Vi hjälper varandra med allt möjligt” (IP08, 00:05:00).", Verdict.EXACT),
        (f"”{SAID}” (Kevin, 00:13:50).", Verdict.MISATTRIBUTED),
    ],
)
def test_times_of_references(project: Project, tmp_path: Path, text: str, verdict: Verdict) -> None:
    assert one(project, tmp_path, text).verdict is verdict


def test_a_wrong_time_is_said_as_such(project: Project, tmp_path: Path) -> None:
    found = one(project, tmp_path, f"”{SAID}” (IP07, 00:23:50).")
    assert found.wording is Verdict.EXACT
    assert found.reasons == ((Reason.OTHER_TIME, "00:23:50"),)
    assert finding_word(found) == "Wrong time"
    assert "elsewhere in the source" in explanation(found)[0]
    assert "00:23:50" in " ".join(explanation(found))


def test_of_words_said_twice_those_at_the_time_are_meant(project: Project, tmp_path: Path) -> None:
    first = one(project, tmp_path, "”Precis så är det ju” (IP07, 01:03:00).")
    second = one(project, tmp_path, "”Precis så är det ju” (IP07, 01:20:30).")
    assert (first.verdict, second.verdict) == (Verdict.EXACT, Verdict.EXACT)
    assert first.found is not None
    assert second.found is not None
    assert second.found.time_ms == 4_830_000
