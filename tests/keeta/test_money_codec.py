"""What an order costs, if that can be told for sure."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import EXPONENTS, Money
from kitchen_app.domain.order import Problem
from kitchen_app.keeta.money_codec import decode_amount, sent_decimals
from kitchen_app.keeta.wire import Reader
from kitchen_app.sandbox.compose import Identity, Wish, compose
from kitchen_app.sandbox.config import SWITCHES, Language, SandboxConfig
from kitchen_app.sandbox.live_extras import without_live_extras
from tests.builders import PLACED_MS, STEADY, order_sample
from tests.keeta.decoding import decoded, decoded_sample


@pytest.mark.parametrize(
    ("path", "currency"),
    [
        ("fee", "AED"),
        ("base", "QAR"),
        ("line", "BHD"),
    ],
)
def test_the_currency_is_the_first_that_is_named(path: str, currency: str) -> None:
    info = order_sample()
    del info["feeDtl"]["customerFee"]["payTotalStr"]
    places: list[tuple[str, Callable[[str], None]]] = [
        ("fee", lambda text: info["feeDtl"]["customerFee"].update(i18n={"currency": text})),
        ("base", lambda text: info["baseOrder"].update(currency=text)),
        ("line", lambda text: info["products"][0].update(currency=text)),
    ]
    reached = False
    for name, put in places:
        reached = reached or name == path
        put(currency if name == path else "XXX" if reached else "")
    assert decoded(info).paid == Money(minor=7200, currency=currency)


def test_amounts_are_minor_units() -> None:
    paid = decoded_sample().paid
    assert paid is not None
    assert str(paid.amount) == "72.00"


@pytest.mark.parametrize("total", [None, 72.0, "SAR 72.00", [], True])
def test_an_amount_that_cannot_be_read_is_not_guessed(total: object) -> None:
    info = order_sample()
    info["feeDtl"]["customerFee"]["payTotal"] = total
    assert decoded(info).paid is None


def test_an_amount_without_any_currency_is_not_shown() -> None:
    info = order_sample()
    info["feeDtl"]["customerFee"]["i18n"] = None
    info["baseOrder"]["currency"] = None
    for row in info["products"]:
        row["currency"] = None
    assert decoded(info).paid is None


# The text beside an amount


def _checked(minor: object, twin: object, currency: str = "SAR") -> tuple[Money | None, bool]:
    """Return an amount read beside its text, and whether something was odd."""
    fee = Reader({"payTotal": minor, "payTotalStr": twin})
    return decode_amount(fee, "payTotal", currency), bool(fee.odd)


@pytest.mark.parametrize(
    ("minor", "currency", "twin"),
    [
        (4600, "SAR", "SAR 46.00"),
        (4600, "SAR", "46.00"),
        (4600, "SAR", "46"),
        (4600, "SAR", "SAR 46,00"),
        (4600, "SAR", "ر.س.\u200f 46.00"),
        (4600, "SAR", "\u200f٤٦٫٠٠\xa0ر.س.\u200f"),
        (4600, "SAR", "\u2066SAR\u2069 \u202a46.00\u202c"),
        (4600, "SAR", "\u20c1 46.00"),
        (4600, "HKD", "HK$46.00"),
        (123450, "HKD", "HK$1,234.50"),
        (123400, "HKD", "HK$1,234"),
        (123456789, "SAR", "SAR 1,234,567.89"),
        (123450, "SAR", "1.234,50 SAR"),
        (123450, "SAR", "1\u202f234,50 SAR"),
        (123450, "SAR", "1\xa0234.50 SAR"),
        (123450, "SAR", "١٬٢٣٤٫٥٠"),
        (123450, "AED", "Dhs. 1234.50"),
        (4600, "BHD", "BHD 4.600"),
        (4600, "KWD", "د.ك.\u200f 4.600"),
        (1234500, "OMR", "1,234.500"),
        (1234000, "OMR", "1,234"),
        (5, "OMR", "OMR 0.005"),
        (0, "SAR", "SAR 0.00"),
    ],
)
def test_an_amount_that_its_text_confirms(minor: int, currency: str, twin: str) -> None:
    assert _checked(minor, twin, currency) == (Money(minor=minor, currency=currency), False)


@pytest.mark.parametrize(
    ("minor", "currency", "twin", "truth"),
    [
        (4600, "KWD", "KWD 46.00", 46000),
        (4600, "KWD", "KWD 46.000", 46000),
        (123450, "OMR", "OMR 1,234.50", 1234500),
        (4605, "BHD", "46.05", 46050),
        (46000, "SAR", "SAR 46.00", 4600),
    ],
)
def test_in_another_scale_the_text_decides(
    minor: int, currency: str, twin: str, truth: int
) -> None:
    """Whether Keeta sends dinars in thousandths is open; the amount is kept in the currency's."""
    assert _checked(minor, twin, currency) == (Money(minor=truth, currency=currency), False)


@pytest.mark.parametrize(
    ("minor", "currency", "twin"),
    [
        (4600, "SAR", "SAR 46.01"),
        (4600, "SAR", "SAR 64.00"),
        (4600, "SAR", "SAR 460.00"),
        (46, "SAR", "SAR 46.00"),  # major units: no order ever came so
        (1230, "SAR", "SAR 1,230"),  # 1230 riyals, not 1.23 of them in thousandths
        (4605, "SAR", "SAR 4.605"),
        (4600, "SAR", "AED 46.00"),
        (4600, "SAR", "SAR 0.00"),
    ],
)
def test_an_amount_that_its_text_contradicts_is_not_shown(
    minor: int, currency: str, twin: str
) -> None:
    assert _checked(minor, twin, currency) == (None, True)


@pytest.mark.parametrize(
    "twin",
    [
        None,
        "",
        "SAR",
        "free",
        "SAR 46.00 or 47.00",
        "46.00 47.00",
        "2 × 23.00",
        "12,34,567.00",
        "1.2.3",
        "-46.00",
        "SAR −46.00",
        "(46.00)",
        "~40",
        "46%",
        "ENC_46.00",
        "9" * 200,
        46,
        ["SAR 46.00"],
        {"SAR": 46},
        True,
        "\ud800",
        "²",
    ],
)
def test_a_text_that_cannot_be_read_changes_nothing(twin: object) -> None:
    assert _checked(7200, twin) == (Money(minor=7200, currency="SAR"), False)


_FORMS: tuple[Literal["standard"], Literal["name"]] = ("standard", "name")


@STEADY
@given(
    st.integers(0, 10**12),
    st.sampled_from(sorted(EXPONENTS)),
    st.sampled_from(["en", "ar_SA", "ar_KW", "zh_HK", "de", "fr", "pt_BR", "fa"]),
    st.sampled_from(["latn", "default"]),
    st.sampled_from(_FORMS),
)
def test_every_way_that_babel_writes_an_amount_is_read(
    minor: int, currency: str, locale: str, digits: str, form: Literal["standard", "name"]
) -> None:
    whole = Money(minor=minor, currency=currency)
    text = format_currency(
        whole.amount, currency, locale=locale, numbering_system=digits, format_type=form
    )
    assert _checked(minor, text, currency) == (whole, False)
    other = format_currency(
        whole.amount + Decimal(1), currency, locale=locale, numbering_system=digits
    )
    assert _checked(minor, other, currency) == (None, True)


@STEADY
@given(st.integers(-10, 2**63), st.text("0123456789٠٩.,٫٬' -SARHK$\u200f\xa0", max_size=60))
def test_no_text_beside_an_amount_makes_the_reader_fail(minor: int, twin: str) -> None:
    amount, is_odd = _checked(minor, twin)
    assert amount is not None or is_odd


def test_an_order_whose_amounts_disagree_has_no_amount_and_says_so() -> None:
    """A courier would collect whatever the card said."""
    info = order_sample()
    info["feeDtl"]["customerFee"]["payTotalStr"] = "SAR 27.00"
    order = decoded(info)
    assert order.paid is None
    assert order.problem is Problem.PARTLY_UNREADABLE
    assert len(order.lines) == 2


@pytest.mark.parametrize("language", Language)
def test_the_emulators_texts_fit_their_amounts(language: Language) -> None:
    for seed in range(20):
        identity = Identity(
            order_view_id=761200345678901, shop_id=470011, running_number=1, placed_at_ms=PLACED_MS
        )
        wish = Wish(language=language)
        fixed = compose(wish, random.Random(seed), identity, SandboxConfig()).fixed
        order = decoded(fixed)
        assert order.paid is not None
        assert order.paid.minor == fixed["feeDtl"]["customerFee"]["payTotal"]
        assert order.problem is None


# The unit of currencies with three decimals


def _shown(*pairs: tuple[object, object], currency: str = "KWD") -> int | None:
    """Return what the texts beside the prices of products show."""
    rows = [{"price": price, "priceStr": text, "currency": currency} for price, text in pairs]
    return sent_decimals(Reader({"products": rows}))


@pytest.mark.parametrize(
    ("pairs", "decimals"),
    [
        ([(460, "KWD 4.600")], 2),
        ([(4600, "KWD 4.600")], 3),
        ([(460, "KWD 4.60"), (0, "KWD 0.000"), (120, None)], 2),
        ([(4600, "٤٫٦٠٠")], 3),
        ([(460, "KWD 4.600"), (4600, "KWD 4.600")], None),  # they disagree
        ([(0, "KWD 0.000")], None),
        ([(460, "SAR 4.60")], None),
        ([(46, "KWD 4.600")], None),
        ([(460, "4.6 or so 4")], None),
        ([(None, "KWD 4.600"), (True, "KWD 4.600"), ("460", 7)], None),
        ([], None),
    ],
)
def test_texts_show_the_unit_or_nothing(
    pairs: list[tuple[object, object]], decimals: int | None
) -> None:
    assert _shown(*pairs) == decimals


@pytest.mark.parametrize("live_extras", [True, False])
@pytest.mark.parametrize("money_scale", SWITCHES["money_scale"])
@pytest.mark.parametrize("currency", ["KWD", "BHD", "OMR"])
def test_a_total_without_a_text_has_the_unit_of_the_prices(
    currency: Literal["KWD", "BHD", "OMR"],
    money_scale: Literal["thousandths", "hundredths"],
    live_extras: bool,
) -> None:
    """The texts of prices are documented, those of fees are not."""
    config = SandboxConfig(currency=currency, money_scale=money_scale)
    identity = Identity(
        order_view_id=761200345678901, shop_id=470011, running_number=1, placed_at_ms=PLACED_MS
    )
    info = compose(Wish(language=Language.ENGLISH), random.Random(5), identity, config).fixed
    info |= {"subOrderInfoList": []}
    fee = info["feeDtl"]["customerFee"]
    whole = fee["payTotalStr"].removeprefix(f"{currency} ").replace(".", "")
    if not live_extras:
        info = without_live_extras(info)
    paid = decoded(info).paid
    assert paid == Money(minor=int(whole), currency=currency)


def net_of(**merchant_fee: object) -> Money | None:
    info = order_sample()
    info["feeDtl"]["merchantFee"] = merchant_fee
    order = decoded(info)
    assert order.problem is None, "it is nothing that a cook needs"
    return order.net


@pytest.mark.parametrize(
    ("fee", "minor"),
    [
        ({"total": 4976}, 4976),
        ({"total": "4976"}, 4976),
        ({"total": 4976, "earnings": 4900}, 4900),
        ({"total": 4976, "earnings": None}, 4976),
        ({"earnings": -120}, -120),
        ({"earnings": 4976, "earningsStr": "SAR 49.76"}, 4976),
        ({"earnings": 4976, "earningsStr": "SAR 12.00"}, None),
        ({"earnings": 4976, "earningsStr": "-"}, 4976),
        ({"total": 49.76}, None),
        ({"total": []}, None),
        ({}, None),
    ],
)
def test_the_net_is_what_keeta_says_or_nothing(fee: dict[str, object], minor: int | None) -> None:
    expected = None if minor is None else Money(minor=minor, currency="SAR")
    assert net_of(**fee) == expected


@pytest.mark.parametrize("fee", [None, [], "x", 5])
def test_a_fee_of_an_odd_shape_marks_no_order(fee: object) -> None:
    info = order_sample()
    info["feeDtl"]["merchantFee"] = fee
    assert (decoded(info).net, decoded(info).problem) == (None, None)


def test_the_net_has_the_currency_it_names() -> None:
    assert net_of(total=5, i18n={"currency": "bhd"}) == Money(minor=5, currency="BHD")
    assert net_of(total=5, i18n={"currency": "riyal"}) is None
