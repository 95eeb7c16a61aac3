"""The rest of a shop, in a file of its own: a few bytes that outlive the program."""

import logging
from pathlib import Path

from kitchen_app.base.files import put_in_place
from kitchen_app.domain.order import ShopId
from kitchen_app.services.rests import Rest
from kitchen_app.store.documents import decode, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.files import make_folder

logger = logging.getLogger(__name__)

OLD_NAME = "rest.json"
"""The home shop's, from when the program served one shop."""


class RestFile:
    """Satisfies `services.rests.RestFile`.

    It is named after its shop: where another shop becomes the home shop, it does not get the rest
    of the one before.
    """

    def __init__(self, data_dir: Path, shop_id: ShopId) -> None:
        self._file = data_dir / f"rest-{shop_id}.json"

    def take_over(self) -> None:
        """Make the file without a name this shop's; if it cannot be, it waits for another start."""
        old = self._file.with_name(OLD_NAME)
        try:
            if old.exists():
                put_in_place(old, self._file)
        except OSError:
            logger.exception("The end of the rest cannot be read: open the shop by hand")

    def read(self) -> Rest | None:
        """Return the rest; None if there is none, or none that can be read."""
        try:
            return decode(self._file.read_bytes(), Rest)
        except FileNotFoundError:
            return None
        except (OSError, StoreError):
            logger.exception("The end of the rest cannot be read: open the shop by hand")
            return None

    def keep(self, rest: Rest | None) -> None:
        """Keep a rest; None forgets it.

        Raises:
            StoreError: the disk did not take it.
        """
        try:
            if rest is None:
                self._file.unlink(missing_ok=True)
                return
            make_folder(self._file.parent)
            new = self._file.with_suffix(".new")
            new.write_bytes(encode(rest))
            put_in_place(new, self._file)
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror}") from error
