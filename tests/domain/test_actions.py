"""What is asked of Keeta, and when it has come to an end."""

import pytest

from kitchen_app.domain.actions import ActionState


@pytest.mark.parametrize("state", ActionState)
def test_what_is_settled_or_with_a_person_is_not_carried_on(state: ActionState) -> None:
    closed = {ActionState.DONE, ActionState.REFUSED, ActionState.HUMAN}
    assert state.is_open is (state not in closed)
