"""Parts of the reports: what is chosen, figures, charts, refunds.

Imported by `ui.report_panel` only; they know services and widgets.
"""
