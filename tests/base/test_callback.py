"""The three answers a sender can get, and what makes it send again."""

from kitchen_app.base.callback import REFUSED, SUCCESS, TRY_AGAIN, RawCallback
from tests.builders import NOW


def test_success_is_what_keeta_calls_success() -> None:
    assert (SUCCESS.status, SUCCESS.code, SUCCESS.message) == (200, 0, "Success")


def test_every_other_answer_fails_by_status_and_by_code() -> None:
    assert {(answer.status >= 400, answer.code != 0) for answer in (REFUSED, TRY_AGAIN)} == {
        (True, True)
    }


def test_a_message_is_kept_to_the_byte() -> None:
    body = b'{"a": 1}\r\n\xff\x00'
    assert RawCallback(body=body, received_at=NOW).body == body
