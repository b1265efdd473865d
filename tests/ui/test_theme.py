"""Colours, sizes and icons come from the tokens and are readable."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.fonts import uses_own_typeface
from ui.icons import icon, outline, outline_name, paint_icon
from ui.style_sheet import build_sheet
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField


def _luminance(color: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(v) for v in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: QColor, other: QColor) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _uses() -> list[tuple[str, dict[str, Any]]]:
    contrast = theme.tokens()["contrast"]
    return [(name, use) for name in theme.THEMES for use in contrast[name]]


def test_every_stated_contrast_is_at_least_what_the_tokens_say() -> None:
    for name, use in _uses():
        found = _ratio(QColor(use["foreground"]), QColor(use["background"]))
        assert found >= use["ratio"] - 0.011, (name, use["use"])
        assert found >= use["minimum"], (name, use["use"])


@pytest.mark.parametrize("name", theme.THEMES)
def test_words_and_fields_are_readable_in_the_theme_as_applied(
    kit: QApplication, name: str
) -> None:
    theme.apply(kit, name)
    palette = kit.palette()
    window = palette.color(QPalette.ColorRole.Window)
    assert _ratio(palette.color(QPalette.ColorRole.WindowText), window) >= 4.5
    assert _ratio(theme.color("textMuted"), theme.color("surface")) >= 4.5
    assert _ratio(theme.color("borderStrong"), theme.color("field")) >= 3
    for kind in ("onTrack", "dueSoon", "overdue", "paused", "done", "info"):
        assert _ratio(theme.state(kind).text, theme.state(kind).background) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_what_stands_in_an_empty_field_can_be_read(kit: QApplication, name: str) -> None:
    theme.apply(kit, name)
    for field in (TextField("name.surname"), TextArea(), ChoiceBox(placeholder="Choose")):
        field.ensurePolished()
        words = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert words.alpha() == 255
        assert _ratio(words, theme.color("field")) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_style_sheet_knows_every_colour_it_names(name: str) -> None:
    sheet = build_sheet(theme.tokens()["themes"][name], 1.15)
    assert "@" not in sheet
    assert "sp;" not in sheet


def test_the_theme_changes_while_the_program_runs(kit: QApplication) -> None:
    theme.apply(kit, theme.DARK)
    assert kit.palette().color(QPalette.ColorRole.Window) == theme.color("background")
    assert theme.color("background") == QColor("#11161B")
    theme.apply(kit, theme.LIGHT)
    assert theme.color("background") == QColor("#F3F5F7")


def test_larger_text_makes_fonts_and_controls_larger_but_not_the_navigation(
    kit: QApplication,
) -> None:
    usual = theme.font("body").pixelSize(), theme.size("control"), theme.size("navWide")
    theme.apply(kit, theme.LIGHT, "largest")
    assert theme.font("body").pixelSize() == round(usual[0] * 1.3)
    assert theme.size("control") == round(usual[1] * 1.3)
    assert theme.size("navWide") == usual[2]


def test_no_text_is_smaller_than_twelve_pixels() -> None:
    assert min(theme.tokens()["font"]["size"].values()) >= 12


def test_every_icon_of_the_tokens_has_an_outline(kit: QApplication) -> None:
    for meaning in theme.tokens()["icons"]["byMeaning"]:
        assert not outline(outline_name(meaning)).isEmpty(), meaning
        assert not outline(outline_name(meaning, fill=True)).isEmpty(), meaning


def test_the_outlines_are_those_of_the_icon_library(kit: QApplication) -> None:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the icon library is not installed")
    fonts = Path(spec.submodule_search_locations[0]) / "fonts"
    codes = json.loads((fonts / "phosphor-charmap-1.3.0.json").read_text(encoding="utf-8"))
    library = QRawFont(str(fonts / "phosphor-1.3.0.ttf"), 1000.0)
    for name in map(outline_name, theme.tokens()["icons"]["byMeaning"]):
        glyph = library.glyphIndexesForString(chr(int(codes[name], 16)))[0]
        wanted = library.pathForGlyph(glyph).translated(0, 1000).boundingRect()
        assert outline(name).boundingRect() == wanted, name


def test_an_unknown_icon_is_an_error(kit: QApplication) -> None:
    with pytest.raises(KeyError, match="no icon named nonsense"):
        outline("nonsense")


def test_icons_take_the_colour_of_the_theme_in_force(kit: QApplication) -> None:
    made = icon("settings", color="accent")
    before = made.pixmap(QSize(20, 20), QIcon.Mode.Normal).toImage()
    theme.apply(kit, theme.DARK)
    after = made.pixmap(QSize(20, 20), QIcon.Mode.Normal).toImage()
    assert before != after


def test_an_icon_is_painted_inside_its_square(kit: QApplication) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_icon(painter, QRectF(10, 10, 20, 20), "overdue", QColor("black"), fill=True)
    painter.end()
    for x in range(40):
        for y in range(40):
            inside = 9 <= x <= 30 and 9 <= y <= 30
            assert inside or image.pixelColor(x, y) == QColor("white")
    assert image.pixelColor(13, 20) == QColor("black")


def test_only_windows_and_macos_keep_their_own_typeface() -> None:
    assert uses_own_typeface("linux")
    assert not uses_own_typeface("win32")
    assert not uses_own_typeface("darwin")
    assert uses_own_typeface() == (sys.platform not in ("win32", "darwin"))
