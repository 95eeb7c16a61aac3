"""What the core is made of, chosen by whoever starts it."""

from dataclasses import dataclass
from pathlib import Path

from kitchen_app.base.clock import Clock
from kitchen_app.services.authorised_shops import ShopsFile
from kitchen_app.services.autostart import LogInStart
from kitchen_app.services.awake import SleepLock
from kitchen_app.services.ports import TokenVault
from kitchen_app.services.preferences import SettingsFile
from kitchen_app.services.print_ports import PictureWriter, TicketPainter, TicketPreviewer
from kitchen_app.services.printer_setup import PrintingFile
from kitchen_app.services.settings import Secrets, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreConfig:
    """What the core is made of.

    Without a `vault` the system's keyring keeps the tokens; without a `sleep_lock` nothing keeps
    the computer awake; without a file what is chosen on the screen lasts for this run; without a
    `log_in` nothing is started at log-in; without a `painter` nothing is printed.
    `can_restart`: somebody starts the program again when it asks for that.
    """

    data_dir: Path
    settings: Settings
    secrets: Secrets
    clock: Clock
    vault: TokenVault | None = None
    sleep_lock: SleepLock | None = None
    settings_file: SettingsFile | None = None
    printing_file: PrintingFile | None = None
    shops_file: ShopsFile | None = None
    can_restart: bool = False
    log_in: LogInStart | None = None
    painter: TicketPainter | None = None
    previewer: TicketPreviewer | None = None
    picture_writer: PictureWriter | None = None
