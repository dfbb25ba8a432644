"""Every field, on the sample project, whose texts and codings are known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qcode.model.document import AttributeTarget, AttributeType
from qcode.model.errors import UserError
from qcode.services import cases, sample
from qcode.services.projects import Project
from qcode.services.searching import Searcher


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with sample.build_sample(tmp_path_factory.mktemp("sample") / "s.qcode") as project:
        made = Searcher(project)
        made.update()
        yield made
        made.close()


def names(searcher: Searcher, query: str) -> set[str]:
    """The first names of the documents in which something is found."""
    answer = searcher.units(query)
    rows = answer.now.documents
    found = {rows[key.id].name for key in answer.found.sources() if key.source == "document"}
    return {name.split(". ")[1].split(",")[0] for name in found}


def total(searcher: Searcher, query: str) -> int:
    return len(searcher.units(query).found)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("document:Gittan", "Gittan"),
        ("document:gittan", "Gittan"),
        ("document:Intervju*nattvandrare", "Gittan"),
        ('set:"Ideella röster"', "Gittan Ove"),
        ("set:ideella*", "Gittan Ove"),
        ("speaker:Jonas", "Jonas"),
        ("speaker:jon*", "Jonas"),
        ("case:Gittan", "Gittan"),
        ("case:G* OR case:Ove", "Gittan Ove"),
        ("Roll=nattvandrare", "Gittan"),
        ("roll=NATT*", "Gittan"),
        ('"År av engagemang"=3', "Jonas"),
        ('"År av engagemang">=15 Roll!=kolonist', "Gittan Ingela Kvarntorget"),
        ('"År av engagemang"=10..20', "Gittan Kvarntorget"),
        ("Minuter<30", "Nadia"),
        ("Minuter=41..44", "Jonas Ove"),
        ("Minuter<=33 kind:interview", "Amina Ingela Nadia"),
        ('Plats="Norrängens bibliotek"', "Gittan"),
        ("Plats=*bibliotek", "Gittan"),
        ("Datum=2024-10-03", "Jonas"),
        ("Datum=2024-11", "Nadia"),
        ("Datum>2024-10-18", "Nadia"),
        ("Datum=2024-09-25..2024-10-03", "Jonas Ove"),
        ("date:2024-10 kind:interview", "Jonas Ingela"),
        ("date:2024-09..2024-09-24", "Gittan Amina"),
        ("date:<2024-09-13", "Gittan"),
        ("date:2025", ""),
        ("kind:survey", ""),
    ],
)
def test_which_documents_a_field_is_true_of(searcher: Searcher, query: str, found: str) -> None:
    assert names(searcher, query) == set(found.split())


def test_codes_with_and_without_those_below(searcher: Searcher) -> None:
    own, below = total(searcher, "code:Tillit"), total(searcher, "code>:Tillit")
    assert 0 < own < below
    assert total(searcher, "code:Tillit/* OR code:Tillit") == below
    assert total(searcher, "code>:Tillit NOT code>:Tillit") == 0


def test_coders_have_what_they_coded_and_wrote(searcher: Searcher) -> None:
    every = total(searcher, "coder:*")
    each = total(searcher, 'coder:"Hedda Ek"'), total(searcher, "coder:Elias*")
    assert max(each) < every <= sum(each)


def test_values_are_compared_by_their_type(searcher: Searcher) -> None:
    paid = total(searcher, "Avlönad=ja")
    assert paid == total(searcher, "Avlönad=true") == total(searcher, "Avlönad!=nej") > 0
    assert total(searcher, "Minuter=33,0") == total(searcher, "Minuter=33") > 0


def test_the_day_of_import_counts_where_there_is_no_other(project: Project) -> None:
    made = Searcher(project)
    today = project.documents()[0].added[:4]
    assert total(made, f"date:>={int(today) - 1}") == 6
    number = cases.add_attribute(
        project, "Datum", AttributeTarget.DOCUMENT, kind=AttributeType.DATE
    )
    cases.set_value(project, number, project.documents()[1].id, "2001-02-03")
    assert total(made, "date:2001-02") == 2
    assert total(made, f"date:>={int(today) - 1}") == 4
    made.close()


def test_the_only_date_of_documents_is_theirs_and_of_several_the_one_called_so(
    project: Project,
) -> None:
    made = Searcher(project)

    def dated(name: str, day: str) -> None:
        number = cases.add_attribute(
            project, name, AttributeTarget.DOCUMENT, kind=AttributeType.DATE
        )
        cases.set_value(project, number, project.documents()[1].id, day)

    dated("Intervjudatum", "2001-02-03")
    assert total(made, "date:2001-02") == total(made, "Intervjudatum=2001..2002") == 2
    dated("Uppföljning", "2002-02-03")
    assert total(made, "date:2001-02") == total(made, "date:2002-02") == 0
    dated("Datum", "2003-02-03")
    assert total(made, "date:2003-02") == 2
    assert total(made, "date:2001-02") == 0
    made.close()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("a code:Finnsinte", "code_unknown"),
        ("a code>:X*", "code_unknown"),
        ("a set:Ingen", "set_unknown"),
        ("a coder:Ingen", "coder_unknown"),
        ("a case:Ingen", "case_unknown"),
        ("a kind:dikt", "kind_unknown"),
        ("a Skonummer=40", "query_attribute_unknown"),
        ("a Minuter>lång", "value_unfit"),
        ("a Datum=igår", "value_unfit"),
        ("a Avlönad=kanske", "value_unfit"),
    ],
)
def test_what_is_not_there_is_pointed_at(searcher: Searcher, query: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        searcher.units(query)
    assert caught.value.code == code
    assert (caught.value.params["position"], caught.value.params["end"]) == (2, len(query))
