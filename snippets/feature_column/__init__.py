"""Programs of the article on feature columns."""
