"""The preview says at once where it cannot be, and does not look at what editors leave."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from docsite.__main__ import main
from docsite.web.serve import Preview, timestamps, watched_entries
from tests.leftovers import lay_beside

if TYPE_CHECKING:
    from pathlib import Path


def never(_: Preview) -> None:
    raise AssertionError("it builds before it has its port")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["serve", *arguments]) == 1
    return capsys.readouterr().err


def test_port_that_is_taken_is_said_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Preview, "update", never)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert said(capsys, "--port", str(port)) == (
            f"cannot serve on 127.0.0.1:{port}: another program has this port, perhaps another `make serve`\n"
            f"    mend: name another one: make serve PORT={port + 1 if port < 65535 else 8000}\n"
        )


def test_port_of_a_preview_that_still_builds_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])

    def build(_: Preview) -> None:
        assert "perhaps another `make serve`" in said(capsys, "--port", port)
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "update", build)
    assert main(["serve", "--port", port]) == 0


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "", "80.5", "8_000", "８０００", "9" * 5000])
def test_what_is_no_port(capsys: pytest.CaptureFixture[str], port: str) -> None:
    message = f"'{port}' is no port\n    mend: name one from 1 to 65535: make serve PORT=8000\n"
    assert said(capsys, f"--port={port}") == message


def test_place_that_is_not_ours(capsys: pytest.CaptureFixture[str]) -> None:
    """An address for documentation, which no machine has (RFC 5737)."""
    assert said(capsys, "--host", "192.0.2.1").startswith("cannot serve on 192.0.2.1:8000: ")


def test_leftovers_are_no_change(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs/x.md"
    page.write_text("# x", encoding="utf-8")
    before = timestamps(tmp_path)
    lay_beside(page)
    assert timestamps(tmp_path) == before
    assert [entry.name for entry in watched_entries(str(page.parent))] == ["x.md"]
