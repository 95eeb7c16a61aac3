"""The emulator of Keeta: its own order book, rules, signatures, clock, faults and webhooks.

An independent witness: it imports `kitchen_app.base` only and shares no code with the client in
`kitchen_app.keeta`. Where Keeta's documents are silent, the choice made here is a named switch
in `config`. Start at `server.Sandbox`.
"""
