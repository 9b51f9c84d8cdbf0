"""What the HTML of a page needs beyond what Markdown makes of it, as plain functions that any generator can use."""

import re

CODE = re.compile(r"<pre>((?:<span></span>)?)<code>")
BLOCK = re.compile(r"<pre>.*?</pre>", re.DOTALL)
# YAML's tokens have further classes, which no style knows.
TOKEN = re.compile(r'<span class="(?P<kind>[a-z][a-z0-9]?)(?: [\w-]+)*">(?P<text>[^<]*)</span>')

# Pygments' kinds of tokens that Material's stylesheet gives one colour; those of the text's own colour need no element.
COLOURS = {
    "o": "o ow p",  # muted
    "k": "k kd kn kp kr kt nd ni nl nt",  # keyword
    "s": "s s1 s2 sb sc si ss cpf l",  # string
    "m": "m mb mf mh mi mo il",  # number
    "nb": "nb bp no",  # constant
    "nf": "nc ne nf nn",  # function
    "c": "c c1 ch cm cs sd",  # comment
    "": "n w kc na nv vc vg vi vm sa fm",
}
COLOUR_OF = {kind: colour for colour, kinds in COLOURS.items() for kind in kinds.split()}
NEIGHBOURS = re.compile(r"<i class=(?P<kind>\w+)>(?P<one>[^<\n]*)</i>(?P<gap>[ \t]*)<i class=(?P=kind)>")


def polish(html: str) -> str:
    """Return the HTML of a page's content, mended for all readers."""
    return let_keyboards_scroll(BLOCK.sub(lambda block: fewer_tokens(block[0]), html))


def let_keyboards_scroll(html: str) -> str:
    """Let code and tables take the focus, for without a mouse one can scroll only what has it.

    Material's script does as much for wide code, and takes the focus from narrow code, once it comes into view.
    """
    html = CODE.sub(r'<pre>\1<code tabindex="0">', html)
    return html.replace("<table>", '<table tabindex="0">')


def fewer_tokens(block: str) -> str:
    """Return a block of code with one element for each run of letters of one colour, and none for plain text.

    It looks the same. A page of programs has thousands of tokens, each of which is sent, styled and laid out. No
    element goes over the end of a line.
    """

    def token(match: re.Match[str]) -> str:
        colour = COLOUR_OF.get(match["kind"], match["kind"])
        return f"<i class={colour}>{match['text']}</i>" if colour and match["text"] else match["text"]

    block = TOKEN.sub(token, block)
    while (joined := NEIGHBOURS.sub(r"<i class=\g<kind>>\g<one>\g<gap>", block)) != block:
        block = joined
    return block
