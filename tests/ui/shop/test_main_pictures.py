"""Each main picture is asked for once, and stands beside what Keeta's review says of it."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kitchen_app.domain.shop import ShopPicture
from kitchen_app.ui.shop.main_pictures import MainPicture, MainPictures
from kitchen_app.ui.theme import Theme

ONE = ShopPicture(url="https://img.example/a.jpg", platform_review=60)
NEW = ShopPicture(url="https://img.example/b.jpg", platform_review=20)
NO = ShopPicture(url="https://img.example/b.jpg", reject_reason="blurred")


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> MainPictures:
    view = MainPictures(theme)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    return view


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        (None, ["has not told yet"]),
        ((), ["no main picture"]),
        ((ONE,), ["Customers see this picture."]),
        ((ONE, NEW), ["state 60", "state 20"]),
        ((ONE, NO), ["state 60", "rejected it: \u2068blurred"]),
    ],
)
def test_it_says_how_each_stands(
    view: MainPictures, pictures: tuple[ShopPicture, ...] | None, said: list[str]
) -> None:
    view.show_pictures(pictures)
    words = " | ".join(view.words)
    assert all(phrase in words for phrase in said), words


def test_each_is_asked_for_once_until_there_are_others(view: MainPictures, qtbot: QtBot) -> None:
    asked: list[str] = []
    view.wanted.connect(asked.append)
    for _ in range(2):
        view.show_pictures((ONE,))
    assert asked == [ONE.url]
    view.show_pictures((ONE, NEW))
    assert asked == [ONE.url, ONE.url, NEW.url]


def test_one_that_comes_is_drawn_and_one_that_does_not_is_told(view: MainPictures) -> None:
    view.show_pictures((ONE, NEW))
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xB5632A)
    view.take(ONE.url, image)
    view.take("https://elsewhere.example/x.jpg", image)
    view.fail(NEW.url)
    view.fail("https://elsewhere.example/x.jpg")
    assert any("cannot be shown" in word for word in view.words)
    frame = view.findChildren(MainPicture)[0]
    drawn = frame.grab().toImage()
    assert drawn.pixelColor(drawn.rect().center()).name() == "#b5632a"
