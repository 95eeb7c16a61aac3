"""The queues of faults."""

import random

from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Fault, FaultKind, Faults


def test_each_call_takes_one_fault_of_its_path() -> None:
    faults, taken = Faults(), list[Fault]()
    faults.taken.connect(taken.append)
    first, second = Fault(kind=FaultKind.HTTP_500), Fault(kind=FaultKind.HTML)
    faults.next_call("/order/get", first, second)
    assert faults.take("/order/confirm") is None
    assert [faults.take("/order/get") for _ in range(3)] == [first, second, None]
    assert taken == [first, second]


def test_clear() -> None:
    faults = Faults()
    faults.next_call("/order/get", Fault(kind=FaultKind.HANG))
    faults.clear()
    assert faults.take("/order/get") is None


def test_events_have_queues_of_their_own() -> None:
    faults = Faults()
    fault = EventFault(kind=EventFaultKind.LOST)
    faults.next_event(1002, fault)
    assert faults.waiting() == {"1002": ["lost"]}
    assert faults.take_event(1001) is None
    assert [faults.take_event(1002) for _ in range(2)] == [fault, None]
    assert faults.waiting() == {}


def test_a_flaky_network_is_drawn_from_its_seed_and_ends() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults()
        faults.flaky(random.Random(seed), 0.5, calls=(Fault(kind=FaultKind.HTML),))
        met = [faults.take("/order/get") is not None for _ in range(40)]
        faults.clear()
        assert faults.take("/order/get") is None
        assert faults.take_event(1001) is None
        return met

    assert drawn(1) == drawn(1) != drawn(2)
    assert 5 < sum(drawn(1)) < 35
