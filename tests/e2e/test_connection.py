"""The owner connects the program at the window: our address is set, and the consent works."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from kitchen_app.keeta.base_api import CALLBACK_EVENTS
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.ui.shop.connection_page import ConnectionPage
from tests.e2e.stage import Stage, set_up
from tests.keyrings import MemoryKeyring

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=20_000)

    return until


def connection_page(stage: Stage) -> ConnectionPage:
    stage.desk.window.shop.open()
    stage.desk.window.shop.place.show_section("connection")
    return stage.desk.window.shop.place.page(ConnectionPage)


def addresses(stage: Stage) -> set[str | None]:
    async def look() -> set[str | None]:
        return {stage.sandbox.callbacks.url_of(event) for event in CALLBACK_EVENTS}

    return stage.keeta.submit(look()).result(timeout=5)


@pytest.mark.parametrize("is_test", [True, False])
def test_our_address_is_set_at_the_window_and_orders_come_there(
    qtbot: QtBot, tmp_path: Path, wait: Wait, *, is_test: bool
) -> None:
    with set_up(tmp_path, SandboxConfig(seed=7, test_shop=is_test)) as stage:
        stage.keeta.call_soon(_forget(stage))
        page = connection_page(stage)
        wait(page.register_button.isEnabled)
        (page.test_button if is_test else page.register_button).click()
        wait(lambda: "for all 13" in page.registration.text())
        assert addresses(stage) == {stage.core.callback_url}
        order_id = stage.place()
        wait(lambda: 1001 in stage.events_taken(order_id))


def _forget(stage: Stage) -> Callable[[], None]:
    def forget() -> None:
        stage.sandbox.set_callback_url(None)

    return forget


def test_the_owner_consents_in_the_browser_that_the_window_opens(
    qtbot: QtBot,
    tmp_path: Path,
    wait: Wait,
    ring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    with set_up(tmp_path, SandboxConfig(seed=7)) as stage:
        page = connection_page(stage)
        wait(page.consent_button.isEnabled)
        page.consent_button.click()
        wait(lambda: bool(opened))
        query = parse_qs(urlsplit(opened[0].toString()).query)
        assert query["redirectUri"] == [stage.core.callback_url]
        stage.keeta.submit(_consent(stage, query["state"][0])).result(timeout=5)
        wait(lambda: page.consent.text().startswith("Done"))
        assert ring.kept, "the access outlives the program"


async def _consent(stage: Stage, state: str) -> None:
    stage.sandbox.authorization.consent(state)
