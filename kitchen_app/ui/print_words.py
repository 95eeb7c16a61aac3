"""What is said of printers and of papers that did not come out."""

from collections.abc import Mapping

from kitchen_app.services.print_ports import CANNOT_PRINT, PrinterState
from kitchen_app.services.print_view import PrintTrouble, PrintView
from kitchen_app.ui.banner import MOST_NAMED, BannerLook
from kitchen_app.ui.i18n import isolate, tr

Numbers = Mapping[str, str]
"""The numbers of orders, by their ids."""


def plate(view: PrintView) -> tuple[str, str]:
    """Return the words of the strip and their tone; what is wrong comes first."""
    if view.troubles:
        return _short(view.troubles[0]), "broken"
    if any(printer.near_end for printer in view.printers):
        return tr("printer.near_end"), "waiting"
    if any(printer.state is PrinterState.PRINTING for printer in view.printers):
        return tr("printer.printing"), "ok"
    states = {printer.state for printer in view.printers}
    if states <= {PrinterState.CANNOT_TELL, PrinterState.UNKNOWN}:
        return tr("printer.cannot_tell_short"), "quiet"
    return tr("printer.ready"), "ok"


def _short(trouble: PrintTrouble) -> str:
    if trouble.state in CANNOT_PRINT:
        return tr(f"printer.{trouble.state.value}")
    return tr("printer.unprinted", n=len(trouble.orders))


def trouble_look(trouble: PrintTrouble, numbers: Numbers) -> BannerLook:
    """Return the banner of a printer for which somebody must do something."""
    name = isolate(trouble.printer)
    is_known = trouble.state in CANNOT_PRINT
    code = trouble.state.value if is_known else "stuck"
    told = [numbers.get(order_id, "") for order_id in trouble.orders[:MOST_NAMED]]
    named = ", ".join(number for number in told if number)
    papers = tr("printer.not_on_paper", n=len(trouble.orders), numbers=named) if named else ""
    cure = tr(f"printer.cure_{code}")
    return BannerLook(
        title=tr(f"printer.trouble_{code}", name=name),
        cure=" ".join(part for part in (papers, cure) if part),
        button=tr("printer.open"),
    )
