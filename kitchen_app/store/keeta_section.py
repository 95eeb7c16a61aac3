"""The table [keeta] of kitchen.toml: which application and shops we are, and where Keeta is."""

from urllib.parse import SplitResult, urlsplit

from kitchen_app.services.settings import KeetaSettings, Verify
from kitchen_app.store.section import Section, text

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_LARGEST_ID = 2**63 - 1


def read_keeta(section: Section) -> KeetaSettings:
    """Return what stands in the table.

    Raises:
        ConfigError: a key holds something of the wrong kind, or a shop is named twice.
    """
    defaults = KeetaSettings()
    shop_id = section.read("shop_id", _positive, None)
    others = section.read("other_shops", _shops, defaults.other_shops)
    if shop_id in others:
        raise section.complaint("other_shops", f"without {shop_id}, which is the shop_id already")
    return KeetaSettings(
        base_url=section.read("base_url", _api_url, defaults.base_url),
        app_id=section.read("app_id", _positive, None),
        shop_id=shop_id,
        other_shops=others,
        tokens_of=section.read("tokens_of", _positive, None),
        callback_url=section.read("callback_url", _callback_url, None),
        verify=section.read("verify", _verify, defaults.verify),
    )


def _positive(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_ID:
        raise ValueError("a whole number without quotes, such as 470011")
    return value


def _shops(value: object) -> tuple[int, ...]:
    wanted = "a list of other shops' numbers, each once, such as [470012, 470013]"
    if not isinstance(value, list):
        raise ValueError(wanted)
    try:
        numbers = tuple(_positive(each) for each in value)
    except ValueError:
        raise ValueError(wanted) from None
    if len(set(numbers)) < len(numbers):
        raise ValueError(wanted)
    return numbers


def _api_url(value: object) -> str:
    wanted = 'an address that begins with "https://" (http only for this machine itself)'
    parts = _split(text(value, wanted), wanted)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.hostname:
        raise ValueError(wanted)
    return parts.geturl()


def _callback_url(value: object) -> str:
    wanted = 'the whole address registered with Keeta, without a query, such as "https://…/keeta"'
    url = text(value, wanted)
    parts = _split(url, wanted)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "?" in url or "#" in url:
        raise ValueError(wanted)
    return url


def _split(url: str, wanted: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that cannot be
    except ValueError:
        raise ValueError(wanted) from None
    return parts


def _verify(value: object) -> Verify:
    try:
        return Verify(text(value, ""))
    except ValueError:
        raise ValueError('"enforce" or "observe"') from None
