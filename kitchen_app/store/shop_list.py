"""The shops that the authorization covers, in a file of its own: their names are there at once."""

import logging
from dataclasses import dataclass
from pathlib import Path

from kitchen_app.base.files import put_in_place
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.store.documents import decode, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.files import make_folder

logger = logging.getLogger(__name__)

FILE_NAME = "shops.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    shops: tuple[AuthorisedShop, ...]


class ShopListFile:
    """Satisfies `services.authorised_shops.ShopList`."""

    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / FILE_NAME

    def read(self) -> tuple[AuthorisedShop, ...] | None:
        """Return the shops; None if none were ever kept, or they cannot be read."""
        try:
            return decode(self._file.read_bytes(), _Listed).shops
        except FileNotFoundError:
            return None
        except (OSError, StoreError):
            logger.exception("The names of the shops cannot be read: Keeta tells them again")
            return None

    def keep(self, shops: tuple[AuthorisedShop, ...]) -> None:
        """Keep the shops.

        Raises:
            StoreError: the disk did not take them.
        """
        try:
            make_folder(self._file.parent)
            new = self._file.with_suffix(".new")
            new.write_bytes(encode(_Listed(shops=shops)))
            put_in_place(new, self._file)
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror}") from error
