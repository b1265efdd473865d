"""The guided import on a real agency: choose, preview, take in, result; and the export."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from sqlalchemy import func, select

from cfs_panels.domain.cases import EditHousehold
from cfs_panels.domain.tracking.records import HouseholdRecord, TrackingRecords
from cfs_panels.services.workbook_files import save_workbook
from db.models import AuditEntry, Case, Household, ImportRun
from tests.factories import make_case
from tests.services.tracking_desk import SAMPLES, THE_SANDHUS
from tests.ui.list_window import CTRL, LEFT, said
from ui.cases.case_list import CaseListPage
from ui.imports.import_page import ImportPage
from ui.imports.preview_pane import CHANGES, KEPT, NEW, READ, REFUSED
from ui.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists
    from ui.imports.row_list import RowList

EXPECTED: dict[str, Any] = json.loads(
    (SAMPLES / "tracker-2023-24.expected.json").read_text(encoding="utf-8")
)
SAMPLE = SAMPLES / EXPECTED["workbook"]
FOLDER = SAMPLES / EXPECTED["folder"]
REFUSED_ROWS = len(EXPECTED["rejected"])
TAKEN_ROWS = sum(counts["accepted"] for counts in EXPECTED["rows"].values())


@pytest.fixture
def page(lists: Lists, staff: Staff) -> ImportPage:
    """Return the page as the panel adviser finds it."""
    return lists.open(staff.adviser, ImportPage, "import")


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Return a way to write a workbook of a few households."""

    def write(*households: HouseholdRecord, name: str = "small.xlsx") -> Path:
        path = tmp_path / name
        save_workbook(TrackingRecords(households=households), {}, path)
        return path

    return write


def look(lists: Lists, page: ImportPage, path: Path) -> None:
    """Choose a file or folder, and wait for its preview."""
    page.choose.path_given(path)
    lists.rest()


def cells(shown: RowList) -> list[tuple[str, ...]]:
    records = shown.table.records()
    return [
        tuple(records.cell(n, c).text for c in range(records.columnCount()))
        for n in range(records.rowCount())
        if records.key_at(n)
    ]


def stored(office: Office) -> tuple[int, int]:
    """Return how many imports and cases are stored."""
    with office.reading() as session:
        imports = session.scalar(select(func.count()).select_from(ImportRun))
        return imports or 0, session.scalar(select(func.count()).select_from(Case)) or 0


# From the workbook to what was taken in


def test_the_whole_sample_goes_from_the_drop_to_the_saved_refused_rows(
    lists: Lists, page: ImportPage, tmp_path: Path, office: Office
) -> None:
    drop(page, SAMPLE)
    lists.rest()
    assert page.preview.words().startswith("Nothing is stored yet. tracker-2023-24.xlsx:")
    assert page.preview.take_button.text() == f"Take in {TAKEN_ROWS:,} new records"
    records = page.preview.sheets.table.records()
    for place, (sheet, counts) in enumerate(EXPECTED["rows"].items()):
        found = [records.cell(place, column).text for column in range(7)]
        accepted, repeated = counts["accepted"], counts["repeated"]
        wanted = (counts["rows"], accepted, 0, 0, repeated, counts["rejected"])
        assert found == [sheet, *(str(count) for count in wanted)]
    assert stored(office) == (0, 0)
    lists.press(page.preview.take_button)
    done = f"tracker-2023-24.xlsx is taken in. {TAKEN_ROWS:,} records are new."
    assert page.result.words() == done
    assert stored(office)[0] == 1
    lists.press(page.result.save_button)
    target = tmp_path / "refused.xlsx"
    answer_file_dialog(lists, target)
    assert page.message.words().startswith("refused.xlsx saved. Mend the rows")
    book = load_workbook(target)
    assert sum(sheet.max_row - 1 for sheet in book.worksheets) == REFUSED_ROWS
    lists.press(page.result.other_button)
    earlier = page.choose.earlier.records()
    assert [earlier.cell(0, column).text for column in range(5)] == [
        "24 Oct 2025",
        "Ruth Ellingham",
        "tracker-2023-24.xlsx",
        f"{TAKEN_ROWS:,} new records",
        f"{REFUSED_ROWS} rows",
    ]
    look(lists, page, FOLDER)
    assert page.preview.words().startswith(
        "There is nothing to take in. tracker-2023-24-csv brings nothing new: "
        f"{TAKEN_ROWS:,} rows are stored already, {REFUSED_ROWS} are refused"
    )
    assert page.preview.take_button.isHidden()
    assert page.preview.first().hasFocus()


def test_what_was_taken_in_is_seen_in_the_list_of_cases(
    lists: Lists, page: ImportPage, small: Callable[..., Path]
) -> None:
    look(lists, page, small(THE_SANDHUS))
    lists.press(page.preview.take_button)
    lists.press(page.result.cases_button)
    cases = lists.page(CaseListPage)
    assert [cases.table.records().cell(0, 0).text] == ["Kirsty Sandhu and Liam Oakeshott"]


def test_it_is_all_done_by_keyboard(
    lists: Lists, page: ImportPage, small: Callable[..., Path]
) -> None:
    assert page.choose.drop.button.hasFocus()
    lists.key(page.choose.drop.button, Qt.Key.Key_Space)
    answer_file_dialog(lists, small(THE_SANDHUS, replace(THE_SANDHUS, ref="F-2", enquiry=FAR)))
    assert page.preview.take_button.hasFocus()
    lists.key(page.preview.sheets.table, Qt.Key.Key_Return)
    assert page.preview.tabs.key() == REFUSED
    shown = page.preview.lists[REFUSED]
    assert shown.table.hasFocus()
    assert shown.filters.value("sheet") == "Households"
    assert "is more than two years from now" in said(shown.glance)
    assert "Kirsty Sandhu" in said(shown.glance)
    lists.key(shown.table, Qt.Key.Key_Space)
    assert not shown.host.is_shown()
    lists.key(shown.table, Qt.Key.Key_Tab, CTRL)
    assert page.preview.tabs.key() == NEW
    lists.key(page.preview.take_button, Qt.Key.Key_Space)
    assert page.result.save_button.hasFocus()
    assert page.result.save_button.text() == "Save the 1 refused row"


FAR = date(2103, 1, 9)


def test_a_new_row_is_told_column_by_column(
    lists: Lists, page: ImportPage, small: Callable[..., Path]
) -> None:
    look(lists, page, small(THE_SANDHUS))
    page.preview.tabs.choose(NEW)
    lists.rest()
    shown = page.preview.lists[NEW]
    assert cells(shown)[0][:2] == ("Households, row 2", "F-2023-0001")
    assert "Kirsty Sandhu" in cells(shown)[0][2]
    assert "01632 960699" in said(shown.glance)


def test_changes_and_what_was_changed_here_are_told_before_and_after(
    lists: Lists,
    page: ImportPage,
    small: Callable[..., Path],
    workspace: Workspace,
    staff: Staff,
    office: Office,
) -> None:
    theirs = replace(THE_SANDHUS, team=staff.manager.team)
    look(lists, page, small(theirs))
    lists.press(page.preview.take_button)
    edit_address(workspace, staff, office, "WQ9 1AA")
    lists.press(page.result.other_button)
    later = replace(theirs, postcode="WQ5 5EX", team="Kinship", stage_1_end=date(2023, 5, 2))
    look(lists, page, small(later))
    assert page.preview.take_button.text() == "Take in 1 changed record"
    page.preview.tabs.choose(CHANGES)
    assert [line[2:] for line in cells(page.preview.lists[CHANGES])] == [
        ("Team", staff.manager.team, "Kinship"),
        ("Stage 1 end", "Empty", "2 May 2023"),
    ]
    page.preview.tabs.choose(KEPT)
    kept = page.preview.lists[KEPT]
    assert kept.table.records().cell(0, 0).text.startswith("Changed here since")
    assert [line[2:] for line in cells(kept)] == [("Postcode", "WQ9 1AA", "WQ5 5EX")]
    assert "the workbook does not overwrite it" in said(kept.glance)
    lists.press(page.preview.take_button)
    assert page.result.words() == "small.xlsx is taken in. 1 record changed."
    assert "1 value stays as it is here" in said(page.result)


def test_what_no_import_brought_is_told_as_recorded_here(
    lists: Lists, page: ImportPage, staff: Staff, office: Office, small: Callable[..., Path]
) -> None:
    made = make_case(office, staff)
    row = HouseholdRecord(made.reference, applicant_1="Marcus Thwaite", postcode="WQ5 5EX")
    look(lists, page, small(row))
    page.preview.tabs.choose(KEPT)
    kept = page.preview.lists[KEPT]
    assert kept.table.records().cell(0, 0).text.startswith("Recorded here")
    assert [line[2:] for line in cells(kept)] == [("Postcode", "WX4 7QN", "WQ5 5EX")]
    assert "This was recorded here and no import brought it" in said(kept.glance)
    assert "Last import" not in said(kept.glance)


def test_a_column_with_a_misspelt_heading_is_told_before_anything_is_taken_in(
    lists: Lists, page: ImportPage, small: Callable[..., Path]
) -> None:
    path = small(THE_SANDHUS)
    book = load_workbook(path)
    for cell in book["Households"][1]:
        if cell.value in {"Type", "Applicant 1"}:
            cell.value = {"Type": "Tpye", "Applicant 1": "Aplicant nmae"}[cell.value]
    book.save(path)
    look(lists, page, path)
    assert page.preview.gaps.isVisible()
    assert page.preview.gaps.words() == (
        "Households has no columns Type and Applicant 1. “Tpye” and “Aplicant nmae” are not known "
        "there and kept as notes. Where a heading is misspelt, correct it and choose the workbook "
        "again."
    )
    page.preview.tabs.choose(READ)
    assert ("Households", "", "There is no column Type.") in cells(page.preview.lists[READ])
    look(lists, page, small(THE_SANDHUS))
    assert not page.preview.gaps.isVisible()


def edit_address(workspace: Workspace, staff: Staff, office: Office, postcode: str) -> None:
    with office.reading() as session:
        home = session.scalars(select(Household)).one()
        case = session.scalars(select(Case)).one()
    command = EditHousehold(
        case_id=case.id,
        address=tuple(home.address),
        postcode=postcode,
        phone=home.phone,
        email=home.email,
        safety_note="",
        address_is_secret=False,
        access_needs="",
        version=home.version,
    )
    workspace.do(staff.manager, command)


def test_how_columns_and_values_were_understood_is_listed(
    lists: Lists, page: ImportPage, tmp_path: Path
) -> None:
    folder = tmp_path / "tracker"
    folder.mkdir()
    (folder / "Households.csv").write_text(
        "ref,SERVICE,Type,Allergies\nF-1,Fostering,Main stream,Cats\n", encoding="utf-8"
    )
    look(lists, page, folder)
    page.preview.tabs.choose(READ)
    found = cells(page.preview.lists[READ])
    assert ("Panels", "", "Not in this workbook. Nothing that is stored is removed.") in found
    assert ("Households", "Allergies", "Kept as a note on the record of each row.") in found
    assert ("Households", "SERVICE", "Service") in found
    assert ("Households, Type", "Main stream", "Mainstream") in found
    assert page.preview.sheets.table.records().cell(1, 0).text == "Panels: not in this workbook"


# What is refused whole


HOSTILE = {
    "minutes.pdf": (b"%PDF-1.7 minutes", "is a PDF, not a workbook"),
    "locked.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "is protected with a password. Open it in Excel, take the password off",
    ),
    "Households.csv": (b"Ref,Service\n", "For CSV files choose the folder"),
    "torn.xlsx": (b"PK\x03\x04 and no more", "is damaged and cannot be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_workbook_is_refused_on_the_first_step_with_what_to_do(
    lists: Lists, page: ImportPage, tmp_path: Path, name: str
) -> None:
    content, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(content)
    look(lists, page, tmp_path / name)
    assert page.choose.isVisible()
    assert reason in page.choose.refusal.words()
    assert page.choose.drop.button.hasFocus()
    look(lists, page, tmp_path / "nowhere.xlsx")
    assert page.choose.refusal.words().startswith("That is not a file.")


def test_an_earlier_refusal_goes_when_a_sound_workbook_comes(
    lists: Lists, page: ImportPage, tmp_path: Path, small: Callable[..., Path]
) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    look(lists, page, tmp_path / "empty.xlsx")
    assert page.choose.refusal.words() == "empty.xlsx is empty."
    look(lists, page, small(THE_SANDHUS))
    assert page.choose.refusal.isHidden()
    assert page.preview.isVisible()


# Stopping and leaving


def test_reading_can_be_cancelled(lists: Lists, page: ImportPage, office: Office) -> None:
    page.look_at(SAMPLE)
    assert page.working.bar.cancel_button.hasFocus()
    QTest.keyClick(page.working.bar.cancel_button, Qt.Key.Key_Space)
    lists.rest()
    assert page.choose.isVisible()
    assert page.message.words().startswith("Stopped.")
    assert stored(office) == (0, 0)


def test_taking_in_can_be_cancelled_and_leaves_nothing(
    lists: Lists, page: ImportPage, office: Office
) -> None:
    look(lists, page, SAMPLE)
    page.take_in()
    page.take_in()
    assert lists.window.foot.long_bar is None
    QTest.mouseClick(page.working.bar.cancel_button, LEFT)
    lists.rest()
    assert page.preview.isVisible()
    assert page.message.words().startswith("Stopped. Nothing of the workbook is stored")
    assert stored(office) == (0, 0)
    lists.press(page.preview.take_button)
    assert stored(office)[0] == 1


def test_leaving_while_it_works_asks_first(lists: Lists, page: ImportPage, office: Office) -> None:
    look(lists, page, SAMPLE)
    page.take_in()
    lists.window.open("home")
    assert lists.window.page() is page
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    assert "nothing of it is stored" in said(dialog)
    QTest.mouseClick(dialog.verb_button, LEFT)
    lists.rest()
    assert lists.window.page_key() == "home"
    assert stored(office) == (0, 0)


def test_who_goes_back_stays_and_the_import_goes_on(
    lists: Lists, page: ImportPage, office: Office
) -> None:
    look(lists, page, SAMPLE)
    page.take_in()
    assert not lists.window.close()
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    lists.rest()
    assert page.result.isVisible()
    assert stored(office)[0] == 1


def test_a_preview_is_still_there_after_a_look_elsewhere(
    lists: Lists, page: ImportPage, small: Callable[..., Path]
) -> None:
    look(lists, page, small(THE_SANDHUS))
    lists.window.open("cases")
    lists.window.back()
    lists.rest()
    assert page.preview.isVisible()
    lists.press(page.preview.take_button)
    lists.window.open("cases")
    lists.rest()
    lists.press(lists.page(CaseListPage).import_button)
    assert page.choose.isVisible()


# Files to fill in and to mend


class Opener(QObject):
    """Takes the place of the computer's own programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note what was to be opened."""
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener(kit: QApplication) -> Generator[Opener]:
    """Return what is asked to open files."""
    found = Opener()
    QDesktopServices.setUrlHandler("file", found, "take")  # type: ignore[arg-type]  # no bytes
    yield found
    QDesktopServices.unsetUrlHandler("file")


def test_an_empty_workbook_has_every_sheet_and_opens(
    lists: Lists, page: ImportPage, tmp_path: Path, opener: Opener
) -> None:
    lists.press(page.choose.empty_link)
    answer_file_dialog(lists, tmp_path / "blank.xlsx")
    book = load_workbook(tmp_path / "blank.xlsx", read_only=True)
    assert book.sheetnames == list(EXPECTED["rows"])
    assert [cell.value for cell in next(book["Panels"].rows)][:3] == ["Panel", "Date", "Kind"]
    lists.press_named("Open", page.message)
    assert opener.opened == [str(tmp_path / "blank.xlsx")]
    look(lists, page, tmp_path / "blank.xlsx")
    assert page.preview.words().startswith("There is nothing to take in.")


def test_refused_rows_are_mended_and_come_in_alone(
    lists: Lists, page: ImportPage, tmp_path: Path, small: Callable[..., Path], office: Office
) -> None:
    look(lists, page, small(THE_SANDHUS, replace(THE_SANDHUS, ref="F-2023-0002", enquiry=FAR)))
    lists.press(page.preview.save_button)
    answer_file_dialog(lists, tmp_path / "mend.xlsx")
    lists.press(page.preview.take_button)
    book = load_workbook(tmp_path / "mend.xlsx")
    sheet = book["Households"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Enquiry") + 1).value = "9 January 2023"
    book.save(tmp_path / "mend.xlsx")
    lists.press(page.result.other_button)
    look(lists, page, tmp_path / "mend.xlsx")
    lists.press(page.preview.take_button)
    assert stored(office) == (2, 2)
    with office.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.kind == "refused_rows")).all()
        assert len(noted) == 1


# Who may, and the way back out


def test_who_may_not_import_has_neither_button_nor_page(lists: Lists, staff: Staff) -> None:
    cases = lists.open(staff.worker, CaseListPage, "cases")
    assert not hasattr(cases, "import_button")
    assert not lists.window.can_open("import")


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_the_tracking_workbook_is_exported_from_the_list_of_cases(
    lists: Lists, page: ImportPage, tmp_path: Path, small: Callable[..., Path], file_format: str
) -> None:
    look(lists, page, small(THE_SANDHUS))
    lists.press(page.preview.take_button)
    lists.press(page.result.cases_button)
    cases = lists.page(CaseListPage)
    lists.press(cases.export_button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "Export this list",
        "Export the tracking workbook",
        "Export the tracking workbook as CSV files",
    ]
    wanted = words[1 if file_format == "xlsx" else 2]
    chosen = next(action for action in menu.actions() if action.text() == wanted)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(chosen).center())
    target = tmp_path / "out.xlsx" if file_format == "xlsx" else tmp_path
    answer_file_dialog(lists, target)
    name = "out.xlsx" if file_format == "xlsx" else "tracking-workbook-2025-10-24"
    assert cases.message.words().startswith(f"The tracking workbook is in {name}.")
    lists.window.open("import")
    look(lists, page, tmp_path / name)
    assert page.preview.words().startswith("There is nothing to take in.")


# What hands do


def drop(page: ImportPage, path: Path) -> None:
    """Drop a file on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = page.choose.drop, Qt.DropAction.CopyAction
    spot, keys = place.rect().center(), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(place, QDragEnterEvent(spot, copy, data, LEFT, keys))
    QApplication.sendEvent(place, QDropEvent(QPointF(spot), copy, data, LEFT, keys))


def answer_file_dialog(lists: Lists, path: Path) -> None:
    """Answer the computer's own dialog."""
    dialog = lists.dialog(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    lists.window.activateWindow()
    lists.qtbot.waitUntil(lists.window.isActiveWindow)
    lists.rest()
