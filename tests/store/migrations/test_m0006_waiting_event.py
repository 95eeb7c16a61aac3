"""The index that keeps an order from having two open actions knows today's states."""

from kitchen_app.domain.actions import OPEN_STATES
from kitchen_app.store.migrations.m0006_waiting_event import STATEMENTS


def test_the_index_of_open_actions_knows_every_open_state() -> None:
    index = next(statement for statement in STATEMENTS if "CREATE" in statement)
    named = set(index.split("(")[-1].rstrip(" )\n").replace("'", "").split(", "))
    assert named == {state.value for state in OPEN_STATES}
