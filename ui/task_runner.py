"""Service calls off the UI thread, their results back on it.

One worker thread does everything that touches the database, in the order it was asked. Long work
has a thread of its own, so that the rest stays usable meanwhile.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from queue import SimpleQueue
    from threading import Thread

Result = TypeVar("Result")
OnError = Callable[[Exception], bool | None]


class Cancelled(Exception):
    """The person cancelled the long work."""


class Progress(Protocol):
    """What long work calls to tell how far it is; it raises `Cancelled` when it is to stop."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell that ``done`` of ``total`` are done, in words such as ``412 of 612 pages``."""


class LongWork:
    """Long work under way: what it is and how far; some is shown where it was asked for."""

    def __init__(self, words: str, *, started_at: float = 0.0, on_page: bool = False) -> None:
        self.words = words
        self.on_page = on_page
        self.done = self.total = 0
        self.detail = ""
        self.started_at = started_at
        self.told_at = 0.0
        self.cancelled = False

    def seconds_left(self) -> int | None:
        """Return a guess at the seconds left, once there is something to guess from."""
        if not self.done or not self.total:
            return None
        gone = time.monotonic() - self.started_at
        return round(gone * (self.total - self.done) / self.done)


class _Task:
    """A call on its way: who asked for it, and what is to follow."""

    def __init__(
        self,
        owner: QObject,
        call: Callable[[], Any],
        then: Callable[[Any], object] | None,
        on_error: OnError | None,
        replaces: str = "",
        work: LongWork | None = None,
    ) -> None:
        self.owner, self.call, self.then, self.on_error = owner, call, then, on_error
        self.replaces, self.work = replaces, work
        self.result: Any = None
        self.error: Exception | None = None
        self.dropped = False


class TaskRunner(QObject):
    """Runs calls and brings their results back, if the page that asked is still there.

    Signals:
        changed: A write was done; holds its `Changes`. Comes before the caller's ``then``.
        busy: Whether the worker has something to do.
        troubled: Owner, error and a call that tries again, when nobody else dealt with it.
        long_started, long_progressed, long_ended: Hold the `LongWork`.
    """

    changed = Signal(object)
    busy = Signal(bool)
    troubled = Signal(object, object, object)
    long_started = Signal(object)
    long_progressed = Signal(object)
    long_ended = Signal(object)
    _finished = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[_Task | None] | None = None
        self._open: list[_Task] = []
        self._threads: list[Thread] = []
        self._worker: Thread | None = None
        self._held: list[_Task] | None = None
        self._closed = False
        self._finished.connect(self._bring_back)
        self._told.connect(self._tell_progress)

    def run(
        self,
        owner: QObject,
        call: Callable[[], Result],
        then: Callable[[Result], object] | None = None,
        on_error: OnError | None = None,
        *,
        replaces: str = "",
    ) -> None:
        """Run a call on the worker and its ``then`` back here, if the owner is still there.

        ``on_error`` gets what was raised; when it returns False the error is shown as if nobody
        had asked for it. A later call of the same owner with the same ``replaces`` makes an
        earlier one's result unwanted, as in search while typing.
        """
        if self._closed:
            return
        if replaces:
            self._drop(owner, replaces)
        self._start(_Task(owner, call, then, on_error, replaces))

    def run_long(
        self,
        owner: QObject,
        call: Callable[[Progress], Result],
        then: Callable[[Result], object] | None = None,
        on_error: OnError | None = None,
        *,
        words: str,
        on_page: bool = False,
    ) -> LongWork:
        """Run long work on a thread of its own; it tells its progress and can be cancelled.

        With ``on_page`` its page shows how far it is, and the foot of the window does not.
        """
        work = LongWork(words, started_at=time.monotonic(), on_page=on_page)

        def progress(done: int, total: int, words: str = "") -> None:
            if work.cancelled:
                raise Cancelled
            work.done, work.total, work.detail = done, total, words
            now = time.monotonic()
            if now - work.told_at > 0.1 or done == total:
                work.told_at = now
                self._told.emit(work)

        task = _Task(owner, lambda: call(progress), then, on_error, work=work)
        if not self._closed:
            self._begin(task)
            self._start_long(task)
        return work

    def cancel(self, work: LongWork) -> None:
        """Ask long work to stop; it stops at its next progress and leaves nothing half made."""
        work.cancelled = True

    def hold(self) -> None:
        """Keep what is asked for from now on until it is released, as until a window is painted."""
        self._held = self._held if self._held is not None else []

    def release(self) -> None:
        """Begin with what was kept, in the order it was asked."""
        held, self._held = self._held, None
        for task in held or ():
            self._give(task)

    def is_busy(self) -> bool:
        """Return whether anything is still to be done or brought back."""
        return bool(self._open)

    def close(self) -> None:
        """Finish what was asked for, cancel long work, and end; no callback comes any more."""
        self._closed = True
        for task in self._open:
            if task.work is not None:
                task.work.cancelled = True
        if self._worker is not None and self._queue is not None:
            self._queue.put(None)
            self._worker.join()
            self._worker = None
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._open.clear()

    def _start(self, task: _Task) -> None:
        self._begin(task)
        if self._held is not None:
            self._held.append(task)
        else:
            self._give(task)

    def _give(self, task: _Task) -> None:
        if self._queue is None:
            from queue import SimpleQueue  # with threads, not before there is work
            from threading import Thread

            self._queue = SimpleQueue()
            self._worker = Thread(target=self._work, args=(self._queue,), name="database worker")
            self._worker.start()
        self._queue.put(task)

    def _start_long(self, task: _Task) -> None:
        from threading import Thread

        thread = Thread(target=self._do, args=(task,), name="long work")
        self._threads = [other for other in self._threads if other.is_alive()] + [thread]
        thread.start()
        self.long_started.emit(task.work)

    def _begin(self, task: _Task) -> None:
        self._open.append(task)
        if len(self._open) == 1:
            self.busy.emit(True)

    def _drop(self, owner: QObject, replaces: str) -> None:
        for task in self._open:
            if task.owner is owner and task.replaces == replaces:
                task.dropped = True

    def _work(self, queue: "SimpleQueue[_Task | None]") -> None:
        while (task := queue.get()) is not None:
            self._do(task)

    def _do(self, task: _Task) -> None:
        if not task.dropped:
            try:
                task.result = task.call()
            except Exception as error:
                task.error = error
        if shiboken6.isValid(self):
            self._finished.emit(task)

    def _tell_progress(self, work: LongWork) -> None:
        if not self._closed:
            self.long_progressed.emit(work)

    def _bring_back(self, task: _Task) -> None:
        if self._closed:
            return
        self._open.remove(task)
        if task.work is not None:
            self.long_ended.emit(task.work)
        from cfs_panels.domain.changes import Changes  # not before the first answer

        if isinstance(task.result, Changes):
            self.changed.emit(task.result)
        if not task.dropped and shiboken6.isValid(task.owner):
            self._answer(task)
        if not self._open:
            self.busy.emit(False)

    def _answer(self, task: _Task) -> None:
        if task.error is None:
            if task.then is not None:
                task.then(task.result)
        elif not isinstance(task.error, Cancelled):
            dealt_with = task.on_error is not None and task.on_error(task.error) is not False
            if not dealt_with:
                self.troubled.emit(task.owner, task.error, lambda: self._again(task))

    def _again(self, task: _Task) -> None:
        if not shiboken6.isValid(task.owner) or self._closed:
            return
        if task.work is None:
            self.run(task.owner, task.call, task.then, task.on_error, replaces=task.replaces)
        else:
            task.work.cancelled = False
            again = _Task(task.owner, task.call, task.then, task.on_error, work=task.work)
            self._begin(again)
            self._start_long(again)
