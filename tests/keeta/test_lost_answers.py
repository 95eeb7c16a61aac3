"""The tries after a lost answer: at most one a minute, within the last hour, then a day's rest."""

from datetime import timedelta

from kitchen_app.keeta.lost_answers import TRIES, LostAnswer
from tests.builders import NOW


def pauses(*, tries: int) -> list[timedelta]:
    """Return the pauses after each of the first tries."""
    lost = [LostAnswer(last_at=NOW, tries=number) for number in range(1, tries + 1)]
    return [each.next_at(NOW) - NOW for each in lost]


def test_a_round_is_three_to_five_tries_and_keeta_takes_one_a_minute() -> None:
    assert 3 <= TRIES <= 5
    assert min(pauses(tries=50)) >= timedelta(minutes=1)


def test_a_round_ends_within_the_hour_that_the_old_access_token_lives_on() -> None:
    assert sum(pauses(tries=TRIES - 1), timedelta()) < timedelta(hours=1)


def test_after_a_round_a_day_passes_and_the_next_is_like_it() -> None:
    first, second = pauses(tries=TRIES), pauses(tries=2 * TRIES)[TRIES:]
    assert first[-1] == timedelta(days=1)
    assert first == second
    over = [LostAnswer(last_at=NOW, tries=number).is_round_over for number in range(1, 11)]
    assert over == [number in (5, 10) for number in range(1, 11)]


def test_a_clock_that_was_set_back_does_not_put_a_try_off_for_years() -> None:
    lost = LostAnswer(last_at=NOW + timedelta(days=400), tries=1)
    assert lost.next_at(NOW) == NOW
