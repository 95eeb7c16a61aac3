"""The words for what the system does at log-in."""

from kitchen_app.services.autostart import StartState


def test_another_copy_is_neither_on_nor_off() -> None:
    assert set(StartState) == {StartState.OFF, StartState.ON, StartState.OTHER}
