from __future__ import annotations

import pytest

from qcode.model.codebook import Code, Codebook, CodeId
from qcode.model.courtesy import courteous
from qcode.ui.codes.finder import Finder

PATHS = (
    "Tillit",
    "Tillit/Tillit till staden",
    "Tillit/Tillit till grannar",
    "Trygghet",
    "Trygghet/Kväll",
    "Arbete",
    "Arbete/Professionalisering",
    "Arbete/Och\\/eller",
    "Staden",
)


@pytest.fixture
def finder() -> Finder:
    codes: dict[str, Code] = {}
    for number, path in enumerate(PATHS, 1):
        above, _, name = path.replace("\\/", "∕").rpartition("/")
        parent = codes[above].id if above else None
        name = name.replace("∕", "/")
        codes[path] = Code(CodeId(number), str(number), name, parent, number, "#51a0db")
    return Finder(Codebook(codes.values()))


def found(finder: Finder, text: str) -> list[str]:
    return [entry.path for entry in finder.find(text)]


def test_words_may_come_in_any_order_and_from_any_part_of_the_path(finder: Finder) -> None:
    assert found(finder, "staden tillit") == ["Tillit/Tillit till staden"]
    assert found(finder, "prof arbete") == ["Arbete/Professionalisering"]


def test_a_code_of_that_very_name_comes_first(finder: Finder) -> None:
    assert found(finder, "staden") == ["Staden", "Tillit/Tillit till staden"]


def test_capitals_do_not_matter_but_rings_and_dots_do(finder: Finder) -> None:
    assert found(finder, "KVÄLL") == ["Trygghet/Kväll"]
    assert found(finder, "kvall") == []


def test_the_beginnings_of_words_find_a_code(finder: Finder) -> None:
    assert found(finder, "tits") == ["Tillit/Tillit till staden"]
    assert found(finder, "arpr") == ["Arbete/Professionalisering"]


def test_a_code_that_holds_the_word_comes_before_one_that_it_abbreviates(finder: Finder) -> None:
    assert found(finder, "st")[0] == "Staden"
    assert found(finder, "tt") == [
        "Tillit/Tillit till staden",
        "Tillit/Tillit till grannar",
    ]


def test_letters_from_inside_words_find_nothing(finder: Finder) -> None:
    assert found(finder, "tre") == []


def test_a_slash_parts_words_even_one_in_a_name(finder: Finder) -> None:
    assert found(finder, "arbete/prof") == ["Arbete/Professionalisering"]
    assert found(finder, "eller/och") == ["Arbete/Och\\/eller"]


@pytest.mark.parametrize(
    "typed", ["trygget", "trgyghet", "trygghett", "tryghet", "Drygghet", "dryggh"]
)
def test_one_letter_wrong_is_near_and_does_not_find(finder: Finder, typed: str) -> None:
    assert found(finder, typed) == []
    assert [entry.path for entry in finder.near(typed)] == ["Trygghet", "Trygghet/Kväll"]


def test_near_is_each_word_but_for_a_letter_and_short_words_as_they_stand(finder: Finder) -> None:
    def near(text: str) -> list[str]:
        return [entry.path for entry in finder.near(text)]

    assert near("stadem tilit") == ["Tillit/Tillit till staden"]
    assert near("till stadem") == ["Tillit/Tillit till staden"]
    assert near("tull stadem") == near("tryhet") == near("til") == near("(((((") == []
    assert near("stadem " * 9) == []
    assert near("kvall") == ["Trygghet/Kväll"]


def test_what_is_near_by_its_name_comes_first_then_the_last_used(finder: Finder) -> None:
    recent = {CodeId(3): 0}
    assert [each.code for each in finder.near("tilit", recent=recent)] == [1, 3, 2]
    assert [each.code for each in finder.near("tryghet", recent={CodeId(5): 0})] == [4, 5]
    assert [each.code for each in finder.near("tryghet", without={CodeId(4)})] == [5]


def test_nothing_typed_lists_all_with_the_last_used_first(finder: Finder) -> None:
    last = finder.entries[4].code
    assert [entry.path for entry in finder.find("", recent={last: 0})][:2] == [PATHS[4], PATHS[0]]
    assert found(finder, "") == list(PATHS)


def test_nothing_typed_lists_by_last_use_then_by_the_tree_without_those_left_out(
    finder: Finder,
) -> None:
    codes = [entry.code for entry in finder.entries]
    gone = CodeId(max(codes) + 1)  # used lately, and deleted since
    ranks = {codes[3]: 0, gone: 1, codes[5]: 2, codes[1]: 3}
    listed = [entry.code for entry in finder.find("", recent=ranks, without={codes[5], codes[0]})]
    assert listed == [codes[3], codes[1], codes[2], codes[4], *codes[6:]]


def test_among_equally_good_ones_the_last_used_comes_first(finder: Finder) -> None:
    neighbours = finder.entries[2]
    assert finder.find("till tillit")[0] != neighbours
    assert finder.find("till tillit", recent={neighbours.code: 0})[0] == neighbours


def test_codes_left_out_are_not_found(finder: Finder) -> None:
    code = finder.entries[0].code
    assert PATHS[0] not in [entry.path for entry in finder.find("tillit", without={code})]


def test_a_path_is_known_in_capitals_or_not(finder: Finder) -> None:
    assert finder.new_path(" trygghet / kväll ") is None
    assert finder.new_path("Kväll") == "Kväll"
    assert finder.new_path("Trygghet / Morgon ") == "Trygghet/Morgon"


def test_a_path_with_a_name_missing_makes_no_code(finder: Finder) -> None:
    assert [finder.new_path(text) for text in ("", " ", "Ny/", "/Ny", "Ny//Ny")] == [None] * 5


def test_matching_keeps_the_order_of_the_tree(finder: Finder) -> None:
    paths = [entry.path for entry in finder.matching("staden")]
    assert paths == ["Tillit/Tillit till staden", "Staden"]


def test_all_who_list_the_codes_of_a_project_get_the_same_finder(finder: Finder) -> None:
    codebook = Codebook(finder.codebook.codes.values())
    made = finder.following(codebook)
    assert made is not finder
    assert finder.following(codebook) is made
    assert Finder(Codebook(())).following(codebook) is made


def test_others_go_first_while_codes_are_made_ready(finder: Finder) -> None:
    waits: list[None] = []
    with courteous(lambda: waits.append(None)):
        Finder(finder.codebook)
    assert len(waits) == len(PATHS)


def test_what_follows_finds_as_if_it_were_made_anew() -> None:
    def book(second: str, color: str = "#111111") -> Codebook:
        names = ((1, "Tillit", None), (2, second, 1), (3, "Oro", 2), (4, "Plats", None))
        return Codebook(
            Code(CodeId(n), str(n), name, above and CodeId(above), n, color)
            for n, name, above in names
        )

    first = Finder(book("Staden"))
    for other in (book("Byn"), book("Staden", "#222222"), book("Staden")):
        following = first.following(other)
        assert following.entries == Finder(other).entries
    assert following[CodeId(3)] is first[CodeId(3)]
    assert first.following(book("Byn"))[CodeId(4)] is first[CodeId(4)]
