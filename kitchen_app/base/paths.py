"""Where things lie on this machine."""

import sys
from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """Return the folder of this user's configuration, database and logs."""
    return Path(platformdirs.user_data_dir("KitchenApp", appauthor=False, roaming=False))


def resources_dir() -> Path:
    """Return the folder of icons, sounds, fonts, themes and translations."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller inside a frozen program
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"
