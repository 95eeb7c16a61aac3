"""Orders stand under each other, by what is known of their heights."""

from PySide6.QtCore import QRect

from kitchen_app.ui.board.places import Places


def stacked(heights: dict[str, int], *, width: int = 300, is_mirrored: bool = False) -> Places:
    places = Places(gap=10, guess=100, narrowest=200)
    places.fit(width, is_mirrored=is_mirrored)
    places.stack(["a", "b", "c"], heights)
    return places


def test_what_is_not_known_is_guessed() -> None:
    assert stacked({}).height == 3 * 110
    places = stacked({"a": 40, "c": 60})
    assert [places.place(index) for index in range(3)] == [
        QRect(0, 0, 300, 40),
        QRect(0, 50, 300, 50),
        QRect(0, 110, 300, 60),
    ]


def test_heights_are_remembered_while_the_order_is_there() -> None:
    places = stacked({"a": 40, "b": 40, "c": 40})
    places.stack(["c", "a"], {"a": 80})
    assert places.place_of("c").height() == 40
    assert places.place_of("a") == QRect(0, 50, 300, 80)
    assert places.place_of("b") == QRect()
    places.fit(300, is_mirrored=False)
    assert places.place_of("c").height() == 40
    places.fit(299, is_mirrored=False)
    places.stack(["c"], {})
    assert places.height == 110


def test_where_there_is_room_orders_stand_side_by_side() -> None:
    places = stacked({"a": 40, "b": 60, "c": 40}, width=410)
    assert places.columns == 2
    assert [places.place(index) for index in range(3)] == [
        QRect(0, 0, 200, 40),
        QRect(210, 0, 200, 60),
        QRect(0, 70, 200, 40),
    ]
    mirrored = stacked({"a": 40, "b": 60, "c": 40}, width=410, is_mirrored=True)
    assert [mirrored.place(index).x() for index in range(3)] == [210, 0, 210]
    assert stacked({}, width=409).columns == 1


def test_what_stands_between_two_heights() -> None:
    places = stacked({"a": 40, "b": 40, "c": 40})  # at 0, 50 and 100
    assert places.between(-500, 1000) == slice(0, 3)
    assert places.between(0, 50) == slice(0, 1)
    assert places.between(49, 51) == slice(0, 2)
    assert places.between(50, 60) == slice(1, 2)
    assert [1, 2, 3][places.between(5000, 6000)] == []
    wide = stacked({"a": 40, "b": 60, "c": 40}, width=410)  # rows at 0 and 70
    assert wide.between(0, 50) == slice(0, 2)
    assert wide.between(69, 71) == slice(0, 3)


def test_what_stands_above_and_below_an_edge() -> None:
    places = stacked({"a": 40, "b": 40, "c": 40})  # at 0, 50 and 100
    assert [places.below(edge) for edge in (0, 39, 40, 89, 90, 139, 140, 500)] == [
        0, 0, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip
    assert [places.above(edge) for edge in (0, 20, 21, 49, 60, 71, 500)] == [0, 0, 1, 1, 1, 2, 3]
    wide = stacked({"a": 40, "b": 60, "c": 40}, width=410)  # rows at 0 and 70
    assert [wide.below(edge) for edge in (59, 60, 109, 110)] == [0, 2, 2, 3]
    assert [wide.above(edge) for edge in (30, 31, 90, 91)] == [0, 2, 2, 3]
