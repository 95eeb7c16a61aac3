"""The frame stays 4:3, inside the picture and over 900 pixels each way, whatever is done to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt

from kitchen_app.ui.picture_file import LEAST
from kitchen_app.ui.shop import crop_frame

PICTURES = st.builds(QSize, st.integers(LEAST.width(), 4800), st.integers(LEAST.height(), 4800))
PLACES = st.builds(QPointF, st.floats(-9000, 9000), st.floats(-9000, 9000))
CORNERS = st.sampled_from(list(Qt.Corner))


def check(frame: QRectF, picture: QSize) -> None:
    part = crop_frame.in_pixels(frame, picture)
    assert QRect(0, 0, picture.width(), picture.height()).contains(part)
    assert part.width() > 900
    assert part.height() > 900
    assert part.width() / part.height() == pytest.approx(4 / 3, abs=0.01)


@given(
    picture=PICTURES,
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("move"), PLACES),
            st.tuples(st.just("size"), st.floats(0.01, 20)),
            st.tuples(st.just("pull"), st.tuples(CORNERS, PLACES)),
        ),
        max_size=12,
    ),
)
def test_it_can_always_be_sent(picture: QSize, steps: list[tuple[str, object]]) -> None:
    frame = crop_frame.largest(picture)
    check(frame, picture)
    for what, value in steps:
        if what == "move" and isinstance(value, QPointF):
            frame = crop_frame.moved(frame, value, picture)
        elif what == "size" and isinstance(value, float):
            frame = crop_frame.sized(frame, frame.width() * value, picture)
        elif isinstance(value, tuple):
            frame = crop_frame.stretched(frame, value[0], value[1], picture)
        check(frame, picture)


def test_it_begins_as_large_as_can_be_in_the_middle() -> None:
    assert crop_frame.largest(QSize(4000, 1500)) == QRectF(1000, 0, 2000, 1500)
    assert crop_frame.largest(QSize(2000, 4000)) == QRectF(0, 1250, 2000, 1500)


@pytest.mark.parametrize("corner", list(Qt.Corner))
def test_the_corner_opposite_to_a_pulled_one_stays(corner: Qt.Corner) -> None:
    picture = QSize(4000, 3000)
    frame = QRectF(1000, 750, 2000, 1500)
    pulled = crop_frame.stretched(frame, corner, QPointF(2000, 1500), picture)
    kept = [
        each
        for each in Qt.Corner
        if crop_frame.place_of(each, pulled) == crop_frame.place_of(each, frame)
    ]
    assert len(kept) == 1
    assert kept != [corner]
    assert pulled.width() < frame.width()
