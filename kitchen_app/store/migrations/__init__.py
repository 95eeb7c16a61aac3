"""The tables and how they came to be: one file a step, listed in `steps`."""
