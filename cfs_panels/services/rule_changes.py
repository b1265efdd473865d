"""Rules confirmed and changed by an administrator, and bank holidays put right.

The rules that come with the program are never written over: what an administrator enters is a
version of the agency's own, laid over them from a day on, with source, reason and name. Taking it
back is another entry. So what was the rule on any day, and who said so, stays known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.panel_rules import PanelRule
from cfs_panels.domain.rule_changes import (
    HOLIDAYS,
    KINDS,
    AgencyVersion,
    ChangeHoliday,
    ChangeRule,
    ConfirmRule,
    RuleKind,
    TakeBackRule,
    VersionAct,
    laid_over,
    standing,
    values_of,
)
from cfs_panels.domain.rule_judging import (
    NO_REASON,
    check_words,
    judge_change,
    judge_confirmation,
    name_of,
    preview_words,
    status_after,
)
from cfs_panels.domain.rule_lines import RulePreview
from cfs_panels.domain.words import long_date
from cfs_panels.services.progress import untold
from cfs_panels.services.rule_days import watch_days
from cfs_panels.services.rule_effects import (
    bring_up_to_date,
    count_cases,
    counted_in_working_days,
)
from cfs_panels.services.rule_layers import check_laid
from cfs_panels.services.rules_in_force import agency_versions
from db.base import new_id
from db.models import Agency, RuleVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.rule_changes import AnyRule, Laid
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

ACTION = "change_rules"


class RuleChanges:
    """The agency's own versions of rules; each is audited and brings open cases up to date.

    An unconfirmed rule and a standard of the agency's own may be confirmed or put right. Any rule,
    a confirmed regulation too, may have a new version from a day on, since the law changes on a
    day and the agency must count by it that week. What no one may do is say that a rule which was
    read at its source was another all along.
    """

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            ConfirmRule: self.confirm_rule,
            ChangeRule: self.change_rule,
            TakeBackRule: self.take_back_rule,
            ChangeHoliday: self.change_holiday,
        }

    def carry_out(self, actor: Actor, command: object, progress: Progress = untold) -> Changes:
        """Carry out any command on rules, telling how far the open cases are.

        Raises:
            RuleBroken: where it is refused.
        """
        deeds: dict[type[Any], Callable[[Actor, Any, Progress], Changes]] = {
            ConfirmRule: self.confirm_rule,
            ChangeRule: self.change_rule,
            TakeBackRule: self.take_back_rule,
            ChangeHoliday: self.change_holiday,
        }
        return deeds[type(command)](actor, command, progress)

    def preview(self, actor: Actor, command: ChangeRule) -> RulePreview:
        """Return what a change would do, refused as the change itself would be.

        Raises:
            RuleBroken: with the field that is wrong.
        """
        self._office.require(actor, ACTION)
        with self._office.reading() as session:
            laid = self._office.rules.laid(command.rule_id)
            old = judge_change(laid, command)
            version = self._changed(actor, old, command)
            new = _checked(laid, version)
            cases = count_cases(session, self._office, old, new)
            return RulePreview(preview_words(name_of(old), old, new, cases), cases)

    def confirm_rule(
        self, actor: Actor, command: ConfirmRule, progress: Progress = untold
    ) -> Changes:
        """Note that a rule was read at its source and is as it stands here.

        Raises:
            RuleBroken: where it is confirmed already, or source, day or reason is missing.
        """
        self._office.require(actor, ACTION)
        with self._office.writing(actor) as session:
            laid = self._office.rules.laid(command.rule_id)
            rule = judge_confirmation(laid, command, self._office.today)
            short = command.short_source.strip() or rule.short_source
            note = f"Read at its source on {long_date(command.read_on)} by {actor.name}."
            version = replace(
                self._entry(actor, rule, command.reason),
                act=VersionAct.CONFIRMED,
                change=_says(rule, command.source, short, note=note),
                status=RuleStatus.VERIFIED,
                effective_from=rule.effective_from,
            )
            _checked(laid, version)
            message = f"{name_of(rule)} confirmed"
            return self._keep(session, actor, version, {command.rule_id}, message, progress)

    def change_rule(
        self, actor: Actor, command: ChangeRule, progress: Progress = untold
    ) -> Changes:
        """Put a new version of a rule in force from a day on, or put right what it always was.

        Raises:
            RuleBroken: with the field that is wrong.
        """
        self._office.require(actor, ACTION)
        with self._office.writing(actor) as session:
            laid = self._office.rules.laid(command.rule_id)
            rule = judge_change(laid, command)
            version = self._changed(actor, rule, command)
            _checked(laid, version)
            check_words(rule, command)
            if isinstance(rule, PanelRule):
                watch_days(session, self._office)
            message = f"{name_of(rule)} changed from {long_date(command.from_on)}"
            return self._keep(session, actor, version, {command.rule_id}, message, progress)

    def take_back_rule(
        self, actor: Actor, command: TakeBackRule, progress: Progress = untold
    ) -> Changes:
        """Take back what the agency entered; the rule is again what it was without it.

        Raises:
            RuleBroken: where there is no such version, it is taken back already, or no reason is
                given.
        """
        self._office.require(actor, ACTION)
        with self._office.writing(actor) as session:
            counting = {v.id: v for v in standing(agency_versions(session))}
            old = counting.get(command.version_id)
            if old is None:
                raise RuleBroken("There is no such version, or it is taken back already.")
            if not command.reason.strip():
                raise RuleBroken(NO_REASON, field="reason")
            back = replace(
                old,
                id=new_id(),
                act=VersionAct.TAKEN_BACK,
                change={},
                status="",
                reason=command.reason.strip(),
                made_at=self._office.now(),
                made_by_name=actor.name,
                replaces=old.id,
            )
            ids = {old.rule_id}
            if old.kind is RuleKind.HOLIDAY:
                ids = set(counted_in_working_days(self._office))
            changes = self._keep(session, actor, back, ids, "Taken back", progress)
            return replace(changes, undo=None)

    def change_holiday(
        self, actor: Actor, command: ChangeHoliday, progress: Progress = untold
    ) -> Changes:
        """Add a bank holiday, or take a day out of the program's list.

        Banking and Financial Dealings Act 1971: a day may be proclaimed, or moved to another.

        Raises:
            RuleBroken: where the day is so already, is a weekend, or name or reason is missing.
        """
        self._office.require(actor, ACTION)
        with self._office.writing(actor) as session:
            self._judge_holiday(command)
            version = AgencyVersion(
                id=new_id(),
                rule_id=HOLIDAYS,
                kind=RuleKind.HOLIDAY,
                act=VersionAct.CHANGED,
                change={"is_holiday": command.is_holiday, "name": command.name.strip()},
                status="",
                effective_from=command.day,
                effective_to=command.day,
                reason=command.reason.strip(),
                made_at=self._office.now(),
                made_by_name=actor.name,
                replaces=None,
            )
            ids = counted_in_working_days(self._office)
            what = "a bank holiday" if command.is_holiday else "a working day"
            message = f"{long_date(command.day)} is {what}"
            return self._keep(session, actor, version, ids, message, progress)

    def _judge_holiday(self, command: ChangeHoliday) -> None:
        holidays, day = self._office.rules.holidays, long_date(command.day)
        span = f"{long_date(holidays.first_on)} to {long_date(holidays.last_on)}"
        if not holidays.first_on <= command.day <= holidays.last_on:
            raise RuleBroken(f"Enter a day from {span}.", field="day")
        is_one = command.day in holidays.names
        if command.is_holiday and is_one:
            name = holidays.names[command.day]
            raise RuleBroken(f"{day} is a bank holiday already: {name}.", field="day")
        if not command.is_holiday and not is_one:
            raise RuleBroken(f"{day} is no bank holiday.", field="day")
        if command.is_holiday and command.day.weekday() > 4:
            raise RuleBroken(f"{day} is a weekend, which nobody counts.", field="day")
        if command.is_holiday and not command.name.strip():
            raise RuleBroken("Enter what the bank holiday is called.", field="name")
        if not command.reason.strip():
            raise RuleBroken(NO_REASON, field="reason")

    def _changed(self, actor: Actor, rule: AnyRule, command: ChangeRule) -> AgencyVersion:
        short = command.short_source.strip() or command.source.strip()
        values = {**values_of(rule), **command.values}
        note = f"Entered by {actor.name} on {long_date(self._office.today)}."
        return replace(
            self._entry(actor, rule, command.reason),
            change={
                **_says(rule, command.source, short, note=note),
                **values,
                "words": command.words.strip(),
            },
            status=status_after(rule),
            effective_from=command.from_on,
            effective_to=command.until,
        )

    def _entry(self, actor: Actor, rule: AnyRule, reason: str) -> AgencyVersion:
        """Return a version of a rule that says nothing yet, by the actor and now."""
        return AgencyVersion(
            id=new_id(),
            rule_id=rule.id,
            kind=KINDS[type(rule)],
            act=VersionAct.CHANGED,
            change={},
            status="",
            effective_from=rule.effective_from,
            effective_to=None,
            reason=reason.strip(),
            made_at=self._office.now(),
            made_by_name=actor.name,
            replaces=None,
        )

    def _keep(
        self,
        session: Session,
        actor: Actor,
        version: AgencyVersion,
        rule_ids: Collection[str],
        message: str,
        progress: Progress,
    ) -> Changes:
        """Store a version and bring the open cases that it counts up to date."""
        agency = session.scalars(select(Agency).order_by(Agency.id)).first()
        session.add(
            RuleVersion(
                id=version.id,
                agency_id=agency.id if agency is not None else "",
                rule_id=version.rule_id,
                kind=version.kind,
                act=version.act,
                change=dict(version.change),
                status=str(version.status),
                effective_from=version.effective_from,
                effective_to=version.effective_to,
                reason=version.reason,
                made_at=version.made_at,
                made_by=actor.user_id,
                made_by_name=actor.name,
                replaces=version.replaces,
            )
        )
        session.flush()
        cases = bring_up_to_date(session, self._office, rule_ids, progress)
        touched = {("rule_version", version.id), *(("case", case_id) for case_id in cases)}
        undo = TakeBackRule(version.id, "Undone at once")
        return Changes(frozenset(touched), made=version.id, message=message, undo=undo)


def _says(rule: AnyRule, source: str, short_source: str, *, note: str) -> dict[str, Any]:
    """Return all that a version says, so that nothing under it changes what was read."""
    return {
        **values_of(rule),
        "words": rule.words,
        "source": source.strip(),
        "short_source": short_source,
        "note": note,
    }


def _checked(laid: tuple[Laid[Any], ...], version: AgencyVersion) -> AnyRule:
    """Return the new version in its place, checked with the others as the files are."""
    over = laid_over(laid, version)
    check_laid(over)
    rule: AnyRule = next(v.rule for v in over if v.own is not None and v.own.id == version.id)
    return rule
