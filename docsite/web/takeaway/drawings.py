"""A figure as a file of its own, which no page lends its colours."""

import re

PAPER = "background: #fcfbf7"
OPENING = re.compile(r"<svg\b[^>]*>")
STYLE = re.compile(r' style="([^"]*)"')


def standalone(svg: str) -> str:
    """Return a drawing on paper of its own: its dark ink could not be seen on a dark page."""

    def on_paper(match: re.Match[str]) -> str:
        styles = [*STYLE.findall(match[0]), PAPER]
        return STYLE.sub("", match[0])[:-1] + f' style="{"; ".join(styles)}">'

    return OPENING.sub(on_paper, svg, count=1)
