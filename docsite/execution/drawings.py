"""Turns what Matplotlib draws into a picture of the site: in its colours, light, with ids that clash with no others."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

# The colours of docsite/execution/children/matplotlibrc, and that of `color="gray"`.
COLOURS = {
    "#1f2328": "--figure-ink",
    "#808080": "--figure-muted",
    "#fcfbf7": "--figure-paper",
    "#0b6e8f": "--figure-1",
    "#b2321b": "--figure-2",
    "#93640a": "--figure-3",
    "#6b4fa3": "--figure-4",
}
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
NUMBER = re.compile(r"(?<![\w#.-])-?\d+\.\d+(?:e-?\d+)?")
DATA = {"d", "x", "y", "width", "height", "points", "transform", "viewBox", "style"}
REFERENCE = re.compile(r"#([-\w]+)")
FACE = re.compile(r"font-family: [^;]+; |(?<=font): (?:\w+ )?(?P<size>[\d.]+px) [^;]+")
NO_TURN = re.compile(r" ?rotate\(-?0 [^)]*\)")


class UnknownColourError(ValueError):
    """A colour that has no counterpart in the other scheme."""


def tidy(svg: str, prefix: str) -> str:
    """Return the drawing as it goes onto a page.

    Args:
        svg: What Matplotlib wrote.
        prefix: What sets the ids of this drawing apart from those of others on the page.

    Raises:
        UnknownColourError: A colour is none of the site's.
    """
    ET.register_namespace("", SVG)
    # Links keep the old form: Material's instant navigation would set each `href`, which a drawing does not allow.
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(svg)  # noqa: S314 - drawn by the lab itself
    _drop(root, {"metadata", "style"})
    used = _references(root)
    for element in root.iter():
        _tidy_element(element, used, prefix)
    for name in ("width", "height", "version"):  # the viewBox remains: the page says how wide it is
        root.attrib.pop(name, None)
    root.attrib |= {"font-family": "sans-serif", "stroke-linejoin": "round"}
    _unwrap(root)
    return ET.tostring(root, encoding="unicode").replace("\n", "").replace("><g", ">\n<g") + "\n"


def _drop(root: ET.Element, names: set[str]) -> None:
    for parent in root.iter():
        for child in list(parent):
            if child.tag.rpartition("}")[2] in names:
                parent.remove(child)


def _references(root: ET.Element) -> set[str]:
    values = (value for element in root.iter() for value in element.attrib.values())
    return {name for value in values if value.startswith(("#", "url(#")) for name in REFERENCE.findall(value)}


def _tidy_element(element: ET.Element, used: set[str], prefix: str) -> None:
    attributes = element.attrib
    element.text = element.text and element.text.strip()
    element.tail = None
    if attributes.get("id") not in used:
        attributes.pop("id", None)
    for name, value in attributes.items():
        if name == "id":
            attributes[name] = f"{prefix}-{value}"
        elif value.startswith(("#", "url(#")) and REFERENCE.search(value):
            attributes[name] = REFERENCE.sub(rf"#{prefix}-\1", value)
        elif name in DATA:
            attributes[name] = NUMBER.sub(_round, _style(value) if name == "style" else " ".join(value.split()))
    if turn := attributes.pop("transform", ""):
        attributes |= {"transform": left} if (left := NO_TURN.sub("", turn)) else {}


def _style(style: str) -> str:
    """Leave the face of the letters to the page."""
    bare = FACE.sub(lambda face: f"-size: {face['size']}" if face["size"] else "", style)
    return COLOUR.sub(_variable, bare)


def _variable(match: re.Match[str]) -> str:
    if match[0] not in COLOURS:
        message = f"the colour {match[0]} does not follow the colour scheme"
        raise UnknownColourError(message)
    return f"var({COLOURS[match[0]]}, {match[0]})"


def _round(match: re.Match[str]) -> str:
    """Round to what the eye can see: that also hides the last bits, in which machines differ."""
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unwrap(root: ET.Element) -> None:
    """Take away groups that say nothing."""
    for parent in list(root.iter()):
        for index, child in reversed(list(enumerate(parent))):
            if child.tag == f"{{{SVG}}}g" and not child.attrib:
                parent[index : index + 1] = list(child)
