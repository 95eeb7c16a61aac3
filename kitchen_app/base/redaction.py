"""Taking secrets out of any text, wherever they stand in it."""

import json
from collections.abc import Iterable
from urllib.parse import quote

MARK = "•••"

_SHORTEST = 4  # a shorter text would be replaced inside ordinary words


class Redaction:
    """Knows secrets by their value and marks each of them in a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._forms: tuple[str, ...] = ()
        self.learn(secrets)

    def learn(self, secrets: Iterable[str]) -> None:
        """Replace these too from now on; other threads may be writing meanwhile."""
        forms = {form for secret in secrets if len(secret) >= _SHORTEST for form in _forms(secret)}
        self._forms = tuple(sorted(forms.union(self._forms), key=len, reverse=True))  # no rest

    def of(self, text: str) -> str:
        """Return a text in which every secret is a mark."""
        for form in self._forms:
            text = text.replace(form, MARK)
        return text


def _forms(secret: str) -> set[str]:
    """Return a secret as it stands in prose, within JSON and within an address."""
    escaped = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    return {secret, quote(secret, safe="", errors="replace"), *escaped}
