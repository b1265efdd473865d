"""Makes ``resources/templates/base.docx``: the page, the margins and every style by its name.

Run ``python -m cfs_panels.documents.docx_base`` after a change of ``page_look``; a test compares
the file with what this module makes.
"""

from __future__ import annotations

from cfs_panels.documents import page_look as look
from cfs_panels.documents.docx_package import zipped
from cfs_panels.documents.docx_xml import NAMESPACES, eighths, half_points, twips
from resources import path

BASE = "templates/base.docx"
RULED_TABLE = "RuledTable"
FACTS_TABLE = "FactsTable"
FONT = "Arial"
FALLBACK_FONT = "Liberation Sans"

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE_RELATION = f"{_PACKAGE_RELATIONS}/metadata/core-properties"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument"
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'

_PARTS = (
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("header1", "header"),
    ("header2", "header"),
    ("footer1", "footer"),
    ("footer2", "footer"),
)


def make_base() -> bytes:
    """Return the base of every Word file, with all styles and nothing written in it."""
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                (f"{_RELATION}/officeDocument", "word/document.xml"),
                (_CORE_RELATION, "docProps/core.xml"),
                (f"{_RELATION}/extended-properties", "docProps/app.xml"),
            ),
            "docProps/app.xml": _app(),
            "docProps/core.xml": _core(),
            "word/_rels/document.xml.rels": _relations(
                *((f"{_RELATION}/{kind}", f"{name}.xml") for name, kind in _PARTS)
            ),
            "word/document.xml": _document(),
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
            "word/settings.xml": _settings(),
            "word/fontTable.xml": _font_table(),
            "word/header1.xml": _margin_part("hdr", look.HEADER),
            "word/header2.xml": _margin_part("hdr", look.HEADER),
            "word/footer1.xml": _margin_part("ftr", look.FOOTER),
            "word/footer2.xml": _margin_part("ftr", look.FOOTER),
        }
    )


def _part(root: str, content: str) -> bytes:
    """Return a part of the package with the namespaces it may use."""
    return f"{_XML}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()


def _content_types() -> bytes:
    """Return the list of what each part is."""
    overrides = [
        ("/docProps/app.xml", f"{_DOCUMENT_TYPE}.extended-properties+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/word/document.xml", f"{_WORD_TYPE}.document.main+xml"),
        *((f"/word/{name}.xml", f"{_WORD_TYPE}.{kind}+xml") for name, kind in _PARTS),
    ]
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides
    )
    return (
        f'{_XML}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()


def _relations(*targets: tuple[str, str]) -> bytes:
    """Return the relations of a part to the parts it uses."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (f'{_XML}<Relationships xmlns="{_PACKAGE_RELATIONS}">{listed}</Relationships>').encode()


def _app() -> bytes:
    """Return which program wrote the file."""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'{_XML}<Properties xmlns="{namespace}"><Application>CFS Panels</Application></Properties>'
    ).encode()


def _core() -> bytes:
    """Return empty properties, filled for each document."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    ).encode()


def _document() -> bytes:
    """Return an empty A4 page with its margins, heads and feet."""
    references = "".join(
        f'<w:{kind}Reference w:type="{where}" r:id="rId{number}"/>'
        for kind, where, number in (
            ("header", "first", 5),
            ("header", "default", 6),
            ("footer", "first", 7),
            ("footer", "default", 8),
        )
    )
    page = f'<w:pgSz w:w="{twips(look.PAGE_WIDTH)}" w:h="{twips(look.PAGE_HEIGHT)}"/>'
    margins = (
        f'<w:pgMar w:top="{twips(look.TOP_MARGIN)}" w:right="{twips(look.SIDE_MARGIN)}" '
        f'w:bottom="{twips(look.BOTTOM_MARGIN)}" w:left="{twips(look.SIDE_MARGIN)}" '
        f'w:header="{twips(look.EDGE_TO_HEADER)}" w:footer="{twips(look.EDGE_TO_FOOTER)}" '
        'w:gutter="0"/>'
    )
    section = f"<w:sectPr>{references}{page}{margins}<w:titlePg/></w:sectPr>"
    return _part("document", f"<w:body>{section}</w:body>")


def _margin_part(root: str, style: look.ParagraphLook) -> bytes:
    """Return an empty head or foot of a page."""
    return _part(root, f'<w:p><w:pPr><w:pStyle w:val="{style.style_id}"/></w:pPr></w:p>')


def _styles() -> bytes:
    """Return every style that the writer uses."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
        f'<w:color w:val="{look.INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val="{look.LANGUAGE}" w:eastAsia="{look.LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        '</w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    paragraphs = "".join(_paragraph_style(each) for each in look.ALL_LOOKS)
    return _part("styles", f"{defaults}{fixed}{paragraphs}{_table_styles()}")


def _paragraph_style(style: look.ParagraphLook) -> str:
    """Return one paragraph style."""
    is_body = style is look.BODY
    follows = "Normal" if style.with_next or style is look.SUBTITLE else style.style_id
    based = "" if is_body else f'<w:basedOn w:val="Normal"/><w:next w:val="{follows}"/>'
    kind = ' w:default="1"' if is_body else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    keep = "<w:keepNext/><w:keepLines/>" if style.with_next else ""
    indent = f'<w:ind w:left="{twips(style.indent)}"/>' if style.indent else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style.style_id}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{keep}<w:widowControl/>{_numbering_of(style)}{_borders_of(style)}"
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" '
        f'w:line="{twips(style.leading)}" w:lineRule="atLeast"/>{indent}<w:jc w:val="left"/>'
        f"{outline}</w:pPr><w:rPr>{'<w:b/><w:bCs/>' if style.bold else ''}"
        f'<w:color w:val="{style.colour}"/><w:sz w:val="{half_points(style.size)}"/>'
        f'<w:szCs w:val="{half_points(style.size)}"/></w:rPr></w:style>'
    )


def _numbering_of(style: look.ParagraphLook) -> str:
    """Return the list that a list style belongs to."""
    number = {look.LIST_BULLET.name: 1, look.LIST_NUMBER.name: 2}.get(style.name)
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else ""


def _borders_of(style: look.ParagraphLook) -> str:
    """Return the rule beside a note, under a page's head and above its foot."""
    side, width, space, colour = {
        look.NOTE.name: ("left", look.NOTE_RULE_WIDTH, 9, look.NOTE_RULE),
        look.IMPORTANT_NOTE.name: ("left", look.NOTE_RULE_WIDTH, 9, look.BLUE),
        look.HEADER.name: ("bottom", 0.5, 4, look.RULE),
        look.FOOTER.name: ("top", 0.5, 4, look.RULE),
    }.get(style.name, ("", 0, 0, ""))
    if not side:
        return ""
    return f"<w:pBdr>{_line(side, width, colour, space)}</w:pBdr>"


def _line(side: str, width: float, colour: str, space: int = 0) -> str:
    """Return one rule."""
    return (
        f'<w:{side} w:val="single" w:sz="{eighths(width)}" w:space="{space}" w:color="{colour}"/>'
    )


def _table_styles() -> str:
    """Return the two table styles, with light rules between rows."""
    rules = "".join(_line(side, 0.5, look.RULE) for side in ("top", "bottom", "insideH"))
    margins = "".join(
        f'<w:{side} w:w="{twips(room)}" w:type="dxa"/>'
        for side, room in (
            ("top", look.CELL_TOP),
            ("left", look.CELL_SIDE),
            ("bottom", look.CELL_TOP),
            ("right", look.CELL_SIDE),
        )
    )
    shared = f"<w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
    head = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{_line('bottom', 1, look.BLUE)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.HEAD_FILL}"/></w:tcPr></w:tblStylePr>'
    )
    return "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{shared}</w:tblPr>{first_row}'
        "</w:style>"
        for style, name, first_row in (
            (RULED_TABLE, "Ruled Table", head),
            (FACTS_TABLE, "Facts Table", ""),
        )
    )


def _numbering() -> bytes:
    """Return the two kinds of list."""
    kinds = (("bullet", look.LIST_BULLET, look.BULLET), ("decimal", look.LIST_NUMBER, "%1."))
    indent = twips(look.LIST_INDENT)
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style.style_id}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
        f"<w:rPr>{_FONTS}</w:rPr></w:lvl></w:abstractNum>"
        for number, (kind, style, mark) in enumerate(kinds)
    )
    uses = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(kinds))
    )
    return _part("numbering", lists + uses)


def _settings() -> bytes:
    """Return the settings of the current kind of Word file."""
    office = "http://schemas.microsoft.com/office/word"
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{office}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", "15"),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
            ("doNotFlipMirrorIndents", "1"),
            ("differentiateMultirowTableHeaders", "1"),
        )
    )
    return _part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{modes}</w:compat><w:themeFontLang w:val="{look.LANGUAGE}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def _font_table() -> bytes:
    """Return the font and the one of the same widths that stands in for it."""
    return _part(
        "fonts",
        f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK_FONT}"/>'
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>',
    )


if __name__ == "__main__":
    path(BASE).write_bytes(make_base())
