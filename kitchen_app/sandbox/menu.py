"""The shape of a restaurant's menu in the emulator. The menus themselves are in `menu_data`."""

from dataclasses import dataclass

from kitchen_app.sandbox.config import Language


@dataclass(frozen=True, slots=True)
class Text:
    """One name in the three languages."""

    en: str
    ar: str
    zh: str

    def within(self, language: Language) -> str:
        names = {Language.ENGLISH: self.en, Language.ARABIC: self.ar, Language.CHINESE: self.zh}
        return names[language]

    def translations(self, language: Language) -> dict[str, str]:
        """Return a `nameI18n` map; `default` is the shop's own language."""
        return {
            "en": self.en,
            "ar": self.ar,
            "zh-HK": self.zh,
            "default": self.within(language),
        }

    def agrees_with(self, other: "Text") -> bool:
        """Say whether the names are the same in at least one language."""
        return self.en == other.en or self.ar == other.ar or self.zh == other.zh


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a group; it may open a second level of groups."""

    code: str
    name: Text
    price: int = 0
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A set of options of which the customer takes `minimum` to `maximum`."""

    code: str
    name: Text
    minimum: int
    maximum: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """A variant of a dish, such as its size, with what it adds to the price."""

    code: str
    name: Text
    surcharge: int = 0


@dataclass(frozen=True, slots=True)
class Dish:
    """One product; prices are in minor units of the menu's currency."""

    code: str
    name: Text
    price: int
    specs: tuple[Spec, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A restaurant, what it sells, and what its customers tend to write."""

    language: Language
    shop_name: str
    currency: str
    inter_code: str
    district: str
    latitude: float
    longitude: float
    customers: tuple[str, ...]
    riders: tuple[str, ...]
    dishes: tuple[Dish, ...]
    order_notes: tuple[str, ...]
    line_notes: tuple[str, ...]
    small_order_below: int
    """Orders below this are topped up to it (`diffPrice`)."""
    delivery_fee: int
    platform_fee: int
    sent_digits: int = 2
    """How many decimals of the currency a whole number on the wire counts."""
