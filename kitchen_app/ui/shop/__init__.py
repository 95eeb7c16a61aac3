"""The shop as a place with sections: how it stands, its hours, its special days.

Imported by `ui.shop_desk`; imports the asks, the theme, the widgets.
"""
