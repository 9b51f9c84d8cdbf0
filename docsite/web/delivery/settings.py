"""What pages tell Material's script: what all pages of a language tell alike goes with the script, not with each page.

The texts of buttons and of the search are most of it.
"""

from __future__ import annotations

import json
import re
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE = re.compile(r'<html[^>]*\blang="(?P<language>[^"]*)"')
SETTINGS = re.compile(
    r'(?P<tag><script id="__config" type="application/json">)(?P<settings>.*?)(?=</script>)', re.DOTALL
)


def shared_settings(pages: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the settings that are the same on all pages of a language, by the language."""
    found: dict[str, list[dict[str, Any]]] = {}
    for page in pages:
        if match := SETTINGS.search(page):
            found.setdefault(_language(page), []).append(json.loads(match["settings"]))
    return {language: reduce(_common, settings) for language, settings in found.items()}


def without_settings(page: str, shared: dict[str, dict[str, Any]]) -> str:
    """Return a page without the settings that it shares with the others of its language."""

    def rest(match: re.Match[str]) -> str:
        own, common = json.loads(match["settings"]), shared[_language(page)]
        left = {name: value for name, value in own.items() if name not in common}
        return match["tag"] + json.dumps(left, separators=(",", ":"))

    return SETTINGS.sub(rest, page)


def _language(page: str) -> str:
    match = LANGUAGE.search(page)
    return match["language"] if match else ""


def _common(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name in other and other[name] == value}
