"""Who gets the food, without ever saying so in a log."""

from dataclasses import fields

import pytest

from kitchen_app.domain.recipient import Recipient


def test_no_personal_data_is_in_the_representation() -> None:
    personal = [each.name for each in fields(Recipient) if each.name != "hidden"]
    texts: dict[str, object] = {name: f"private {name}" for name in personal}
    recipient = Recipient(**(texts | {"others": ("private floor",)}))  # type: ignore[arg-type]  # all of them texts
    assert repr(recipient) == "Recipient(hidden=False)"
    assert "private" not in f"{recipient} {[recipient]} {recipient!r:>40}"


def test_a_recipient_of_whom_nothing_is_known_hides_nothing() -> None:
    assert Recipient() == Recipient(name="", phone="", address="", hidden=False)
    assert not Recipient(country_code="+966", hidden=True).is_told
    assert Recipient(others=("Floor 3",)).is_told


@pytest.mark.parametrize(
    ("phone", "code", "dialled"),
    [
        ("500000002", "+966", "+966 500000002"),
        ("50 000-0002", "+966", "+966 50 000-0002"),
        ("500000002", "", "500000002"),
        ("500****02", "+966", "500****02"),
        ("+966500000002", "+966", "+966500000002"),
        ("00966500000002", "+966", "00966500000002"),
        ("0500000002", "+966", "0500000002"),
        ("", "+966", ""),
    ],
)
def test_a_code_stands_only_before_a_number_that_lacks_it(
    phone: str, code: str, dialled: str
) -> None:
    assert Recipient(phone=phone, country_code=code).number == dialled
