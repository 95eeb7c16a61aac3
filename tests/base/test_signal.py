"""One fact, several listeners."""

import pytest

from kitchen_app.base.signal import Signal


def test_every_listener_hears_the_fact_in_the_order_of_connection() -> None:
    heard: list[tuple[str, int]] = []
    signal: Signal[int] = Signal()
    signal.connect(lambda fact: heard.append(("first", fact)))
    signal.connect(lambda fact: heard.append(("second", fact)))
    signal.emit(7)
    assert heard == [("first", 7), ("second", 7)]


def test_a_fact_that_nobody_hears_is_no_failure() -> None:
    Signal[int]().emit(7)


def test_who_disconnects_hears_no_more() -> None:
    heard: list[int] = []
    signal: Signal[int] = Signal()
    signal.connect(heard.append)
    signal.emit(1)
    signal.disconnect(heard.append)
    signal.emit(2)
    assert heard == [1]


def test_a_stranger_cannot_disconnect() -> None:
    with pytest.raises(ValueError, match="not in list"):
        Signal[int]().disconnect(print)


def test_a_listener_that_fails_is_logged_and_the_others_hear(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heard: list[int] = []
    signal: Signal[int] = Signal()
    signal.connect(lambda fact: heard.append(1 // fact))
    signal.connect(heard.append)
    signal.emit(0)
    assert heard == [0]
    assert "A listener failed" in caplog.text
    caplog.clear()


def test_a_listener_may_leave_while_it_hears() -> None:
    heard: list[str] = []
    signal: Signal[int] = Signal()

    def once(_fact: int) -> None:
        heard.append("once")
        signal.disconnect(once)

    signal.connect(once)
    signal.connect(lambda _fact: heard.append("always"))
    signal.emit(1)
    signal.emit(2)
    assert heard == ["once", "always", "always"]


def test_a_listener_that_comes_during_a_fact_hears_the_next_one() -> None:
    heard: list[int] = []
    signal: Signal[int] = Signal()
    signal.connect(lambda fact: signal.connect(heard.append) if fact == 1 else None)
    signal.emit(1)
    signal.emit(2)
    assert heard == [2]
