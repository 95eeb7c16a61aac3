"""What customers see of the shop is changed at the window, and the emulated Keeta has it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import ScaledClock
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.shop_facts import Picture, PictureStatus
from kitchen_app.ui.shop.contact_page import ContactPage
from kitchen_app.ui.shop.picture_page import PicturePage
from tests.e2e.stage import Stage, emulated_keeta, program
from tests.ui.shop.test_file_well import dropped
from tests.ui.test_picture_asks import written

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=20_000)

    return until


def picture_page(stage: Stage, wait: Wait) -> PicturePage:
    wait(lambda: stage.core.shop.view.shop is not None)
    place = stage.desk.window.shop.place
    if not place.is_open:
        stage.desk.window.shop.open()
    place.show_section("picture")
    return place.page(PicturePage)


def pictures(stage: Stage) -> tuple[Picture, ...]:
    async def look() -> tuple[Picture, ...]:
        return stage.sandbox.shop.facts.pictures

    return stage.keeta.submit(look()).result(timeout=5)


def rejected(stage: Stage) -> bool:
    shop = stage.core.shop.view.shop
    return shop is not None and shop.pictures[-1].is_rejected


def test_a_picture_that_keeta_could_not_use_is_refused_before_any_call(
    qtbot: QtBot, tmp_path: Path, wait: Wait
) -> None:
    small = tmp_path / "small.png"
    small.write_bytes(written(900, 900, "PNG"))
    with (
        emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta) as stage,
    ):
        page = picture_page(stage, wait)
        before = pictures(stage)
        assert dropped(page.well, small)
        wait(lambda: "too small" in page.told)
        assert not page.is_cropping
        assert pictures(stage) == before
        assert sandbox.images.count == 0


def test_a_picture_is_proposed_and_keetas_review_is_shown(
    qtbot: QtBot, tmp_path: Path, wait: Wait
) -> None:
    clock = ScaledClock(120)
    front = tmp_path / "front.jpg"
    front.write_bytes(written(1600, 1200, "JPG"))
    with (
        emulated_keeta(SandboxConfig(seed=7, speed=120), clock) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta, clock=clock) as stage,
    ):
        page = picture_page(stage, wait)
        sandbox.shop.rejects_next_picture = True
        assert dropped(page.well, front)
        wait(lambda: page.is_cropping)
        page.crop.smaller_button.click()
        page.crop.send_button.click()
        wait(lambda: "Proposed." in page.told)
        wait(lambda: pictures(stage)[-1].status is PictureStatus.REJECTED)
        wait(lambda: rejected(stage))
        picture_page(stage, wait)  # again: a minute of the fast clock has closed the place
        wait(lambda: any("The picture is blurred" in words for words in page.shown.words))
        assert sandbox.images.count == 1


def test_the_phones_that_customers_see_are_changed(
    qtbot: QtBot, tmp_path: Path, wait: Wait
) -> None:
    async def phones() -> tuple[str, ...]:
        return sandbox.shop.facts.phones

    with (
        emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta) as stage,
    ):
        wait(lambda: stage.core.shop.view.shop is not None)
        place = stage.desk.window.shop.place
        stage.desk.window.shop.open()
        place.show_section("contact")
        page = place.page(ContactPage)
        wait(lambda: page.draft.value is not None)
        field = page.contact.phones.rows[0].number
        field.clear()
        QTest.keyClicks(field, "507654321")
        page.check_button.click()
        page.review.go_button.click()
        wait(lambda: page.told == "Keeta has it.")
        (changed, *_) = keeta.submit(phones()).result(timeout=5)
        assert changed.endswith("-507654321")
