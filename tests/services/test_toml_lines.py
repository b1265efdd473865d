import tomllib

import pytest

import resources
from cfs_panels.services.toml_lines import Place, TomlLines

TEXT = '''\
title = "A"
words = """
[[sections]]
key = 1
"""
short = """one line"""
numbers = [1, 2,
    3]  # [four]
pairs = [ { a = "],", b = [1, 2] },
    { a = "#" },

    { a = "]" } ]
[one.two]
key = 1
[[sections]]
[[sections.fields]]
key = "a"
[[sections.fields]]
key = "b"
[[sections]]
[[sections.fields]]
key = "c"
'''
PLACES: list[tuple[Place, int]] = [
    (("title",), 1),
    (("words",), 2),
    (("short",), 6),
    (("numbers", 0), 7),
    (("numbers", 1), 7),
    (("numbers", 2), 8),
    (("pairs", 0), 9),
    (("pairs", 0, "a"), 9),
    (("pairs", 1, "a"), 10),
    (("pairs", 2), 12),
    (("one", "two"), 13),
    (("one", "two", "key"), 14),
    (("sections", 0), 15),
    (("sections", 0, "fields", 1), 18),
    (("sections", 0, "fields", 1, "key"), 19),
    (("sections", 0, "fields", 1, "nothing"), 18),
    (("sections", 1, "fields", 0, "key"), 22),
    (("nothing",), 1),
]


@pytest.mark.parametrize(("place", "line"), PLACES)
def test_a_place_has_the_line_it_stands_on(place: Place, line: int) -> None:
    tomllib.loads(TEXT)
    assert TomlLines(TEXT).line_of(place) == line


@pytest.mark.parametrize("name", resources.names("forms", ".toml"))
def test_every_field_of_a_shipped_form_is_found_on_its_line(name: str) -> None:
    text = resources.read_text(name)
    written, lines = text.split("\n"), TomlLines(text)
    for s, section in enumerate(tomllib.loads(text)["sections"]):
        for f, field in enumerate(section["fields"]):
            place = ("sections", s, "fields", f)
            assert written[lines.line_of((*place, "key")) - 1] == f'key = "{field["key"]}"'
            for c, choice in enumerate(field.get("choices", [])):
                assert (
                    f'value = "{choice["value"]}"'
                    in written[lines.line_of((*place, "choices", c)) - 1]
                )
