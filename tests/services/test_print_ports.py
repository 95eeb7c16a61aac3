"""A raster is exactly as large as it says."""

import pytest

from kitchen_app.services.print_ports import Raster


@pytest.mark.parametrize("width", [1, 7, 8, 9, 384, 576])
def test_rows_are_whole_bytes(width: int) -> None:
    raster = Raster(width=width, height=3, rows=bytes((width + 7) // 8 * 3))
    assert raster.row_bytes * 3 == len(raster.rows)


@pytest.mark.parametrize("length", [0, 71, 73])
def test_a_raster_with_another_number_of_bytes_is_no_raster(length: int) -> None:
    with pytest.raises(ValueError, match="576 x 1"):
        Raster(width=576, height=1, rows=bytes(length))
