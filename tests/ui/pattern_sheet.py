"""Every widget of the kit on sheets to look at beside the pictures; not reachable in the product.

``python -m tests.ui.pattern_sheet FOLDER`` draws it in three themes and two sizes.
"""

import sys
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.fonts import install_typeface
from ui.widgets import buttons
from ui.widgets.avatar import PersonRow
from ui.widgets.banner import Banner
from ui.widgets.capacity_bar import CapacityBar, Segment
from ui.widgets.card import ActionRow, Card, FactList, SectionHeader, divider
from ui.widgets.check_box import CheckBox, CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.clock_card import ClockCard, ClockFacts
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import SignDialog
from ui.widgets.dress import dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import ErrorSummary, Field
from ui.widgets.file_drop import FileDrop
from ui.widgets.filter_bar import FilterBar
from ui.widgets.header import PageHeader, TabRow
from ui.widgets.labels import Label
from ui.widgets.layouts import column, held, row, scroll_body, stretch
from ui.widgets.mark import Mark
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.progress_line import ProgressLine
from ui.widgets.record_table import Cell, Column, Heading, RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.segmented import Segmented
from ui.widgets.stage_stepper import StageStepper, Step
from ui.widgets.table_card import TableCard
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField
from ui.widgets.undo_bar import UndoBar

STEPS = [
    Step("Enquiry", "done", "3 Mar 2025"),
    Step("Initial visit", "done", "19 Mar 2025"),
    Step("Application", "done", "12 May 2025"),
    Step("Stage 1", "done", "Ended 30 Jul 2025"),
    Step("Stage 2", "now", "Day 86"),
    Step("Panel", "booked", "Booked 4 Nov 2025"),
    Step("Decision", "todo", "7 working days"),
    Step("Notices", "todo", "To come"),
]


def states() -> Card:
    card = Card("States", meta="Mark, word and shape")
    first = row(Pill("onTrack"), Pill("dueSoon"), Pill("overdue", "3 days late"), stretch())
    second = row(Pill("paused"), Pill("done"), Pill("info", "To do"), stretch())
    third = row(Pill("blocked"), Pill("missing"), stretch())
    for line in (first, second, third):
        card.body.addLayout(line)
    return card


def why_late() -> Card:
    card = Card("Why is this late?", meta="Opens from any clock")
    words = column(
        Label("53 days over the 16 week local standard", medium=True),
        Label("12 May 2025 to 1 September 2025", "meta", muted=True),
        spacing=0,
    )
    card.body.addLayout(row(Mark("overdue", fill=True, side=20), words, stretch()))
    card.body.addWidget(divider())
    card.body.addWidget(
        FactList(
            [
                (
                    "Rule",
                    "Assessment to panel, 16 weeks. Local standard, so it warns and does not "
                    "stop you.",
                ),
                (
                    "Cause",
                    "Overseas police check. Recorded by Hannah Whitlock, 2 September 2025.",
                ),
                ("Now with", "Panel adviser. Booked for 4 November 2025."),
            ]
        )
    )
    card.body.addLayout(
        row(
            buttons.secondary("Add to the reason", small=True),
            buttons.secondary("Open rule", small=True),
            stretch(),
        )
    )
    return card


def conflict() -> Card:
    card = Card("Conflict: what the member sees")
    inset = QFrame()
    dress(inset, "inset")
    words = column(
        Label("Item 6. Papers hidden", medium=True),
        Label(
            "You declared a conflict on 20 October 2025. You cannot open, search, print or count "
            "this item. Speak to the panel adviser.",
            "meta",
            muted=True,
            wrap=True,
        ),
        spacing=0,
    )
    line = QHBoxLayout(inset)
    line.setContentsMargins(14, 10, 14, 10)
    line.addWidget(Mark("hidden", color="textMuted", side=20))
    line.addLayout(words, 1)
    card.body.addWidget(inset)
    return card


def safety() -> Card:
    card = Card("Safety first")
    card.body.addWidget(Banner("safety", "Safety:", "call before you visit."))
    card.body.addWidget(Banner("secret", "Address is secret.", "Left out of birth family letters."))
    return card


def some_buttons() -> Card:
    card = Card("Buttons")
    card.body.addLayout(
        row(
            buttons.primary("Sign"),
            buttons.secondary("Save for later"),
            buttons.link("Open rule"),
            buttons.icon_button("print", "Print"),
            buttons.icon_button("more", "More"),
            stretch(),
        )
    )
    return card


def fields() -> Card:
    card = Card("Fields and focus", meta="The ring stands clear of the control")
    town, reference = TextField(), TextField()
    town.set_value("Harrowmere")
    reference.set_value("F-2025-0087")
    reference.set_read_only(True)
    card.body.addLayout(row(Field("Town", town), Field("Reference", reference), spacing=12))
    day = DateField(today=date(2025, 10, 24), width=0)
    day.setText("31 November 2025")
    field = Field("Date of visit", day)
    field.show_error(day.problem())
    card.body.addWidget(field)
    send = buttons.primary("Send papers")
    send.setObjectName("send")
    card.body.addLayout(
        row(send, 8, buttons.secondary("Print", "print"), buttons.plain("Cancel"), stretch())
    )
    return card


def long_work() -> Card:
    card = Card("Long work")
    card.body.addLayout(
        row(
            Label("Making the pack for 4 November 2025", medium=True),
            stretch(),
            Label("412 of 612 pages", "meta", muted=True),
        )
    )
    card.body.addWidget(ProgressLine(412 / 612))
    card.body.addLayout(
        row(
            Label("About 20 seconds left. You can keep working.", "meta", muted=True),
            stretch(),
            buttons.secondary("Cancel", small=True),
        )
    )
    return card


def undo() -> Card:
    card = Card("Undo, not “Are you sure?”")
    bar = UndoBar()
    card.body.addWidget(bar)
    bar.show_change("Item 9 moved before item 8")
    card.body.addWidget(
        Label("Stays until the next change. The whole day is in History.", "meta", muted=True)
    )
    return card


def empty_list() -> Card:
    card = Card("Empty list")
    card.body.addWidget(
        EmptyState(
            "ph.calendar-check",
            "No case is waiting for a panel",
            "Cases appear here when the manager signs the declaration.",
            "See cases in Stage 2",
        )
    )
    return card


def matrix_marks() -> Card:
    card = Card("Papers matrix marks")
    marks = [
        ("done", "state.onTrack.solid", False, "In"),
        ("dueSoon", "", True, "Asked for"),
        ("ph.x-circle", "state.overdue.solid", True, "Late"),
        ("blocked", "", False, "Blocked"),
        ("notNeeded", "textDisabled", False, "Not needed"),
    ]
    line = row(spacing=6)
    for icon, color, fill, words in marks:
        line.addWidget(Mark(icon, color=color, fill=fill, side=16))
        line.addWidget(Label(words, "meta", muted=True))
        line.addSpacing(6)
    line.addStretch(1)
    card.body.addLayout(line)
    return card


def palette() -> QWidget:
    from ui.command_palette import CommandPalette
    from ui.commands import Found

    palette = CommandPalette.as_widget(
        [
            Found("Cases", "cases", "Marcus and Leanne Thwaite", "F-2025-0087, Stage 2"),
            Found("Documents", "document", "Form F report, Thwaite", "Version 3, 9 October 2025"),
            Found("Commands", "note", "Write adviser’s note for Thwaite"),
            Found("Commands", "letter", "Make a letter for Thwaite", keys="Ctrl+Shift+L"),
        ],
        "thw",
    )
    return held(column(SectionHeader("Command palette"), palette))


def sign() -> QWidget:
    dialog = SignDialog(
        None,
        "Sign this decision",
        verb="Sign decision",
        lead="Approve Amrit Sandhu-Cole as a foster carer",
        words="One child aged 5 to 12, short-term and respite. From today.",
        note="A signed decision cannot be changed. It can be replaced by a new one, and both are "
        "kept. Tell him by 28 October, write by 31 October 2025.",
        tick="I have read all 86 pages and the panel’s reasons",
    )
    dialog.tick.set_value(True)
    dialog.password.set_value("password")
    dialog.password.edited.emit()
    frame = QFrame()
    dress(frame, "popup")
    stack = QVBoxLayout(frame)
    stack.setContentsMargins(1, 1, 1, 1)
    dialog.setMinimumWidth(100)
    dialog.setWindowFlags(dialog.windowFlags() & ~dialog.windowFlags().Dialog)
    stack.addWidget(dialog)
    dialog.show()
    return held(column(SectionHeader("A dialog only for what cannot be undone"), frame))


def messages() -> Card:
    card = Card("Messages")
    card.body.addWidget(Banner("info", "Draft brought back.", "Typed at 10:41 today.", icon="undo"))
    card.body.addWidget(Banner("slate", "Read only.", "Louise Penhaligon is editing since 10:36."))
    card.body.addWidget(Banner("success", "Pack made.", "86 pages, checked, no address shown."))
    return card


def first_sheet() -> QWidget:
    """The sheet of the picture ``patterns.png``."""
    columns = (
        (states, why_late, conflict, safety, some_buttons),
        (fields, long_work, undo, empty_list, matrix_marks),
        (palette, sign, messages),
    )
    sheet = _page()
    line = QHBoxLayout(sheet)
    line.setContentsMargins(16, 14, 16, 14)
    line.setSpacing(14)
    for makers in columns:
        stack = column(spacing=11)
        for make in makers:
            stack.addWidget(make())
        stack.addStretch(1)
        line.addLayout(stack, 1)
    return sheet


def clocks() -> QHBoxLayout:
    facts = [
        ClockFacts("Observations", "dueSoon", "Today", "last day of 10", 1.0,
                   "Report given 10 October. No reply.", "Fostering Regulations, regulation 26"),
        ClockFacts("Papers to members", "dueSoon", "1", "working day left", 0.86,
                   "Send by Monday 27 October 2025.", "Minimum standard 14.3, 5 days before"),
        ClockFacts("Application to panel", "onTrack", "80", "days left", 0.67,
                   "Day 166. Ends 12 January 2026.", "Minimum standard 14.4, 8 months"),
        ClockFacts("Assessment to panel", "overdue", "53", "days over 16 weeks", 1.0,
                   "Cause recorded: overseas check", "Local standard, 1 September 2025", "Passed"),
    ]  # fmt: skip
    return row(*[ClockCard(each) for each in facts], spacing=12)


def cases_table() -> TableCard:
    rows = [
        Heading("Overdue", "2"),
        ("1", "Owen and Ceri Pritchard", "A-2025-0026 · Second-time adopter", "adoption", "Stage 1",
         4, "Decide Stage 1", "Louise Penhaligon", "overdue", "4 days over 2 months", 1.0,
         "Stage 1, 20 October"),
        ("2", "Tomasz and Ewa Zielinski", "F-2025-0082 · Mainstream", "fostering", "Panel", 6,
         "Medical comment", "Dr Imogen Farrell", "overdue", "2 days late", 1.0,
         "Medical comment, 22 October"),
        Heading("Today", "1"),
        ("3", "Marcus and Leanne Thwaite", "F-2025-0087 · Mainstream", "fostering", "Stage 2", 5,
         "Write adviser’s note", "Ruth Ellingham", "dueSoon", "Ends today", 1.0,
         "Observations, 24 October"),
        Heading("11:00", "Break, 15 minutes", note=True, indent=60),
        ("4", "Josephine Achterberg", "F-2025-0127 · Mainstream", "fostering", "Initial visit", 2,
         "Finish the visit record", "Hannah Whitlock", "onTrack", "7 working days left", 0.5,
         "Initial visit, 4 November"),
    ]  # fmt: skip
    table = RecordTable(
        [
            Column("household", "Household", lambda r: Cell(r[1], r[2], stripe=r[3], medium=True)),
            Column("stage", "Stage", lambda r: Cell(r[4], steps=(r[5], 8), medium=True), width=146),
            Column("next", "Next step", lambda r: Cell(r[6], r[7]), width=170),
            Column("clock", "Clock that ends first",
                   lambda r: Cell(r[9], r[11], icon=r[8], tone=r[8], bar=r[10]), width=214),
            Column("pill", "State", lambda r: Cell(pill=r[9], pill_kind=r[8]), width=160),
            Column("paper", "Report", lambda r: Cell(icon="dueSoon", fill=True, tile="dueSoon"),
                   width=70, align="center"),
            Column("link", "", lambda r: Cell(link="Open case"), width=90, sortable=False),
        ],
        key=lambda r: str(r[0]), rows="two_line", name="Cases", rounded=True,
    )  # fmt: skip
    table.show_rows(rows)
    table.mark("3")
    table.setMinimumHeight(330)
    return TableCard(
        table,
        footer="14 cases, soonest deadline first",
        keys=[("↑ ↓", "move"), ("Enter", "open"), ("Space", "show or hide side panel")],
    )


def day_bar() -> Card:
    card = Card("Time", meta="5 h 45 min of items, limit 6 h")
    parts = [("", 15, "opening"), ("1", 40, "item"), ("2", 35, "item"), ("Break", 15, "break"),
             ("3", 40, "item"), ("4", 25, "item"), ("5", 20, "item"), ("Lunch", 40, "break"),
             ("6", 40, "item"), ("7", 30, "item"), ("8", 25, "item"), ("", 10, "break"),
             ("9", 30, "lost"), ("10", 30, "item"), ("11", 5, "item"),
             ("12", 25, "item")]  # fmt: skip
    card.body.addWidget(CapacityBar([Segment(*part) for part in parts], start=time(9, 30)))
    return card


def form_parts() -> Card:
    card = Card("Form")
    summary = ErrorSummary()
    area = TextArea("Type the reasons, or / for a phrase", lines=2)
    reasons = Field("Reasons", area, hint="The family may read this.", mnemonic="S", key_cap=True)
    box = ChoiceBox([("1", "Louise Penhaligon")], placeholder="Choose a manager")
    manager = Field("Manager", box)
    card.body.addWidget(summary)
    choice = Segmented([("p", "Proceed"), ("n", "Do not proceed"), ("w", "Applicant withdrew")])
    choice.set_value("p")
    card.body.addWidget(Field("Your recommendation", choice, stretch=False))
    card.body.addWidget(reasons)
    card.body.addWidget(manager)
    ticks = CheckList([("s", "Short-term"), ("l", "Long-term"), ("r", "Respite")], across=True)
    ticks.set_value(["s", "l"])
    card.body.addWidget(ticks)
    card.body.addWidget(CheckBox("All members agree"))
    card.body.addWidget(FileDrop("Drop the report here", suffixes=(".pdf",)))
    reasons.show_error("Enter the reasons for your recommendation")
    summary.show_problems([(reasons.error(), reasons), ("Choose the manager", manager)])
    return card


def second_sheet() -> QWidget:
    """The rest of the kit."""
    sheet = _page()
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    area, body = scroll_body((28, 18, 28, 16))
    outer.addWidget(area)
    header = PageHeader("Marcus and Leanne Thwaite")
    header.add_mark(ServiceChip("fostering"))
    header.add_mark(Label("Mainstream", muted=True))
    header.add_mark(Pill("dueSoon"))
    header.add_action(buttons.secondary("Add", "add"))
    header.add_action(buttons.secondary("Letters and forms", "letter"))
    header.set_facts(["F-2025-0087", "Hannah Whitlock, North fostering team",
                      "Manager: Louise Penhaligon", "Opened 3 March 2025"])  # fmt: skip
    body.addWidget(header)
    body.addWidget(StageStepper(STEPS))
    body.addWidget(TabRow([("o", "Overview"), ("c", "Checks and references"), ("h", "History")]))
    body.addLayout(clocks())
    body.addWidget(SavedViews([View("a", "All open", 128), View("n", "Needs action", 14)]))
    bar = FilterBar()
    bar.add_choice("service", "Service", [("", "all"), ("f", "Fostering")])
    bar.add_tool(buttons.plain("Export", "export", small=True))
    body.addWidget(bar)
    body.addWidget(cases_table())
    grid = QGridLayout()
    grid.addWidget(day_bar(), 0, 0)
    people = Card("Household", link="Edit")
    people.body.addWidget(PersonRow("Marcus Thwaite, 46", "Applicant"))
    people.body.addWidget(
        PersonRow("David Amankwah", "By video", sub="Vice chair. Leaves at 15:00")
    )
    people.body.addWidget(
        ActionRow("overdue", "Item 6: medical comment", "Late since 22 October", action="Chase")
    )
    people.body.addWidget(StageStepper(STEPS, words=False))
    grid.addWidget(people, 0, 1)
    quorum = Banner("danger", "Item 9 would not be quorate", "4 members, 5 needed. Conflicts: "
                    "Peter Winslade and Abigail Stroud. Leaves at 15:00: David Amankwah.",
                    icon="quorumLost", fill=True, stacked=True)  # fmt: skip
    quorum.add_button(buttons.secondary("Swap items 8 and 9", small=True))
    quorum.add_button(buttons.secondary("Find a member", small=True))
    grid.addWidget(quorum, 1, 1)
    grid.addWidget(form_parts(), 1, 0)
    body.addLayout(grid)
    return sheet


def _page() -> QFrame:
    sheet = QFrame()
    dress(sheet, "page")
    return sheet


def draw(folder: Path) -> None:
    """Draw both sheets in every theme and size."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    install_typeface(app)
    folder.mkdir(parents=True, exist_ok=True)
    for look in theme.THEMES:
        theme.apply(app, look)
        for number, make in ((1, first_sheet), (2, second_sheet)):
            for size in (QSize(1384, 848), QSize(1037, 482), QSize(1384, 1500)):
                sheet = make()
                sheet.resize(size)
                sheet.show()
                app.processEvents()
                sheet.grab().save(
                    str(folder / f"{number}-{look}-{size.width()}x{size.height()}.png")
                )
                sheet.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
