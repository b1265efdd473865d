"""Which made documents of cases a person may read, as a condition on lists and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, or_

from cfs_panels.domain.access import Relation
from cfs_panels.services.document_kinds import KINDS, OF_CASE, DocumentKind
from cfs_panels.services.visibility import case_filter
from db.models import MadeDocument

if TYPE_CHECKING:
    from cfs_panels.domain.access import PermissionMatrix
    from cfs_panels.domain.actors import Actor

_WHOLE = "make_case_documents"


def document_filter(matrix: PermissionMatrix, actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``MadeDocument``, beside its ``Case``, for what a person may read.

    What is left out is neither listed, found nor counted. Members of a meeting read the papers
    of their pack; a draft that is somebody's alone is nobody else's.
    """
    return or_(
        *(_kind_filter(matrix, actor, kind) for kind in KINDS.values() if kind.of == OF_CASE)
    )


def _kind_filter(matrix: PermissionMatrix, actor: Actor, kind: DocumentKind) -> ColumnElement[bool]:
    reads_every_case = Relation.ANY in matrix.relations(actor, "view_case")
    own_action = "view_case" if kind.in_pack or reads_every_case else _WHOLE
    ways = [
        MadeDocument.kind == kind.key,
        case_filter(matrix, actor, "view_case"),
        case_filter(matrix, actor, own_action),
    ]
    if kind.read_by:
        ways.append(case_filter(matrix, actor, kind.read_by))
    if kind.draft_read_by:
        own_draft = case_filter(matrix, actor, kind.draft_read_by)
        ways.append(or_(MadeDocument.is_draft.is_(False), own_draft))
    return and_(*ways)
