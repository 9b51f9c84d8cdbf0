"""The random walk by generating functions."""
