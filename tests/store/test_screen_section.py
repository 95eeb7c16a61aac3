"""The table [screen]; `test_config_file` tries every key with what must be refused."""

from pathlib import Path

from kitchen_app.services.settings import LANGUAGES, Look, ScreenSettings
from kitchen_app.store.screen_section import read_screen
from kitchen_app.store.section import Section


def read(**values: object) -> ScreenSettings:
    return read_screen(Section({"screen": values}, "screen", Path("kitchen.toml")))


def test_nothing_gives_the_defaults() -> None:
    assert read() == ScreenSettings()


def test_every_language_can_be_chosen() -> None:
    assert [read(language=language).language for language in LANGUAGES] == list(LANGUAGES)


def test_the_kitchen_reads_every_language_or_that_of_the_screen() -> None:
    read_back = [read(kitchen_language=each).kitchen_language for each in (*LANGUAGES, "screen")]
    assert read_back == [*LANGUAGES, None]


def test_a_code_becomes_what_it_stands_for() -> None:
    assert read(look="light").look is Look.LIGHT
