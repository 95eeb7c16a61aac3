"""The door that Keeta knocks at: HTTP in, raw bytes on, an answer out. Nothing is understood here.

aiohttp is known here (and in the emulator) only; imports base.
"""
