"""Printers of the system in an installation: Qt's printing, loaded when it is first needed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kitchen_app.services.print_ports import FoundPrinter, Raster

if TYPE_CHECKING:
    from kitchen_app.printing.qt_output import QtPictureOutput


class SystemOutput:
    """Satisfies `services.print_ports.PictureOutput`.

    Every paper is drawn before it comes here, and drawing waits for Qt: nothing waits here.
    """

    def require(self, printer: str) -> None:
        """Make sure that there is such a printer; raises OSError."""
        _qt_output().require(printer)

    def print_picture(self, picture: Raster, *, printer: str, title: str) -> None:
        _qt_output().print_picture(picture, printer=printer, title=title)


class SystemFinder:
    """Satisfies `services.print_ports.PrinterFinder`; finds none before Qt has begun."""

    def find(self) -> Sequence[FoundPrinter]:
        try:
            _qt_output()
        except OSError:
            return ()
        from kitchen_app.printing.qt_output import QtPrinterFinder

        return QtPrinterFinder().find()


def _qt_output() -> "QtPictureOutput":
    try:
        from PySide6.QtGui import QGuiApplication

        from kitchen_app.printing.qt_output import QtPictureOutput
    except ImportError as error:
        raise OSError(
            "Printing through the system is not installed here (on Linux: libcups2)."
        ) from error
    if QGuiApplication.instance() is None:
        raise OSError("Printing through the system waits for the window.")
    return QtPictureOutput()
