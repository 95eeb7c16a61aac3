"""I16: what is logged holds no secret and nothing of a customer."""

import logging
from types import TracebackType
from typing import Self

from kitchen_app.sandbox.config import SandboxConfig
from tests.reliability.history import Breach
from tests.reliability.stage import CANARY_NOTE

_KEETA = SandboxConfig()
_SECRETS = (_KEETA.secret, _KEETA.access_token, _KEETA.refresh_token)
_LOGGER = logging.getLogger("kitchen_app")


class Listening(logging.Handler):
    """Hears every log line of the program, and keeps them from anybody else's handlers."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self._found: list[str] = []
        self._before = (_LOGGER.level, _LOGGER.propagate)

    def __enter__(self) -> Self:
        _LOGGER.addHandler(self)
        _LOGGER.setLevel(logging.DEBUG)
        _LOGGER.propagate = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _LOGGER.removeHandler(self)
        _LOGGER.level, _LOGGER.propagate = self._before

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("kitchen_app.sandbox"):
            return
        line = self.format(record)
        if any(canary in line for canary in (*_SECRETS, CANARY_NOTE)):
            self._found.append(line)

    def judge(self) -> None:
        if self._found:
            raise Breach(f"I16: {self._found[0]}")
