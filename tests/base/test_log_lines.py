"""A log line tells where and of what kind, and nothing that anybody wrote."""

import asyncio
import logging
import sys
from collections.abc import Callable

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.base.errors import KnownError
from kitchen_app.base.log_lines import PlainLines, described, one_line, trace_of
from tests.builders import STEADY

CANARY = "Sara, +966500000013, 12 Canary Street"


def record(message: object, *args: object, name: str = "kitchen_app.x") -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, None)


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except type(error) as caught:
        return caught


def failing(error: BaseException) -> str:
    line = record("failed")
    line.exc_info = (type(error), error, error.__traceback__)
    return PlainLines().format(line)


def _as_json() -> None:
    import json

    json.loads(CANARY)


def _as_number() -> None:
    int(CANARY)


def _as_key() -> None:
    {"": 0}[CANARY]


def _as_attribute() -> None:
    getattr(object(), CANARY)


def _as_bytes() -> None:
    (CANARY + "\ud800").encode()


def _as_file() -> None:
    with open(f"{CANARY}/none"):  # noqa: PTH123 - as a library would
        pass


@pytest.mark.parametrize(
    "cause", [_as_json, _as_number, _as_key, _as_attribute, _as_bytes, _as_file]
)
def test_what_an_exception_quotes_is_not_told(cause: Callable[[], None]) -> None:
    try:
        cause()
    except Exception:  # noqa: BLE001 - whatever it is
        line = record("failed")
        line.exc_info = sys.exc_info()
        text = PlainLines().format(line)
    assert cause.__name__ in text
    assert "test_log_lines.py" in text
    assert "Canary Street" not in text
    assert "+9665" not in text


def test_our_own_words_are_told() -> None:
    assert "the cure is tea" in failing(raised(KnownError("the cure is tea")))


def test_the_systems_and_the_databases_errors_are_told() -> None:
    assert described(OSError(28, "No space left on device", "/a/file")) == (
        "builtins.OSError: [Errno 28] No space left on device"
    )
    assert described(OSError(CANARY)) == "builtins.OSError"
    assert described(apsw.ConstraintError("UNIQUE constraint failed: actions.order_id")).endswith(
        "UNIQUE constraint failed: actions.order_id"
    )


def test_causes_and_groups_are_told_without_their_texts() -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            group = ExceptionGroup(CANARY, [ValueError(CANARY), KnownError("ours")])
            raise group from cause
    except ExceptionGroup as error:
        text = "\n".join(trace_of(error))
    for kind in ("KeyError", "ExceptionGroup", "ValueError", "KnownError: ours"):
        assert kind in text
    assert CANARY not in text


def test_a_context_that_was_suppressed_is_left_out() -> None:
    error = RuntimeError()
    error.__context__ = KeyError()
    assert "KeyError" in "\n".join(trace_of(error))
    error.__suppress_context__ = True
    assert "KeyError" not in "\n".join(trace_of(error))


def test_an_endless_chain_of_causes_ends() -> None:
    error: BaseException = ValueError()
    for _ in range(100):
        outer = ValueError()
        outer.__cause__ = error
        error = outer
    assert len(list(trace_of(error))) < 40


def test_a_path_is_told_from_its_end() -> None:
    (frame, *_) = trace_of(raised(ValueError()))
    assert frame.startswith("tests/base/test_log_lines.py:")


@pytest.mark.parametrize(
    "hostile",
    [
        "a\n2026-01-01 00:00:00,000 ERROR core kitchen_app: forged",
        "a\r\nb",
        "a\u2028b\u2029c\x85d\x0be\x0cf",
        "\x1b[2J\x1b]0;title\x07",
        "\u202eevil\u202c\u2066x",
        "half a pair \ud83d",
        "nul \x00",
    ],
)
def test_no_text_makes_a_new_line_or_moves_the_cursor(hostile: str) -> None:
    for line in (record(hostile), record("said %s", hostile), record(hostile, name="library")):
        text = PlainLines().format(line)
        assert len(text.splitlines()) == 1
        assert text.isprintable()
        text.encode()
    told = failing(raised(KnownError(hostile)))
    assert all(line.startswith("    ") for line in told.splitlines()[1:])
    assert all(line.isprintable() for line in told.splitlines())


@given(st.text())
@STEADY
def test_one_line_is_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert one_line(line) == line


@pytest.mark.parametrize("text", ["طلب جديد 1077", "訂單 1077", "Order 5219876500012345 accepted"])
def test_what_people_can_read_stays_readable(text: str) -> None:
    assert one_line(text) == text


def test_another_library_tells_its_fixed_text_only() -> None:
    text = PlainLines().format(record("Cannot send %s", CANARY, name="aiohttp.server"))
    assert text.endswith("Cannot send %s")


async def test_a_task_that_nobody_looked_at_tells_its_kind_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    context = {"message": "Task exception was never retrieved", "exception": ValueError(CANARY)}
    asyncio.get_running_loop().default_exception_handler(context | {"future": CANARY})
    (seen,) = caplog.records
    text = PlainLines().format(seen)
    caplog.clear()
    assert "Task exception was never retrieved" in text
    assert "ValueError" in text
    assert CANARY not in text


def test_the_record_is_left_as_it_was_for_others() -> None:
    line = record("a\nb")
    PlainLines().format(line)
    assert line.getMessage() == "a\nb"
    assert "message" not in line.__dict__ or line.message == "a\nb"
