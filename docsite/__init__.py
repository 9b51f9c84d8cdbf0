"""Joins pages, code, outputs and two languages so that they prove each other. It knows no topic."""
