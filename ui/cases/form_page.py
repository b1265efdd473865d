"""A form of a case: written by the worker with autosave, passed on, and decided by the manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.visits import DecideForm, DeleteDraft, FormState, TakeOverForm
from cfs_panels.domain.words import clock_time, long_date
from ui.cases.case_desk import CaseDesk
from ui.cases.form_cards import FormSide
from ui.cases.form_header import FormHeader
from ui.cases.form_print import print_blank
from ui.cases.form_sending import FormKeeper
from ui.cases.paper_dialogs import attach_paper
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain, primary, secondary
from ui.widgets.form_frame import CHECK
from ui.widgets.form_view import FormView
from ui.widgets.layouts import empty
from ui.widgets.page import Crumb, Navigator, Page

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import Colleague
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.visits import FormDetails
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

ADVICE = (
    "Worth knowing",
    "You can leave at any time. Your words are kept as you type and come back if the computer "
    "stops.",
)
CHECK_FIRST = "Check and pass to manager"
TAKE_OVER = "Take over"
OPEN = frozenset({FormState.DRAFT, FormState.SENT_BACK})
_SOURCES = {
    "case": "The manager of the case.",
    "enquiry": "From the enquiry.",
    "household": "From what is known of the household.",
}


class FormPage(Page):
    """Shows one form; ``open`` takes its id."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = CaseDesk(self, workspace, actor)
        self.form: FormDetails | None = None
        self.view: FormView | None = None
        self._form_id = ""
        self.keeper = FormKeeper(self)
        self.keeper.autosave.state.connect(self.saved_state)
        self.keeper.passed.connect(self._passed_on)
        self.header = FormHeader()
        self.header.print_asked.connect(self.print_page)
        self.header.attach_asked.connect(self._attach)
        self.band().addWidget(self.header)
        self._banners = QVBoxLayout()
        self._room = QVBoxLayout()
        body = self._body_layout = self.lay_out(margins=False)
        body.addLayout(self._banners)
        body.addLayout(self._room, 1)
        self.side = FormSide(self)
        self.side.decided.connect(self._decide)
        self.header.side_asked.connect(self.side.show_drawer)
        self.header.hide()

    # What the window asks of a page.

    def crumbs(self) -> list[Crumb]:
        """Return the way to the form: the list, its case, the form."""
        form = self.form
        if form is None:
            return [Crumb("Cases", "cases"), Crumb("Form")]
        case = Crumb(form.reference, "case", (form.case_id,))
        return [Crumb("Cases", "cases"), case, Crumb(form.definition.title)]

    def open(self, *reference: str) -> None:
        """Show a form by its id."""
        if reference[0] != self._form_id:
            self._form_id, self.form = reference[0], None
            self.keeper.forget()
        self.reload()

    def reload(self) -> None:
        """Read the form again, with the managers it can be passed to."""
        workspace, actor, form_id = self.desk.workspace, self.desk.actor, self._form_id

        def read() -> tuple[FormDetails, tuple[Colleague, ...]]:
            form = workspace.visits.form(actor, form_id)
            managers = workspace.visits.managers(actor, form.case_id) if form.may_edit else ()
            return form, managers

        self.desk.read(self, read, lambda found: self.show_details(*found), replaces="form")

    def changed(self, changes: Changes) -> None:
        """Read again what others wrote; what is being typed here is not overwritten."""
        if changes.touches("form_record", self._form_id) and not self.keeper.is_writing():
            self.reload()

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        super().set_compact(compact)
        self.header.set_compact(compact)
        side, top = self.margin(), 10 if compact else 14
        self._body_layout.setContentsMargins(side, top, side, 14)
        if self.view is not None:
            self.view.set_compact(compact)
        self._place_side()

    def primary_focus(self) -> QWidget | None:
        """Return the sections."""
        return self.view.sections if self.view is not None else None

    def save_now(self) -> None:
        """Save what is typed."""
        self.keeper.flush()

    def may_leave(self) -> bool:
        """Save what is typed on the way out; a form can be left at any time."""
        self.keeper.flush()
        return True

    def print_page(self) -> None:
        """Print the form without answers, to take along."""
        if self.form is not None:
            print_blank(self, self.form)

    # Showing.

    def show_details(self, form: FormDetails, managers: tuple[Colleague, ...] = ()) -> None:
        """Show a form with its answers, for whoever writes, decides or reads it."""
        if form.id != self._form_id:
            self._form_id = form.id
        before, self.form = self.form, form
        if self.view is None or before is None or before.id != form.id or _other(before, form):
            self._make_view(form, managers)
        if self.view is not None and not self.keeper.has_unsaved():
            self.view.show_answers(form.answers)
            if not form.may_edit:
                self.view.show_section(CHECK)
            self.view.judge_on(self.desk.today)
        self.keeper.take(form)
        self.header.show_form(form)
        self.header.show()
        self.side.show_form(form)
        self._show_banners(form)
        if form.saved_at is not None and form.may_edit:
            self.saved_state.emit(f"Saved {clock_time(form.saved_at.astimezone().time())}")
        self.crumbs_changed.emit()

    def _make_view(self, form: FormDetails, managers: tuple[Colleague, ...]) -> None:
        self.side.leave()
        empty(self._room)
        people = [(c.id, f"{c.name}, {c.words}" if c.words else c.name) for c in managers]
        view = self.view = FormView(
            form.definition,
            today=self.desk.today,
            staff={"team_managers": people},
            advice=ADVICE if form.may_edit else ("", ""),
        )
        view.edited.connect(self._edited)
        view.left.connect(self.keeper.flush)
        view.set_compact(self.compact)
        view.set_read_only(not form.may_edit)
        self._room.addWidget(view, 1)
        self._place_side()
        if form.may_edit:
            self._add_buttons(view, form)
            view.show_sources(_sources(form))

    def _add_buttons(self, view: FormView, form: FormDetails) -> None:
        self.pass_button = view.add_button(primary(CHECK_FIRST, clicked=self.check_and_pass))
        view.add_button(secondary("Save for later", clicked=self._save_for_later))
        delete = plain("Delete draft", "remove", clicked=self._delete)
        delete.setVisible(form.passed_on is None)
        view.add_button(delete, right=True)
        view.section_shown.connect(self._name_button)

    def _name_button(self, section: str) -> None:
        sound = self.view is not None and not self.keeper.problems()
        self.pass_button.setText("Pass to manager" if section == CHECK and sound else CHECK_FIRST)

    def _show_banners(self, form: FormDetails) -> None:
        empty(self._banners)
        who = form.manager or "the manager"
        if form.state is FormState.SENT_BACK:
            self._banners.addWidget(Banner("danger", f"Sent back by {who}.", form.sent_back_words))
        elif form.blocked:
            self._banners.addWidget(Banner("slate", f"With {who}.", form.blocked))
        elif form.state is FormState.PASSED and not form.may_decide:
            self._banners.addWidget(
                Banner("slate", "Read only.", f"{who} is checking this record.")
            )
        if form.state in OPEN and not form.may_edit:
            self._banners.addWidget(self._someone_elses(form))

    def _someone_elses(self, form: FormDetails) -> Banner:
        """Return who has begun the record, with a way to go on with it for those it is for."""
        action = TAKE_OVER if form.may_take_over else ""
        banner = Banner("slate", "Read only.", begun_words(form), action=action)
        banner.acted.connect(lambda: self.desk.do(TakeOverForm(form.id)))
        return banner

    def _place_side(self) -> None:
        if self.view is not None:
            self.side.place(self.view, compact=self.compact)

    # Doing.

    def _edited(self) -> None:
        self.keeper.touched()
        if self.view is not None:
            self._name_button(self.view.section())

    def check_and_pass(self) -> None:
        """Show what is to be put right, else all answers, and from there pass the form on."""
        view = self.view
        if view is None:
            return
        view.judge_on(self.desk.today)
        problems = self.keeper.problems()
        view.show_problems(problems)
        if problems:
            return
        if view.section() == CHECK:
            self.keeper.pass_on()
        else:
            view.show_section(CHECK)

    def _passed_on(self) -> None:
        if self.form is not None:
            self.desk.go("case", self.form.case_id)

    def _save_for_later(self) -> None:
        self.keeper.flush()
        self.navigator.back()

    def _delete(self) -> None:
        form = self.form
        if form is not None:
            self.keeper.forget()
            self.desk.do(
                DeleteDraft(form.id), then=lambda _changes: self.desk.go("case", form.case_id)
            )

    def _decide(self, command: DecideForm) -> None:
        self.desk.do(command, then=lambda _changes: self.reload(), on_error=self.side.refuse)

    def _attach(self) -> None:
        form = self.form
        if form is not None:
            workspace, actor = self.desk.workspace, self.desk.actor
            self.desk.read(
                self,
                lambda: workspace.case_pages.glance(actor, form.case_id),
                lambda case: attach_paper(self.desk, case),
            )


def _other(before: FormDetails, now: FormDetails) -> bool:
    """Return whether the page must be laid out anew."""
    return (before.may_edit, before.definition) != (now.may_edit, now.definition)


def begun_words(form: FormDetails) -> str:
    """Return who began a record that is not finished, and when."""
    on = f" on {long_date(form.started_at.astimezone().date())}" if form.started_at else ""
    return f"{form.author} writes this record, begun{on}, and has not finished it."


def _sources(form: FormDetails) -> dict[str, str]:
    """Return where answers that were filled in came from, by the key of the question."""
    return {
        field.key: _SOURCES[field.prefilled_from.partition(".")[0]]
        for field in form.definition.fields()
        if field.prefilled_from.partition(".")[0] in _SOURCES and field.key in form.answers
    }
