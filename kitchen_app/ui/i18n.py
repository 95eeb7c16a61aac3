"""The words of the screen in the cook's language."""

from unicodedata import digit

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from kitchen_app.base import speech as speech_of
from kitchen_app.services.settings import Digits

_SYSTEM_TAGS = {"en": "en", "ar": "ar", "zh": "zh_HK", "yue": "zh_HK"}

Entry = speech_of.Entry
catalogue = speech_of.catalogue
isolate = speech_of.isolate


class _Current:
    """The language and the figures in use; there is one screen, so there is one."""

    speech = speech_of.Speech()


def install(app: QApplication, language: str, digits: Digits = Digits.WESTERN) -> None:
    """Speak a language from now on and lay the screen out in its direction.

    Only the Arabic screen has Arabic-Indic figures, if `digits` says so.
    """
    is_arabic_indic = digits is Digits.ARABIC_INDIC and language == "ar"
    _Current.speech = speech_of.Speech(language, is_arabic_indic)
    right_to_left = _Current.speech.is_right_to_left
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )


def speech() -> speech_of.Speech:
    """Return the language and the figures of the screen."""
    return _Current.speech


def language() -> str:
    return _Current.speech.language


def locale_name() -> str:
    """Return the language as Babel names it."""
    return _Current.speech.locale_name


def system_language() -> str:
    """Return the language of the system, English if we do not speak it."""
    for tag in QLocale.system().uiLanguages():
        spoken = _SYSTEM_TAGS.get(tag.replace("_", "-").split("-")[0])
        if spoken is not None:
            return spoken
    return "en"


def tr(key: str, **values: str | int) -> str:
    """Return the words for a key with its placeholders filled in, in the screen's figures."""
    return _Current.speech.tr(key, **values)


def figures(text: str) -> str:
    """Return our own words with the figures of the screen (see `Speech.figures`)."""
    return _Current.speech.figures(text)


def plain_figures(text: str) -> str:
    """Return a text with the figures 0 to 9, whatever script they were typed in."""
    return "".join(str(digit(sign)) if sign.isdecimal() else sign for sign in text)


def numbering_system() -> str:
    """Return the figures of the screen as Babel names them."""
    return _Current.speech.numbering_system


def numbered(number: str) -> str:
    """Return an order's number as people read it, apart from the words around it."""
    return isolate(figures(number))
