"""Where events go: one URL for each event id and set of shops (base/callback/url/set)."""

from kitchen_app.base.signal import Signal
from kitchen_app.sandbox.config import SandboxConfig


class Callbacks:
    """The registered callback URLs; `default` stands for those entered by hand in the portal."""

    def __init__(self, config: SandboxConfig) -> None:
        self.changed: Signal[None] = Signal()
        self._default = config.callback_url
        self._is_test = config.test_shop
        self._urls: dict[tuple[int, bool], str] = {}

    @property
    def default(self) -> str | None:
        return self._default

    @default.setter
    def default(self, url: str | None) -> None:
        self._default = url
        self.changed.emit(None)

    def register(self, event_id: int, url: str, *, is_test: bool) -> None:
        self._urls[event_id, is_test] = url
        self.changed.emit(None)

    def url_of(self, event_id: int) -> str | None:
        """Return where an event of the sandbox's shop goes, byte for byte as registered."""
        return self._urls.get((event_id, self._is_test), self._default)

    def addresses(self) -> tuple[str, ...]:
        """Return each URL that anything of the shop's goes to, once."""
        registered = [url for (_, is_test), url in self._urls.items() if is_test == self._is_test]
        every = [*registered, *([] if self._default is None else [self._default])]
        return tuple(dict.fromkeys(every))
