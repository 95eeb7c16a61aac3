"""What every test gets: a quiet log, no stray tasks, no screen."""

import gc
import logging
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
os.environ.setdefault("WAKEPY_FAKE_SUCCESS", "yes")


@pytest.fixture(autouse=True)
def no_old_widgets(request: pytest.FixtureRequest) -> None:
    """Take apart, on this thread, what earlier tests have left of their windows.

    A core that is started now would do it on its own thread, of which Qt warns.
    """
    if "qtbot" in request.fixturenames and "ui" not in request.path.parts:
        gc.collect()


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning it did not expect.

    A test that expects one looks at `caplog` and then calls `caplog.clear()`.
    """
    yield
    noise = [
        record.getMessage()
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    assert not noise, f"unexpected log: {noise}"
