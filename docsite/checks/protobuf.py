"""Reads the .proto files that pages show: messages of proto3, as far as their syntax goes.

What a type is called elsewhere nobody asks here; a topic holds its file against the real descriptors by a test.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r'(?P<space>\s+|//[^\n]*|/\*.*?\*/)|(?P<name>\.?[A-Za-z_]\w*(?:\.\w+)*)|(?P<number>\d+)|(?P<text>"[^"\n]*")|(?P<mark>.)',
    re.DOTALL,
)
KEYS = {"int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "string"}  # and the fixed ones
KEYS |= {"fixed32", "fixed64", "sfixed32", "sfixed64"}
LARGEST = 2**29 - 1  # a tag has 32 bits, three of which are for the wire type
RESERVED = range(19000, 20000)


class Word(NamedTuple):
    """A word of the file, and the line where it stands."""

    kind: str
    text: str
    line: int


class Reader:
    """Reads tokens from the first to the last."""

    def __init__(self, text: str) -> None:
        """Cut the text into tokens, without comments."""
        self.tokens = [
            Word(str(found.lastgroup), found[0], text.count("\n", 0, found.start()) + 1)
            for found in TOKEN.finditer(text)
            if found.lastgroup != "space"
        ]
        self.tokens.append(Word("end", "the end", text.count("\n") + 1))
        self.at = 0

    @property
    def next(self) -> Word:
        """The token that is read next."""
        return self.tokens[self.at]

    def take(self, kind: str, text: str = "") -> Word:
        """Read a token of this kind, and with this text if one is given.

        Raises:
            ValueError: Another one stands there.
        """
        token = self.next
        if token.kind != kind or text not in {"", token.text}:
            raise ValueError(f"line {token.line}: here stands {token.text!r}, not {text or 'a ' + kind!r}")
        self.at += 1
        return token

    def marks(self, text: str) -> None:
        """Read some marks, one after the other."""
        for mark in text:
            self.take("mark", mark)

    def skip(self, text: str) -> bool:
        """Read a token if it has this text; return whether it had."""
        found = self.next.text == text
        self.at += found
        return found


def check_protobuf(text: str) -> None:
    """Read a file of proto3, or a part of one that begins and ends between messages.

    Raises:
        ValueError: It is none, or a message has a field's name or number twice.
    """
    reader = Reader(text)
    while reader.next.kind != "end":
        if reader.skip("syntax"):
            reader.marks("=")
            reader.take("text", '"proto3"')
            reader.marks(";")
        elif reader.skip("package"):
            reader.take("name")
            reader.marks(";")
        else:
            _message(reader)


def _message(reader: Reader) -> None:
    reader.take("name", "message")
    reader.take("name")
    reader.marks("{")
    known: set[str] = set()
    while not reader.skip("}"):
        if reader.next.text == "message":
            _message(reader)
        elif reader.skip("oneof"):
            _new(reader.take("name"), known)
            reader.marks("{")
            _field(reader, known)
            while not reader.skip("}"):
                _field(reader, known)
        elif reader.skip("map"):
            _map(reader, known)
        else:
            reader.skip("repeated")
            _field(reader, known)


def _map(reader: Reader, known: set[str]) -> None:
    reader.marks("<")
    key = reader.take("name")
    if key.text not in KEYS:
        raise ValueError(f"line {key.line}: {key.text!r} cannot be the key of a map")
    reader.marks(",")
    _field(reader, known, between=">")


def _field(reader: Reader, known: set[str], between: str = "") -> None:
    """Read a type, a name, a number, and options."""
    reader.take("name")
    reader.marks(between)
    _new(reader.take("name"), known)
    reader.marks("=")
    number = reader.take("number")
    if not 0 < int(number.text) <= LARGEST or int(number.text) in RESERVED:
        raise ValueError(f"line {number.line}: no field can have the number {number.text}")
    _new(number, known)
    if reader.skip("["):
        reader.take("name")
        reader.marks("=")
        reader.take("name")
        reader.marks("]")
    reader.marks(";")


def _new(token: Word, known: set[str]) -> None:
    if token.text in known:
        raise ValueError(f"line {token.line}: {token.text!r} stands twice in this message")
    known.add(token.text)
