"""The listener of callbacks, made from the settings and opened again if the system closes it."""

import asyncio
import logging
from pathlib import Path

from kitchen_app.base.clock import Clock
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.settings import Settings
from kitchen_app.store.config_file import ensure_path
from kitchen_app.webhook.errors import ListenError
from kitchen_app.webhook.server import WebhookServer, allowed_hosts

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 2.0


def make_listener(settings: Settings, data_dir: Path, clock: Clock) -> WebhookServer:
    """Return the listener, not open yet; its secret path is made the first time.

    Raises:
        ConfigError: the path that was made cannot be written down.
    """
    return WebhookServer(
        host=settings.webhook.host,
        port=settings.webhook.port,
        path=ensure_path(data_dir, settings),
        hosts=allowed_hosts(settings.keeta.callback_url),
        clock=clock,
    )


async def keep_listening(server: WebhookServer, links: Links) -> None:
    """Service: open the listener again if the system has closed it."""
    while True:
        await asyncio.sleep(_LOOK_EVERY_S)
        if server.is_listening or server.is_stopped:
            continue
        links.receiving_stands(Trouble.LISTENER_DOWN)
        try:
            await server.reopen()
        except ListenError as error:
            logger.warning("The listener is down: %s", error)
        else:
            links.receiving_mended(Trouble.LISTENER_DOWN)
