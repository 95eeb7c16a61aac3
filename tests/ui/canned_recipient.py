"""Somebody who does not exist, with every part of an address that Keeta can tell."""

from kitchen_app.domain.recipient import Recipient

RECIPIENT = Recipient(
    name="Sara Al Example",
    phone="500000002",
    country_code="+966",
    address="Example Gardens",
    street="شارع المثال",
    house_number="12",
    building="Palm 12",
    apartment="7",
    district="Olaya",
    area="Olaya",
    city="Riyadh",
    directions="Second gate, then ask for 7B",
    others=("Floor 3",),
)
SEALED = Recipient(name="Sara Al Example", address="Olaya", hidden=True)
