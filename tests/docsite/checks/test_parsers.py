"""Each kind of data has a parser."""

from __future__ import annotations

from docsite.checks.parsers import PARSERS
from docsite.source.kinds import KINDS, Rule


def test_a_kind_has_a_parser_if_and_only_if_its_rule_asks_for_one() -> None:
    assert PARSERS.keys() == {name for name, kind in KINDS.items() if kind.rule is Rule.PARSED}
