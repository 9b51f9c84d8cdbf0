import json
from itertools import pairwise

import pytest
from scipy.stats import binom

from docsite.execution.children.tracing import recording
from docsite.execution.players import draw
from docsite.source.players import Recording
from snippets.random_walk.trace import STEPS, WALKERS, spread

TEXT = recording(spread)
FRAMES = json.loads(TEXT)["frames"]


def test_walkers_take_one_step_a_frame() -> None:
    seen = [frame[5]["walkers"] for frame in FRAMES]
    assert len(seen) == STEPS + 1
    assert seen[0] == [0] * WALKERS
    for before, after in pairwise(seen):
        assert {abs(there - here) for here, there in zip(before, after, strict=True)} == {1}


@pytest.mark.parametrize("steps", range(STEPS + 1))
def test_the_law_is_the_binomial_one(steps: int) -> None:
    expected = dict(FRAMES[steps][5]["expected"])
    assert list(expected) == list(range(-steps, steps + 1, 2))
    for site, number in expected.items():
        assert number == pytest.approx(WALKERS * binom.pmf((site + steps) // 2, steps, 0.5), abs=0.006)


def test_captions_count_what_is_drawn() -> None:
    for key, values, _, _, _, state in FRAMES[1:]:
        assert key == ("odd" if values["steps"] % 2 else "even")
        assert state["walkers"].count(values["site"]) == values["seen"]
        assert float(values["expected"]) == pytest.approx(dict(state["expected"])[values["site"]], abs=0.06)


def test_every_walker_and_every_site_is_drawn() -> None:
    pictures = draw(Recording(TEXT), range(len(FRAMES)))
    assert isinstance(pictures, list)
    for steps, picture in enumerate(pictures):
        assert picture.count("<circle") == WALKERS
        assert picture.count('stroke="var(--figure-2') == steps + 1
