"""Computational geometry in the plane, with predicates that are right."""
