"""The panel as its people see it in the window: planned, prepared, held, minuted."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.words import long_date
from tests.factories import CENTRAL_LIST
from tests.journeys.window_walk import HOUSEHOLD

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from cfs_panels.domain.actors import Actor
    from tests.journeys.hands import Hands
    from tests.journeys.window_walk import WindowWalk

REASONS = ("They understand children who were hurt.", "Their support was tried.")
EVERYBODY = tuple(name for name, *_ in CENTRAL_LIST)
COMING, PAST = "To come", "Past"


@contextmanager
def at_the_meeting(
    walk: WindowWalk, person: Actor, *, days: int = 0, view: str = COMING
) -> Generator[Hands]:
    """Sign somebody in who opens the meeting from the list of panels."""
    with walk.signed_in(person, days=days) as hands:
        hands.press("Panels")
        hands.tab(view)
        hands.open_row("Meetings to come" if view == COMING else "Past meetings", "County Hall")
        yield hands


def plan(walk: WindowWalk, *, ahead: int = 21) -> date:
    """Plan a meeting, put the case on its agenda, write the adviser's note; return its day."""
    held_on = walk.today + timedelta(days=ahead)
    with walk.at_the_case(walk.staff.adviser, days=3) as hands:
        hands.press("Book a panel")
        hands.press("Plan meeting")
        hands.pick("Panel", "Fostering" if walk.fosters else "Adoption")
        hands.fill("Day", long_date(held_on))
        hands.fill("Place", "County Hall")
        hands.choose("Minutes by", walk.staff.administrator.name)
        hands.take_picture(f"{walk.pathway}-plan")
        hands.press("Plan meeting")
        hands.press("add item")
        hands.choose("Which case", HOUSEHOLD)
        hands.press("Add")
        hands.menu_of_row("Agenda", HOUSEHOLD)
        hands.press("Write the adviser’s note")
        hands.fill("Note", "The papers are complete.")
        hands.press("The note is finished and goes with the papers")
        hands.press("Save note")
        hands.take_picture(f"{walk.pathway}-agenda")
    return held_on


def send_papers(walk: WindowWalk, held_on: date) -> None:
    """Send the papers to the members; the next thing is the day of the panel."""
    with at_the_meeting(walk, walk.staff.administrator) as hands:
        hands.press("Send papers")
        hands.press(f"Send to {len(EVERYBODY)} members")
        hands.reads("Papers went on")
    walk.moment.on(held_on)


def open_meeting(walk: WindowWalk, present: Sequence[str] = EVERYBODY) -> None:
    """Open the meeting, as the minute taker who is at the page, and record who is there."""
    hands = walk.hands
    hands.press("Open meeting")
    hands.press("Open meeting")
    for name in present:
        hands.press("Left or joined")
        hands.fill("Who", name)
        hands.pick("What", "Joined in the room")
        hands.fill("At", "09:30")
        hands.press("Record")
    walk.moment.forward(minutes=15)


def hear(walk: WindowWalk, *, suitable: bool = True) -> None:
    """Hear the case, and write down what was said and what panel recommends."""
    hands = walk.hands
    hands.press("Start item 1")
    hands.pick("Applicants", "Heard")
    hands.fill("Key issues", "A warm account.")
    for label, words in (
        ("Strengths", "Honest."),
        ("Vulnerabilities", "First months at work."),
    ):
        hands.press(label)
        hands.fill(label, words)
    hands.fill("Views of members", "All were satisfied.")
    hands.pick("Recommendation", walk.suitable_words if suitable else "Not suitable")
    if suitable and walk.fosters:
        hands.press("Short-term")
        hands.choose("Places", "2")
        hands.write_in("Ages", "5 to 12")
    hands.fill("Reasons", "\n".join(REASONS))
    hands.pick("Report quality", "Good")
    hands.take_picture(f"{walk.pathway}-minutes")
    walk.moment.forward(minutes=35)


def sit(walk: WindowWalk, *, suitable: bool = True) -> None:
    """Hold the meeting with everybody there."""
    with at_the_meeting(walk, walk.staff.administrator, days=3) as hands:
        open_meeting(walk)
        hear(walk, suitable=suitable)
        hands.press("Finish item")
        walk.moment.forward(minutes=10)
        hands.press("Close meeting")
        hands.press("Close meeting")
    walk.moment.now = walk.moment.now.replace(hour=9, minute=30)


def minute(walk: WindowWalk) -> None:
    """Pass the draft to the chair, who approves it; send the minutes to the decision maker."""
    taker, chair = walk.staff.administrator, walk.staff.chair
    with at_the_meeting(walk, taker, days=2, view=PAST) as hands:
        hands.tab("After panel")
        hands.press("Pass to the chair")
        hands.press("Pass to the chair")
        hands.reads(f"Draft passed to the chair\n{long_date(walk.today)}")
    with at_the_meeting(walk, chair, days=1, view=PAST) as hands:
        hands.tab("Minutes")
        hands.reads("A warm account.")
        hands.press("Approve as accurate")
        hands.press("Approve as accurate")
    with at_the_meeting(walk, taker, days=2, view=PAST) as hands:
        hands.tab("After panel")
        hands.press("Send to the decision maker")
        hands.press("Send to the decision maker")
        hands.reads("Minutes sent")
        hands.take_picture(f"{walk.pathway}-after-panel")


def hold_panel(walk: WindowWalk, *, suitable: bool = True) -> None:
    """Go from the booking of a panel to minutes with the decision maker."""
    held_on = plan(walk)
    send_papers(walk, held_on)
    sit(walk, suitable=suitable)
    minute(walk)
