"""The code of the articles, one package for each."""
