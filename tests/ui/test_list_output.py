"""What leaves a list on a real agency: the name of its file, its print, who else may export."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QMenu
from sqlalchemy import select

from cfs_panels.domain.caseload import CaseView
from cfs_panels.domain.vocabulary import EventType
from db.models import AuditEntry
from tests.factories import make_case
from ui.cases.case_list import CaseListPage
from ui.widgets.list_output import KINDS

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Staff
    from tests.ui.list_window import Lists


@pytest.fixture
def page(lists: Lists, staff: Staff, office: Office) -> CaseListPage:
    """Return the list of cases with two on it."""
    for first, last in (("Gwen", "Abernethy"), ("Owen", "Pritchard")):
        make_case(office, staff, names=((first, last),), upto=EventType.COMPLIANCE_DECLARED)
    return lists.open(staff.adviser, CaseListPage, "cases", CaseView.ALL_OPEN)


def test_the_file_ends_as_the_kind_that_is_chosen(lists: Lists, page: CaseListPage) -> None:
    page.output.ask_for_file()
    dialog = lists.dialog(QFileDialog)
    assert dialog.nameFilters() == list(KINDS)
    assert dialog.defaultSuffix() == "xlsx"
    dialog.filterSelected.emit(KINDS[1])
    assert dialog.defaultSuffix() == "csv"
    dialog.reject()


def test_a_print_is_noted_once_it_is_printed(
    lists: Lists, page: CaseListPage, office: Office
) -> None:
    def noted() -> list[tuple[str, str]]:
        with office.reading() as session:
            entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "print"))
            return [(entry.kind, entry.details.replace(" ", "")) for entry in entries]

    page.print_page()
    preview = lists.dialog(QPrintPreviewDialog)
    assert preview.windowTitle() == "Print: Cases"
    assert noted() == []
    preview.accept()
    lists.rest()
    assert noted() == [("case_list", '{"lines":2}')]


def test_who_may_export_the_records_chooses_what_leaves(lists: Lists, page: CaseListPage) -> None:
    gc.collect()
    menu = page.export_button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    this_list, workbook, _folder = [deed for deed in menu.actions() if deed.text()]
    this_list.trigger()
    dialog = lists.dialog(QFileDialog)
    assert dialog.windowTitle() == "Export this list"
    dialog.reject()
    workbook.trigger()
    dialog = lists.dialog(QFileDialog)
    assert dialog.windowTitle() == workbook.text()
    dialog.reject()
