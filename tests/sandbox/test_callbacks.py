"""Which URL an event goes to."""

import pytest

from kitchen_app.sandbox.callbacks import Callbacks
from kitchen_app.sandbox.config import SandboxConfig

TEST, FORMAL, BY_HAND = "http://a.example/t", "http://a.example/f", "http://a.example/p"


@pytest.mark.parametrize(("test_shop", "url"), [(True, TEST), (False, FORMAL)])
def test_test_and_formal_shops_have_their_own(test_shop: bool, url: str) -> None:
    callbacks = Callbacks(SandboxConfig(callback_url=BY_HAND, test_shop=test_shop))
    callbacks.register(1001, TEST, is_test=True)
    callbacks.register(1001, FORMAL, is_test=False)
    assert callbacks.url_of(1001) == url
    assert callbacks.url_of(1002) == BY_HAND
    assert callbacks.addresses() == (url, BY_HAND)


def test_every_change_is_told() -> None:
    callbacks, told = Callbacks(SandboxConfig()), list[None]()
    callbacks.changed.connect(told.append)
    assert callbacks.url_of(1001) is None
    callbacks.register(1001, TEST, is_test=True)
    callbacks.default = BY_HAND
    assert len(told) == 2
