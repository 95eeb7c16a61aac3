"""What every test of this folder gets: room for the log of what is broken on purpose."""

import logging
import sys

import pytest

# The failing disks are made of calls that Windows has not.
collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []


@pytest.fixture(autouse=True)
def expect_complaints(caplog: pytest.LogCaptureFixture) -> None:
    """Here things break because they are meant to; each test looks at what comes of it."""
    caplog.set_level(logging.CRITICAL, logger="kitchen_app")
