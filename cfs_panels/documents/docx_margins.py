"""What stands around a Word file's text: letterhead, running head, foot and draft watermark."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from cfs_panels.documents import page_look as look
from cfs_panels.documents.docx_package import parsed
from cfs_panels.documents.docx_xml import (
    NAMESPACES,
    PICTURE,
    attribute,
    emu,
    paragraph,
    run,
    spacing,
    twips,
)
from cfs_panels.documents.letterhead_layout import (
    letterhead_lines,
    letterhead_spaces,
    letterhead_width,
    logo_of,
)
from cfs_panels.documents.page_furniture import foot_words, head_words
from cfs_panels.documents.text_measure import line_count

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header

    from cfs_panels.documents.blocks import Document, Letterhead
    from cfs_panels.documents.letterhead_layout import Logo

_WIDEST_BORDER_SPACE = 31


def fill_margins(word: WordDocument, document: Document) -> None:
    """Write the heads and feet of the pages."""
    section = word.sections[0]
    foot = paragraph(look.FOOTER, _foot_runs(document))
    head = run(head_words(document))
    marks = (_watermark(1), _watermark(2)) if document.draft else ("", "")
    borderless = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
    _fill(section.first_page_header, paragraph(look.HEADER, marks[0], borders=borderless))
    _fill(section.header, paragraph(look.HEADER, marks[1] + head))
    _fill(section.first_page_footer, foot)
    _fill(section.footer, foot)


def _fill(place: _Header | _Footer, content: str) -> None:
    """Replace what a head or foot holds."""
    root = place.part.element
    for child in list(root):
        root.remove(child)
    root.extend(parsed(f"<w:p {NAMESPACES}>{content}</w:p>"))


def _foot_runs(document: Document) -> str:
    """Return the runs of the foot, which Word fills with the page's number and their count."""
    words = foot_words(document)
    return run(f"{words}page ") + _counted("PAGE") + run(" of ") + _counted("NUMPAGES")


def _counted(field: str) -> str:
    """Return a number that Word counts."""
    return f'<w:fldSimple w:instr=" {field} ">{run("1")}</w:fldSimple>'


def _watermark(number: int) -> str:
    """Return the draft watermark as Word itself writes one, with words for those who hear it."""
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:420pt;height:190pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:page;mso-position-vertical:center;"
        "mso-position-vertical-relative:page"
    )
    kind = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles>'
        '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    )
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{kind}<v:shape id="PowerPlusWaterMarkObject'
        f'{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'alt="{look.DRAFT_WORD} watermark" style="{style}" o:allowincell="f" '
        f'fillcolor="#{look.WATERMARK}" stroked="f"><v:textpath '
        f'style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" '
        f'string="{look.DRAFT_WORD}"/><w10:wrap anchorx="page" anchory="page"/></v:shape>'
        "</w:pict></w:r>"
    )


def letterhead(word: WordDocument, head: Letterhead) -> str:
    """Return the paragraphs of the letterhead; the logo stands at the right of the first."""
    lines = letterhead_lines(head)
    if not lines:
        return ""
    logo = logo_of(head.logo)
    room = letterhead_width(logo)
    indent = f'<w:ind w:right="{twips(look.TEXT_WIDTH - room)}"/>' if logo else ""
    picture = _logo(word, logo, lines[0]) if logo else ""
    looks = (look.LETTERHEAD_NAME, *(look.LETTERHEAD for _ in lines[1:]))
    height = sum(
        line_count(line, each.size, room, bold=each.bold) * each.leading
        for line, each in zip(lines, looks, strict=True)
    )
    to_rule, after = letterhead_spaces(height, logo)
    return "".join(
        paragraph(
            each,
            (picture if at == 0 else "") + run(line),
            borders=_rule_below(to_rule) if at == len(lines) - 1 else "",
            spacing=spacing(after=after) if at == len(lines) - 1 else "",
            indent="" if at == len(lines) - 1 else indent,
        )
        for at, (line, each) in enumerate(zip(lines, looks, strict=True))
    )


def _rule_below(space: float) -> str:
    """Return the rule under the letterhead."""
    room = min(round(space), _WIDEST_BORDER_SPACE)
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="{room}" '
        f'w:color="{look.BLUE}"/></w:pBdr>'
    )


def _logo(word: WordDocument, logo: Logo, agency: str) -> str:
    """Return the logo, at the right of the letterhead, with words for those who hear it."""
    relation, _ = word.part.get_or_add_image(BytesIO(logo.png))
    size = f'cx="{emu(logo.width)}" cy="{emu(logo.height)}"'
    named = f'name="Logo" descr={attribute(f"Logo of {agency}")}'
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin">'
        '<wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="margin">'
        f"<wp:align>top</wp:align></wp:positionV><wp:extent {size}/>"
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="1" {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></w:r>"
    )
