"""Widgets that know nothing of orders: text, buttons, icons, bars, panels.

May import `ui.theme` only; imported by everything else in `ui`.
"""
