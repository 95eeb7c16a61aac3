"""The board: lanes, cards and the panels that belong to an order.

Renders frozen views; may import `bridge`, `widgets` and the free modules of `ui`.
"""
