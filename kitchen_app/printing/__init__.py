"""Ways to printers, and the bytes that they understand.

Imported by bootstrap; imports services, domain and base. Only `render` knows Qt.
"""
