"""A core with settings of its own, pointed at a Keeta that is not there."""

from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.services.settings import KeetaSettings, Secrets, Settings, WebhookSettings
from tests.e2e.installation import APP_ID, SECRET, SHOP_ID


def config_for(data_dir: Path) -> CoreConfig:
    return CoreConfig(
        data_dir=data_dir,
        settings=Settings(
            keeta=KeetaSettings(
                base_url="http://127.0.0.1:9/api/open", app_id=APP_ID, shop_id=SHOP_ID
            ),
            webhook=WebhookSettings(port=0, path="/keeta/test"),
        ),
        secrets=Secrets(app_secret=SECRET, access_token="token"),
        clock=SystemClock(),
    )


def core_for(data_dir: Path) -> Core:
    return Core(config_for(data_dir))
