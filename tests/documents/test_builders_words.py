"""The standing sentences: each used, each there, none leaking a field."""

import re
import tomllib
from pathlib import Path

import pytest

import cfs_panels.documents
import resources
from cfs_panels.documents.filling import (
    closed,
    field_called,
    field_names,
    filled,
    gap,
    has_stray_brace,
    opened,
    sentence,
)

SENTENCES = tomllib.loads(resources.read_text("words/documents.toml"))
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(str(cfs_panels.documents.__file__)).parent.glob("*.py"))
)
ASKED = set(re.findall(r'sentence\(\s*"(\w+)",\s*"(\w+)"', CODE))


def test_every_sentence_the_builders_ask_for_is_there() -> None:
    missing = {(place, name) for place, name in ASKED if name not in SENTENCES.get(place, {})}

    assert not missing


def test_no_sentence_is_left_over() -> None:
    formed = {f'"{name}"' for name in re.findall(r'"(\w+)"', CODE)}
    patterns = [
        re.compile(re.sub(r"\{[^}]*\}", r"\\w+", name))
        for name in re.findall(r'f"([\w{}. ]+)"', CODE)
    ]
    left = [
        f"{place}.{name}"
        for place, sentences in SENTENCES.items()
        for name in sentences
        if place != "fields"
        and (place, name) not in ASKED
        and f'"{name}"' not in formed
        and not any(pattern.fullmatch(name) for pattern in patterns)
    ]

    assert not left


def test_a_sentence_takes_exactly_its_own_fields() -> None:
    assert sentence("letter", "dear", greeting="Amrit") == "Dear Amrit"
    with pytest.raises(KeyError, match=r"letter\.dear: name"):
        sentence("letter", "dear", greeting="Amrit", name="Amrit")
    with pytest.raises(KeyError, match=r"letter\.dear: greeting"):
        sentence("letter", "dear")


def test_a_field_with_nothing_prints_as_its_name() -> None:
    assert filled("On {decision_date}.", {"decision_date": ""}) == "On <decision date>."
    assert gap("respond_by") == "<respond by>"


def test_a_refusal_calls_fields_by_words() -> None:
    assert field_called("respond_by") == "the last day to respond"
    assert field_called("some_field") == "the some field"


def test_fields_and_stray_braces_are_found() -> None:
    assert field_names("{a} and {b c}") == ("a", "b c")
    assert has_stray_brace("{a} and b}")
    assert not has_stray_brace("{a}")


@pytest.mark.parametrize(
    ("typed", "sentence_words", "part"),
    [("Mend it", "Mend it.", "Mend it"), ("Mend it. ", "Mend it.", "Mend it"), ("", "", "")],
)
def test_words_are_closed_and_opened_once(typed: str, sentence_words: str, part: str) -> None:
    assert closed(typed) == sentence_words
    assert opened(typed) == part
