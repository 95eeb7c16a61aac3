"""Failures of paper.

KnownError
 └─ PrintingError
     ├─ TemplateError   a template cannot be used: file, line and cure are named
     └─ FileNotMade     the picture could not be written
"""

from kitchen_app.base.errors import KnownError


class PrintingError(KnownError):
    """Something about paper that somebody can cure."""


class TemplateError(PrintingError):
    """How a paper should look is not told as it must be."""


class FileNotMade(PrintingError):
    """A picture of a paper could not be written to a file."""
