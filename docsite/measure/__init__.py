"""Measures the built site as a reader meets it: over a slow line, on a slow machine, and by Lighthouse."""
