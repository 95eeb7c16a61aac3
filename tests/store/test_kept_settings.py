"""What is chosen on the screen is in the file, with the notes that were there."""

from pathlib import Path

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.services.preferences import Chosen, Setting, SettingValue
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.settings import (
    Arrangement,
    Digits,
    LastResort,
    Look,
    Motion,
    Palette,
    ScreenSettings,
)
from kitchen_app.store.config_file import FILE_NAME, load_settings
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.kept_settings import KeptSettings

ALL: dict[Setting, SettingValue] = {
    Setting.LANGUAGE: "zh_HK",
    Setting.KITCHEN_LANGUAGE: "ar",
    Setting.SCALE: 1.2,
    Setting.ARRANGEMENT: Arrangement.ONE_LANE,
    Setting.LOOK: Look.LIGHT,
    Setting.PALETTE: Palette.COLOUR_BLIND,
    Setting.MOTION: Motion.OFF,
    Setting.DIGITS: Digits.ARABIC_INDIC,
    Setting.SOON_AFTER_MIN: 20,
    Setting.LATE_AFTER_MIN: 25,
    Setting.ALLERGY_WORDS: ("sesame",),
    Setting.KITCHEN_NAMES: {"Iced tea": "TEA", 'say "rice"': "RICE"},
    Setting.LAST_MINUTE: LastResort.ACCEPT,
    Setting.MASK_AFTER_HOURS: 6,
    Setting.DELETE_AFTER_DAYS: 60,
}


async def test_every_choice_is_read_again_as_it_was_written(tmp_path: Path) -> None:
    load_settings(tmp_path)
    notes = (tmp_path / FILE_NAME).read_text("utf-8").count("#")
    await KeptSettings(tmp_path).keep(ALL)
    assert ALL.keys() == set(Setting)
    told = load_settings(tmp_path)
    again = Chosen(screen=told.screen, last_minute=told.alarm.last_minute, privacy=told.privacy)
    assert again == Chosen().with_values(ALL)
    assert (tmp_path / FILE_NAME).read_text("utf-8").count("#") == notes


async def test_what_is_left_to_the_computer_is_written_as_a_word(tmp_path: Path) -> None:
    load_settings(tmp_path)
    kept = KeptSettings(tmp_path)
    await kept.keep(ALL)
    await kept.keep({Setting.LANGUAGE: None, Setting.KITCHEN_LANGUAGE: None, Setting.SCALE: None})
    text = (tmp_path / FILE_NAME).read_text("utf-8")
    assert '\nlanguage = "system"' in text
    assert '\nkitchen_language = "screen"' in text
    assert '\nscale = "auto"' in text
    assert load_settings(tmp_path).screen.scale == ScreenSettings().scale


async def test_a_file_that_cannot_be_written_is_told_and_stays(tmp_path: Path) -> None:
    load_settings(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / "kitchen.toml.new").mkdir()
    with pytest.raises(ConfigError, match="cannot be changed"):
        await KeptSettings(tmp_path).keep({Setting.SCALE: 1.5})
    assert (tmp_path / FILE_NAME).read_bytes() == before


async def test_a_name_that_is_taken_back_goes_and_notes_stay(tmp_path: Path) -> None:
    load_settings(tmp_path)
    kept = KeptSettings(tmp_path)
    await kept.keep({Setting.KITCHEN_NAMES: {"Iced tea": "TEA", "Rice": "R"}})
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text("utf-8").replace('"TEA"', '"TEA" # as Omar says'), "utf-8")
    await kept.keep({Setting.KITCHEN_NAMES: {"Iced tea": "TEA", "Soup": "S"}})
    assert '"TEA" # as Omar says' in file.read_text("utf-8")
    assert load_settings(tmp_path).screen.kitchen_names == {"Iced tea": "TEA", "Soup": "S"}
    await kept.keep({Setting.KITCHEN_NAMES: {}})
    assert load_settings(tmp_path).screen.kitchen_names == {}
    assert "What this kitchen calls a dish" in file.read_text("utf-8")


async def test_the_shops_are_written_in_one_step_and_the_tokens_stay_where_they_are(
    tmp_path: Path,
) -> None:
    load_settings(tmp_path)
    home, other = ShopId("470012"), ShopId("470011")
    served = ServedShops(home=home, others=(other,))
    await KeptSettings(tmp_path).keep_shops(served, tokens_of=other)
    keeta = load_settings(tmp_path).keeta
    assert (keeta.shop_id, keeta.other_shops, keeta.tokens_of) == (470012, (470011,), 470011)
    await KeptSettings(tmp_path).keep_shops(ServedShops(home=other), tokens_of=other)
    keeta = load_settings(tmp_path).keeta
    assert (keeta.shop_id, keeta.other_shops, keeta.tokens_of) == (470011, (), 470011)
