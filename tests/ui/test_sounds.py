"""It sounds exactly as long as an order waits."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.order import Party, Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui.sounds import Alarm, QtSoundOutput, Sound
from tests.ui import canned
from tests.ui.fakes import FakeOutput


def waiting(number: int, *, left_s: float = 200, quiet_s: float | None = None) -> CardView:
    view = canned.card(canned.order(str(number)))
    quiet_until = None if quiet_s is None else canned.NOW + timedelta(seconds=quiet_s)
    limit = canned.NOW + timedelta(seconds=left_s)
    return replace(view, accept_by=limit, quiet_until=quiet_until)


def accepted(number: int) -> CardView:
    return canned.card(canned.order(str(number), status=Status.ACCEPTED))


def test_it_stops_the_moment_nothing_waits() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((waiting(1), waiting(2)), canned.NOW)
    assert output.looping is Sound.NEW
    alarm.show_cards((accepted(1),), canned.NOW)
    assert output.looping is Sound.NEW
    alarm.remove(waiting(2).order_id, canned.NOW)
    assert output.looping is None


def test_the_last_minute_sounds_different() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((waiting(1, left_s=61),), canned.NOW)
    first = output.looping
    alarm.tick(canned.NOW + timedelta(seconds=2))
    assert [first, output.looping] == [Sound.NEW, Sound.LATE]


def test_a_touch_keeps_it_quiet_only_for_a_while() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    alarm.show_cards((waiting(1, quiet_s=10),), canned.NOW)
    assert output.looping is None
    alarm.tick(canned.NOW + timedelta(seconds=11))
    assert output.looping is Sound.NEW


def test_food_cooked_for_nobody_is_told_once() -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    stopped = canned.cancelled("1", by=Party.CUSTOMER, reason="", was_cooked=True)
    alarm.show_cards((stopped,), canned.NOW)
    assert output.heard == []
    alarm.show_cards((accepted(1),), canned.NOW)
    alarm.show_cards((stopped,), canned.NOW)
    alarm.show_cards((replace(stopped, lane=Lane.GONE),), canned.NOW)
    assert output.heard == [Sound.CANCELLED]


steps = st.lists(
    st.tuples(
        st.integers(min_value=1, max_value=4),
        st.sampled_from(["new", "touched", "accepted", "removed", "time"]),
        st.integers(min_value=0, max_value=150),
    ),
    max_size=40,
)


@given(steps)
def test_sounding_means_that_something_waits(history: list[tuple[int, str, int]]) -> None:
    output = FakeOutput()
    alarm = Alarm(output)
    now = canned.NOW
    cards: dict[int, CardView] = {}
    for number, event, seconds in history:
        if event == "time":
            now += timedelta(seconds=seconds)
            alarm.tick(now)
        elif event == "removed":
            cards.pop(number, None)
            alarm.remove(waiting(number).order_id, now)
        else:
            cards[number] = {
                "new": waiting(number, left_s=seconds),
                "touched": waiting(number, left_s=seconds, quiet_s=seconds / 2),
                "accepted": accepted(number),
            }[event]
            alarm.show_cards((cards[number],), now)
        must_sound = any(
            card.accept_by is not None and (card.quiet_until is None or now > card.quiet_until)
            for card in cards.values()
        )
        assert (output.looping is not None) == must_sound
        assert output.looping is alarm.playing


def test_a_computer_without_sound_only_says_so() -> None:
    output = QtSoundOutput()
    output.open()
    output.play_loop(Sound.NEW)
    output.play_once(Sound.FAULT)
    output.stop()
    alarm = Alarm(output)
    alarm.show_cards((canned.card(canned.order("1"), pending=ActionKind.ACCEPT),), canned.NOW)
    assert alarm.problem() == output.problem()
