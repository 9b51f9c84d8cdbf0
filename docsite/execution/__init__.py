"""Runs what authors wrote, each piece in a process of its own, and keeps what comes of it."""
