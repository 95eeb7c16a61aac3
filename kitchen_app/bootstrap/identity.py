"""What the settings say of who we are and where our two far ends lie."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from kitchen_app.domain.order import ShopId
from kitchen_app.services.access import Access
from kitchen_app.services.connection import Ends
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.settings import Settings
from kitchen_app.store.config_file import FILE_NAME
from kitchen_app.store.errors import ConfigError


def far_ends(settings: Settings) -> tuple[str, ...]:
    """Return the addresses that show whether there is a network: ours first, to spare Keeta."""
    public = settings.keeta.callback_url
    return (*((public,) if public else ()), settings.keeta.base_url)


def identity(data_dir: Path, settings: Settings) -> tuple[int, ServedShops]:
    """Return the numbers of our application and of our shops.

    Raises:
        ConfigError: one of them is not filled in.
    """
    keeta = settings.keeta
    if keeta.app_id is None or keeta.shop_id is None:
        missing = "app_id" if keeta.app_id is None else "shop_id"
        raise ConfigError(
            f"{data_dir / FILE_NAME}: [keeta] {missing} is missing: fill in the number "
            "from Keeta's developer portal."
        )
    others = tuple(ShopId(str(each)) for each in keeta.other_shops)
    return keeta.app_id, ServedShops(home=ShopId(str(keeta.shop_id)), others=others)


def tokens_of(settings: Settings) -> ShopId:
    """Return under which shop's number the tokens stand in the keyring.

    They stay there when another shop becomes the home shop: they are the same authorization's, and
    a copy of a refresh token that works once would be a trap.
    """
    keeta = settings.keeta
    return ShopId(str(keeta.tokens_of or keeta.shop_id or ""))


def ends(settings: Settings, *, access: Access, address: str) -> Ends:
    """Return the two ends of the connection, of which `identity` has found both numbers.

    Without a public address Keeta cannot reach us; an emulated one on this machine can.
    """
    keeta = settings.keeta
    return Ends(
        access=access,
        app_id=keeta.app_id or 0,
        shop_id=ShopId(str(keeta.shop_id)),
        address=address,
        can_register=keeta.callback_url is not None or _is_on_this_machine(keeta.base_url),
    )


def _is_on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"
