"""Make a bundle: a folder with the program and everything it needs, for machines without Python.

``python3 packaging/dev.py build`` calls this inside .venv. The folder is ``dist/kitchen-app`` (or
``--out``); ``kitchen-app --selftest`` inside it says whether it is whole. A bundle is made on the
kind of system that it is for. Sign the programs, but nothing under ``_internal``: its files are
listed with their hashes.
"""

import argparse
import hashlib
import importlib.metadata
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent
NAME = "kitchen-app"
INSIDE = "_internal"
LISTING = "resources.sha256"
"""As `bootstrap.own_parts` reads it."""

LICENCES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")

SIDES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Sizes of the icon that Windows asks for, from a list in Explorer to a tile."""

_PNG_FROM = 256


def icon_of(drawing: Path) -> bytes:
    """Return a drawing as an icon of Windows, in every size that it shows.

    The largest is a PNG, as all readers of such a size expect; the others are plain rows of dots,
    which every reader knows.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(drawing))
    pictures = []
    for side in SIDES:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        pictures.append(_png(image) if side >= _PNG_FROM else _dots(image))
    place = 6 + 16 * len(SIDES)
    rows = []
    for side, picture in zip(SIDES, pictures, strict=True):
        shown = side % 256  # 0 stands for 256
        rows.append(struct.pack("<BBBBHHII", shown, shown, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(SIDES)) + b"".join(rows) + b"".join(pictures)


def _png(image: "QImage") -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know paths only
    return bytes(buffer.data().data())


def _dots(image: "QImage") -> bytes:
    """Return a picture as a bitmap from the bottom up, with the mask that old readers want."""
    side = image.width()
    rows = bytes(image.constBits())
    lines = [rows[y * side * 4 : (y + 1) * side * 4] for y in reversed(range(side))]
    mask = bytes((side + 31) // 32 * 4 * side)
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    return head + b"".join(lines) + mask


def listed(folder: Path) -> str:
    """Return a line for each file of a folder: its hash and its path.

    Links are left out: what they lead to has its own line.
    """
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.name != LISTING
    )
    return "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in files
    )


def gather_licences(names: Iterable[str], target: Path) -> None:
    """Copy the licences of packages, as their wheels bring them, into a folder for each."""
    for name in names:
        try:
            owner = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        for file in owner.files or ():
            source = Path(str(owner.locate_file(file)))
            if file.stem.upper().startswith(LICENCES) and source.suffix != ".py":
                (target / name).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target / name / file.name)


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a folder; a link counts nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of PyInstaller: what it compiles is not to depend on who calls it."""
    dropped = {"PYTHONOPTIMIZE", "PYTHONHOME"}
    kept = {name: value for name, value in environment.items() if name not in dropped}
    return {**kept, "PYTHONHASHSEED": "0"}  # the same order of files in each bundle


def build(out: Path, work: Path) -> Path:
    """Make the bundle in `out`, a former one is replaced; return its folder.

    Raises:
        SystemExit: PyInstaller failed; its last words are shown.
    """
    import bundle

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    own = work / NAME
    own.mkdir(parents=True, exist_ok=True)
    (own / "version.txt").write_text(
        bundle.version_info(project["version"], project["description"]), "utf-8"
    )
    (own / "kitchen-app.ico").write_bytes(icon_of(ROOT / "resources" / "icons" / "kitchen-app.svg"))
    shutil.rmtree(out / NAME, ignore_errors=True)
    spec = ROOT / "packaging" / "kitchen-app.spec"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(out), "--workpath", str(work), str(spec)),
        ],
        env=child_environment(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SystemExit("\n".join(done.stderr.splitlines()[-15:]) or "PyInstaller failed.")
    made = out / NAME
    lock = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
    gather_licences(sorted(bundle.locked_names(lock)), made / INSIDE / "licences")
    (made / INSIDE / LISTING).write_text(listed(made / INSIDE), "utf-8")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kitchen-app-build-") as work:
        made = build(given.out.absolute(), Path(work))
    took = time.monotonic() - started
    print(f"{made}: {size_of(made) / 1e6:.0f} MB in {took:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
