"""The numbers of events and actors as the guides list them."""

from kitchen_app.sandbox.events import Actor, Event


def test_events() -> None:
    assert {int(event) for event in Event} == {
        1,
        *range(1001, 1009),
        1101,
        1102,
        1301,
        1302,
        1303,
    }


def test_actors() -> None:
    assert [int(actor) for actor in Actor] == [0, 10, 20, 30]
