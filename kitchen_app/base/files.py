"""Files that are replaced whole: at every moment the old one or the new one is there."""

import os
from pathlib import Path


def put_in_place(new: Path, place: Path) -> None:
    """Flush a file and give it its final name: at every moment the name is whole or absent."""
    descriptor = os.open(new, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    new.replace(place)
    flush_folder(place.parent)


def flush_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
