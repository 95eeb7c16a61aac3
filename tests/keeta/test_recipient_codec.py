"""Who gets the food: sealed, opened, in part or not at all."""

import json
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.recipient import Recipient
from kitchen_app.keeta.recipient_codec import decode_recipient, sealed_texts
from kitchen_app.keeta.wire import Reader
from kitchen_app.sandbox.compose import Identity, Wish, compose
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from tests.builders import PLACED_MS, STEADY, order_sample
from tests.keeta.decoding import texts_of

STRUCT = {"address": "Olaya Street 1", "district": "Olaya", "city": "Riyadh", "area": "North"}
DETAIL = {"aptNumber": 4, "building": "B 7", "additionalDirection": "blue door\nleft"}
PLAIN: dict[str, Any] = {
    "name": "Sara",
    "phone": "500000013",
    "interCode": "+966",
    "addressName": "Near the park",
    "houseNumber": "12",
    "point": {"latitude": 24.69, "longitude": 46.68},
    "addressStruct": json.dumps(STRUCT),
    "detailAddressStruct": json.dumps(DETAIL),
}
WHOLE = Recipient(
    name="Sara",
    phone="500000013",
    country_code="+966",
    address="Near the park",
    house_number="12",
    street="Olaya Street 1",
    district="Olaya",
    area="North",
    city="Riyadh",
    building="B 7",
    apartment="4",
    directions="blue door\nleft",
)


def order(**members: object) -> Reader:
    """Return an order object for a recipient with other members (`...` takes one out)."""
    recipient = {name: value for name, value in (PLAIN | members).items() if value is not ...}
    return Reader({"recipientInfo": recipient})


def read(opened: Mapping[str, str] | None = None, **members: object) -> Recipient:
    return decode_recipient(order(**members), opened or {})


def test_a_recipient_in_plain_text() -> None:
    assert read() == WHOLE
    assert sealed_texts(order()) == ()


def test_every_member_may_be_sealed_and_opened() -> None:
    sealed = {name: f"ENC_{name}" for name in ("name", "phone", "addressName", "houseNumber")} | {
        "addressStruct": "ENC_struct",
        "detailAddressStruct": "ENC_detail",
    }
    info = order(**sealed)
    texts = sealed_texts(info)
    assert sorted(texts) == sorted(sealed.values())
    opened = {text: str(PLAIN[name]) for name, text in sealed.items()}
    assert decode_recipient(info, opened) == WHOLE


def test_texts_inside_an_open_struct_may_be_sealed() -> None:
    struct = json.dumps(STRUCT | {"address": "ENC_street"})
    detail = json.dumps(DETAIL | {"building": "ENC_b", "aptNumber": "ENC_a"})
    info = order(addressStruct=struct, detailAddressStruct=detail)
    assert sealed_texts(info) == ("ENC_street", "ENC_a", "ENC_b")
    opened = {"ENC_street": "Olaya Street 1", "ENC_a": "4", "ENC_b": "B 7"}
    assert decode_recipient(info, opened) == WHOLE


def test_what_stays_sealed_is_empty_and_told() -> None:
    recipient = read(name="ENC_a", phone="ENC_b", addressStruct="ENC_c")
    assert (recipient.name, recipient.phone, recipient.street) == ("", "", "")
    assert recipient.house_number == "12"
    assert recipient.hidden


@pytest.mark.parametrize("plain", ["", "ENC_a", " ENC_again", "see ENC_b", "\x00"])
def test_a_text_that_was_not_really_opened_stays_hidden(plain: str) -> None:
    recipient = read({"ENC_a": plain}, name="ENC_a")
    assert recipient.hidden
    assert "ENC_" not in recipient.name


def test_one_failed_text_does_not_hide_the_others() -> None:
    recipient = read({"ENC_b": "500000013"}, name="ENC_a", phone="ENC_b")
    assert (recipient.name, recipient.phone, recipient.hidden) == ("", "500000013", True)


def test_each_sealed_text_is_listed_once_wherever_it_stands() -> None:
    info = order(name="ENC_a", phone="ENC_a", addressViewInfo={"lines": ["ENC_z", {"x": "ENC_a"}]})
    assert sealed_texts(info) == ("ENC_a", "ENC_z")


@pytest.mark.parametrize("text", ["ENC_\ud800", "\ud83dENC_"])
def test_a_text_that_cannot_be_sent_is_not_listed(text: str) -> None:
    assert sealed_texts(order(name=text)) == ()
    assert "ENC_" not in read(name=text).name


@pytest.mark.parametrize("shape", [STRUCT, json.dumps(STRUCT), f" {json.dumps(STRUCT)}\n"])
def test_a_struct_may_be_an_object_too(shape: object) -> None:
    assert read(addressStruct=shape) == WHOLE


def test_members_of_a_struct_that_nobody_listed_are_not_lost() -> None:
    """A courier needs the floor, whatever Keeta calls it; the full list of keys is unknown."""
    detail = DETAIL | {"floor": "3rd floor", "more": {"gate": "north gate"}, "id": 77, "x": None}
    recipient = read(detailAddressStruct=json.dumps(detail))
    assert recipient.others == ("3rd floor", "north gate")


@pytest.mark.parametrize("text", ["Olaya Street 1, Riyadh", "[broken", "{", '"Olaya"'])
def test_a_struct_that_is_no_json_object_is_an_address_line(text: str) -> None:
    recipient = read(addressStruct=text)
    assert recipient.street == ""
    assert recipient.others == (text,)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "9" * 10_000, '{"a": ENC_x}', '{"a":"ENC_x"', ""]
)
def test_no_text_of_a_struct_is_a_failure_or_shows_a_ciphertext(text: str) -> None:
    for info in (order(addressStruct=text), order(addressStruct="ENC_struct")):
        recipient = decode_recipient(info, {"ENC_struct": text})
        assert not [each for each in texts_of(recipient) if "ENC_" in each]
        assert recipient.name == "Sara"


@pytest.mark.parametrize(
    ("code", "shown"),
    [("+966", "+966"), ("966", "+966"), ("", ""), (None, ""), (966, "+966"), ("ENC_x", "")],
)
def test_a_country_code_comes_with_and_without_a_plus(code: object, shown: str) -> None:
    assert read(interCode=code).country_code == shown


def test_a_masked_number_is_left_as_it_is() -> None:
    assert read(phone="50****013").phone == "50****013"


@pytest.mark.parametrize("value", [None, 5, "ENC_x", [], {}, "x", [{"name": "Sara"}]])
def test_an_order_without_a_readable_recipient(value: object) -> None:
    info = Reader({"recipientInfo": value})
    recipient = decode_recipient(info, {})
    assert recipient.name == ""
    assert recipient.hidden is (value == "ENC_x")


@pytest.mark.parametrize("sample", ["order_get", "order_get_big", "order_get_self_delivery"])
def test_the_samples_open_with_all_their_sealed_texts(sample: str) -> None:
    info = Reader(order_sample(sample))
    texts = sealed_texts(info)
    assert decode_recipient(info, {}).hidden is bool(texts)
    opened = decode_recipient(info, {text: f"plain {text[4:]}" for text in texts})
    assert not opened.hidden
    assert opened.name


@pytest.mark.parametrize("switch", ["encrypted", "plain"])
def test_the_emulators_customers(switch: Any) -> None:
    identity = Identity(
        order_view_id=761200345678901, shop_id=470011, running_number=1, placed_at_ms=PLACED_MS
    )
    config = SandboxConfig(self_delivery_recipient=switch)
    for seed in range(10):
        wish = Wish(fulfilment=Fulfilment.SELF_DELIVERY)
        drawn = compose(wish, random.Random(seed), identity, config)
        info = Reader(drawn.fixed)
        opened = {text: drawn.plain_texts[text] for text in sealed_texts(info)}
        assert bool(opened) == (switch == "encrypted")
        recipient = decode_recipient(info, opened)
        whole = list(drawn.plain_texts.values())
        assert [recipient.name, recipient.phone, recipient.house_number] == whole[:3]
        assert recipient.district == json.loads(whole[3])["district"]
        assert recipient.apartment == json.loads(whole[4])["aptNumber"]
        assert not recipient.hidden


_texts = st.sampled_from(
    ["ENC_a", "ENC_b", "plain", "", "a ENC_c", "\ud800", "[", '{"a": "ENC_d"}']
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | _texts, inner),
    max_leaves=8,
)
_values = _json | _json.map(json.dumps)


@STEADY
@given(
    st.dictionaries(st.sampled_from([*PLAIN, "addressViewInfo"]), _values),
    st.dictionaries(_texts, st.text() | _texts | _json.map(json.dumps)),
)
def test_no_recipient_is_a_failure_or_shows_a_ciphertext(
    members: dict[str, Any], opened: dict[str, str]
) -> None:
    info = order(**members)
    texts = sealed_texts(info)
    assert all(text.encode().startswith(b"ENC_") for text in texts)
    assert len(set(texts)) == len(texts)
    for known in (opened, {}, dict.fromkeys(texts, "plain")):
        recipient = decode_recipient(info, known)
        for text in texts_of(recipient):
            assert "ENC_" not in text
            text.encode()
