"""Setting up printers: the page with its rows, the picture of the ticket, what was changed last.

Imported by `ui.print_desk`; imports the rows of the settings, the asks, the theme, the widgets.
"""
