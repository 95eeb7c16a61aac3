"""What an installation is told: every setting once, with its default and meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kitchen_app.domain.routing import PrinterPlan, PrintPlan, Station
from kitchen_app.services.board_keys import BoardKey
from kitchen_app.services.print_profiles import PrinterProfile

LANGUAGES = ("en", "ar", "zh_HK")
"""What the screen speaks: English, Arabic, Traditional Chinese as written in Hong Kong."""

SMALLEST_SCALE = 0.8
LARGEST_SCALE = 1.8
LONGEST_COOKING_MIN = 180
"""The largest number of minutes after which an order can be told to be late."""
SHORTEST_WORD = 2
LONGEST_WORD = 40
MOST_WORDS = 50
"""How long a word for an allergy is, and how many may be added."""

LONGEST_KITCHEN_NAME = 40
LONGEST_MENU_NAME = 200
"""How long a name is that the kitchen gives, and one of the menu that it gives it to."""


class Verify(StrEnum):
    """What to do with a callback whose signature does not fit."""

    ENFORCE = "enforce"  # refuse it
    OBSERVE = "observe"  # store it, but believe only what Keeta says when asked


@dataclass(frozen=True, slots=True, kw_only=True)
class KeetaSettings:
    """Which application and shop we are. `callback_url` is the address registered with Keeta.

    `shop_id` is the home shop; `other_shops` of the same authorization are served beside it. The
    tokens stand in the keyring under the number `tokens_of`, None: under that of the home shop.
    """

    base_url: str = "https://open.mykeeta.com/api/open"
    app_id: int | None = None
    shop_id: int | None = None
    other_shops: tuple[int, ...] = ()
    tokens_of: int | None = None
    callback_url: str | None = None
    verify: Verify = Verify.ENFORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where the listener stands; the tunnel leads there. Port 0 takes any free one."""

    host: str = "127.0.0.1"
    port: int = 8470
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSettings:
    """Where the shop is. Without `time_zone` (an IANA name) its special days stay untouched.

    Keeta counts days by the shop's own midnight and tells the zone in none of its answers; a
    guess from this machine's clock would close the shop on the wrong day.
    """

    time_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacySettings:
    """How long people stay in an order after its end, and the order itself.

    Masked: notes, reasons, names, pictures and the messages as received are gone. Deleted: only
    its money is left. Both are counted from the last change after the end.
    """

    mask_after_hours: int = 24
    delete_after_days: int = 30


class LastResort(StrEnum):
    """What is done when the last minute of an order begins that nobody has touched."""

    NOTHING = "nothing"  # the alarm goes on
    ACCEPT = "accept"  # the program accepts it
    REST = "rest"  # the shop is put to rest, so that no further order is missed


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSettings:
    """What the owner has chosen for orders that nobody answers."""

    last_minute: LastResort = LastResort.NOTHING


class Look(StrEnum):
    """The ground of the screen."""

    DARK = "dark"
    LIGHT = "light"


class Palette(StrEnum):
    """Which colours carry the meanings."""

    STANDARD = "standard"
    COLOUR_BLIND = "colour_blind"  # told apart with any kind of colour blindness


class Motion(StrEnum):
    """Whether panels and new cards slide."""

    AUTO = "auto"  # as the computer is set, where it tells
    ON = "on"
    OFF = "off"


class Digits(StrEnum):
    """The figures of the Arabic screen; the other languages have Western ones."""

    WESTERN = "western"  # 0123456789
    ARABIC_INDIC = "arabic_indic"  # ٠١٢٣٤٥٦٧٨٩


class Arrangement(StrEnum):
    """How the lanes of the board share the screen."""

    LANES = "lanes"  # all side by side
    ONE_LANE = "one_lane"  # one at a time over the whole width, for small tablets


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSettings:
    """How the board looks and speaks.

    `language` None is the system's, `scale` None fits the screen. `kitchen_language` is that of
    dishes, sizes and options; None is the screen's. `kitchen_names` are the kitchen's own names
    by those of the menu (docs/decisions/0027). An order that is cooked counts
    as soon late after `soon_after_min` minutes and as late after `late_after_min`, both from its
    acceptance. `allergy_words` are looked for in notes besides those that the program knows.

    Raises:
        ValueError: `soon_after_min` is not before `late_after_min`.
    """

    language: str | None = None
    scale: float | None = None
    arrangement: Arrangement = Arrangement.LANES
    look: Look = Look.DARK
    palette: Palette = Palette.STANDARD
    motion: Motion = Motion.AUTO
    digits: Digits = Digits.WESTERN
    soon_after_min: int = 10
    late_after_min: int = 15
    allergy_words: tuple[str, ...] = ()
    kitchen_language: str | None = None
    kitchen_names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.soon_after_min >= self.late_after_min:
            raise ValueError("soon_after_min must be less than late_after_min")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerSettings:
    """What needs the manager's PIN, once one is set.

    `refund_limit`: so much of an order, in whole units of its own currency, may be given back
    without it; 0 asks for every refund.
    """

    refund_limit: int = 0


class Connection(StrEnum):
    """How a printer is reached; what `address` is."""

    NETWORK = "network"  # a host, or host:port; 9100 unless told
    SPOOLER = "spooler"  # the name of a printer that Windows has installed
    DEVICE = "device"  # a device file, such as /dev/usb/lp0, or COM3
    SYSTEM = "system"  # the name of a printer that only the system's driver can talk to
    FOLDER = "folder"  # a folder that gets a picture of each paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSettings:
    """One printer: what it is, and what it prints by itself.

    `fallback` names the printer that stands in for it.
    """

    plan: PrinterPlan
    connection: Connection
    address: str
    profile: PrinterProfile
    fallback: str = ""

    @property
    def name(self) -> str:
        return self.plan.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingSettings:
    """All printers and stations. Without a printer nothing is printed, and nothing is missed.

    `default` is the printer of lines that match no station; `fallback_after_s` is how long one is
    in trouble before another stands in for it. Papers speak one or two `languages`, the first of
    which is the larger; none is the screen's.
    """

    printers: tuple[PrinterSettings, ...] = ()
    stations: tuple[Station, ...] = ()
    default: str = ""
    fallback_after_s: int = 30
    languages: tuple[str, ...] = ()

    @property
    def plan(self) -> PrintPlan:
        printers = tuple(printer.plan for printer in self.printers)
        return PrintPlan(printers=printers, stations=self.stations, default=self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole of kitchen.toml."""

    keeta: KeetaSettings = field(default_factory=KeetaSettings)
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    shop: ShopSettings = field(default_factory=ShopSettings)
    privacy: PrivacySettings = field(default_factory=PrivacySettings)
    alarm: AlarmSettings = field(default_factory=AlarmSettings)
    manager: ManagerSettings = field(default_factory=ManagerSettings)
    keys: Mapping[BoardKey, str] = field(default_factory=dict)
    """Which key does what, where a shop has learned another; empty: no key."""
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    printing: PrintingSettings = field(default_factory=PrintingSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What must never be written anywhere; `repr` shows nothing of it."""

    app_secret: str = field(repr=False)
    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)

    def values(self) -> tuple[str, ...]:
        """Return the texts that must never appear in a log."""
        return tuple(v for v in (self.app_secret, self.access_token, self.refresh_token) if v)
