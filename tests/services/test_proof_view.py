"""What is shown before anything was tested."""

from kitchen_app.services.proof_view import NOT_TESTED, Hop


def test_at_first_nothing_is_claimed() -> None:
    assert not NOT_TESTED.hop
    assert NOT_TESTED.last_ok is None
    assert not NOT_TESTED.is_public


def test_every_hop_but_none_is_a_failure() -> None:
    assert [hop for hop in Hop if not hop] == [Hop.NONE]
