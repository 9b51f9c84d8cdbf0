"""Lays a new article: the files in `article/`, under its name."""
