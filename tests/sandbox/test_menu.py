"""Names in three languages."""

from kitchen_app.sandbox.config import Language
from kitchen_app.sandbox.menu import Text

SOUP = Text("Soup", "شوربة", "湯")


def test_translations_default_to_the_shops_language() -> None:
    assert SOUP.translations(Language.ARABIC) == {
        "en": "Soup",
        "ar": "شوربة",
        "zh-HK": "湯",
        "default": "شوربة",
    }


def test_within() -> None:
    assert [SOUP.within(language) for language in Language] == ["Soup", "شوربة", "湯"]
