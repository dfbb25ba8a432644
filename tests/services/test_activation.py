"""Activation: what is chosen, what "all" means, and what is known the next time."""

from __future__ import annotations

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.services import code_surgery, codes, settings
from qcode.services.activation import (
    ALL,
    Activation,
    active_codes,
    grown,
    newest_known,
    remember,
    remembered,
)
from qcode.services.projects import Project


def test_all_takes_in_codes_that_are_still_to_come(project: Project) -> None:
    first = codes.add_path(project, "A")
    chosen = ALL.with_codes([first], project.codebook())
    assert chosen.codes is None
    later = codes.add_path(project, "B")
    assert chosen.has_code(later)


def test_leaving_one_out_names_the_others_and_taking_it_back_means_all(project: Project) -> None:
    a, b, c = (codes.add_path(project, name) for name in "ABC")
    codebook = project.codebook()
    fewer = ALL.with_code_set([b], codebook, active=False)
    assert fewer.codes == {a, c}
    assert not fewer.has_code(b)
    assert fewer.with_code_set([b], codebook, active=True) == ALL


def test_none_is_not_all_also_in_an_empty_codebook(project: Project) -> None:
    none = ALL.with_codes([], project.codebook())
    assert none.codes == frozenset()
    assert not none.is_all
    assert none.selection.codes == frozenset()


def test_codes_that_are_gone_are_not_counted_and_come_back_with_undo(project: Project) -> None:
    a, _b = (codes.add_path(project, name) for name in "AB")
    chosen = ALL.with_codes([a], project.codebook())
    code_surgery.delete_codes(project, [a])
    assert active_codes(chosen, project.codebook()) == frozenset()
    project.undo()
    assert active_codes(chosen, project.codebook()) == {a}


def test_a_new_code_is_active_with_those_about_it_and_left_out_with_what_is_left_out(
    project: Project,
) -> None:
    part, own, out, whole = (codes.add_path(project, path) for path in ("A/on", "B", "C", "D/on"))
    above = project.codebook()[part].parent
    chosen = ALL.with_codes(
        [part, own, whole, project.codebook()[whole].parent], project.codebook()
    )
    chosen = chosen.with_code_set(
        [codes.add_path(project, "B/off")], project.codebook(), active=False
    )
    assert above is not None and not chosen.has_code(above)
    before = max(project.codebook().codes)
    assert grown(chosen, project.codebook(), before) == chosen
    new = [codes.add_path(project, path) for path in ("A/x", "B/x", "D/x", "E", "E/x/y")]
    left = [codes.add_path(project, path) for path in ("C/x", "C/x/y")]
    now = grown(chosen, project.codebook(), before)
    assert now.codes is not None and chosen.codes is not None
    assert chosen.codes | set(new) <= now.codes
    assert not now.codes & {out, above, *left}
    assert project.codebook().find(("B", "off")) not in now.codes


def test_where_no_code_is_active_a_new_one_is_not(project: Project) -> None:
    first = codes.add_path(project, "A")
    none = ALL.with_codes([], project.codebook())
    codes.add_path(project, "B")
    assert grown(none, project.codebook(), first) == none
    assert grown(ALL, project.codebook(), first) == ALL


def test_documents_are_chosen_apart_from_codes(project: Project) -> None:
    every = [document.id for document in project.documents()]
    chosen = ALL.with_documents(every[:1], every)
    assert chosen.has_document(every[0])
    assert not chosen.has_document(every[1])
    assert chosen.codes is None
    assert chosen.with_documents(every, every) == ALL


def test_what_is_active_is_remembered_for_the_file(project: Project) -> None:
    chosen = Activation(frozenset({CodeId(3)}), frozenset({DocumentId(1)}))
    remember(project, chosen)
    assert remembered(project) == chosen
    assert newest_known(project) is None
    remember(project, chosen, CodeId(9))
    assert (remembered(project), newest_known(project)) == (chosen, 9)
    remember(project, ALL)
    assert remembered(project) == ALL
    assert settings.load_settings().active == {}


def test_damaged_memories_mean_all(project: Project) -> None:
    remember(project, Activation(frozenset({CodeId(3)})))
    known = settings.load_settings()
    (key,) = known.active
    damaged = {key: {"codes": ["x"], "documents": True}}
    settings.save_settings(settings.Settings(active=damaged))  # type: ignore[arg-type]
    assert remembered(project) == ALL


def test_forgetting_the_recent_projects_forgets_what_was_active(project: Project) -> None:
    remember(project, Activation(frozenset({CodeId(3)})))
    settings.forget_projects()
    assert remembered(project) == ALL
