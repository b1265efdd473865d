"""A form on paper without answers, to take along on a visit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cfs_panels.domain.forms import FieldKind
from ui.widgets.printing import print_html

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.forms import FieldDefinition, SectionDefinition
    from cfs_panels.domain.visits import FormDetails

_LOOK = """
body { font-family: sans-serif; font-size: 12pt; color: #000000; }
h1 { font-size: 17pt; } h2 { font-size: 13pt; margin: 14pt 0 4pt 0; }
p { margin: 0 0 3pt 0; } .hint { font-size: 10pt; } .room { margin: 0 0 10pt 0; }
"""
LINE = "_" * 70


def print_blank(page: QWidget, form: FormDetails) -> None:
    """Show how the form prints without answers."""
    print_html(page, f"{form.definition.title}, blank", blank_html(form))


def blank_html(form: FormDetails) -> str:
    """Return the questions of a form with room to write."""
    definition = form.definition
    who = f"{form.household}, {form.reference}"
    sections = "".join(_section(section) for section in definition.sections)
    return (
        f"<style>{_LOOK}</style><h1>{escape(definition.title)}</h1><p>{escape(who)}</p>"
        f"<p>{escape(definition.intro)}</p>{sections}"
    )


def _section(section: SectionDefinition) -> str:
    questions = "".join(_question(field) for field in section.fields)
    return f"<h2>{escape(section.title)}</h2>{questions}"


def _question(field: FieldDefinition) -> str:
    hint = f'<p class="hint">{escape(field.hint)}</p>' if field.hint else ""
    return f"<p><b>{escape(field.label)}</b></p>{hint}<p class='room'>{_room(field)}</p>"


def _room(field: FieldDefinition) -> str:
    """Return room for an answer: boxes to tick, or lines to write on."""
    if field.choices:
        return escape("   ".join(f"☐ {choice.label}" for choice in field.choices))
    if field.kind in {FieldKind.YES_NO, FieldKind.YES_NO_DETAILS}:
        return escape(f"☐ Yes   ☐ No   {LINE[:40]}")
    if field.kind is FieldKind.TABLE:
        heads = ", ".join(column.label for column in field.columns)
        return f"{escape(heads)}<br>" + "<br>".join([LINE] * 4)
    if field.kind is FieldKind.LONG_TEXT:
        return "<br>".join([LINE] * max(2, field.rows))
    return LINE[:36]
