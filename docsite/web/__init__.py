"""What readers get: the site built, served and written to take away."""
