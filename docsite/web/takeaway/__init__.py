"""What readers take with them: programs, notebooks, Markdown, a book to print, a copy of the site without a network."""
