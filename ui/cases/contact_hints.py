"""What to look at again in an address, number or postcode that was typed; none of it refuses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cfs_panels.domain.typed_values import email_doubt, phone_doubt, postcode_doubt
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.widgets.field import Field

_DOUBTS = {"postcode": postcode_doubt, "phone": phone_doubt, "email": email_doubt}


def hint_at_doubts(fields: Mapping[str, Field]) -> None:
    """Say by a field, once it is left, what looks like a slip."""
    for key, field in fields.items():
        if key in _DOUBTS and isinstance(field.editor, TextField):
            field.editor.editingFinished.connect(partial(_hint, field, field.editor, _DOUBTS[key]))


def _hint(field: Field, editor: TextField, doubt: Callable[[str], str]) -> None:
    field.set_hint(doubt(editor.value()))
