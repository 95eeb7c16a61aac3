"""The form of a test message: nothing of Keeta's looks like it."""

import pytest

from kitchen_app.services.proof_ports import PROOF_EVENT, is_proof, proof_message_id


def test_a_test_is_known_by_its_event_and_its_message_id() -> None:
    assert is_proof(PROOF_EVENT, proof_message_id("5f"))
    assert len(proof_message_id("5f" * 16)) <= 64, "the longest message id that is let in"


@pytest.mark.parametrize(
    ("event_id", "message_id"),
    [
        (1001, proof_message_id("5f")),  # an order is never taken for a test
        (PROOF_EVENT, "1990000000000000001"),  # Keeta's ids are digits
        (PROOF_EVENT, ""),
    ],
)
def test_nothing_of_keetas_is_one(event_id: int, message_id: str) -> None:
    assert not is_proof(event_id, message_id)
