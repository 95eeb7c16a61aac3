"""The table of scenarios."""

import random
import re

import pytest

from kitchen_app.sandbox.scenarios import SCENARIOS, names


def test_every_scenario_has_one_line() -> None:
    assert set(names()) == set(SCENARIOS)
    for name, line in names().items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert 10 < len(line) <= 70


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_seed_gives_the_same_course(name: str) -> None:
    steps = SCENARIOS[name].steps
    assert steps(random.Random(1)) == steps(random.Random(1))


@pytest.mark.parametrize("name", SCENARIOS)
def test_steps_name_orders_that_are_placed(name: str) -> None:
    steps = SCENARIOS[name].steps(random.Random(1))
    placed = [step.order for step in steps if step.act == "place"]
    assert len(placed) == len(set(placed)) > 0
    assert {step.order for step in steps if step.order} <= set(placed)
    assert all(step.at_s >= 0 for step in steps)
