"""What of Windows' way can be checked anywhere: how its names lie in memory."""

import uuid

from kitchen_app.bootstrap.windows_volume import guid


def test_a_guid_lies_in_memory_with_its_first_three_parts_turned_round() -> None:
    number = uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")
    assert guid(number).raw.hex() == "33221100554477668899aabbccddeeff"
