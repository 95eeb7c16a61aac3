"""Logs tell what happened and nothing private."""

import logging
import logging.handlers
from pathlib import Path

import pytest

from kitchen_app.base.log import Redacting, hide
from tests.logs import open_log

_TOKEN = "tok-1234567890abcdef"
_SECRET = "s3cr3t/with+signs="


def _record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("kitchen", logging.INFO, __file__, 1, message, args, None)


def _failing_record() -> logging.LogRecord:
    try:
        raise ValueError(f"cannot use {_SECRET}")
    except ValueError as error:
        return logging.LogRecord(
            "kitchen", logging.ERROR, __file__, 1, "failed", (), (ValueError, error, None)
        )


@pytest.mark.parametrize(
    "record",
    [
        _record(f"token {_TOKEN} used"),
        _record("token %s used", _TOKEN),
        _record("both %s and %s", _TOKEN, _SECRET),
        _record("%r", {"accessToken": _TOKEN}),
        _failing_record(),
    ],
    ids=["in the text", "as argument", "two", "inside a structure", "in a traceback"],
)
def test_no_secret_reaches_the_text(record: logging.LogRecord) -> None:
    text = Redacting([_TOKEN, _SECRET]).format(record)
    assert _TOKEN not in text
    assert _SECRET not in text
    assert "•••" in text


def test_a_secret_in_the_cause_of_a_failure_is_hidden_too() -> None:
    try:
        try:
            raise KeyError(_TOKEN)
        except KeyError as cause:
            raise RuntimeError("wrapped") from cause
    except RuntimeError as error:
        record = logging.LogRecord(
            "k", logging.ERROR, __file__, 1, "failed", (), (RuntimeError, error, None)
        )
    text = Redacting([_TOKEN]).format(record)
    assert "KeyError" in text
    assert _TOKEN not in text


def test_what_is_no_secret_is_left_alone() -> None:
    assert "Order 5219876500012345 accepted" in Redacting([_TOKEN]).format(
        _record("Order %s accepted", "5219876500012345")
    )


def test_a_secret_that_begins_like_another_leaves_no_rest() -> None:
    text = Redacting(["abcdef", "abcdef-long-tail"]).format(_record("x abcdef-long-tail y"))
    assert "tail" not in text


def test_the_log_goes_to_a_file_that_rotates(tmp_path: Path) -> None:
    with open_log(tmp_path / "deep" / "logs", _TOKEN) as handler:
        assert isinstance(handler, logging.handlers.RotatingFileHandler)
        assert handler.maxBytes > 0
        assert handler.backupCount > 0
        logging.getLogger("kitchen_app.test").info("token %s", _TOKEN)
    text = (tmp_path / "deep" / "logs" / "kitchen.log").read_text("utf-8")
    assert "token •••" in text
    assert _TOKEN not in text


def test_a_secret_that_is_learnt_later_reaches_no_open_log(tmp_path: Path) -> None:
    """The canary stands for a token that Keeta gave while the program ran."""
    canary, longer = "canary-1234567890", "canary-1234567890-and-more"
    with open_log(tmp_path, _TOKEN):
        hide(canary, longer)
        logging.getLogger("kitchen_app.test").info("%s and %s and %s", longer, canary, _TOKEN)
    text = (tmp_path / "kitchen.log").read_text("utf-8")
    assert "••• and ••• and •••" in text
    assert "canary" not in text


def test_what_is_too_short_is_not_learnt() -> None:
    """An empty refresh token would otherwise stand between all letters."""
    log = Redacting([_TOKEN])
    log.learn(["", "abc"])
    assert "the abc" in log.format(_record("the abc"))


def test_hiding_without_a_log_of_ours_is_no_failure() -> None:
    hide(_TOKEN)


def test_libraries_that_print_addresses_are_quiet(tmp_path: Path) -> None:
    with open_log(tmp_path):
        logging.getLogger("httpx").info("HTTP Request: POST https://open.example/?x=1")
        logging.getLogger("kitchen_app.test").info("ours")
    text = (tmp_path / "kitchen.log").read_text("utf-8")
    assert "HTTP Request" not in text
    assert "ours" in text
