"""Paper: what tickets look like, and how they are drawn.

An adapter: may import services, domain and base; only `render` knows Qt.
"""
