"""What a person types is either sent as it stands or refused in one sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.base.errors import KnownError
from kitchen_app.cli.typed_body import read_typed_body
from kitchen_app.keeta.signing import compact_json
from tests.builders import STEADY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('{"a": NaN}', "NaN in --json is not JSON: write a number"),
        ('{"a": [-Infinity]}', "-Infinity in --json is not JSON"),
        ('{"a": [1e999]}', "too large"),
        ('{"a": null}', "'a' in --json is null, which Keeta cannot check: leave it out"),
        ('{"a": 1.5}', "'a' in --json is a fraction.*write a whole number"),
        ('{"a": 1, "a": 2}', "'a' stands twice in --json: leave one of them out"),
        ('{"b": [{"a": 1, "a": 1}]}', "'a' stands twice"),
        ('{"a": ["\\ud800"]}', "half a character"),
        ('{"a": {"\\udfff": 1}}', "half a character"),
        ("[" * 5000, "nested too deeply"),
        ('{"a": ' + "[" * 30 + "]" * 30 + "}", "nested too deeply"),
        ('{"a": ' + "[" * 900 + "]" * 900 + "}", "nested too deeply"),
        ('{"a": ' + "1" * 5000 + "}", "does not hold JSON"),
    ],
)
def test_what_must_not_be_sent_is_refused_with_its_cure(typed: str, said: str) -> None:
    with pytest.raises(KnownError, match=said) as told:
        read_typed_body(typed)
    assert "\n" not in str(told.value)


def test_within_a_member_null_and_fractions_are_keetas_own() -> None:
    """Keeta signs what is nested as JSON; its own published example has a null there."""
    typed = '{"point": {"latitude": 24.69, "note": null}, "name": "صحن", "on": true, "list": []}'
    assert read_typed_body(typed) == json.loads(typed)


@STEADY
@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    ).map(json.dumps)
)
def test_anything_typed_can_be_sent_or_is_refused_in_words(typed: str) -> None:
    try:
        body = read_typed_body(typed)
    except KnownError:
        return
    sent = compact_json(body).encode("utf-8")
    assert json.loads(sent) == json.loads(typed)
