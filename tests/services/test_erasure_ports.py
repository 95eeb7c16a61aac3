"""The protocols hold what the real store and its copies have, and a toll of nothing is none."""

import pytest

from kitchen_app.services.erasure_ports import ForgettingStore, SecondCopies, Toll
from tests.services.harness import Process
from tests.services.test_safekeeper import FakeSafe


@pytest.mark.parametrize(
    ("toll", "is_any"), [(Toll(), False), (Toll(masked=1), True), (Toll(deleted=1), True)]
)
def test_a_toll_counts(toll: Toll, is_any: bool) -> None:
    assert bool(toll) is is_any


async def test_the_adapters_satisfy_them(process: Process) -> None:
    kept: ForgettingStore = process.kept
    copies: SecondCopies = FakeSafe()
    assert kept.toll is not None
    assert copies.drop_older is not None
