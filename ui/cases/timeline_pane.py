"""The time of a case: how long each stage took, what ran over and why, how often at panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.clock_words import late_words
from cfs_panels.domain.words import count_word, long_date, plural, short_date
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.explain_delay import LateRun
from ui.widgets.labels import Label
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.stage_bars import DayMark, StageBar, StageBars

if TYPE_CHECKING:
    from cfs_panels.domain.presentations import MatterPresentations, Presentation
    from cfs_panels.domain.stage_times import CaseTimes, ClockTime, StageTime

LOWEST = 96
HEADS = ("Stage", "From", "To", "Days", "Working days", "On hold", "Clock", "Cause")


class Timeline(QWidget):
    """Bars, the same as a table, and the clocks that ran over with their causes.

    Signals:
        explain_asked: The cause of a late clock is to be recorded; holds its `LateRun`.
    """

    explain_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.times: CaseTimes | None = None
        self._may_explain = False
        self._rows: dict[str, StageTime] = {}
        self._late: dict[str, ClockTime] = {}
        self._panels: dict[str, Presentation] = {}
        self._words = Label("", wrap=True)
        self.bars = StageBars()
        self.stages = self._stage_table()
        self.late = self._late_table()
        self.panels = self._panel_table()
        self._bar_card, self._stage_card = Card("Timeline"), Card("Stages", flush=True)
        self._panel_card = Card("Before panel", flush=True)
        self._panel_card.body.addWidget(self.panels)
        self._late_card = Card("Over their end", flush=True)
        self._bar_card.body.addWidget(self._words)
        self._bar_card.body.addWidget(self.bars)
        self._key = Label("", "caption", muted=True, wrap=True)
        self._bar_card.body.addWidget(self._key)
        self._stage_card.body.addWidget(self.stages)
        self._late_card.body.addWidget(self.late)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        for card in (self._bar_card, self._stage_card, self._late_card, self._panel_card):
            stack.addWidget(card)
        stack.addStretch(1)
        self.bars.chosen.connect(self._mark)
        self.late.opened.connect(self._explain)
        self.late.link_clicked.connect(lambda key, _column: self._explain(key))
        self.panels.opened.connect(self._explain_deferral)
        self.panels.link_clicked.connect(lambda key, _column: self._explain_deferral(key))

    def _stage_table(self) -> RecordTable:
        table = RecordTable(
            [
                Column("stage", "Stage", _stage, stretch=5, least=130, sortable=False),
                Column("from", "From", _from, width=112, sortable=False),
                Column("to", "To", _to, width=112, sortable=False),
                Column("days", "Days", _days, width=70, align="right", sortable=False),
                Column(
                    "working", "Working days", _working, width=112, align="right", sortable=False
                ),
                Column(
                    "held",
                    "On hold",
                    lambda s: Cell(_of_days(s.held_days), muted=True),
                    width=90,
                    sortable=False,
                    hide_compact=True,
                ),
                Column("clock", "Against its clock", _clock, stretch=7, least=170, sortable=False),
            ],
            key=_stage_key,
            rows="two_line",
            name="Time of each stage",
        )
        table.set_empty(EmptyState("timer", "Nothing has happened yet"))
        return table

    def _late_table(self) -> RecordTable:
        return RecordTable(
            [
                Column("clock", "Clock", _late_clock, stretch=6, least=160),
                Column(
                    "over",
                    "Over",
                    _over,
                    width=170,
                    sort=lambda c: -c.days_over,
                ),
                Column("cause", "Cause", _cause, stretch=6, least=150),
                Column("deed", "", self._deed, width=150, sortable=False),
            ],
            key=_late_key,
            rows="two_line",
            name="Clocks over their end",
        )

    def _panel_table(self) -> RecordTable:
        return RecordTable(
            [
                Column("on", "Day", lambda p: Cell(long_date(p.on)), width=160, sortable=False),
                Column("words", "What came of it", _outcome, stretch=5, least=150),
                Column("cause", "Why deferred", _why_deferred, stretch=6, least=150),
                Column("deed", "", self._panel_deed, width=150, sortable=False),
            ],
            key=lambda p: f"{p.on} {p.known_as}",
            rows="two_line",
            name="Before panel",
        )

    def show_times(self, times: CaseTimes, *, may_explain: bool) -> None:
        """Show the time of a case."""
        self.times, self._may_explain = times, may_explain
        self._rows = {_stage_key(stage): stage for stage in times.stages}
        self._late = {_late_key(time): time for time in times.late}
        self._words.setText(summary(times))
        self._key.setText(key_words(times))
        marks = [DayMark(m.on, m.kind, f"{m.words}, {long_date(m.on)}") for m in times.marks]
        self.bars.show_time([_bar(stage) for stage in times.stages], marks, times.holds)
        self.stages.show_rows(times.stages)
        self.late.show_rows(times.late)
        self._late_card.setVisible(bool(times.late))
        self._late_card.header.set_meta(plural(len(times.late), "clock"))
        heard = [time for matter in times.presentations for time in matter.times]
        self._panels = {f"{time.on} {time.known_as}": time for time in heard}
        self.panels.show_rows(heard)
        self._panel_card.setVisible(bool(heard))
        for table in (self.stages, self.late, self.panels):
            table.setFixedHeight(max(LOWEST, table.content_height()))

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        self.bars.set_compact(compact)

    def words(self) -> str:
        """Return the whole time in a few sentences."""
        return self._words.text()

    def printed_rows(self) -> list[tuple[str, ...]]:
        """Return the stages as they print."""
        return [_printed(stage) for stage in (self.times.stages if self.times else ())]

    def _mark(self, number: int) -> None:
        self.stages.mark(list(self._rows)[number])

    def _explain(self, key: str) -> None:
        if self._may_explain:
            self.explain_asked.emit(LateRun.of_time(self._late[key]))

    def _explain_deferral(self, key: str) -> None:
        time = self._panels[key]
        if self._may_explain and time.is_deferral:
            self.explain_asked.emit(LateRun.of_deferral(time.known_as, time.on, time.cause))

    def _panel_deed(self, time: Presentation) -> Cell:
        return self._deed(time) if time.is_deferral else Cell()

    def _deed(self, time: ClockTime | Presentation) -> Cell:
        if not self._may_explain:
            return Cell()
        return Cell(link="Change the cause" if time.cause.is_recorded else "Record the cause")


def summary(times: CaseTimes) -> str:
    """Return the time of a case in a few sentences."""
    known = [stage.working_days for stage in times.stages]
    working = sum(days for days in known if days is not None)
    said = [f"{plural(times.days, 'day')} in all, {plural(working, 'working day')}."]
    if None in known:
        said = [f"{plural(times.days, 'day')} in all."]
    held = sum(stage.held_days for stage in times.stages)
    if held:
        said.append(f"{plural(held, 'day')} on hold.")
    if times.child is not None:
        own = sum(stage.child_days or 0 for stage in times.stages)
        child = f"{times.child.first_name}, {times.child.reference}"
        said.append(f"{plural(own, 'day')} of the time of {child}.")
    said += [_before_panel(matter) for matter in times.presentations]
    return " ".join(said)


def key_words(times: CaseTimes) -> str:
    """Return what the marks of the bars mean, as far as there are any."""
    measured = [stage.measure for stage in times.stages]
    found = (
        ("red: over its clock", any(m is not None and m.is_late for m in measured)),
        ("hatched: on hold", bool(times.holds)),
        ("dashed: between two stages", any(stage.span.is_wait for stage in times.stages)),
        ("diamond: at panel, decided, or a cause recorded", bool(times.marks)),
    )
    words = "; ".join(words for words, is_there in found if is_there)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _before_panel(matter: MatterPresentations) -> str:
    often = {1: "once", 2: "twice"}.get(matter.count, f"{count_word(matter.count)} times")
    away = sum(1 for time in matter.times if time.is_deferral)
    deferred = f", deferred {'once' if away == 1 else plural(away, 'time')}" if away else ""
    return f"{matter.words} was before panel {often}{deferred}."


def _stage_key(stage: StageTime) -> str:
    return f"{stage.span.stage} {stage.span.is_wait} {stage.span.from_on}"


def _late_key(time: ClockTime) -> str:
    return f"{time.clock.rule.id} {time.clock.of} {time.clock.started_on}"


def _bar(stage: StageTime) -> StageBar:
    span, measure = stage.span, stage.measure
    late = measure if measure is not None and measure.is_late else None
    return StageBar(
        name=span.name,
        from_on=span.from_on,
        until=span.until,
        figure=plural(span.days, "day"),
        spoken=", ".join(part for part in _printed(stage) if part),
        is_wait=span.is_wait,
        over_from=late.clock.due_on if late else None,
        over_to=(late.clock.stopped_on or late.clock.on) if late else None,
    )


def _printed(stage: StageTime) -> tuple[str, ...]:
    span, measure = stage.span, stage.measure
    working = "" if stage.working_days is None else plural(stage.working_days, "working day")
    late = measure is not None and measure.is_late
    return (
        span.name,
        long_date(span.from_on),
        long_date(span.to_on) if span.to_on else "goes on",
        plural(span.days, "day"),
        working,
        f"{_of_days(stage.held_days)} on hold" if stage.held_days else "",
        _clock_words(measure) if measure else "",
        measure.cause.words if measure and late else "",
    )


def _stage(stage: StageTime) -> Cell:
    below = "" if stage.child_days is None else f"{plural(stage.child_days, 'day')} of the child"
    return Cell(stage.span.name, below, medium=not stage.span.is_wait, muted=stage.span.is_wait)


def _from(stage: StageTime) -> Cell:
    return Cell(short_date(stage.span.from_on), muted=True)


def _to(stage: StageTime) -> Cell:
    return Cell(short_date(stage.span.to_on) if stage.span.to_on else "Goes on", muted=True)


def _days(stage: StageTime) -> Cell:
    return Cell(str(stage.span.days), align="right")


def _working(stage: StageTime) -> Cell:
    words = "" if stage.working_days is None else str(stage.working_days)
    return Cell(words, align="right", muted=True)


def _of_days(days: int) -> str:
    return plural(days, "day") if days else ""


def _clock(stage: StageTime) -> Cell:
    measure = stage.measure
    if measure is None:
        return Cell("" if stage.span.is_wait else "No clock", muted=True)
    if measure.is_late:
        words = f"{measure.clock.name}: {_clock_words(measure)}"
        return Cell(words, measure.cause.words, icon="overdue", fill=True, tone="overdue")
    return Cell(f"{measure.clock.name}: {_clock_words(measure)}", icon="onTrack", muted=True)


def _clock_words(time: ClockTime) -> str:
    if time.is_late:
        return late_words(time.clock)
    if time.clock.stopped_on is not None:
        return "in time" if time.clock.due_on else "done"
    return f"ends {short_date(time.clock.due_on)}" if time.clock.due_on else "no limit"


def _late_clock(time: ClockTime) -> Cell:
    due = time.clock.due_on
    return Cell(time.clock.name, f"Due {long_date(due)}" if due else "", medium=True)


def _over(time: ClockTime) -> Cell:
    below = plural(time.working_days_over, "working day")
    if time.clock.stopped_on is not None:
        return Cell(plural(time.days_over, "day"), below, icon="late")
    words = f"{plural(time.days_over, 'day')} so far"
    return Cell(words, below, icon="overdue", fill=True, tone="overdue")


def _outcome(time: Presentation) -> Cell:
    return Cell(time.words, icon="late" if time.is_deferral else "panels", medium=True)


def _why_deferred(time: Presentation) -> Cell:
    return _cause(time) if time.is_deferral else Cell()


def _cause(time: ClockTime | Presentation) -> Cell:
    cause = time.cause
    if not cause.is_recorded:
        return Cell(cause.words, cause.detail, icon="missing", muted=True)
    by = f"{cause.by}, {short_date(cause.on)}" if cause.by and cause.on else ""
    return Cell(cause.words, ". ".join(part.rstrip(".") for part in (cause.detail, by) if part))
