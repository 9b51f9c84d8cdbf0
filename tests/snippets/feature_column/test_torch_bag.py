import pytest
import torch
from torch.nn import EmbeddingBag

from snippets.feature_column import torch_bag


def test_the_bags_are_the_rows_of_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    torch_bag.main()
    sums, weighted, refusal = capsys.readouterr().out.splitlines()
    assert sums == "[[0.0, 2.0, 4.0, 6.0], [4.0, 6.0, 8.0, 10.0], [12.0, 14.0, 16.0, 18.0], [0.0, 0.0, 0.0, 0.0]]"
    assert weighted.startswith("[[0.0, 3.0, 6.0, 9.0], [16.0, 28.0, 40.0, 52.0]")
    assert "per_sample_weights" in refusal


def test_a_mean_of_no_row_is_zero() -> None:
    bag = EmbeddingBag.from_pretrained(torch.ones(2, 3), mode="mean")
    assert bag(torch.tensor([], dtype=torch.int64), torch.tensor([0])).tolist() == [[0, 0, 0]]
