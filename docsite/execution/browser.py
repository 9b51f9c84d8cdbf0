"""Finds the browser that the system has, and says how to start it for a measurement or a test."""

from __future__ import annotations

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What a fresh browser does by itself, on the network above all, is no part of what is looked at.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # In place of Playwright's own list. The first two are pages in each new window's address bar, which load
    # hundreds of scripts while ours loads; the others ask other hosts, ask again with https, or hold back the picture.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,HttpsUpgrades,MediaRouter,OptimizationHints,"
    "PaintHolding,PreconnectToSearch,NetworkTimeServiceQuerying,Translate",
)


class BrowserError(Exception):
    """There is no browser for what was asked."""


def find_browser(purpose: str) -> str:
    """Return the path of Chromium or Chrome.

    Args:
        purpose: What it is needed for, such as ``PDF``.

    Raises:
        BrowserError: None is installed.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        names = ", ".join(BROWSERS)
        raise BrowserError(
            f"no {purpose} without a browser: none of {names} is installed; on Debian: apt install chromium"
        )
    return found
