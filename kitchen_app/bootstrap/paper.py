"""The drawing of tickets in an installation: for its readers, with its templates."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.allergies import Allergies
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop_marks import ShopMark, marks_of
from kitchen_app.domain.tickets import Paper, Ticket
from kitchen_app.printing.errors import FileNotMade
from kitchen_app.printing.file import write
from kitchen_app.printing.reader import Reader
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN
from kitchen_app.services.authorised_shops import ShopsView
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.print_ports import Raster
from kitchen_app.services.settings import Digits, ScreenSettings, Settings
from kitchen_app.store.shop_list import ShopListFile

if TYPE_CHECKING:
    from kitchen_app.printing.render import QtTicketPainter

_QT_WITHIN_S = 60.0


class PaperPainter:
    """Satisfies `services.print_ports.TicketPainter` and `TicketPreviewer`.

    `complaints` are why templates of the owner's are not in force; ours are.

    Tickets may wait in the queues before there is a window. Qt knows no fonts before, so drawing
    waits for `begin`; and Qt itself is loaded only then, for the core starts beside it.
    """

    def __init__(self, settings: Settings, data_dir: Path) -> None:
        self._settings = settings
        templates = load_templates(KNOWN, data_dir)
        self._templates = templates.by_name
        self.complaints = templates.complaints
        self._has_fonts = threading.Event()
        self._screen = settings.screen
        self._languages = settings.printing.languages
        self._made: tuple[object, QtTicketPainter] | None = None
        self._marks = _kept_marks(settings, data_dir)
        self._home = ShopId(str(settings.keeta.shop_id or ""))

    def begin(self) -> None:
        """Draw from now on: the fonts are there."""
        self._has_fonts.set()

    def follow(self, chosen: Chosen) -> None:
        """Draw for those who read the screen now."""
        self._screen = chosen.screen

    def name_shops(self, view: ShopsView) -> None:
        """Let papers say whose order it is, as the shops are called now."""
        self._marks = view.marks

    def paint(self, paper: Paper, *, width: int) -> Raster:
        """Draw a paper; waits for the fonts.

        Raises:
            KnownError: there are none within a minute.
        """
        if not self._has_fonts.wait(_QT_WITHIN_S):
            raise KnownError("The fonts of the tickets are not there.")
        wanted = (self._screen, self._languages)
        if self._made is None or self._made[0] != wanted:
            self._made = (wanted, self._painter(*wanted))
        return self._made[1].paint(self._headed(paper), width=width)

    def speak(self, languages: tuple[str, ...]) -> None:
        """Draw in these languages from now on; none: in that of the screen."""
        self._languages = languages

    def preview(self, paper: Paper, *, width: int, languages: tuple[str, ...]) -> Raster:
        """Draw a paper as it would be; as `paint`.

        Raises:
            KnownError: there are no fonts within a minute.
        """
        if not self._has_fonts.wait(_QT_WITHIN_S):
            raise KnownError("The fonts of the tickets are not there.")
        return self._painter(self._screen, languages).paint(self._headed(paper), width=width)

    def _headed(self, paper: Paper) -> Paper:
        """Return a paper with its shop, where several are served."""
        if not isinstance(paper, Ticket) or not self._marks:
            return paper
        shop_id = paper.order.shop_id or self._home
        mark = self._marks.get(shop_id)
        return replace(paper, shop=mark.name if mark is not None and mark.name else shop_id)

    def _painter(self, screen: ScreenSettings, languages: tuple[str, ...]) -> "QtTicketPainter":
        from kitchen_app.printing.render import QtTicketPainter

        printing = replace(self._settings.printing, languages=languages)
        reader = reader_of(replace(self._settings, printing=printing), screen)
        return QtTicketPainter(reader=reader, templates=self._templates)


def _kept_marks(settings: Settings, data_dir: Path) -> Mapping[ShopId, ShopMark]:
    """Return the marks of the shops as they were called last, before Keeta has told anything."""
    keeta = settings.keeta
    if not keeta.other_shops:
        return {}
    served = [ShopId(str(each)) for each in (keeta.shop_id, *keeta.other_shops)]
    known = ShopListFile(data_dir).read() or ()
    return marks_of(served, {shop.shop_id: shop.name for shop in known})


class PictureFiles:
    """Satisfies `services.print_ports.PictureWriter`."""

    def write(self, picture: Raster, file: Path) -> None:
        """Write a picture as .png or .pdf; raises OSError."""
        try:
            write(picture, file)
        except FileNotMade as error:
            raise OSError(str(error)) from error


def reader_of(settings: Settings, screen: ScreenSettings) -> Reader:
    """Return who reads the papers: as a rule those who read this screen."""
    from kitchen_app.ui.i18n import system_language

    zone = settings.shop.time_zone
    return Reader(
        languages=settings.printing.languages or (screen.language or system_language(),),
        has_arabic_figures=screen.digits is Digits.ARABIC_INDIC,
        zone=ZoneInfo(zone) if zone else None,
        kitchen_language=screen.kitchen_language,
        kitchen_names=screen.kitchen_names,
        allergies=Allergies(screen.allergy_words),
    )
