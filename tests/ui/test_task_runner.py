"""Calls run off the UI thread, and their results come back to those who still want them."""

import threading
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.task_runner import Cancelled, LongWork, Progress, TaskRunner


def _idle(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy())


def test_a_call_runs_on_another_thread_and_its_result_comes_back_here(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    came: list[tuple[int, int]] = []

    def take(ran_on: int) -> None:
        came.append((ran_on, threading.get_ident()))

    runner.run(runner, threading.get_ident, then=take)
    _idle(qtbot, runner)
    [(ran_on, brought_to)] = came
    assert ran_on != threading.get_ident()
    assert brought_to == threading.get_ident()


def test_calls_run_one_after_another_in_the_order_they_were_asked(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    order: list[int] = []
    for number in range(5):
        runner.run(runner, lambda number=number: order.append(number))  # type: ignore[misc]  # a default in a lambda
    _idle(qtbot, runner)
    assert order == [0, 1, 2, 3, 4]


def test_what_is_asked_while_it_is_held_begins_once_it_is_released(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    order: list[str] = []
    runner.hold()
    runner.run(runner, lambda: order.append("first"))
    runner.run(runner, lambda: order.append("second"))
    assert runner.is_busy()
    runner.release()
    runner.run(runner, lambda: order.append("third"))
    _idle(qtbot, runner)
    assert order == ["first", "second", "third"]


def test_what_is_still_held_at_the_end_is_dropped(runner: TaskRunner) -> None:
    runner.hold()
    runner.run(runner, lambda: pytest.fail("this was never begun"))
    runner.close()
    assert not runner.is_busy()


def test_a_page_that_has_gone_is_not_called_back(qtbot: QtBot, runner: TaskRunner) -> None:
    page = QWidget()
    gate = threading.Event()
    came: list[object] = []
    runner.run(page, gate.wait, then=came.append)
    shiboken6.delete(page)
    gate.set()
    _idle(qtbot, runner)
    assert came == []


def test_a_write_tells_every_page_before_its_own_callback(qtbot: QtBot, runner: TaskRunner) -> None:
    changes = Changes(frozenset({("case", "c1")}), message="Case opened")
    heard: list[str] = []
    runner.changed.connect(lambda c: heard.append(f"told {c.message}"))
    runner.run(runner, lambda: changes, then=lambda _c: heard.append("then"))
    _idle(qtbot, runner)
    assert heard == ["told Case opened", "then"]


def test_a_write_whose_page_has_gone_is_told_all_the_same(qtbot: QtBot, runner: TaskRunner) -> None:
    page = QWidget()
    gate = threading.Event()

    def write() -> Changes:
        gate.wait()
        return Changes(frozenset({("case", "c1")}))

    heard: list[Changes] = []
    runner.changed.connect(heard.append)
    runner.run(page, write)
    shiboken6.delete(page)
    gate.set()
    _idle(qtbot, runner)
    assert [change.touches("case", "c1") for change in heard] == [True]


def _raise(error: Exception) -> Callable[[], None]:
    def call() -> None:
        raise error

    return call


@pytest.mark.parametrize("error", [RuleBroken("Not so."), OutsideTrouble("Away."), KeyError("x")])
def test_an_error_goes_to_the_page_that_asked_for_it(
    qtbot: QtBot, runner: TaskRunner, error: Exception
) -> None:
    got: list[Exception] = []
    shown: list[object] = []
    runner.troubled.connect(lambda *all_of_it: shown.append(all_of_it))
    runner.run(runner, _raise(error), on_error=got.append)
    _idle(qtbot, runner)
    assert (got, shown) == ([error], [])


def test_an_error_nobody_deals_with_is_shown_and_can_be_tried_again(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    tries: list[int] = []

    def call() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OutsideTrouble("The file is open in Word. Close it there.")
        return "done"

    came: list[str] = []
    shown: list[tuple[object, Exception, Callable[[], None]]] = []
    runner.troubled.connect(lambda owner, error, again: shown.append((owner, error, again)))
    runner.run(runner, call, then=came.append, on_error=lambda _error: False)
    _idle(qtbot, runner)
    [(owner, error, again)] = shown
    assert owner is runner
    assert str(error) == "The file is open in Word. Close it there."
    again()
    _idle(qtbot, runner)
    assert came == ["done"]


def test_only_the_newest_of_calls_that_replace_each_other_is_answered(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    gate = threading.Event()
    came: list[str] = []
    runner.run(runner, gate.wait)
    for text in ("t", "th", "thw"):
        runner.run(runner, lambda text=text: text, then=came.append, replaces="search")  # type: ignore[misc]  # a default in a lambda
    gate.set()
    _idle(qtbot, runner)
    assert came == ["thw"]


def test_busy_is_told_once_for_a_run_of_calls(qtbot: QtBot, runner: TaskRunner) -> None:
    told: list[bool] = []
    runner.busy.connect(told.append)
    for _ in range(3):
        runner.run(runner, lambda: None)
    _idle(qtbot, runner)
    assert told == [True, False]


def test_closing_waits_for_what_was_asked_and_calls_nobody_back(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    done: list[str] = []
    came: list[None] = []
    runner.run(runner, lambda: done.append("saved"), then=came.append)
    runner.close()
    assert done == ["saved"]
    runner.run(runner, lambda: done.append("too late"))
    assert (done, came) == (["saved"], [])


def test_long_work_tells_its_progress_and_leaves_the_worker_free(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    gate = threading.Event()
    details: list[str] = []
    runner.long_progressed.connect(lambda work: details.append(work.detail))

    def work(progress: Progress) -> int:
        progress(1, 2, "1 of 2 pages")
        gate.wait()
        progress(2, 2, "2 of 2 pages")
        return 2

    came: list[object] = []
    runner.run_long(runner, work, then=came.append, words="Making the pack")
    runner.run(runner, lambda: "read meanwhile", then=came.append)
    qtbot.waitUntil(lambda: came == ["read meanwhile"])
    gate.set()
    _idle(qtbot, runner)
    assert came == ["read meanwhile", 2]
    assert details[-1] == "2 of 2 pages"


def test_cancelled_long_work_stops_at_its_next_progress_and_says_nothing(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    begun, gate = threading.Event(), threading.Event()
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        begun.set()
        gate.wait()
        try:
            progress(1, 9, "")
        except Cancelled:
            stopped.append(True)
            raise

    came: list[object] = []
    ended: list[LongWork] = []
    runner.troubled.connect(lambda *_all: came.append("trouble"))
    runner.long_ended.connect(ended.append)
    task = runner.run_long(runner, work, then=came.append, words="Making the pack")
    assert begun.wait(5)
    runner.cancel(task)
    gate.set()
    _idle(qtbot, runner)
    assert (came, stopped, ended) == ([], [True], [task])


def test_the_time_left_is_guessed_from_what_is_done() -> None:
    work = LongWork("x", started_at=0.0)
    assert work.seconds_left() is None
    work.done, work.total = 1, 1
    assert work.seconds_left() == 0
