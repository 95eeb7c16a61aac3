"""Parts of the history: its filters, its rows and days.

Imported by `ui.history_panel` only; they know services and widgets.
"""
