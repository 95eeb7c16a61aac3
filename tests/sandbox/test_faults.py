"""The queues of faults."""

from kitchen_app.sandbox.faults import Fault, FaultKind, Faults


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
