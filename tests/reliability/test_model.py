"""The model: random lives of a kitchen, and every invariant after every step of them.

A run without a finding is worth as much as the wrong programs it would have found: each of
`planted.PLANTED` is found by the same steps, the same invariants and the same seeds.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from hypothesis.strategies import SearchStrategy

from tests.reliability.core_side import prepare_file
from tests.reliability.history import Breach
from tests.reliability.planted import PLANTED
from tests.reliability.play import Plan, Theatre, draw, shorten
from tests.reliability.steps import STEPS

LENGTH = 50
FIXED = range(80)
"""The same lives each time."""
DRAWN = 20
"""Other lives each time."""
TRIES = 60
"""A planted error must be found by as many lives."""
LONG = range(100_000, 102_500)
LONG_LENGTH = 100


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    """A stage in memory where there is some, with a database that remembers every state."""
    memory = Path("/dev/shm")  # noqa: S108 - only to be fast
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Theatre(Path(folder), prepare_file(Path(folder) / "prepared"))


def plans() -> SearchStrategy[Plan]:
    """Return a strategy of lives in which common steps are common."""
    names = [name for name, (weight, _) in STEPS.items() for _ in range(weight)]
    step = strategies.tuples(strategies.sampled_from(names), strategies.integers(0, 999_999))
    steps = strategies.lists(step, min_size=LENGTH // 2, max_size=LENGTH).map(tuple)
    return strategies.builds(Plan, seed=strategies.integers(0, 2**32), steps=steps)


def fails(theatre: Theatre, plan: Plan) -> bool:
    try:
        theatre.play(plan)
    except Breach:
        return True
    return False


def play_all(theatre: Theatre, seeds: range, length: int) -> None:
    for seed in seeds:
        plan = draw(seed, length)
        try:
            theatre.play(plan)
        except Breach as breach:
            short = shorten(plan, lambda each: fails(theatre, each))
            raise AssertionError(f"{breach}\nplay this: {short}") from breach


@pytest.mark.parametrize("part", range(10))
def test_no_life_breaks_an_invariant(theatre: Theatre, part: int) -> None:
    play_all(theatre, FIXED[part::10], LENGTH)


@settings(max_examples=DRAWN, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_no_life_that_hypothesis_thinks_of_breaks_an_invariant(
    theatre: Theatre, plan: Plan
) -> None:
    """Other lives each time; a failing one is shortened and kept for the next run."""
    theatre.play(plan)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_found(
    theatre: Theatre, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = PLANTED[name]
    planted.plant(monkeypatch)
    for seed in (planted.seed, *range(TRIES)):
        try:
            theatre.play(draw(seed, LENGTH))
        except Breach as breach:
            broken = {line.split(":")[0] for line in str(breach).splitlines()}
            if broken & set(planted.breaks):
                return
    pytest.fail(f"{TRIES} lives have not found it")


@pytest.mark.long
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(25))
def test_no_long_life_breaks_an_invariant(theatre: Theatre, part: int) -> None:
    play_all(theatre, LONG[part::25], LONG_LENGTH)


def test_the_same_seed_is_the_same_plan_and_a_shorter_one_still_fails() -> None:
    plan = draw(7, 40)
    assert plan == draw(7, 40) != draw(8, 40)
    wanted = plan.steps[11]
    assert shorten(plan, lambda each: wanted in each.steps).steps == (wanted,)
