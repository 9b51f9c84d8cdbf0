"""Minimising a quadratic function of many variables."""
