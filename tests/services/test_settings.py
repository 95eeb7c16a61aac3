"""Settings have safe defaults; secrets are never shown."""

import pytest

from kitchen_app.services.settings import LastResort, ScreenSettings, Secrets, Settings, Verify


def test_the_defaults_are_the_safe_ones() -> None:
    settings = Settings()
    assert settings.keeta.base_url == "https://open.mykeeta.com/api/open"
    assert settings.keeta.verify is Verify.ENFORCE
    assert settings.webhook.host == "127.0.0.1"
    assert (settings.keeta.app_id, settings.keeta.shop_id, settings.webhook.path) == (None,) * 3
    assert settings.shop.time_zone is None
    assert settings.privacy.mask_after_hours == 24
    assert settings.privacy.delete_after_days == 30
    assert settings.alarm.last_minute is LastResort.NOTHING
    assert settings.manager.refund_limit == 0
    assert (settings.screen.language, settings.screen.scale) == (None, None)


def test_an_order_is_soon_late_before_it_is_late() -> None:
    with pytest.raises(ValueError, match="soon_after_min"):
        ScreenSettings(soon_after_min=15)


@pytest.mark.parametrize("show", [repr, str, "{}".format])
def test_secrets_are_not_shown(show: object) -> None:
    secrets = Secrets(app_secret="a-canary", access_token="b-canary", refresh_token="c-canary")
    assert callable(show)
    assert "canary" not in show(secrets)


def test_the_texts_to_redact_are_those_that_are_there() -> None:
    assert Secrets(app_secret="a", access_token="b").values() == ("a", "b")
    assert Secrets(app_secret="a", access_token="b", refresh_token="c").values() == ("a", "b", "c")
