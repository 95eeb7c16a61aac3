"""The two families of failure.

Exception
 └─ KnownError      the world's fault: told to the user in words, with a cure; exit code 2
     └─ (each package draws its own branch in its errors.py)
 └─ anything else   our bug: logged with its traceback, the app goes on
"""


class KnownError(Exception):
    """A failure that the user can understand and cure; its text is one clear sentence."""
