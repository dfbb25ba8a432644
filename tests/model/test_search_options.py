from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.errors import UserError
from qcode.model.search_options import PLAIN, SearchOptions, parse_options


@given(
    st.builds(
        SearchOptions,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, True, False]),
    )
)
def test_options_come_back_from_their_text(options: SearchOptions) -> None:
    assert parse_options(str(options)) == options


def test_nothing_chosen_is_no_text() -> None:
    assert str(PLAIN) == ""
    assert str(SearchOptions(exact=True, parts=False)) == "exact no-parts"


@pytest.mark.parametrize("text", ["exakt", "no-case", "exact mro", "no-"])
def test_an_unknown_option_is_not_passed_over(text: str) -> None:
    with pytest.raises(UserError, match="search_option_unknown"):
        parse_options(text)
