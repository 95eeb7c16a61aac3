"""What may be shown of an answer, whatever it holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.cli.masking import Mask
from tests.builders import STEADY

TOKEN = "1234567890123456"
_texts = st.text() | st.sampled_from(["ENC_a", "see ENC_a", TOKEN, f"Bearer {TOKEN}", "E\x00NC_a"])
_answers = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(int(TOKEN)) | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=12,
)


def mask() -> Mask:
    made = Mask()
    made.learn([TOKEN])
    return made


def test_whatever_is_named_like_a_secret_is_masked() -> None:
    answer = {
        "data": {"accessToken": "a", "list": [{"refreshToken": "b", "name": "c"}]},
        "sig": "d",
    }
    assert mask().answer(answer) == {
        "data": {"accessToken": "•••", "list": [{"refreshToken": "•••", "name": "c"}]},
        "sig": "•••",
    }


@STEADY
@given(_answers)
def test_no_secret_and_no_ciphertext_is_shown(answer: object) -> None:
    shown = json.dumps(mask().answer(answer), ensure_ascii=False)
    assert TOKEN not in shown
    assert "ENC_" not in shown


@pytest.mark.parametrize("text", ["", "صحن\tشاورما\n", "a  b ", "\ud800", "30"])
def test_an_innocent_text_is_shown_as_it_came(text: str) -> None:
    assert mask().text(text) == text
    assert mask().answer({"n": [text, 30, 0.5, None, True]}) == {"n": [text, 30, 0.5, None, True]}
