"""Who gets the food, without ever saying so in a log."""

from dataclasses import fields

from kitchen_app.domain.recipient import Recipient


def test_no_personal_data_is_in_the_representation() -> None:
    personal = [each.name for each in fields(Recipient) if each.name != "hidden"]
    texts: dict[str, object] = {name: f"private {name}" for name in personal}
    recipient = Recipient(**(texts | {"others": ("private floor",)}))  # type: ignore[arg-type]  # all of them texts
    assert repr(recipient) == "Recipient(hidden=False)"
    assert "private" not in f"{recipient} {[recipient]} {recipient!r:>40}"


def test_a_recipient_of_whom_nothing_is_known_hides_nothing() -> None:
    assert Recipient() == Recipient(name="", phone="", address="", hidden=False)
