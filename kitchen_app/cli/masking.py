"""What of Keeta's answers may be shown: no secret, and nothing of a ciphertext."""

from collections.abc import Iterable
from typing import Any

from kitchen_app.base.redaction import MARK, Redaction
from kitchen_app.keeta.wire import without_ciphertext

_SECRET_WORDS = ("token", "secret", "sig")


class Mask:
    """Covers secrets by their value and by the name of their member, ciphertexts by their look."""

    def __init__(self) -> None:
        self._redaction = Redaction()

    def learn(self, secrets: Iterable[str]) -> None:
        self._redaction.learn(secrets)

    def text(self, text: str) -> str:
        return without_ciphertext(self._redaction.of(text))

    def answer(self, value: Any, name: str = "") -> Any:
        """Return an answer of Keeta's that may be shown. `name` is that of the member it is."""
        if isinstance(value, dict):
            return {self.text(key): self.answer(member, key) for key, member in value.items()}
        if isinstance(value, list):
            return [self.answer(member, name) for member in value]
        if isinstance(value, str):
            is_secret = any(word in name.lower() for word in _SECRET_WORDS)
            return MARK if is_secret else self.text(value)
        if isinstance(value, int | float) and self.text(str(value)) != str(value):
            return MARK  # a secret of digits only
        return value
