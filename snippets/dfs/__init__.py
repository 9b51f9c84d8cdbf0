"""Depth-first search."""
