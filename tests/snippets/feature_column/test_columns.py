"""What the article claims of TensorFlow and Keras, and no block of it shows."""

from typing import Any

import pytest

from snippets.feature_column.twin import cross, fingerprint64, joined


def test_the_cross_is_what_lets_the_model_learn(tensorflow: Any) -> None:
    (coin, half), (small, all_right) = tensorflow("trained")
    assert (coin, half) == (0.6931, 0.5)
    assert small < 0.1
    assert all_right == 1


def test_columns_are_concatenated_in_the_order_of_the_alphabet(tensorflow: Any) -> None:
    assert tensorflow("concatenated") == [1, 2]


def test_what_is_gone_or_wrong_is_refused(tensorflow: Any) -> None:
    assert tensorflow("refusals") == {
        "estimator": "AttributeError",
        "DenseFeatures": "AttributeError",
        "crossed hash": "ValueError",
        "identity": "InvalidArgumentError",
        "short table": "InvalidArgumentError",
        "fixed vocabulary": "ValueError",
        "not adapted": "ValueError",
        "NumPy strings": "ValueError",
        "several values": "ValueError",
        "sequence": "ValueError",
        "symbolic": "ValueError",
    }


@pytest.fixture(scope="module")
def facts(tensorflow: Any) -> Any:
    return tensorflow("facts")


def test_hashing_reads_integers_as_texts_and_crossing_does_not(facts: Any) -> None:
    assert facts["as strings"]
    assert facts["crossed as they are"][0] != facts["crossed as they are"][1]


def test_old_columns_drop_the_empty_text_but_not_in_crosses(facts: Any) -> None:
    assert facts["empty text"] == [[[]], [[]]]
    assert facts["empty text crossed"] == [1]
    assert facts["empty text crossed by id"] == [[]]
    assert facts["empty text hashed"] == 6


def test_crosses_take_ids_of_buckets_as_they_are_and_a_key_of_their_own(facts: Any) -> None:
    assert facts["buckets crossed"] == [[[8], [4], [12]], [8, 4, 12]]
    word = 7
    for text in (b"A", b"R"):
        word = joined(word, fingerprint64(text))
    assert facts["hash_key"] == [[word % 16]]


def test_a_mask_value_changes_all_ids(facts: Any) -> None:
    masked, moved = facts["masked"]
    assert masked == [*moved, 0]


def test_other_facts(facts: Any) -> None:
    assert facts["names"] == 17
    assert facts["multi_hot"] == [[0, 1, 0, 0]]
    assert facts["unknown"] == 0
    assert len(facts["crosses of unknown"][0]) == 1
    assert (facts["max_norm"], facts["combiner"]) == ("None", "mean")


@pytest.mark.parametrize("k", [1, 2, 5])
def test_ids_of_unknown_words_move_round(tensorflow: Any, k: int) -> None:
    words = ["R", "G", "B", *(f"word_{number}" for number in range(40))]
    old, new = tensorflow("moved", (words, k))
    assert [(one + k) % (3 + k) for one in old] == new


def test_a_feature_space_crosses_ids_that_count_from_1(tensorflow: Any) -> None:
    first, crossed, second = tensorflow("space_crosses")
    assert min(first + second) == 1
    assert crossed == [cross(pair, 16) for pair in zip(first, second, strict=True)]


def test_an_exported_model_answers_alike_and_wants_one_shape(tensorflow: Any) -> None:
    called, served, predicted, refused = tensorflow("exported")
    assert called == served == predicted
    assert refused == "ValueError: as_list() is not defined on an unknown TensorShape."


def test_rows_without_ids_are_zero(tensorflow: Any) -> None:
    for combiner in ("sum", "mean", "sqrtn"):
        assert tensorflow("pooled", ([[], [-1]], combiner)) == [[0.0] * 4] * 2
        assert tensorflow("pooled", ([[]], combiner)) == [[0.0] * 4]
    assert tensorflow("pooled", ([], "sum")) == []
    assert tensorflow("unpooled", "max") == "no combiner is called 'max'"
    assert tensorflow("pooled", ([[0, -1, 1]], "mean")) == [[2.0, 3.0, 4.0, 5.0]]


def test_attempt_tells_results_and_errors(tensorflow: Any) -> None:
    success, failure = tensorflow("attempted")
    assert success == "3"
    assert failure.startswith("ValueError: invalid literal")
