"""kitchen.toml: exact complaints, and nothing of the owner's is lost."""

import re
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitchen_app.services.board_keys import BoardKey
from kitchen_app.services.settings import (
    AlarmSettings,
    Digits,
    KeetaSettings,
    LastResort,
    Look,
    ManagerSettings,
    Motion,
    Palette,
    PrivacySettings,
    ScreenSettings,
    Settings,
    ShopSettings,
    Verify,
    WebhookSettings,
)
from kitchen_app.store.config_file import (
    FILE_NAME,
    ensure_path,
    load_existing_settings,
    load_settings,
    write_value,
    write_values,
)
from kitchen_app.store.errors import ConfigError

NUMBER = "a whole number without quotes"
PORT = "a port number from 0 to 65535"
HOST = "127.0.0.1, ::1 or localhost"
PATH = 'a path such as "/keeta/'
API = 'an address that begins with "https://"'
CALLBACK = "the whole address registered with Keeta"
VERIFY = '"enforce" or "observe"'
ZONE = 'the name of a time zone by region and city, such as "Asia/Riyadh"'

HOURS = "a whole number of hours from 1 to 168"
BAD_LIMITS = ("-1", "2.5", "true", '"20"', "1000001")
LAST = '"nothing", "accept" or "rest"'
DAYS = "a whole number of days from 1 to 90"
LANGUAGE = '"en", "ar", "zh_HK" or "system"'
SCALE = '"auto" or a number from 0.8 to 1.8'
LOOK = '"dark" or "light"'
PALETTE = '"standard" or "colour_blind"'
MOTION = '"auto", "on" or "off"'
DIGITS = '"western" or "arabic_indic"'
MINUTES = "a whole number of minutes from 1 to 180"
WORDS = "a list of at most 50 words of 2 to 40 letters in quotes"

WRONG = [
    *[("manager", "refund_limit", value, "a whole amount from 0") for value in BAD_LIMITS],
    *[
        ("keys", "bump", value, "the name of a key such as")
        for value in ("5", "true", '"Esc"', '"Num+Enter"', '"A B"', '"Hyper+A"', f'"{"x" * 21}"')
    ],
    *[("screen", "language", value, LANGUAGE) for value in ('"EN"', '""', "1", "[]", '"fr"')],
    *[
        ("screen", "scale", value, SCALE)
        for value in ("0.79", "1.81", "0", "-1", '"1.0"', "true", "nan", "inf", "[]", '"Auto"')
    ],
    *[("screen", "look", value, LOOK) for value in ('"Dark"', "1", '""')],
    *[("screen", "palette", value, PALETTE) for value in ('"colour-blind"', "true")],
    *[("screen", "motion", value, MOTION) for value in ("true", "false", '"slow"')],
    *[("screen", "digits", value, DIGITS) for value in ('"arabic"', "1")],
    *[("screen", "soon_after_min", v, MINUTES) for v in ("0", "181", "1.5", '"9"', "true")],
    *[("screen", "late_after_min", v, MINUTES) for v in ("0", "181", "-1", "[]")],
    *[
        ("screen", "allergy_words", value, WORDS)
        for value in ('"nut"', "[1]", '[""]', '["n"]', '["  n  "]', f'["{"n" * 41}"]', "{a = 1}")
    ],
    ("screen", "allergy_words", str(["nut"] * 51), WORDS),
    *[("alarm", "last_minute", value, LAST) for value in ('"Accept"', '""', "true", "60", "[]")],
    *[
        ("privacy", "mask_after_hours", value, HOURS)
        for value in ("0", "169", "-1", "1.5", '"24"', "true", "[]")
    ],
    *[
        ("privacy", "delete_after_days", value, DAYS)
        for value in ("0", "91", "30.0", '"30"', "false")
    ],
    *[("keeta", "app_id", value, NUMBER) for value in ('"1"', "1.0", "true", "0", "-1", "[1]")],
    *[("keeta", "shop_id", value, NUMBER) for value in ('"x"', "false", "0", "{a = 1}")],
    *[
        ("keeta", "base_url", value, API)
        for value in (
            "1",
            '""',
            '"open.mykeeta.com"',
            '"http://open.mykeeta.com/api"',
            '"http://localhost.evil.example"',
            '"http://127.0.0.1@evil.example"',
            '"ftp://127.0.0.1"',
            '"https://"',
            '"https://["',
        )
    ],
    *[
        ("keeta", "callback_url", value, CALLBACK)
        for value in (
            "1",
            '""',
            '"/keeta"',
            '"https://a.b/c?d"',
            '"https://a.b/c#d"',
            '"https://["',
        )
    ],
    *[("keeta", "verify", value, VERIFY) for value in ("1", "true", '"ENFORCE"', '""')],
    *[
        ("webhook", "host", value, HOST)
        for value in ("1", '""', '"0.0.0.0"', '"::"', '"192.168.1.5"', '"example.com"')
    ],
    *[("webhook", "port", value, PORT) for value in ('"8470"', "-1", "65536", "true", "80.5")],
    *[
        ("webhook", "path", value, PATH)
        for value in ("1", '""', '"keeta"', '"/a b"', '"/a?b"', '"/a#b"', '"/{a}"', '"/a\\nb"')
    ],
    *[
        ("shop", "time_zone", value, ZONE)
        for value in (
            "3",
            '""',
            '"+03:00"',
            '"Riyadh"',
            '"Asia"',
            '"Asia/Riyadhh"',
            '"../Asia/Riyadh"',
            '"/etc/localtime"',
            '"zone.tab"',
            '"Asia/Riyadh\\u0000"',
            f'"{"a" * 5000}"',
        )
    ],
]


def write(folder: Path, text: str) -> Path:
    file = folder / FILE_NAME
    file.write_text(text, "utf-8")
    return file


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    write(tmp_path, "")
    assert load_settings(tmp_path) == Settings()


def test_a_missing_file_is_made_with_notes_and_gives_the_defaults(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = load_settings(folder)
    assert made == replace(Settings(), webhook=made.webhook)
    assert made.webhook.path
    assert len(made.webhook.path) > len("/keeta/") + 30
    text = (folder / FILE_NAME).read_text("utf-8")
    notes = ("# app_id =", "# shop_id =", "# callback_url =", "# time_zone =")
    for wanted in (*notes, 'verify = "enforce"'):
        assert wanted in text
    assert load_settings(folder) == made
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]


def test_the_notes_become_settings_when_their_marks_are_removed(tmp_path: Path) -> None:
    load_settings(tmp_path)
    file = tmp_path / FILE_NAME
    text = re.sub(r"^# (\w+ = |\[\[)", r"\1", file.read_text("utf-8"), flags=re.MULTILINE)
    write(tmp_path, text)
    told = load_settings(tmp_path)
    assert (told.keeta.app_id, told.keeta.shop_id) == (3800000001, 470011)
    assert told.keeta.callback_url is not None
    assert told.shop.time_zone == "Asia/Riyadh"
    assert told.privacy == PrivacySettings()
    assert told.screen == ScreenSettings()
    assert [printer.name for printer in told.printing.printers] == ["Kitchen"]
    assert [station.name for station in told.printing.stations] == ["Grill"]


def test_every_key_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        [keeta]
        base_url = "http://127.0.0.1:8080/api"
        app_id = 9223372036854775807
        shop_id = 1
        callback_url = "https://kitchen.example.com/keeta/x"
        verify = "observe"
        [webhook]
        host = "::1"
        port = 0
        path = "/keeta/abc"
        [shop]
        time_zone = "Asia/Hong_Kong"
        [privacy]
        mask_after_hours = 1
        delete_after_days = 90
        [alarm]
        last_minute = "rest"
        [manager]
        refund_limit = 20
        [keys]
        bump = "Ctrl"
        next = "Num++"
        card_1 = ""
        of_another_version = "F1"
        [screen]
        language = "ar"
        scale = 1
        look = "light"
        palette = "colour_blind"
        motion = "off"
        digits = "arabic_indic"
        soon_after_min = 179
        late_after_min = 180
        allergy_words = [" Sesame", "سمسم"]
        """,
    )
    assert load_settings(tmp_path) == Settings(
        keeta=KeetaSettings(
            base_url="http://127.0.0.1:8080/api",
            app_id=2**63 - 1,
            shop_id=1,
            callback_url="https://kitchen.example.com/keeta/x",
            verify=Verify.OBSERVE,
        ),
        webhook=WebhookSettings(host="::1", port=0, path="/keeta/abc"),
        shop=ShopSettings(time_zone="Asia/Hong_Kong"),
        privacy=PrivacySettings(mask_after_hours=1, delete_after_days=90),
        alarm=AlarmSettings(last_minute=LastResort.REST),
        manager=ManagerSettings(refund_limit=20),
        keys={BoardKey.BUMP: "Ctrl", BoardKey.NEXT: "Num++", BoardKey.CARD_1: ""},
        screen=ScreenSettings(
            language="ar",
            scale=1.0,
            look=Look.LIGHT,
            palette=Palette.COLOUR_BLIND,
            motion=Motion.OFF,
            digits=Digits.ARABIC_INDIC,
            soon_after_min=179,
            late_after_min=180,
            allergy_words=("Sesame", "سمسم"),
        ),
    )


def test_what_is_left_to_the_computer_has_a_word_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, '[screen]\nlanguage = "system"\nscale = "auto"\n')
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(("soon", "late"), [("15", "15"), ("20", "15"), ("20", ""), ("", "10")])
def test_late_is_after_soon(tmp_path: Path, soon: str, late: str) -> None:
    lines = [f"soon_after_min = {soon}"] * bool(soon) + [f"late_after_min = {late}"] * bool(late)
    file = write(tmp_path, "\n".join(["[screen]", *lines]))
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path)
    told = f"must be more than soon_after_min, which is {soon or 10}."
    assert str(caught.value) == f"{file}: [screen] late_after_min {told}"


@pytest.mark.parametrize(
    "url", ["https://x.example", "http://localhost:1", "http://[::1]:2/a", "HTTPS://X.example/a"]
)
def test_plain_http_is_for_this_machine_only(tmp_path: Path, url: str) -> None:
    write(tmp_path, f'[keeta]\nbase_url = "{url}"')
    assert load_settings(tmp_path).keeta.base_url.lower() == url.lower()


@pytest.mark.parametrize(("section", "key", "value", "cure"), WRONG)
def test_a_wrong_value_is_told_with_file_key_and_cure(
    tmp_path: Path, section: str, key: str, value: str, cure: str
) -> None:
    file = write(tmp_path, f"[{section}]\n{key} = {value}\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path)
    assert str(caught.value).startswith(f"{file}: [{section}] {key} must be {cure}")


@pytest.mark.parametrize("section", ["keeta", "webhook", "shop", "screen"])
@pytest.mark.parametrize("value", ["1", '"text"', "[]"])
def test_a_section_that_is_no_table_is_told(tmp_path: Path, section: str, value: str) -> None:
    file = write(tmp_path, f"{section} = {value}\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path)
    assert str(caught.value) == f"{file}: [{section}] must be a table, not a single value."


@pytest.mark.parametrize(
    "text",
    [
        "[keeta",
        "app_id = ",
        "[keeta]\na = 1\na = 2",
        "[keeta]\n[keeta]",
        "a = 2024-13-45",
    ],
)
def test_a_file_that_is_not_toml_is_told_by_name(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError, match="is not valid TOML") as caught:
        load_settings(tmp_path)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_utf_8_is_told_by_name(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes("[keeta] # café".encode("latin-1"))
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        load_settings(tmp_path)
    assert str(file) in str(caught.value)


def test_a_file_with_the_mark_that_windows_editors_write_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[keeta]\nshop_id = 7\n", "utf-8-sig")
    assert load_settings(tmp_path).keeta.shop_id == 7


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path)


def test_unknown_keys_and_sections_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, '[keeta]\nfuture = 1\nshop_id = 7\n[another]\nkey = "x"\n')
    assert load_settings(tmp_path).keeta.shop_id == 7


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_settings_or_a_known_complaint(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    try:
        assert isinstance(load_settings(tmp_path), Settings)
    except ConfigError as error:
        assert FILE_NAME in str(error)  # noqa: PT017 - either outcome is right


KEPT = """\
# The owner's note.
future = "kept"

[webhook] # where we listen
port = 8470 # the tunnel's end
unknown = [1, 2] # kept too

# The last word.
"""


def test_writing_a_value_keeps_notes_order_and_unknown_keys(tmp_path: Path) -> None:
    file = write(tmp_path, KEPT)
    write_value(tmp_path, "webhook", "port", 9000)
    assert file.read_text("utf-8") == KEPT.replace("8470", "9000")


@pytest.mark.parametrize("value", ["text", 5, True])
def test_writing_makes_missing_sections_and_keys(tmp_path: Path, value: str | int | bool) -> None:
    file = write(tmp_path, "# note\n")
    write_value(tmp_path, "new", "key", value)
    write_value(tmp_path, "new", "other", 1)
    text = file.read_text("utf-8")
    assert text.startswith("# note\n")
    assert text.count("[new]") == 1
    assert load_settings(tmp_path) == Settings()


def test_several_values_are_written_in_one_step(tmp_path: Path) -> None:
    file = write(tmp_path, KEPT)
    write_values(
        tmp_path,
        {
            ("webhook", "port"): 9000,
            ("screen", "scale"): 1.2,
            ("screen", "allergy_words"): ("sesame", "سمسم"),
        },
    )
    text = file.read_text("utf-8")
    assert text.startswith(KEPT.replace("8470", "9000"))
    assert load_settings(tmp_path).screen == ScreenSettings(
        scale=1.2, allergy_words=("sesame", "سمسم")
    )


def test_a_section_that_became_no_table_meanwhile_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, 'screen = "x"\n')
    with pytest.raises(ConfigError, match="must be a table"):
        write_value(tmp_path, "screen", "scale", 1.0)
    assert file.read_text("utf-8") == 'screen = "x"\n'


def test_writing_leaves_no_draft_behind(tmp_path: Path) -> None:
    load_settings(tmp_path)
    write_value(tmp_path, "keeta", "shop_id", 7)
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
    assert load_settings(tmp_path).keeta.shop_id == 7


def test_the_secret_path_is_made_once_and_stays(tmp_path: Path) -> None:
    first = ensure_path(tmp_path, load_settings(tmp_path))
    assert re.fullmatch(r"/keeta/[0-9a-f]{32}", first)
    again = load_settings(tmp_path)
    assert again.webhook.path == first
    assert ensure_path(tmp_path, again) == first


def test_a_path_of_the_owners_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    chosen = replace(Settings(), webhook=WebhookSettings(path="/mine"))
    assert ensure_path(tmp_path, chosen) == "/mine"
    assert list(tmp_path.iterdir()) == []


def test_two_installations_get_different_paths(tmp_path: Path) -> None:
    paths = {
        ensure_path(folder, load_settings(folder)) for folder in (tmp_path / "a", tmp_path / "b")
    }
    assert len(paths) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_file_that_may_not_be_written_stays_readable(tmp_path: Path) -> None:
    file = write(tmp_path, "[keeta]\nshop_id = 7\n")
    file.chmod(stat.S_IRUSR)
    assert load_settings(tmp_path).keeta.shop_id == 7


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(tmp_path, "[webhook]\n")
    (tmp_path / "kitchen.toml.new").mkdir()
    with pytest.raises(ConfigError, match="cannot be changed"):
        write_value(tmp_path, "webhook", "path", "/x")


def test_whoever_only_looks_makes_no_file_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"holds no kitchen\.toml"):
        load_existing_settings(tmp_path / "typo")
    assert list(tmp_path.iterdir()) == []
    made = load_settings(tmp_path)
    assert load_existing_settings(tmp_path) == made


def test_one_key_for_two_actions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kitchen.toml").write_text('[keys]\nbump = "F5"\nnext = "F5"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"\[keys\] next must be another key than F5"):
        load_settings(tmp_path)


def test_no_key_is_no_second_use(tmp_path: Path) -> None:
    (tmp_path / "kitchen.toml").write_text('[keys]\nbump = ""\nnext = ""\n', "utf-8")
    assert set(load_settings(tmp_path).keys.values()) == {""}
