"""Directional derivative, partial derivative, gradient: the programs of the article."""
