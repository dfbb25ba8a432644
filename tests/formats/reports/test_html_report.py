"""The HTML report, read by the parser of the standard library."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine
from qcode.formats.html_report import HtmlReport
from qcode.formats.html_search import SCRIPT, script_hash
from qcode.formats.losses import Lost

BundleOf = Callable[..., ExportBundle]
VOID = {"meta", "br", "input", "img"}
TEXTS = st.text(
    st.one_of(
        st.characters(
            codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
        ),
        st.sampled_from("\n\t\u2028 \u00a0\u00ad&<>\"'"),
    )
)


class Page(HTMLParser):
    """Notes the excerpts, the headings and every attribute; insists that elements are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.quotations: list[list[str]] = []
        self.headings: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str]] = []
        self._mark = False
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "blockquote":
            self.quotations.append([])
        elif tag == "p" and "blockquote" in self.open:
            self.quotations[-1].append("")
        elif tag == "br":
            self.handle_data("\u2028")
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((dict(attrs).get("aria-level") or tag, ""))
        self._mark = ("class", "mark") in attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._mark = False

    def handle_data(self, data: str) -> None:
        if "blockquote" in self.open and not self._mark:
            self.quotations[-1][-1] += data
        elif self.open and self.open[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)


def written(bundle: ExportBundle) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        HtmlReport().write(bundle, path)
        return path.read_bytes().decode("utf-8")


def test_the_page_is_as_it_was_approved(
    bundle: ExportBundle, golden: Callable[[str, str], None]
) -> None:
    golden("report.html", written(bundle))


@given(text=TEXTS)
def test_any_excerpt_comes_back_character_for_character(text: str, bundle_of: BundleOf) -> None:
    (lines,) = Page(written(bundle_of(text, quotes=("”", "”")))).quotations
    assert "\n".join(lines) == text


def test_control_characters_are_shown_and_counted(bundle_of: BundleOf, tmp_path: Path) -> None:
    (loss,) = HtmlReport().write(bundle_of("a\x0bb\x00"), tmp_path / "report.html")
    assert (loss.kind, loss.count) == (Lost.REPLACED, 2)


def test_headings_follow_the_outline_and_say_when_they_are_deeper_than_html(
    bundle: ExportBundle,
) -> None:
    deep = tuple(ExportCode(level, f"Nivå {level}", "", "") for level in range(1, 8))
    page = Page(written(replace(bundle, codes=deep)))
    assert page.headings == [
        ("h1", "Trygghet på torget"),
        ("h2", "Innehåll"),
        *((f"h{level + 1}", f"Nivå {level}") for level in range(1, 6)),
        ("7", "Nivå 6"),
        ("8", "Nivå 7"),
        ("h2", "Dokument"),
        ("h2", "Kodbok"),
    ]


def test_every_entry_of_the_contents_leads_somewhere_on_the_page(bundle: ExportBundle) -> None:
    attributes = Page(written(bundle)).attributes
    ids = [value for name, value in attributes if name == "id"]
    links = [value for name, value in attributes if name == "href"]
    assert len(links) == 5
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert len(ids) == len(set(ids))


def test_nothing_is_fetched_or_run(bundle: ExportBundle) -> None:
    names = {name for name, _value in Page(written(bundle)).attributes}
    assert not names & {"src", "srcset", "action", "onclick", "onload", "background"}
    text = written(bundle)
    assert "default-src 'none'" in text
    assert text.count("<script") == 1
    assert f"script-src {script_hash()}" in text
    assert not re.search(r"fetch\(|XMLHttp|import\(|eval\(|localStorage|navigator|https?:", text)
    assert "url(" not in text
    assert "@import" not in text


def test_markup_in_a_colour_or_a_name_stays_text(bundle: ExportBundle) -> None:
    nasty = '"><script>alert(1)</script>'
    code = ExportCode(1, nasty, nasty, nasty, color=f"#123456;{nasty}")
    text = written(
        replace(bundle, title=nasty, author=nasty, date=nasty, codes=(code,), codebook=(code,))
    )
    assert "<script" not in text
    Page(text)


def test_a_page_has_every_part_and_links_that_lead_somewhere(full: ExportBundle) -> None:
    page = written(full)
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= ids
    assert {"table-1", "chart-1", "transcript-1", "memos", "section-1"} <= links
    assert '<a href="#AAAAAAAA">se Tillit, nr 1</a>' in page
    assert "Den växer." in page


def test_groups_context_and_interviewer_have_looks_of_their_own(bundle: ExportBundle) -> None:
    excerpt = ExportExcerpt(
        "I: Hur?",
        "IP1",
        lines=(ExportLine("I: Hur?", label=3, asked=True),),
        before=(ExportLine("Förut."),),
        group="Roll: vakt",
        number=2,
    )
    page = written(replace(bundle, codes=(replace(bundle.codes[0], excerpts=(excerpt,)),)))
    assert '<p class="group">Roll: vakt</p>' in page
    assert '<p dir="auto" class="context">Förut.</p>' in page
    assert 'class="asked"><span class="mark">”</span><b>I: </b>Hur?' in page
    assert "<figcaption>2. IP1</figcaption>" in page


def test_the_policy_allows_this_script_and_no_other(bundle: ExportBundle) -> None:
    text = written(bundle)
    inside = text.partition("<script>")[2].partition("</script>")[0]
    assert inside == SCRIPT
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text


def test_the_search_is_hidden_until_the_script_shows_it(bundle: ExportBundle) -> None:
    page = written(bundle)
    bar = page.partition('<div class="find"')[2].partition("</div>")[0]
    assert bar.partition(">")[0].endswith("hidden")
    assert '<option value="Tillit &amp; förtroende">' in bar
    assert '<option value="IP2">IP2</option>' in bar
    assert bar.count("<label>") == 3
    assert page.count('data-document="IP1"') == 2


def test_what_has_no_excerpts_has_no_search(bundle: ExportBundle) -> None:
    page = written(replace(bundle, codes=()))
    assert "<script" not in page
    assert 'role="search"' not in page


def test_documents_show_what_is_known_of_them(bundle: ExportBundle) -> None:
    known = replace(bundle.documents[0], alias="Karin", attributes=(("Ort", "Åmål & Säffle"),))
    page = written(replace(bundle, documents=(known, bundle.documents[1])))
    assert "<td>Karin</td>" in page
    assert "<td>Åmål &amp; Säffle</td>" in page


def test_the_logo_is_in_the_page_itself(bundle: ExportBundle, tmp_path: Path) -> None:
    logo = b"\x89PNG\r\n\x1a\nnot much"
    path = tmp_path / "report.html"
    HtmlReport().write(replace(bundle, logo=logo), path)
    page = path.read_text(encoding="utf-8")
    found = re.search(r'<img class="logo" src="data:image/png;base64,([^"]+)" alt="([^"]+)">', page)
    assert found is not None
    assert (base64.b64decode(found[1]), found[2]) == (logo, bundle.labels.logo)
    assert "img-src data:" in page
