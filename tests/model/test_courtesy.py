"""Work lets others go first on the thread that asks for it, and on no other."""

from __future__ import annotations

import threading

from qcode.model.courtesy import courteous, give_way, giving_way, let_go, one_at_a_time


def test_nobody_waits_who_was_not_asked_to() -> None:
    assert list(giving_way("abc")) == ["a", "b", "c"]
    give_way()


def test_work_lets_others_go_first_before_each_thing() -> None:
    waits: list[str] = []
    with courteous(lambda: waits.append("waits")):
        waits.extend(giving_way("ab"))
        give_way()
    give_way()
    assert waits == ["waits", "a", "waits", "b", "waits"]


def test_each_thread_has_its_own_way() -> None:
    waits: list[int] = []
    with courteous(lambda: waits.append(threading.get_ident())):
        other = threading.Thread(target=give_way)
        other.start()
        other.join()
        give_way()
    assert waits == [threading.get_ident()]


def test_the_way_of_whoever_called_comes_back() -> None:
    waits: list[str] = []
    with courteous(lambda: waits.append("outer")):
        with courteous(lambda: waits.append("inner")):
            give_way()
        give_way()
    assert waits == ["inner", "outer"]


def test_what_is_done_by_one_at_a_time_holds_up_nobody_who_lets_no_one_go_first() -> None:
    lock, done = threading.Lock(), threading.Event()

    def alone() -> None:
        with one_at_a_time(lock):
            done.set()

    def other_goes_first() -> None:
        thread = threading.Thread(target=alone)
        thread.start()
        assert done.wait(5)
        thread.join()

    with courteous(other_goes_first), one_at_a_time(lock):
        assert lock.locked()
        give_way()
    assert done.is_set()


def test_many_things_go_in_pieces_between_which_others_go_first() -> None:
    left: list[int] = []
    things = [object() for _ in range(1_000)]
    with courteous(lambda: left.append(len(things))):
        let_go(things)
    assert things == []
    assert left[:2] == [1_000, 800]
