"""What two people changed of one record."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.merging import merged


@dataclass(frozen=True)
class Record:
    name: str
    phone: str
    secret: bool
    version: int


records = st.builds(
    Record, st.sampled_from("abc"), st.sampled_from("abc"), st.booleans(), st.integers(1, 3)
)


@given(records, records)
def test_who_changed_nothing_gets_what_the_other_saved(began: Record, theirs: Record) -> None:
    assert merged(began, theirs, began) == (theirs, ())


@given(records, records, records)
def test_every_change_of_mine_is_kept_and_every_other_field_is_theirs(
    began: Record, theirs: Record, mine: Record
) -> None:
    together, both = merged(began, theirs, mine)
    assert together.version == theirs.version
    for name in ("name", "phone", "secret"):
        was, here, there = (getattr(record, name) for record in (began, mine, theirs))
        assert getattr(together, name) == (there if here == was else here)
        assert (name in both) == (here != was and there != was and here != there)


def test_the_same_change_twice_is_no_difference() -> None:
    began = Record("Ann", "1", secret=False, version=1)
    theirs = replace(began, phone="2", version=2)
    assert merged(began, theirs, replace(began, phone="2")) == (theirs, ())
