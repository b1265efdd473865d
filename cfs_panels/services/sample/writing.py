"""What is written in the sample: visit records, reports, minutes; invented, in plain words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cfs_panels.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Heading,
    Letterhead,
    Paragraph,
    Title,
)
from cfs_panels.documents.pdf_writer import write_pdf
from cfs_panels.domain.cases import household_name
from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.documents.blocks import Block
    from cfs_panels.domain.actors import Actor

_PARTS: dict[str, tuple[str, ...]] = {
    "Who they are": (
        "The household is settled and well known in its street. Family and friends call in, and "
        "the home is calm and orderly without being strict.",
        "They speak openly about the parts of their lives that were hard and what they learned.",
    ),
    "Childhood and family": (
        "Both grew up locally. They describe their own parents fairly, with what was good and what "
        "they would do differently.",
        "Relationships with the wider family are close. Brothers and sisters live near and were "
        "seen for this report.",
    ),
    "Home and neighbourhood": (
        "There is a bedroom ready for a child, with room for a desk and a wardrobe. The home "
        "safety check found three small things, all put right.",
        "Schools, a park and the surgery are within a walk. The road is quiet.",
    ),
    "Experience of children": (
        "They have cared for nieces and nephews for whole weeks in the holidays, and one of them "
        "helps at a youth club.",
        "Their examples show patience and clear limits. They notice how a child feels before they "
        "ask why.",
    ),
    "Understanding of children's needs": (
        "On the preparation course they changed their mind about rewards and punishments, and "
        "could say why.",
        "They understand that a child may push them away when trust grows, and have thought about "
        "what they would do.",
    ),
    "Health": (
        "The medical adviser has no concern that bears on caring for a child.",
        "They eat well, do not smoke and drink little.",
    ),
    "Work, money and support": (
        "Work can be arranged around school hours. Savings cover three months.",
        "Four people have agreed to help, two of them at short notice. Each was spoken to.",
    ),
    "References and checks": (
        "Three referees were interviewed. They bear out the account given here.",
        "All checks are in and none gives concern.",
    ),
    "Assessment": (
        "The strengths are warmth, honesty and a support network that has been tried. The areas to "
        "watch are the first months at work and the effect on the wider family.",
        "On balance the assessment is positive.",
    ),
}


def report_pdf(facts: dict[str, Any], finished_on: date, version: int) -> bytes:
    """Return an assessment report of several pages as a PDF.

    Cases without a name of their own in the sample share one text that names nobody.
    """
    if facts.get("filler"):
        return _shared_report(facts["pathway"])
    name = household_name([(first, last) for first, last, _ in facts["people"]])
    return write_pdf(_report(name, facts["pathway"], long_date(finished_on), version))


@cache
def _shared_report(pathway: str) -> bytes:
    return write_pdf(_report("the applicants", pathway, "", 1))


def _report(name: str, pathway: str, finished: str, version: int) -> Document:
    from datetime import date

    is_fostering = pathway.startswith("fostering")
    title = "Fostering report (Form F)" if is_fostering else "Prospective adopter's report (PAR)"
    blocks: list[Block] = [Title(title, f"{name[:1].upper()}{name[1:]}. Confidential")]
    pairs = [("Version", str(version)), ("Assessment", "Full assessment, stages 1 and 2")]
    if finished:
        pairs.insert(0, ("Finished on", finished))
    blocks.append(Facts(tuple(pairs)))
    for heading, paragraphs in _PARTS.items():
        blocks.append(Heading(heading))
        blocks.extend(Paragraph(words) for words in paragraphs)
    blocks.append(Heading("Recommendation of the assessing social worker"))
    wish = "suitable to foster" if is_fostering else "suitable to adopt"
    blocks.append(Paragraph(f"I recommend that {name} be found {wish}."))
    blocks.append(
        Bullets(
            (
                "One or two children of primary school age.",
                "Support from the wider family is in place and was tested.",
                "Training on attachment in the first six months.",
            )
        )
    )
    return Document(
        title=title,
        reference="",
        letterhead=Letterhead("Wealdshire County Council"),
        made_on=date(2025, 1, 1),
        blocks=tuple(blocks),
        header=title,
    )


_PERMANENCE = {
    "The child": "Curious and quick to laugh. In good health; speech came late and catches up.",
    "Wishes and feelings": "Too young to say in words. What the child shows is told here.",
    "Family": "The parents were assessed twice, and three relatives. Their views follow in full.",
    "The ways that were weighed": "Going home, relatives, long-term fostering and adoption.",
    "Why adoption": "A family for the whole of childhood and beyond, without delay.",
}


def permanence_report_pdf(first_name: str, finished_on: date) -> bytes:
    """Return the permanence report of a child of the sample as a PDF."""
    title = "Child's permanence report (CPR)"
    facts = (("Finished on", long_date(finished_on)), ("About", first_name))
    blocks: list[Block] = [Title(title, f"{first_name}. Confidential"), Facts(facts)]
    for heading, words in _PERMANENCE.items():
        blocks += [Heading(heading), Paragraph(words)]
    return write_pdf(
        Document(
            title=title,
            reference="",
            letterhead=Letterhead("Wealdshire County Council"),
            made_on=finished_on,
            blocks=tuple(blocks),
            header=title,
        )
    )


_SAID_NO = {"answer": False}
_VISIT: dict[str, Any] = {
    "how_long": 90,
    "where": "home",
    "started_at": "17:30",
    "others_spoken_to": "Nobody else so far.",
    "access_needs": "None.",
    "frequent_visitors": "Grandparents on Sundays. Nobody stays overnight.",
    "children_said": "No children at home.",
    "pets": "An old cat.",
    "tenure": "owned",
    "bedrooms": 3,
    "child_room": "A bright bedroom at the back, empty but for a bed and a bookcase.",
    "safety_seen": ["smoke_alarms", "medicines", "cleaning", "stairs"],
    "safety_to_do": "A lock for the garden gate, and a carbon monoxide alarm.",
    "neighbourhood": "A quiet street. School and surgery are within a walk.",
    "ages": ["5_to_10"],
    "how_many": "two",
    "losses": "A grandparent died two years ago. They spoke of it calmly.",
    "birth_family": "Would welcome contact and asked how it is arranged.",
    "identity": "Open to a child of any background; asked what they would have to learn.",
    "health_said": "In good health. Willing to have a full medical.",
    "smoking": _SAID_NO,
    "alcohol_drugs": _SAID_NO,
    "surgery": "Castle Street Surgery",
    "medical": {"answer": True},
    "with_children": "Regular care of nieces and nephews, including whole weeks in the holidays.",
    "applied_before": _SAID_NO,
    "known_to_services": _SAID_NO,
    "offences": _SAID_NO,
    "abroad": _SAID_NO,
    "work": "Can be arranged around school hours.",
    "money": "Steady. Savings for three months.",
    "who_helps": "Two brothers and sisters within five miles, and neighbours of long standing.",
    "family_views": "Pleased, with questions that we went through.",
    "next_year": "No move and no change of work is planned.",
    "asked": "How long the assessment takes, and what happens with contact.",
    "agree_to_checks": {"answer": True},
    "information_given": "The agency's booklet, and the dates of the preparation course.",
    "told_next": "That a manager reads this record, and what an assessment means.",
    "strengths": "Thought about how work would fit. The spare room is ready. Asked good questions "
    "about contact with birth families.",
    "worries": "The wider family have not all been told yet. They will be this week.",
    "recommendation": "proceed",
}
_BY_SERVICE: dict[bool, dict[str, Any]] = {
    True: {
        "kinds_of_care": ["short_term", "long_term"],
        "fostered_lately": _SAID_NO,
        "explained": ["steps", "checks", "children", "carer_task", "payment", "training"],
        "reasons": "They understand what fostering asks of them. I would be glad to begin an "
        "assessment.",
    },
    False: {
        "kinds_of_care": ["one_child", "siblings"],
        "explained": ["steps", "checks", "children", "for_life", "after_adoption", "training"],
        "reasons": "They understand what adopting asks of them. I would be glad to begin an "
        "assessment.",
    },
}


def visit_answers(facts: dict[str, Any], visited_on: date, manager: Actor) -> dict[str, Any]:
    """Return the answers of an initial visit record."""
    names = household_name([(first, last) for first, last, _ in facts["people"]])
    is_couple = len(facts["people"]) > 1
    return {
        **_VISIT,
        **_BY_SERVICE[facts["pathway"].startswith("fostering")],
        **(
            {"relationship": "Together for eleven years, and at ease with each other."}
            if is_couple
            else {}
        ),
        "visited_on": visited_on.isoformat(),
        "why_now": f"{names} {'have' if is_couple else 'has'} thought about this for two years. "
        "Work has settled and the house has a room to spare.",
        "manager": {"id": manager.user_id, "name": manager.name},
        **{
            key: facts[key]
            for key in ("strengths", "worries", "reasons")
            if key in facts and isinstance(facts[key], str)
        },
    }


def with_everybody_seen(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers with everybody at home marked as seen."""
    rows = [{**row, "seen": row.get("lives_here") != "no"} for row in answers.get("household", [])]
    return {**answers, "household": rows}
