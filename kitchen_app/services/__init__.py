"""Use cases and ports: what the program does, without knowing how the world is reached.

asyncio, but no Qt and no adapter; adapters satisfy the Protocols of `ports` by shape.
Imported by `ui`, the adapters and `bootstrap`; imports `domain` and `base`.
"""
