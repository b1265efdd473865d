"""The decision and its letters as their people see them in the window."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cfs_panels.domain.words import long_date
from tests.documents.writer_documents import docx_words, pdf_pages
from tests.factories import PASSWORD
from tests.journeys.window_walk import HOUSEHOLD

if TYPE_CHECKING:
    from collections.abc import Generator

    from cfs_panels.domain.actors import Actor
    from tests.journeys.hands import Hands
    from tests.journeys.window_walk import WindowWalk

PACK = "Documents of the pack"
MOST_PAGES = 200
REQUIREMENT = "Attachment course"


@contextmanager
def at_the_decision(walk: WindowWalk, person: Actor, *, days: int = 0) -> Generator[Hands]:
    """Sign somebody in who opens the decision from the list."""
    with walk.signed_in(person, days=days) as hands:
        hands.press("Decisions")
        hands.open_row("Decisions", HOUSEHOLD)
        yield hands


def read_the_pack(hands: Hands) -> None:
    """Turn every page of the pack with the space bar, from the first paper to the last."""
    pack = hands.find_list(PACK)
    hands.until(lambda: pack.records().count() > 0, "the pack")
    papers = pack.records().count()
    hands.mark_row(PACK, "")
    for _ in range(MOST_PAGES):
        if f"{papers} of {papers} read" in hands.screen():
            return
        hands.qtbot.keyClick(pack, Qt.Key.Key_Space)
        hands.settle()
    hands.reads(f"{papers} of {papers} read")


def answer(walk: WindowWalk, hands: Hands, *, approve: bool = True) -> None:
    """Write the record: arguments, process, reasons, decision, requirements."""
    hands.press("Answer: Key arguments, open")
    hands.fill("For", "Warm and honest.")
    hands.fill("Against", "Little time at first.")
    hands.press("Answer: Panel’s process, open")
    hands.pick("Panel’s process", "Fair and thorough")
    hands.press("Answer: New information, open")
    hands.pick("New information", "None since panel")
    hands.press("Adopt all of panel’s reasons")
    hands.fill("Your own reasons", "I agree with panel, for its reasons.")
    hands.pick("Decision", "Approve" if approve else "Propose not to approve")
    if approve and walk.fosters:
        hands.press("Short-term")
        hands.fill("Places", "2")
        hands.fill("Ages", "5 to 12")
    if approve:
        hands.press("Add a requirement")
        hands.fill("What is required", REQUIREMENT)
        hands.fill("Who does it", "The worker")
        hands.fill("By when", long_date(walk.today + timedelta(days=90)))
        hands.press("Add requirement")
    else:
        hands.press("There are no requirements")


def sign(hands: Hands, password: str = PASSWORD) -> None:
    """Sign the record with tick and password."""
    hands.press("Check and sign")
    hands.press_like("I have read all")
    hands.fill("Your password", password)
    hands.press("Sign decision")


def decide(walk: WindowWalk, *, approve: bool = True) -> None:
    """Read the pack, write the record, sign it."""
    with at_the_decision(walk, walk.staff.decision_maker, days=1) as hands:
        read_the_pack(hands)
        answer(walk, hands, approve=approve)
        hands.take_picture(f"{walk.pathway}-decision")
        sign(hands)
        hands.reads("Signed by Margaret Osei")


def tell(walk: WindowWalk) -> None:
    """Tell the applicants, and send the letter."""
    with walk.at_the_case(walk.staff.worker, days=1) as hands:
        hands.press("Record that they were told")
        hands.fill("At", "15:00")
        hands.fill("Who was told", "Both, by telephone")
        hands.press("Record that they were told")
        hands.reads("Both, by telephone")
    with at_the_decision(walk, walk.staff.administrator) as hands:
        hands.press("Preview letter")
        hands.take_picture(f"{walk.pathway}-letter")
        hands.press("Send letter")
        hands.press("Send letter")
        hands.reads("Told and written to")


def sign_agreement(walk: WindowWalk) -> dict[str, bytes]:
    """Make the foster care agreement, and record that it is signed; return both forms of it."""
    with walk.at_the_case(walk.staff.worker) as hands:
        hands.press("Letters and forms")
        hands.press("Foster care agreement")
        made = save_shown(walk, hands, "agreement")
        hands.press("Record the signed foster care agreement")
        hands.press("Record")
    return made


def save_shown(walk: WindowWalk, hands: Hands, name: str) -> dict[str, bytes]:
    """Save the document that is shown, as Word and as PDF, close it, and return both."""
    found = {}
    for words, ending in (("Save as Word", "docx"), ("Save as PDF", "pdf")):
        path = walk.folder / f"{name}.{ending}"
        hands.press(words)
        hands.save_to(path)
        found[ending] = path.read_bytes()
    hands.take_picture(f"{walk.pathway}-{name}")
    hands.press("Close")
    return found


def fetch_letter(walk: WindowWalk, title: str, *, view: str = "Closed") -> dict[str, bytes]:
    """Open a letter from the documents of the case, and return it as Word and as PDF."""
    with walk.at_the_case(walk.staff.worker, view=view) as hands:
        hands.tab("Documents")
        hands.open_row("Documents made by the program", title)
        return save_shown(walk, hands, "letter")


def words_of(made: dict[str, bytes]) -> tuple[str, str]:
    """Return what a document says, as Word and as PDF, each on one line."""
    in_word = " ".join(docx_words(made["docx"]))
    return in_word, " ".join(" ".join(pdf_pages(made["pdf"])).split())
