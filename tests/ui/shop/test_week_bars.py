"""Bars, grips and drags, without a screen."""

from kitchen_app.domain.hours import Period
from kitchen_app.ui.shop.hours_words import spoken
from kitchen_app.ui.shop.week_bars import Bar, Grip, Layout, bars_of, dragged, grip_at, with_period
from tests.ui import canned

HOUR = 3600
PLACE = Layout(left=100, width=240, top=20, row=40)
MIRRORED = Layout(left=0, width=240, top=20, row=40, is_mirrored=True)


def test_a_night_has_a_bar_in_two_rows() -> None:
    nights = [bar for bar in bars_of(spoken(canned.NIGHTS)) if bar.day == 4]
    assert [(bar.row, bar.start_s, bar.end_s, bar.came, bar.goes_on) for bar in nights] == [
        (4, 18 * HOUR, 24 * HOUR, False, True),
        (5, 0, 2 * HOUR, True, False),
    ]


def test_sundays_night_goes_on_in_mondays_row() -> None:
    week = ((),) * 6 + ((Period(start_s=22 * HOUR, end_s=25 * HOUR),),)
    assert [bar.row for bar in bars_of(week)] == [6, 0]


def test_pixels_and_seconds_agree_in_both_directions() -> None:
    for place in (PLACE, MIRRORED):
        assert place.second_at(place.x_of(6 * HOUR)) == 6 * HOUR
    assert PLACE.x_of(0) == 100
    assert MIRRORED.x_of(0) == 240
    assert (PLACE.row_at(20), PLACE.row_at(299), PLACE.row_at(300), PLACE.row_at(0)) == (
        0,
        6,
        7,
        -1,
    )
    bar = Bar(day=1, position=0, row=1, start_s=0, end_s=12 * HOUR)
    assert PLACE.rect_of(bar, 4).getRect() == (100, 64, 120, 32)
    assert MIRRORED.rect_of(bar, 4).getRect() == (120, 64, 120, 32)


def test_an_end_is_held_near_it_and_the_whole_between() -> None:
    bar = Bar(day=0, position=0, row=0, start_s=10 * HOUR, end_s=20 * HOUR)
    at = [9, 9.5, 11, 15, 19, 20.5, 21.5]
    found = [grip_at(bar, hour * HOUR, HOUR) for hour in at]
    whole, start, end = Grip.WHOLE, Grip.START, Grip.END
    assert found == [start, start, start, whole, end, end, None]
    night = Bar(day=0, position=0, row=1, start_s=0, end_s=2 * HOUR, came=True)
    assert grip_at(night, 0, HOUR / 2) is whole
    assert grip_at(night, 2 * HOUR, HOUR / 2) is end


def test_a_drag_lands_on_a_quarter_and_stays_possible() -> None:
    old = Period(start_s=10 * HOUR, end_s=12 * HOUR)

    def times(grip: Grip, hours: float) -> tuple[float, float]:
        new = dragged(old, grip, hours * HOUR)
        return new.start_s / HOUR, new.end_s / HOUR

    assert times(Grip.START, 0.3) == (10.25, 12)
    assert times(Grip.START, 9) == (11.75, 12)
    assert times(Grip.START, -20) == (0, 12)
    assert times(Grip.END, 14.1) == (10, 26)
    assert times(Grip.END, 40) == (10, 34)
    assert times(Grip.END, -9) == (10, 10.25)
    assert times(Grip.WHOLE, -11) == (0, 2)
    assert times(Grip.WHOLE, 30) == (23.75, 25.75)


def test_a_period_is_replaced_or_taken_away() -> None:
    week = spoken(canned.NIGHTS)
    assert with_period(week, 0, 0, None)[0] == week[0][1:]
    other = Period(start_s=0, end_s=HOUR)
    assert with_period(week, 0, 1, other)[0] == (week[0][0], other)
