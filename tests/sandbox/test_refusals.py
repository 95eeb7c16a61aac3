"""Codes lie in the bands that Keeta publishes."""

import pytest

from kitchen_app.sandbox import refusals


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        (refusals.UNKNOWN_APPLICATION, 115000100, 115000199),
        (refusals.BAD_TIMESTAMP, 115000100, 115000199),
        (refusals.BAD_SIGNATURE, 115000110, 115000110),
        (refusals.BAD_BUSINESS_PARAMETER, 115000200, 115000399),
        (refusals.FOREIGN_SHOP, 115000200, 115000399),
        (refusals.TOO_OFTEN, 115000200, 115000399),
        (refusals.PENDING_REVIEW, 115000200, 115000399),
        (refusals.SHOP_STATE, 115000200, 115000399),
        (refusals.BAD_IMAGE, 115000200, 115000399),
    ],
)
def test_bands(code: int, first: int, last: int) -> None:
    assert first <= code <= last


def test_a_refusal_reads_as_its_message() -> None:
    refusal = refusals.RefusedError(refusals.BAD_PARAMETER, "shopId is null")
    assert (str(refusal), refusal.code, refusal.message) == (
        "shopId is null",
        109000000,
        "shopId is null",
    )
