"""Lets readers run a page's Python in their browser: which blocks, what the page gets for it, what it loads.

Nothing in here knows MkDocs; `docsite.web.hooks` puts it into the pages.
"""
