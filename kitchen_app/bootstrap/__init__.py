"""Puts the program together: the one place that names concrete classes.

Imports everything below; imported by `cli` only.
"""
