import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

from snippets.nn_functional import figures

FOLDER = Path(figures.__file__).parent
DRAWN = figures.figures()


def labels(name: str) -> list[str]:
    root = ElementTree.fromstring(DRAWN[name])  # noqa: S314 - our own file
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text")]


def test_committed_files_are_what_the_code_draws(tmp_path: Path) -> None:
    figures.main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(DRAWN)
    for name in DRAWN:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", DRAWN)
def test_figures_can_stand_inside_a_page(name: str) -> None:
    root = ElementTree.fromstring(DRAWN[name])  # noqa: S314 - our own file
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width <= 720
    assert "\n\n" not in DRAWN[name]
    assert " id=" not in DRAWN[name]
    assert set(re.findall(r"var\((--[\w-]+)", DRAWN[name])) <= {
        f"--figure-{part}" for part in ("ink", "muted", "paper", "1", "2", "3", "4")
    }
    for element in root.iter():
        assert float(element.attrib.get("font-size", 14)) >= 12
        for key, end in (("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height), ("y2", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= end


def test_the_call_figure_shows_what_was_counted() -> None:
    shown = labels("call.svg")
    assert shown.count("relu") == 2
    assert {"_wrapped_call_impl", "_call_impl", "forward", "forward_pre_hook", "forward_hook"} <= set(shown)


def test_the_curves_are_those_of_torch() -> None:
    for margin in (-3.0, 0.0, 2.5):
        p = math.exp(margin) / (math.exp(margin) + 2)
        loss, slope = figures.loss_and_slope(margin, twice=False)
        assert loss == pytest.approx(-math.log(p))
        assert slope == pytest.approx(p - 1)
    assert figures.loss_and_slope(50.0, twice=True)[0] == pytest.approx(math.log(1 + 2 / math.e))
    # The gradient vanishes for a class that is confidently wrong only with two softmaxes.
    assert abs(figures.loss_and_slope(-5.0, twice=True)[1]) < 0.01
    assert abs(figures.loss_and_slope(-5.0, twice=False)[1]) > 0.99
    assert "0.5514" in labels("softmax.svg")
    assert torch.get_default_dtype() == torch.float32
