"""The step player: frames recorded from the programs on the pages, and what draws and plays them.

`execution/children/tracing.py` runs a topic's `trace.py`; `execution/players.py` makes files of what comes of it, with
a still picture; `source/players.py` reads them; `checks/players.py` holds the pages to the recordings; `pages.py`
brings both to the readers. `player.mjs` plays, and each of `views/` draws.

To add a view, write `views/<name>.mjs`: it exports a function of that name, which takes a state and returns
`{width, height, marks}` without a look at the page, since it also draws in Node. Two properties of the function let the
reader take hold of what is drawn; x and y are in the drawing's own units:

- `pick(states, x, y)` returns the number of the frame that the pointer asks for, or null.
- `drag` is `{grab(state, x, y), move(state, held, x, y), input(state)}`: what is held there, or null; the state with
  that elsewhere; and the inputs, as texts by their names, with which the program runs anew once the reader lets go.
"""
