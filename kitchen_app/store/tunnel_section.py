"""The table [tunnel] of kitchen.toml."""

from kitchen_app.services.settings import TunnelKind, TunnelSettings
from kitchen_app.store.section import Section, text

TUNNEL_NOTES = """
[tunnel]
# The program that brings Keeta's messages here, kept running by this one: "cloudflared" (a named
# tunnel), "ngrok", any "command", or "none" if the address is reached without it. Its token never
# stands here: `python -m keyring set "Kitchen App" cloudflared-token` (or ngrok-authtoken).
# No tunnel helps while this computer is off: Keeta repeats a message for three minutes, and then
# the order is lost. Put the shop to rest before you switch it off.
# kind = "none"
# Where cloudflared or ngrok is, if it is not found by itself.
# program = "/usr/local/bin/cloudflared"
# The command line for "command", the program first; {port} is the number of our port.
# command = ["frpc", "-c", "frpc.toml"]
"""

_KINDS = '"none", "cloudflared", "ngrok" or "command"'
_LINE = 'a command line, each word in quotes, such as ["frpc", "-c", "frpc.toml"]'


def read_tunnel(tunnel: Section) -> TunnelSettings:
    """Return what the table says.

    Raises:
        ConfigError: a key holds something of the wrong kind, or "command" has no command line.
    """
    kind = tunnel.read("kind", _kind, TunnelKind.NONE)
    command: tuple[str, ...] = tunnel.read("command", _command, tuple[str, ...]())
    if kind is TunnelKind.COMMAND and not command:
        raise tunnel.complaint("command", _LINE)
    return TunnelSettings(kind=kind, program=tunnel.read("program", _path, ""), command=command)


def _kind(value: object) -> TunnelKind:
    try:
        return TunnelKind(text(value, ""))
    except ValueError:
        raise ValueError(_KINDS) from None


def _path(value: object) -> str:
    return text(value, 'where the program is, such as "/usr/local/bin/cloudflared"')


def _command(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(_LINE)
    words = tuple(text(word, _LINE) for word in value)
    if not words[0].strip() or any("\0" in word for word in words):
        raise ValueError(_LINE)
    return words
