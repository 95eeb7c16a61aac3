"""What a bundle of the program holds and what it leaves out, each with its reason.

Tables and the choosing by them; `kitchen-app.spec` asks them while PyInstaller works, and the tests
hold them against what the program imports. Nothing here needs PyInstaller.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatch

Entry = tuple[str, str, str]
"""A file as PyInstaller names it: where it will lie, where it comes from, its kind.

A link comes from no file: it says where it leads, seen from where it lies.
"""

LINK = "SYMLINK"

QT = {
    "QtCore": "the program",
    "QtGui": "the program",
    "QtMultimedia": "the alarm",
    "QtNetwork": "QtMultimedia loads it",
    "QtPrintSupport": "printers of the system",
    "QtSvg": "icons",
    "QtWidgets": "the program",
}
"""Qt's modules in the bundle. All the others are left out: the wheels bring some sixty."""

RESOURCES = {
    "resources": "icons, sounds, fonts, themes, words, papers: base.paths finds them there",
    "LICENSE": "goes with every copy",
}
"""What of the source tree lies beside the program, under the same name."""

DATA_OF = {
    "holidays": "the names of holidays; the package reads its own folder to know its languages",
    "tzdata": "Windows has no time zones that Python can read",
}
"""Packages whose data files are read from disk, which nothing but a table can know."""

EXCLUDED = {
    "curses": "a terminal's screen",
    "doctest": "tests",
    "lib2to3": "a tool",
    "pydoc": "help texts of Python",
    "pydoc_data": "help texts of Python",
    "tkinter": "another library of windows",
    "unittest": "tests",
    "xmlrpc": "a protocol that nobody here speaks",
}
"""Modules left out although they are installed. Packages that no lock names need no line here."""

LEFT_OUT = {
    "*/plugins/platforminputcontexts/*virtualkeyboard*": "drags Quick and QML in, 17 MB, for keys"
    " that the program draws itself",
    "*/plugins/multimedia/*ffmpeg*": "38 MB of codecs, with Quick and QML that they are linked to:"
    " the alarm is plain samples, which QtMultimedia plays without a plug-in",
    "*/plugins/imageformats/*pdf*": "a reader of PDF for pictures: we only write them",
    "*/plugins/imageformats/*tiff*": "customers see jpeg, png and webp only",
    "*/plugins/imageformats/*tga*": "as above",
    "*/plugins/imageformats/*wbmp*": "as above",
    "*/plugins/imageformats/*icns*": "as above",
    "*/plugins/generic/*": "input devices of machines without a desktop",
    "*/plugins/egldeviceintegrations/*": "screens of machines without a desktop",
    "*/plugins/platforms/*eglfs*": "as above",
    "*/plugins/platforms/*linuxfb*": "as above",
    "*/plugins/platforms/*minimalegl*": "as above",
    "*/plugins/platforms/*vkkhr*": "as above",
    "*/plugins/platforms/*vnc*": "a server of remote screens",
    "*/plugins/platforms/*direct2d*": "a second way to draw on Windows; qwindows is the first",
    "*/plugins/platformthemes/*gtk3*": "the look is ours; drags GTK in",
    "*/plugins/tls/*": "Qt calls nobody: httpx and aiohttp do, through Python's own",
    "*/plugins/networkinformation/*": "as above",
    "*/translations/qt*.qm": "the words of Qt's own dialogs; ours are ours, files are chosen in the"
    " system's",
    "*opengl32sw.dll": "20 MB of drawing in three dimensions without a graphics card",
    "*d3dcompiler_*.dll": "as above, with one",
}
"""Files left out, by where they would lie; what only they needed goes with them."""

_LOCALES = ("root", "en", "ar", "zh")
"""Of Babel's thousand: what `base.speech` asks for, with its parents and countries."""

_MARKETS = ("AE", "BH", "HK", "KW", "OM", "QA", "SA")
"""The countries of `domain.markets`, by which the holidays' names are chosen."""


def excluded_modules(
    locked: Collection[str],
    owners: Mapping[str, Sequence[str]],
    qt_modules: Iterable[str],
) -> list[str]:
    """Return every module that must not come in.

    `locked` are the packages that the program was locked with, `owners` the packages of each
    installed module. A library that lies there for another reason, such as a tool, is often
    imported "if it is there": without this a bundle would depend on the machine that built it.
    """
    allowed = {normal(name) for name in locked}
    foreign = [
        name for name, packages in owners.items() if not allowed & set(map(normal, packages))
    ]
    of_qt = [f"PySide6.{name}" for name in qt_modules if name not in QT]
    return sorted({*EXCLUDED, *of_qt, *foreign})


def locked_names(lock: str) -> set[str]:
    """Return the packages of a lock file."""
    return {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}


def normal(name: str) -> str:
    """Return a package's name in the one way of writing that all agree on (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_left_out(place: str) -> bool:
    """Tell whether a file is left out, by where it would lie."""
    plain = place.replace("\\", "/")
    if any(fnmatch(plain, pattern) for pattern in LEFT_OUT):
        return True
    if "/locale-data/" in plain:
        locale = plain.rpartition("/")[2].removesuffix(".dat")
        return locale.split("_")[0] not in _LOCALES
    if plain.startswith("holidays/locale/"):
        country = plain.rpartition("/")[2].removesuffix(".mo")
        return not country.startswith(_MARKETS)
    return False


def kept(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the files that go in: neither left out, nor needed only by what is.

    `needs` tells which libraries a file is linked to, by their paths.
    """
    entries = list(entries)
    files = [entry for entry in entries if entry[2] != LINK]
    staying = [entry for entry in files if not is_left_out(entry[0])]
    lost = reach((source for place, source, _ in files if is_left_out(place)), needs)
    libraries = {source for _, source, _ in staying if source in lost}
    roots = (source for _, source, _ in staying if source not in libraries)
    wanted = reach(roots, needs)
    found = [entry for entry in staying if entry[1] not in libraries or entry[1] in wanted]
    places = {place for place, _, _ in found}
    return found + [entry for entry in entries if entry[2] == LINK and _led_to(entry) in places]


def _led_to(link: Entry) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(link[0]), link[1]))


def reach(files: Iterable[str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Return files with all that they need, and what that needs in turn."""
    found: set[str] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += needs(file)
    return found


def version_info(version: str, description: str) -> str:
    """Return what Windows shows under "Details", in the form that PyInstaller reads.

    Raises:
        ValueError: the version does not begin with three numbers.
    """
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise ValueError(f"{version!r} is no version such as 1.2.3")
    numbers = (*map(int, found.groups()), 0)
    texts = {
        "CompanyName": "Kitchen App",
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": "kitchen-app",
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": "kitchen-app.exe",
        "ProductName": "Kitchen App",
        "ProductVersion": version,
    }
    rows = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, "
        "flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )
