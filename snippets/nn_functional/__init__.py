"""Layers of PyTorch in two forms: as modules and as functions."""
