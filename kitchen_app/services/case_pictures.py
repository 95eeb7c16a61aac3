"""Pictures of refund requests: fetched when somebody looks, and never written down."""

from typing import Protocol

from kitchen_app.domain.refunds import CaseId
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.services.ports import Store

_MOST_KEPT = 18
"""Those of two requests (event 1005 has at most nine): going back and forth asks nobody again."""


class PictureSource(Protocol):
    """Where pictures come from."""

    async def fetch(self, url: str) -> bytes:
        """Return a picture's file; raises `services.errors.PictureUnavailable`."""
        ...


class KeptPictures:
    """A source that remembers what came last; satisfies `PictureSource`."""

    def __init__(self, source: PictureSource) -> None:
        self._source = source
        self._kept: dict[str, bytes] = {}

    async def fetch(self, url: str) -> bytes:
        """Return a picture, fetched if it is not remembered; raises `PictureUnavailable`."""
        content = self._kept.pop(url, None) or await self._source.fetch(url)
        self._kept[url] = content
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return content


class CasePictures:
    """Fetches only what a stored request names: no other address can be asked for.

    `source` is where they come from; what came last is kept in memory.
    """

    def __init__(self, *, store: Store, source: PictureSource) -> None:
        self._store = store
        self.source = KeptPictures(source)

    async def of(self, case_id: CaseId, index: int) -> bytes:
        """Return the picture at a place, from 0, in the request's list.

        Raises:
            PictureUnavailable: it cannot be fetched, or the request names none there any more.
        """
        case = self._store.refunds.get(case_id)
        if case is None or not 0 <= index < len(case.pictures):
            raise PictureUnavailable("The request names no such picture")
        return await self.source.fetch(case.pictures[index])
