"""What an order is and how it moves: pure data and functions.

No I/O, no clock, no logging, no asyncio: time comes in as the argument `now` (aware UTC).
Everybody above may import it; it imports nothing of ours but `base`.
"""
