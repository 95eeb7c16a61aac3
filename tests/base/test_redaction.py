"""A secret is marked in every form in which it may stand in a text."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.base.redaction import MARK, Redaction
from tests.builders import STEADY

SECRET = 's3cr3t/with+"signs=é'


@pytest.mark.parametrize(
    "form",
    [
        SECRET,
        json.dumps(SECRET),
        json.dumps(SECRET, ensure_ascii=False),
        quote(SECRET, safe=""),
    ],
)
def test_no_form_of_a_secret_stays(form: str) -> None:
    assert "s3cr3t" not in Redaction([SECRET]).of(f"before {form} after")


def test_what_is_learned_later_counts_and_leaves_no_rest_of_a_longer_one() -> None:
    redaction = Redaction(["abcd"])
    redaction.learn(["abcdefgh", "x", ""])
    assert redaction.of("abcdefgh and x") == f"{MARK} and x"


@STEADY
@given(st.text(), st.text(min_size=4).filter(lambda text: MARK[0] not in text), st.text())
def test_any_secret_is_gone_from_any_text(before: str, secret: str, after: str) -> None:
    assert secret not in Redaction([secret]).of(before + secret + after)
