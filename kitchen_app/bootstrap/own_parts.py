"""What this copy of the program is made of, looked at piece by piece.

A frozen program leaves out whatever nobody imports by name: data files, plug-ins, lists that a
library reads from disk. Each look here uses such a piece as the program does, and raises if it is
not there; what it returns is for people.
"""

import hashlib
import importlib
import pkgutil
import ssl
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import kitchen_app
from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import resources_dir
from kitchen_app.base.speech import Speech, catalogue
from kitchen_app.domain.markets import MARKETS
from kitchen_app.domain.money import Money
from kitchen_app.services.settings import LANGUAGES, Palette
from kitchen_app.services.wording import money

LISTING = "resources.sha256"
"""Names every file that a bundle was built with: a hash, two spaces, the path; a line each."""

LATE = (
    "PySide6.QtMultimedia",
    "PySide6.QtPrintSupport",
    "argon2",
    "babel.dates",
    "babel.numbers",
    "holidays",
    "keyring",
    "wakepy",
    "xlsxwriter",
)
"""Libraries that are imported only when something is wanted of them."""

_SAFES = {"linux": ("secretstorage",), "win32": ("win32ctypes.pywin32.win32cred",)}
"""What the keyring hands its secrets to; it is silent about one that is not there."""

_WEIGHTS = frozenset({"Regular", "Bold"})
_SAMPLES = {"Noto Sans": "Keeta", "Noto Sans Arabic": "مطبخ", "Noto Sans TC": "廚房"}
_LEAST_ROOTS = 50
_SAMPLE_YEAR = 2026


class NotWhole(KnownError):
    """A piece of the program is missing or damaged; the text names it."""


def modules() -> str:
    """Import every module of ours, and what is otherwise imported late.

    Raises:
        NotWhole: one cannot be imported.
    """
    from kitchen_app.ui.sounds import backend_kept_quiet

    ours = [
        found.name
        for found in pkgutil.walk_packages(kitchen_app.__path__, "kitchen_app.")
        if not found.name.endswith("__main__")
    ]
    if not ours:
        raise NotWhole("No module of the program was found.")
    libraries = (*LATE, *_SAFES.get(sys.platform, ()))
    with backend_kept_quiet():
        for name in (*ours, *libraries):
            try:
                importlib.import_module(name)
            except ImportError as error:
                raise NotWhole(f"{name} cannot be imported: {error}") from error
    return f"{len(ours)} modules, {len(libraries)} libraries"


def files(root: Path | None = None) -> str:
    """Compare the files beside the program with the list that they were built with.

    The source tree has no list: there, as in a bundle, the other looks read each kind of file.

    Raises:
        NotWhole: a file, or in a frozen program the list, is missing or other than it was.
    """
    root = root or resources_dir().parent
    listing = root / LISTING
    if not listing.is_file():
        if getattr(sys, "frozen", False):
            raise NotWhole(f"{LISTING}, the list of the files, is missing.")
        return "run from its source: there is no list of files"
    rows = [line.split("  ", 1) for line in listing.read_text("utf-8").splitlines()]
    wrong = [
        f"{name} {trouble}" for wanted, name in rows if (trouble := _trouble(root / name, wanted))
    ]
    if wrong:
        more = f", and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise NotWhole(f"{'; '.join(wrong[:3])}{more}.")
    return f"{len(rows)} files, each as it was built"


def words() -> str:
    """Read the words of each language.

    Raises:
        NotWhole: a language lacks words that English has.
    """
    wanted = catalogue("en").keys()
    for language in LANGUAGES:
        lacking = wanted - catalogue(language).keys()
        if lacking:
            raise NotWhole(f"{language} lacks words: {', '.join(sorted(lacking)[:3])}")
    return f"{len(wanted)} texts in {', '.join(LANGUAGES)}"


def looks() -> str:
    """Read themes, icons, sounds and the templates of tickets.

    Raises:
        NotWhole: one cannot be used.
    """
    from PySide6.QtSvg import QSvgRenderer

    from kitchen_app.printing.templates import load_templates
    from kitchen_app.printing.ticket import KNOWN
    from kitchen_app.services.alarm import Sound
    from kitchen_app.ui.sounds import read_samples
    from kitchen_app.ui.theme import load_theme

    for name in ("dark", "light"):
        for palette in Palette:
            load_theme(name, palette=palette).style_sheet()
    icons = sorted((resources_dir() / "icons").glob("*.svg"))
    spoilt = [icon.name for icon in icons if not QSvgRenderer(str(icon)).isValid()]
    if spoilt or not icons:
        raise NotWhole(f"Icons cannot be drawn: {', '.join(spoilt) or 'there are none'}")
    for sound in Sound:
        read_samples(resources_dir() / "sounds" / f"{sound.value}-loud.wav")
    papers = load_templates(KNOWN).by_name
    return f"{len(icons)} icons, {len(Sound)} sounds, {len(papers)} papers"


def fonts() -> str:
    """Register the fonts and find a word of each script in them.

    Raises:
        NotWhole: a font is missing, or has no letters for its script.
    """
    from PySide6.QtGui import QFont, QFontDatabase, QRawFont

    from kitchen_app.ui.theme import FAMILIES, load_fonts

    count = load_fonts()
    for family in FAMILIES:
        font = QRawFont.fromFont(QFont(family))
        if font.familyName() != family or not set(QFontDatabase.styles(family)) >= _WEIGHTS:
            raise NotWhole(f"The font {family} is not there.")
        if not all(map(font.supportsCharacter, map(ord, _SAMPLES[family]))):
            raise NotWhole(f"The font {family} lacks letters.")
    return f"{count} fonts: {', '.join(FAMILIES)}"


def pictures() -> str:
    """Ask Qt which pictures it reads.

    Raises:
        NotWhole: one that customers or Keeta send cannot be read.
    """
    from PySide6.QtGui import QImageReader

    from kitchen_app.ui.picture_asks import FORMATS

    known = {bytes(each.data()) for each in QImageReader.supportedImageFormats()}
    lacking = FORMATS - known
    if lacking:
        raise NotWhole(f"Pictures cannot be read: {', '.join(map(bytes.decode, sorted(lacking)))}")
    return ", ".join(map(bytes.decode, sorted(FORMATS)))


def sound() -> str:
    """Ask the sound library for the computer's outputs; a computer without any is well too."""
    from kitchen_app.ui.sounds import backend_kept_quiet

    with backend_kept_quiet():
        from PySide6.QtMultimedia import QMediaDevices

        outputs = QMediaDevices.audioOutputs()
    return f"{len(outputs)} outputs"


def markets() -> str:
    """Use zones, holidays, dates and money of each country and language.

    Raises:
        NotWhole: a country has no list of holidays, or none in our languages.
    """
    from babel.dates import format_date

    from kitchen_app.ui.holiday_list import holidays_between

    first, last = date(_SAMPLE_YEAR, 1, 1), date(_SAMPLE_YEAR, 12, 31)
    for zone, market in MARKETS.items():
        ZoneInfo(zone)
        for language in LANGUAGES:
            if not holidays_between(market.country, first, last, language):
                raise NotWhole(f"The holidays of {market.country} are not there.")
    for language in LANGUAGES:
        for has_arabic_figures in {False, language == "ar"}:
            speech = Speech(language, has_arabic_figures)
            money(Money(minor=1234, currency="SAR"), speech)
            format_date(first, locale=speech.locale_name)
    return f"{len(MARKETS)} countries: zones, holidays, dates and money"


def trust() -> str:
    """Load the certificates that Keeta's own is checked against, and hash a PIN.

    Raises:
        NotWhole: there are none, and no call could be sent.
    """
    import argon2
    import httpx

    roots = len(httpx.create_ssl_context().get_ca_certs())
    if roots < _LEAST_ROOTS:
        raise NotWhole(f"Only {roots} certificates of authorities are there: Keeta is not reached.")
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    hasher.verify(hasher.hash("1234"), "1234")
    return f"{ssl.OPENSSL_VERSION}, {roots} authorities"


def migration(folder: Path) -> str:
    """Bring a database of the first version up to today's, in a folder of its own.

    Raises:
        StoreError: it does not open.
        NotWhole: what it held is gone.
    """
    from kitchen_app.store.database import FILE_NAME, OLD_COPIES, new_connection, open_database
    from kitchen_app.store.migrations.steps import STEPS

    folder.mkdir(parents=True, exist_ok=True)
    old = new_connection(folder / FILE_NAME)
    old.connect()
    for statement in STEPS[0]:
        old.execute_sql(statement)
    old.execute_sql("PRAGMA user_version = 1")
    old.close()
    open_database(folder).close()
    if not any(folder.glob(OLD_COPIES)):
        raise NotWhole("The database was not copied before it was changed.")
    return f"from version 1 to {len(STEPS)}"


def _trouble(file: Path, wanted: str) -> str:
    if not file.is_file():
        return "is missing"
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    return "" if found == wanted else "is damaged"
