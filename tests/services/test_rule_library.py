import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import resources
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.rule_files import RuleFileError
from cfs_panels.services.rule_library import load_rules, rule_library

TODAY = date(2025, 10, 24)

APPENDIX_A = [
    "F-S1-DEC",
    "F-OBS",
    "F-PAPERS",
    "F-APP-PANEL",
    "F-LOCAL-16W",
    "F-ADM",
    "F-ORAL",
    "F-WRIT",
    "F-QD",
    "F-RESIGN",
    "F-REV1",
    "F-REVN",
    "F-CP-TEMP",
    "F-CP-EXT",
    "F-CP-IRM",
    "F-OUTTERMS",
    "F-UNANN",
    "F-TSD",
    "A-INFO",
    "A-INFO2",
    "A-ROI",
    "A-S1",
    "A-GAP",
    "A-OBS",
    "A-S2",
    "A-PAPERS",
    "A-ADM",
    "A-ORAL",
    "A-WRIT",
    "A-QD",
    "A-REV",
    "A-APR",
    "A-SHOBPA",
    "A-MATCH",
    "A-MATCH-BABY",
    "A-FIND",
    "A-VISIT",
    "A-REV-P1",
    "A-REV-P2",
    "A-REV-P3",
    "A-REV-NP",
    "A-ORDER",
    "X-IRM",
    "X-INDUCT",
    "X-TRAIN",
    "X-APPR",
    "X-EXEC-F",
    "X-EXEC-A",
    "X-QA-A",
]

BESIDES = ["A-EP-NOTICE"]
"""Of the law as well, and in no row of the appendix: the notice of regulation 25A."""

LOCAL = [
    "F-LOCAL-VISIT",
    "A-LOCAL-VISIT",
    "F-LOCAL-MED",
    "A-LOCAL-MED",
    "F-LOCAL-DRAFT",
    "A-LOCAL-DRAFT",
    "F-LOCAL-CHAIR",
    "A-LOCAL-CHAIR",
    "F-LOCAL-ADM",
    "A-LOCAL-ADM",
    "F-LOCAL-ALLEG",
    "F-LOCAL-SL-OBS",
    "F-LOCAL-SL-PAPERS",
    "F-LOCAL-SL-ADM",
    "F-LOCAL-SL-ORAL",
    "F-LOCAL-SL-WRIT",
    "F-LOCAL-SL-REV",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules in which a fault can be planted."""
    return Path(shutil.copytree(resources.path("rules"), tmp_path / "rules"))


def plant(folder: Path, name: str, where: str, instead: str, after: str = "") -> int:
    """Put a text in the place of the first one like it, and return its line."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    start = text.index(where, text.index(after))
    path.write_text(text[:start] + instead + text[start + len(where) :], encoding="utf-8")
    return text.count("\n", 0, start) + 1


def refused(folder: Path) -> str:
    with pytest.raises(RuleFileError) as caught:
        load_rules(folder)
    return caught.value.message


def test_every_clock_of_the_law_is_there() -> None:
    assert set(rule_library().rule_ids) == {*APPENDIX_A, *BESIDES, *LOCAL}


def test_every_rule_in_force_says_its_words_and_source() -> None:
    rules = rule_library().rules(TODAY)
    assert len(rules) == len(rule_library().rule_ids)
    for rule in rules:
        assert rule.words.endswith("."), rule.id
        assert rule.source, rule.id
        assert rule.short_source, rule.id
        assert rule.start_words, rule.id


def test_what_was_not_read_at_its_source_is_unconfirmed() -> None:
    library = rule_library()
    assert library.rule("A-S1", TODAY).status is RuleStatus.UNCONFIRMED
    assert library.rule("A-S2", TODAY).status is RuleStatus.VERIFIED
    assert library.rule("F-LOCAL-16W", TODAY).status is RuleStatus.LOCAL


def test_the_version_in_force_on_the_date_is_given() -> None:
    library = rule_library()
    assert library.rule("A-OBS", date(2013, 6, 30)).limit == 10
    assert library.rule("A-OBS", date(2013, 7, 1)).limit == 5


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"^There is no rule F-NONE\.$"):
        rule_library().rule("F-NONE", TODAY)


def test_a_rule_before_it_was_in_force_is_refused() -> None:
    with pytest.raises(RuleBroken, match="No version of F-ADM is in force on 31 March 2011"):
        rule_library().rule("F-ADM", date(2011, 3, 31))


def test_rules_are_given_in_the_order_asked_for() -> None:
    found = rule_library().versions(["A-S2", "F-ADM"])
    assert [v.id for v in found] == ["A-S2", "F-ADM"]


def test_quorum_has_one_rule_for_each_service_and_day() -> None:
    library = rule_library()
    assert library.quorum_rule(Service.FOSTERING, TODAY).id == "Q-FOSTERING"
    assert library.quorum_rule(Service.ADOPTION, date(2020, 6, 1)).id == "Q-ADOPTION-2020"
    assert {r.service for r in library.quorum_rules(TODAY)} == set(Service)
    with pytest.raises(RuleBroken, match="No rule on quorum in adoption is known for 1 May 2012"):
        library.quorum_rule(Service.ADOPTION, date(2012, 5, 1))


def test_the_working_days_are_made_once() -> None:
    assert rule_library().calendar() is rule_library().calendar()


def test_an_agency_may_settle_otherwise_what_a_rule_leaves_open() -> None:
    library = rule_library()
    other = library.with_agency_facts({"clear_days": False})
    assert (library.agency_facts, other.agency_facts) == (
        {"clear_days": True},
        {"clear_days": False},
    )
    assert other.rule_ids == library.rule_ids


def test_a_copy_of_the_rules_loads(folder: Path) -> None:
    assert load_rules(folder).rule_ids == rule_library().rule_ids


FAULTS = [
    ('start_events = ["application_received"]', 'start_events = ["application_recieved"]',
     "event 'application_recieved' is not known"),
    ('void_events = ["panel_booking_cancelled"]', 'void_events = ["never"]',
     "event 'never' is not known"),
    ("limit = 8\n", "limit = 800\n",
     "F-APP-PANEL: a limit of 800 is impossible, at most 120 for a month"),
    ("limit = 28\n", "limit = 0\n", "limit: Input should be greater than or equal to 1"),
    ("limit = 28\n", "limit = 1.5\n", "limit: Input should be a valid integer"),
    ('source = "Fostering Services (England) Regulations 2011, regulation 26(4)"', 'source = ""',
     "source '' does not do"),
    ('weight = "REG"', 'weight = "LAW"', "weight 'LAW' is not known"),
    ('unit = "month"', 'unit = "fortnight"', "unit 'fortnight' is not known"),
    ('counting = "back"', 'counting = "backwards"', "counting 'backwards' is not known"),
    ('status = "verified"', 'status = "local"', "only a LOCAL rule has the status local"),
    ("effective_from = 2013-07-01", "effective_to = 2013-06-30\neffective_from = 2013-07-01",
     "F-S1-DEC: it ends before it begins"),
    ("due_soon = 2", "due_soon = 20", "due_soon is longer than the limit"),
    ("restarts = true", "restart = true", "restart is no key of these rules"),
    ('pause_words = "A local standard waits while the case is on hold."', "",
     "pause_words is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "instead", "words"), FAULTS, ids=lambda value: value[:40])
def test_a_fault_in_a_clock_is_told_with_file_and_line(
    folder: Path, where: str, instead: str, words: str
) -> None:
    line = plant(folder, "clocks_fostering.toml", where, instead, after="[[clocks]]")
    message = refused(folder)
    assert words in message
    found = re.match(r"clocks_fostering\.toml, line (\d+): ", message)
    assert found is not None
    if "pause_words" not in words:
        assert int(found[1]) == line


def test_a_missing_source_is_told_with_the_line_of_its_clock(folder: Path) -> None:
    line = plant(folder, "clocks_adoption.toml", "[[clocks]]", "[[clocks]]")
    plant(
        folder,
        "clocks_adoption.toml",
        'source = "Adoption: National Minimum Standards 2014, on enquiries"\n',
        "",
    )
    assert refused(folder) == f"clocks_adoption.toml, line {line}: source is missing"


def test_several_faults_are_told_together(folder: Path) -> None:
    first = plant(folder, "clocks_both.toml", 'unit = "working_day"', 'unit = "day"')
    second = plant(folder, "clocks_both.toml", 'weight = "NMS"', 'weight = "N"')
    assert refused(folder).splitlines() == [
        f"clocks_both.toml, line {first}: unit 'day' is not known",
        f"clocks_both.toml, line {second}: weight 'N' is not known",
    ]


def test_an_open_rule_with_a_limit_is_refused(folder: Path) -> None:
    line = plant(folder, "clocks_fostering.toml", 'unit = "open"', 'unit = "open"\nlimit = 4')
    expected = f"clocks_fostering.toml, line {line + 1}: F-CP-IRM: an open rule has no limit"
    assert refused(folder) == expected


def test_a_rule_without_a_limit_is_refused(folder: Path) -> None:
    plant(folder, "clocks_both.toml", "limit = 10\n", "")
    assert "X-IRM: limit is missing" in refused(folder)


def test_versions_in_force_on_one_day_are_refused(folder: Path) -> None:
    plant(folder, "clocks_adoption.toml", "effective_to = 2013-06-30", "effective_to = 2013-07-01")
    assert re.fullmatch(
        r"clocks_adoption\.toml, line \d+: A-OBS: it is in force from 1 July 2013 "
        r"and so is the version of line \d+ of clocks_adoption\.toml",
        refused(folder),
    )


def test_two_quorums_in_force_on_one_day_are_refused(folder: Path) -> None:
    plant(folder, "quorum.toml", "effective_from = 2020-04-24", "effective_from = 2020-04-20")
    assert re.match(r"quorum\.toml, line \d+: Q-FOSTERING-2020: it is in force", refused(folder))


def test_versions_picked_by_different_dates_are_refused(folder: Path) -> None:
    plant(
        folder,
        "clocks_adoption.toml",
        'version_date = "application"',
        'version_date = "decision"',
        after="effective_to = 2013-06-30",
    )
    assert "A-OBS: its versions are picked by different dates" in refused(folder)


def test_a_rule_that_follows_none_or_itself_is_refused(folder: Path) -> None:
    plant(folder, "clocks_fostering.toml", 'follows = "F-CP-TEMP"', 'follows = "F-CP-TEMPO"')
    assert "F-CP-EXT: it follows F-CP-TEMPO, which is no rule" in refused(folder)
    plant(folder, "clocks_fostering.toml", 'follows = "F-CP-TEMPO"', 'follows = "F-CP-EXT"')
    assert "F-CP-EXT: it follows itself, by way of F-CP-EXT" in refused(folder)


def test_a_quorum_that_cannot_be_is_refused(folder: Path) -> None:
    line = plant(folder, "quorum.toml", "total = 5", "total = 50")
    assert refused(folder) == (
        f"quorum.toml, line {line}: Q-FOSTERING: so many members are impossible"
    )


def test_a_rule_on_panels_has_one_version_for_each_day(folder: Path) -> None:
    library = rule_library()
    for rule_id in library.panel_rule_ids:
        service_began = date(2013, 7, 1)
        assert library.panel_rule(rule_id, service_began).words.endswith(".")
    plant(folder, "panels.toml", "effective_to = 2020-09-25", "effective_to = 2020-09-26")
    assert "P-F-APPROVAL: it is in force from 26 September 2020 and so is" in refused(folder)


def test_panels_were_optional_in_the_coronavirus_period_only() -> None:
    """The year 2020 to 2021 ran partly under other rules: its history is no breach."""
    library = rule_library()
    days = [date(2020, 4, 23), date(2020, 4, 24), date(2020, 9, 25), date(2020, 9, 26)]
    for rule_id in ("P-F-APPROVAL", "P-A-APPROVAL", "P-F-REVIEW1"):
        found = [library.panel_rule(rule_id, day).required for day in days]
        assert found == [True, False, False, True]
    assert [r.id for r in library.relaxations(days[1])] == ["R-CORONAVIRUS-2020"]
    assert library.relaxations(days[0]) == ()


def test_the_date_that_picks_a_rule_on_panels_may_be_that_of_the_application(folder: Path) -> None:
    text = (folder / "panels.toml").read_text(encoding="utf-8")
    mine = text.replace(
        'id = "P-F-APPROVAL"\n', 'id = "P-F-APPROVAL"\nversion_date = "application"\n'
    )
    (folder / "panels.toml").write_text(mine, encoding="utf-8")
    library = load_rules(folder)
    applied_on = date(2020, 5, 1)
    assert not library.panel_rule("P-F-APPROVAL", TODAY, applied_on).required
    assert library.panel_rule("P-F-APPROVAL", TODAY).required


@pytest.mark.parametrize(
    ("name", "where", "instead", "words"),
    [
        ("panels.toml", 'source = "', 'sauce = "', "source is missing"),
        ("panels.toml", "required = true", 'required = "yes"', "required: Input should be a"),
        ("panels.toml", 'weight = "REG"', 'weight = "LAW"', "weight 'LAW' is not known"),
        ("panels.toml", "required = true", "required = true\nbarred = true",
         "P-F-APPROVAL: what panel may not be used for cannot be required to go there"),
        ("panels.toml", "effective_to = 2020-04-23", "effective_to = 2001-04-23",
         "P-F-APPROVAL: it ends before it begins"),
        ("relaxations.toml", '"F-REV1"', '"F-REV7"', "R-CORONAVIRUS-2020: there is no rule F-REV7"),
        ("relaxations.toml", "effective_to = 2020-09-25", "effective_to = 2019-09-25",
         "R-CORONAVIRUS-2020: it ends before it begins"),
    ],
)  # fmt: skip
def test_a_fault_in_the_rules_on_panels_is_told_with_file_and_line(
    folder: Path, name: str, where: str, instead: str, words: str
) -> None:
    plant(folder, name, where, instead, after="[[")
    message = refused(folder)
    assert words in message
    assert re.match(rf"{re.escape(name)}, line \d+: ", message)


def test_an_unknown_rule_on_panels_is_refused() -> None:
    with pytest.raises(RuleBroken, match="No version of P-NONE is in force"):
        rule_library().panel_rule("P-NONE", TODAY)


def test_a_bank_holiday_given_twice_or_out_of_the_span_is_refused(folder: Path) -> None:
    line = plant(folder, "bank_holidays.toml", "dates = [2022-06-03]", "dates = [2022-09-19]")
    assert "19 September 2022 is given twice" in refused(folder)
    plant(folder, "bank_holidays.toml", "dates = [2022-09-19]", "dates = [2060-09-19]")
    assert refused(folder) == (
        f"bank_holidays.toml, line {line}: 19 September 2060 lies outside the span of the file"
    )


def test_an_agency_fact_that_is_no_yes_or_no_is_refused(folder: Path) -> None:
    line = plant(folder, "agency_facts.toml", "clear_days = true", "clear_days = 5")
    assert refused(folder) == f"agency_facts.toml, line {line}: clear_days must be true or false"


def test_a_file_that_is_not_toml_is_told_with_its_line(folder: Path) -> None:
    line = plant(folder, "quorum.toml", "total = 5", "total = = 5")
    assert refused(folder).startswith(f"quorum.toml, line {line}: this is not TOML: Invalid value")


def test_a_rule_file_that_is_not_there_is_said_by_name(folder: Path) -> None:
    (folder / "quorum.toml").unlink()
    with pytest.raises(OutsideTrouble, match=r"^The rule file quorum\.toml cannot be read\.$"):
        load_rules(folder)


def test_a_folder_without_clocks_is_refused(folder: Path) -> None:
    for path in folder.glob("clocks*.toml"):
        path.unlink()
    with pytest.raises(OutsideTrouble, match="There is no file of clocks"):
        load_rules(folder)


def test_a_change_in_the_law_is_a_change_of_data(folder: Path) -> None:
    """Temporary approval of 24 weeks from 1 September 2027: no code."""
    path = folder / "clocks_fostering.toml"
    text = path.read_text(encoding="utf-8")
    start = text.rindex("[[clocks]]", 0, text.index('id = "F-CP-TEMP"'))
    block = text[start : text.index("[[clocks]]", start + 1)]
    old = block.replace("due_soon", "effective_to = 2027-08-31\ndue_soon")
    new = block.replace("limit = 16", "limit = 24").replace("2011-04-01", "2027-09-01")
    path.write_text(text.replace(block, old + new), encoding="utf-8")
    library = load_rules(folder)
    assert library.rule("F-CP-TEMP", date(2027, 8, 31)).limit == 16
    assert library.rule("F-CP-TEMP", date(2027, 9, 1)).limit == 24
