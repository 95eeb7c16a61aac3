"""The settings of the screen: their rows, what was changed last, and the panel that holds them.

Imported by `ui.screen`; imports the theme, the words and the widgets.
"""
