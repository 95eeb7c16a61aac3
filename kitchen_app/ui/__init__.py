"""The screen: widgets, words, looks and sounds, in Qt.

It sees services only, and through `bridge` alone. Imported by `bootstrap` and `cli`.
"""
