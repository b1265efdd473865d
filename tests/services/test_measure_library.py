"""The words of the measures are there for every figure and none else, and say what the law says."""

from datetime import date

import pytest

import resources
from cfs_panels.domain.measures import MEASURE_IDS, MeasureKind
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.measure_library import MeasureFileError, measure_library, parse_measures
from cfs_panels.services.rule_library import rule_library

TODAY = date(2024, 3, 31)
SHIPPED = resources.read_text("measures/measures_1.toml")
MEASURES = {measure.id: measure for measure in measure_library().measures(TODAY)}


def refusal(text: str) -> str:
    with pytest.raises(MeasureFileError) as refused:
        parse_measures("own.toml", text, rule_library())
    return refused.value.message


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def changed(old: str, new: str) -> str:
    assert old in SHIPPED
    return SHIPPED.replace(old, new, 1)


def test_every_measure_has_words_and_fostering_comes_first() -> None:
    ids = measure_library().ids

    assert set(ids) == MEASURE_IDS
    assert len(ids) == len(MEASURE_IDS)
    assert ids[0] == "F.enquiries"
    assert ids[-1] == "A.A20"
    for measure in MEASURES.values():
        letter = {Service.FOSTERING: "F.", Service.ADOPTION: "A."}[measure.service]
        assert measure.id.startswith(letter)


def test_no_two_measures_of_a_service_have_the_same_words() -> None:
    said = [(measure.service, measure.words) for measure in MEASURES.values()]
    assert len(said) == len(set(said))


def test_each_explanation_is_one_sentence() -> None:
    for measure in MEASURES.values():
        assert measure.how.endswith("."), measure.id
        assert measure.how.count(". ") == 0, measure.id


def test_a_part_is_of_the_same_service_as_its_whole() -> None:
    for measure in MEASURES.values():
        if measure.part_of:
            assert MEASURES[measure.part_of].service is measure.service, measure.id


def test_limits_in_an_explanation_are_those_of_the_rules() -> None:
    assert "within 7 working days of" in MEASURES["F.adm.on_time"].how
    assert "28 days after" in MEASURES["F.register.households"].how
    assert "16 weeks, or 8 weeks more" in MEASURES["F.temp_approvals.open"].how
    assert not any("{" in measure.how for measure in MEASURES.values())


def test_a_day_before_the_first_rule_is_explained_by_the_first() -> None:
    early = {m.id: m.how for m in measure_library().measures(date(2005, 3, 31))}
    assert early["F.adm.on_time"] == MEASURES["F.adm.on_time"].how


def test_means_and_stocks_say_so() -> None:
    assert MEASURES["A.A10"].kind is MeasureKind.MEAN
    assert MEASURES["A.waiting"].kind is MeasureKind.STOCK
    assert MEASURES["A.placed"].kind is MeasureKind.COUNT


def test_a_measure_that_is_counted_nowhere_is_an_error() -> None:
    text = changed('id = "A.A20"', 'id = "A.A21"')
    line = line_of(text, '"A.A21"') - 1

    assert f"own.toml, line {line}: A.A21 is counted nowhere" in refusal(text)
    assert "A.A20 has no words" in refusal(text)


def test_a_measure_that_stands_twice_is_an_error() -> None:
    text = changed('id = "A.A20"', 'id = "A.A2"')
    assert f"line {line_of(text, 'entering care to placement order (A20)') - 2}: A.A2 stands here "\
        "twice" in refusal(text)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "mean"', 'kind = "count"', "F.days.application_to_panel is no count"),
        ('kind = "stock"', 'kind = "mean"', "F.register.households is no mean"),
        ('kind = "mean"', 'kind = "average"', "kind 'average' is not known"),
        ('words = "Enquiries"', 'label = "Enquiries"', "label is no key of a measure"),
        ('words = "Enquiries"\n', "", "words is missing"),
        ('words = "Enquiries"', 'words = " "', "words: "),
        ("{F-RESIGN}", "{F-RETIRE}", "F.register.households: there is no rule F-RETIRE"),
        ("{F-RESIGN}", "{F-RESIGN", "F.register.households: a brace stands alone"),
        ('part_of = "A.bid"', 'part_of = "A.bids"', "is part of A.bids, which is not here"),
        ('words = "Enquiries"', "words = Enquiries", "this is not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, said: str) -> None:
    text = changed(old, new)
    found = refusal(text)

    assert said in found
    assert found.startswith("own.toml, line ")


def test_the_line_of_a_mistake_is_where_it_stands() -> None:
    text = changed("{F-RESIGN}", "{F-RETIRE}")
    assert refusal(text).startswith(f"own.toml, line {line_of(text, 'F-RETIRE')}: ")
    text = changed('part_of = "A.bid"', 'part_of = "A.bids"')
    assert refusal(text).startswith(f"own.toml, line {line_of(text, 'A.bids')}: ")


def test_measures_that_are_part_of_each_other_are_an_error() -> None:
    whole = 'how = "All fostering panels held in the period."\n'
    text = changed(whole, f'{whole}part_of = "F.panels.main"\n')
    assert "F.panels.total: it is part of itself" in refusal(text)
