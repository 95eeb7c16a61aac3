"""The customers' pictures are PNG files that the emulator itself would take."""

from kitchen_app.sandbox.images import measure
from kitchen_app.sandbox.photos import HEIGHT, WIDTH, plate


def test_a_picture_has_its_size_and_another_seed_another_plate() -> None:
    assert measure(plate(1)) == ("png", (WIDTH, HEIGHT))
    assert len({plate(seed) for seed in range(5)}) == 5
