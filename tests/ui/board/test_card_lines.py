"""Folding never hides an allergy, and a remark only when nothing else is left to hide."""

from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.order import Line
from kitchen_app.ui.board.card_lines import fitting

NOTES = ("", "no pickles", "nut allergy")
rows = st.lists(st.tuples(st.sampled_from(NOTES), st.integers(20, 200)), max_size=20)
Rows = list[tuple[str, int]]


def lines_of(sizes: Rows) -> list[Line]:
    return [Line(line_id=str(at), name="x", note=note) for at, (note, _) in enumerate(sizes)]


def shown_of(sizes: Rows, room: int) -> set[int]:
    return fitting(lines_of(sizes), [height for _, height in sizes], room)


@given(rows, st.integers(0, 1000))
def test_every_allergy_and_at_least_one_line_are_shown(sizes: Rows, room: int) -> None:
    shown = shown_of(sizes, room)
    assert {at for at, (note, _) in enumerate(sizes) if "allergy" in note} <= shown
    assert bool(shown) == bool(sizes)


@given(rows)
def test_what_fits_is_not_folded(sizes: Rows) -> None:
    assert shown_of(sizes, sum(height for _, height in sizes)) == set(range(len(sizes)))


@given(rows, st.integers(0, 1000))
def test_the_room_is_kept_unless_allergies_need_more(sizes: Rows, room: int) -> None:
    shown = shown_of(sizes, room)
    allergies = {at for at, (note, _) in enumerate(sizes) if "allergy" in note}
    if len(shown) > max(1, len(allergies)):
        assert sum(sizes[at][1] for at in shown) <= room


@given(rows, st.integers(0, 1000))
def test_a_remark_is_folded_only_if_it_would_not_fit_without_the_plain_lines(
    sizes: Rows, room: int
) -> None:
    shown = shown_of(sizes, room)
    noted = [at for at, (note, _) in enumerate(sizes) if note and at in shown]
    for at, (note, height) in enumerate(sizes):
        if note and at not in shown:
            assert sum(sizes[other][1] for other in noted) + height > room
