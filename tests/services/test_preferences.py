"""A choice is written down first, in force next, and told; a failure leaves the old one."""

import asyncio
from collections.abc import Mapping

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.services.preferences import Chosen, Preferences, Setting, SettingValue
from kitchen_app.services.settings import LastResort, Look, ScreenSettings


class Paper:
    """A file that can refuse, and that takes a turn of the loop."""

    def __init__(self) -> None:
        self.written: list[dict[Setting, SettingValue]] = []
        self.fails = False

    async def keep(self, values: Mapping[Setting, SettingValue]) -> None:
        await asyncio.sleep(0)
        if self.fails:
            raise KnownError("the disk is full")
        self.written.append(dict(values))


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def told() -> list[Chosen]:
    return []


@pytest.fixture
def preferences(paper: Paper, told: list[Chosen]) -> Preferences:
    made = Preferences(Chosen(), paper)
    made.changed.connect(told.append)
    return made


async def test_a_change_is_written_and_in_force(
    preferences: Preferences, paper: Paper, told: list[Chosen]
) -> None:
    await preferences.change({Setting.LOOK: Look.LIGHT, Setting.LAST_MINUTE: LastResort.REST})
    wanted = Chosen(screen=ScreenSettings(look=Look.LIGHT), last_minute=LastResort.REST)
    assert preferences.chosen == wanted
    assert told == [wanted]
    assert paper.written == [{Setting.LOOK: Look.LIGHT, Setting.LAST_MINUTE: LastResort.REST}]


async def test_what_cannot_be_written_is_not_in_force(
    preferences: Preferences, paper: Paper, told: list[Chosen]
) -> None:
    paper.fails = True
    with pytest.raises(KnownError, match="full"):
        await preferences.change({Setting.LOOK: Look.LIGHT})
    assert preferences.chosen == Chosen()
    assert told == []


async def test_two_changes_at_once_are_both_in_force(preferences: Preferences) -> None:
    await asyncio.gather(
        preferences.change({Setting.SCALE: 1.2}), preferences.change({Setting.LOOK: Look.LIGHT})
    )
    assert preferences.chosen.screen == ScreenSettings(scale=1.2, look=Look.LIGHT)


async def test_a_trial_is_in_force_and_not_written(
    preferences: Preferences, paper: Paper, told: list[Chosen]
) -> None:
    await preferences.try_out({Setting.SCALE: 1.8})
    assert preferences.chosen.screen.scale == 1.8
    assert paper.written == []
    await preferences.change({Setting.SCALE: 1.8})
    assert paper.written == [{Setting.SCALE: 1.8}]
    assert len(told) == 1, "nothing is different the second time"


async def test_what_does_not_go_together_is_refused(preferences: Preferences, paper: Paper) -> None:
    with pytest.raises(ValueError, match="soon_after_min"):
        await preferences.change({Setting.SOON_AFTER_MIN: 15})
    assert paper.written == []
    assert preferences.chosen == Chosen()


async def test_without_a_file_a_choice_lasts_for_the_run() -> None:
    preferences = Preferences(Chosen())
    await preferences.change({Setting.LANGUAGE: "ar"})
    assert preferences.chosen.screen.language == "ar"


@pytest.mark.parametrize("setting", Setting)
def test_every_setting_has_a_value(setting: Setting) -> None:
    chosen = Chosen()
    assert chosen.with_values({setting: chosen.value(setting)}) == chosen
