"""What a decision record holds besides its nine answers: a form that the matter in hand names.

A child's plan has the welfare checklist of the Adoption and Children Act 2002, section 1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfs_panels.domain.form_answers import cleaned
from cfs_panels.services.form_library import form_library

if TYPE_CHECKING:
    from cfs_panels.domain.decisions import DecisionAnswers
    from cfs_panels.domain.forms import FormDefinition
    from cfs_panels.services.decision_rows import DecisionFile


def form_of(found: DecisionFile) -> FormDefinition | None:
    """Return the form of a record: of one that is begun as it was begun, else the newest."""
    key, service = found.matter.record_form, found.file.pathway.service
    if not key:
        return None
    version = found.answers.form_version
    return form_library().form(key, version, service) if version else newest(found)


def newest(found: DecisionFile) -> FormDefinition:
    """Return the newest version of the form that the matter of a record names."""
    return form_library().newest(found.matter.record_form, found.file.pathway.service)


def with_form(found: DecisionFile, answers: DecisionAnswers) -> DecisionAnswers:
    """Return answers as they are kept: those of the form cleaned, with the version it was begun in.

    Raises:
        RuleBroken: for an answer that the form cannot hold.
    """
    definition = form_of(found)
    if definition is None:
        return replace(answers, form_version=0, form_answers={})
    kept = cleaned(definition, answers.form_answers, today=found.file.office.today)
    return replace(answers, form_version=definition.version, form_answers=kept)
