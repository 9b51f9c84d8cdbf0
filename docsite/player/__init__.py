"""The step player: frames recorded from the programs on the pages, and what draws and plays them.

`recorder.py` runs a topic's `trace.py`; `recordings.py` keeps what comes of it, with a still picture; `checks.py` holds
the pages to the recordings; `pages.py` brings both to the readers. `player.js` plays, and each of `views/` draws.

To add a view, write `views/<name>.mjs`: it exports a function of that name, which takes a state and returns
`{width, height, marks}` without a look at the page, since it also draws in Node. Import it in `views/all.mjs`.
"""
