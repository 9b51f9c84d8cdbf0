"""Mathematics of built pages: rendered by MathJax, numbered, linked, with the styles and fonts that it needs.

Everything here works on HTML files and knows no generator, but for ``names``, an extension of Python-Markdown.
"""
