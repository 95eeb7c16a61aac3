"""What a person keeps of us: files in a folder of our own among their documents."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

_FOLDER = "Kitchen App"


def documents_folder() -> Path | None:
    """Return where files are written, None where this user has no documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) / _FOLDER if place else None


def open_folder(file: str) -> bool:
    """Show the folder of a file with the system's own program; tell whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(file).parent)))


def under_free_name(folder: Path, name: str, ending: str, write: Callable[[Path], None]) -> Path:
    """Let something be written, with -2, -3 behind its name if that is taken; return where.

    `write` raises FileExistsError for a name that is taken, and leaves nothing if it fails.

    Raises:
        OSError: it cannot be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy = 1
    while True:
        place = folder / f"{name}{'' if copy == 1 else f'-{copy}'}{ending}"
        try:
            write(place)
        except FileExistsError:
            copy += 1
        else:
            return place
