"""Plumbing that knows nothing of orders: clock, tasks, threads, signals, errors, paths, logs.

Everybody may import it; it imports the standard library and platformdirs only.
"""
