"""Logs tell what happened and nothing private."""

import faulthandler
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.base.log import (
    CRASH_FILE,
    KEPT_FILES,
    LARGEST_FILE,
    DailyFiles,
    Redacting,
    crash_file,
    hide,
)
from tests.logs import open_log

_TOKEN = "tok-1234567890abcdef"
_SECRET = "s3cr3t/with+signs="


def _record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("kitchen_app.x", logging.INFO, __file__, 1, message, args, None)


class _Quoting(KnownError):
    """One of ours, with a text that it should not have."""


def _failing_record(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        return logging.LogRecord(
            "kitchen_app.x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info()
        )


@pytest.mark.parametrize(
    "record",
    [
        _record(f"token {_TOKEN} used"),
        _record("token %s used", _TOKEN),
        _record("both %s and %s", _TOKEN, _SECRET),
        _record("%r", {"accessToken": _TOKEN}),
    ],
    ids=["in the text", "as argument", "two", "inside a structure"],
)
def test_no_secret_reaches_the_text(record: logging.LogRecord) -> None:
    text = Redacting([_TOKEN, _SECRET]).format(record)
    assert _TOKEN not in text
    assert _SECRET not in text
    assert "•••" in text


@pytest.mark.parametrize("kind", [ValueError, _Quoting])
def test_no_secret_in_a_traceback_reaches_the_text(kind: type[Exception]) -> None:
    text = Redacting([_SECRET]).format(_failing_record(kind(f"cannot use {_SECRET}")))
    assert kind.__name__ in text
    assert _SECRET not in text


def test_a_secret_in_the_cause_of_a_failure_is_hidden_too() -> None:
    try:
        try:
            raise KeyError(_TOKEN)
        except KeyError as cause:
            raise RuntimeError("wrapped") from cause
    except RuntimeError as error:
        record = logging.LogRecord(
            "kitchen_app.x", logging.ERROR, __file__, 1, "failed", (), (RuntimeError, error, None)
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


def test_the_log_goes_to_a_file(tmp_path: Path) -> None:
    with open_log(tmp_path / "deep" / "logs", _TOKEN):
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


DAY_S = 86400
FIRST_DAY = 20_000 * DAY_S


def _write(handler: logging.Handler, at: float, text: str) -> None:
    record = _record(text)
    record.created = at
    handler.handle(record)
    os.utime(_log(handler), (at, at))


def _log(handler: logging.Handler) -> Path:
    assert isinstance(handler, DailyFiles)
    return Path(handler.baseFilename)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("kitchen.log*"))


@pytest.fixture
def daily(tmp_path: Path) -> Iterator[logging.Handler]:
    handler = DailyFiles(tmp_path / "kitchen.log")
    handler.setFormatter(Redacting([]))
    yield handler
    handler.close()


def test_each_day_has_a_file_and_two_weeks_are_kept(tmp_path: Path, daily: logging.Handler) -> None:
    for day in range(40):
        for hour in (1, 23):
            _write(daily, FIRST_DAY + day * DAY_S + hour * 3600, f"day {day} of the log")
    assert len(_files(tmp_path)) == KEPT_FILES
    text = "".join(file.read_text("utf-8") for file in _files(tmp_path))
    kept = [day for day in range(40) if f"day {day} of the log" in text]
    assert kept == list(range(26, 40))


def test_a_noisy_day_cannot_fill_the_disk(
    tmp_path: Path, daily: logging.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "maxBytes", 5_000)
    for line in range(5_000):
        _write(daily, FIRST_DAY + line, "x" * 100)
    sizes = [file.stat().st_size for file in _files(tmp_path)]
    assert len(sizes) == KEPT_FILES
    assert max(sizes) <= 5_000
    assert KEPT_FILES * LARGEST_FILE <= 50_000_000


def test_after_long_holidays_the_old_files_are_gone_with_the_first_line(
    tmp_path: Path, daily: logging.Handler
) -> None:
    for day in range(3):
        _write(daily, FIRST_DAY + day * DAY_S, f"day {day}")
    daily.close()
    later = DailyFiles(tmp_path / "kitchen.log")
    later.setFormatter(Redacting([]))
    _write(later, FIRST_DAY + 60 * DAY_S, "back again")
    later.close()
    text = "".join(file.read_text("utf-8") for file in _files(tmp_path))
    assert "back again" in text
    assert "day 0" not in text
    assert "day 1" not in text


def test_a_restart_on_the_same_day_goes_on_in_the_same_file(tmp_path: Path) -> None:
    for number in range(3):
        handler = DailyFiles(tmp_path / "kitchen.log")
        handler.setFormatter(Redacting([]))
        _write(handler, FIRST_DAY + number, f"run {number}")
        handler.close()
    assert len(_files(tmp_path)) == 1
    assert len((tmp_path / "kitchen.log").read_text("utf-8").splitlines()) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    with open_log(tmp_path / "logs"):
        assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


DYING = """
import os, signal, sys
from pathlib import Path
from kitchen_app.base.log import crash_file
def the_culprit():
    os.kill(os.getpid(), signal.SIGSEGV)
with crash_file(Path(sys.argv[1])):
    the_culprit()
"""


def test_a_process_that_dies_leaves_its_stacks_beside_the_earlier_ones(tmp_path: Path) -> None:
    for _ in range(2):
        subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], check=False)
    left = (tmp_path / CRASH_FILE).read_text("utf-8")
    assert left.count("the_culprit") == 2
    assert "Segmentation fault" in left


def test_who_already_watches_for_crashes_keeps_them(tmp_path: Path) -> None:
    was_watched = faulthandler.is_enabled()
    faulthandler.enable()
    with crash_file(tmp_path):
        assert not (tmp_path / CRASH_FILE).exists()
    assert faulthandler.is_enabled()
    if not was_watched:
        faulthandler.disable()
