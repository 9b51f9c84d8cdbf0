"""The maximum gap: the greatest difference of neighbours after sorting."""
