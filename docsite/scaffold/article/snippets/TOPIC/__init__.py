"""The code of the article TOPIC."""
