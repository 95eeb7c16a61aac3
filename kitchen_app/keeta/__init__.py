"""Keeta's Standard API from our side: signatures, client, callbacks, wire ↔ domain.

Satisfies `services.ports.Platform` and `CallbackReader`; imports services, domain, base and
httpx. Never imported by `sandbox`, which must remain an independent witness of Keeta.
"""
