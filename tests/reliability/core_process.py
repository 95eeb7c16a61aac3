"""The core as a process of its own, without a window, that accepts every order it shows.

python core_process.py DATA_DIR BASE_URL APP_ID SHOP_ID PORT SECRET TOKEN
"""

import asyncio
import sys
from functools import partial
from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.domain.actions import ActionKind
from kitchen_app.services.board import CardView
from kitchen_app.services.settings import KeetaSettings, Secrets, Settings, WebhookSettings

PATH = "/keeta/kill"


def touch(core: Core, people: Supervisor, card: CardView) -> None:
    """Touch whatever a cook would touch next."""
    if card.pending is not None:
        return
    if ActionKind.ACCEPT in card.actions:
        people.spawn(core.kitchen.accept(card.order_id), name="accept")
    elif ActionKind.READY in card.actions:
        people.spawn(core.kitchen.ready(card.order_id), name="ready")


async def serve(arguments: list[str]) -> None:
    data_dir, base_url, app_id, shop_id, port, secret, token = arguments
    keeta = KeetaSettings(base_url=base_url, app_id=int(app_id), shop_id=int(shop_id))
    core = Core(
        CoreConfig(
            data_dir=Path(data_dir),
            settings=Settings(keeta=keeta, webhook=WebhookSettings(port=int(port), path=PATH)),
            secrets=Secrets(app_secret=secret, access_token=token),
            clock=SystemClock(),
        )
    )
    people = Supervisor()
    core.kitchen.board.card_changed.connect(partial(touch, core, people))
    await core.start()
    for card in core.kitchen.board.cards.values():
        touch(core, people, card)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1:]))
