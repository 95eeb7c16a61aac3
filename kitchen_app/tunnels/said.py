"""What tunnel programs print: the few words that name a trouble, and their last line, masked."""

import re
from collections.abc import Iterable

from kitchen_app.base.log_lines import one_line
from kitchen_app.base.redaction import MARK, Redaction
from kitchen_app.services.links import Trouble

_WORDS: tuple[tuple[str, Trouble], ...] = (
    ("provided tunnel token is not valid", Trouble.TUNNEL_REFUSED),
    ("unauthorized: invalid tunnel secret", Trouble.TUNNEL_REFUSED),
    ("unauthorized: failed to get tunnel", Trouble.TUNNEL_REFUSED),
    ("unauthorized: tunnel not found", Trouble.TUNNEL_REFUSED),
    ("registered tunnel connection", Trouble.NONE),  # whatever was before: now it is connected
)
"""cloudflared's, from its source (cmd/cloudflared/tunnel) and its issues 426, 657; lower case."""

_NGROK_CODE = re.compile(r"ERR_NGROK_(\d+)")
_NGROK: dict[str, Trouble] = {
    "105": Trouble.TUNNEL_REFUSED,  # no proper authtoken
    "106": Trouble.TUNNEL_REFUSED,  # an authtoken of version 1
    "107": Trouble.TUNNEL_REFUSED,  # reset or revoked
    "4018": Trouble.TUNNEL_KEYLESS,  # none at all
    "108": Trouble.TUNNEL_IN_USE,  # as many agents as the account may have run already
    "334": Trouble.TUNNEL_IN_USE,  # the address is online already
}
"""Numbers and meanings: ngrok's page of errors (ngrok.com/docs/errors)."""

_LONGEST = 160
_LONGEST_PLAIN_WORD = 16
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S*|\S+@\S+", re.IGNORECASE)
_LONG_WORD = re.compile(rf"[^\s\"',;=()\[\]]{{{_LONGEST_PLAIN_WORD + 1},}}")


def trouble_of(line: str) -> Trouble | None:
    """Return the trouble that a line names, `Trouble.NONE` if it says that all is well now."""
    code = _NGROK_CODE.search(line)
    if code is not None:
        return _NGROK.get(code[1])
    low = line.lower()
    return next((trouble for words, trouble in _WORDS if words in low), None)


def masked(line: str, secrets: Iterable[str]) -> str:
    """Return a line for people to read, without secrets, addresses and long words.

    Any long word may be a token of the owner's command that nobody has told us.
    """
    shown = _ADDRESS.sub(MARK, Redaction(secrets).of(line))
    return one_line(_LONG_WORD.sub(MARK, shown).strip())[:_LONGEST]
