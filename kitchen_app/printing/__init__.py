"""Paper: what tickets look like, how they are drawn, and the ways to printers.

An adapter: may import services, domain and base. Only `render` and `sheet` know Qt.
"""
