"""Tunnel programs of this computer: found, started with their tokens, asked, ended."""
