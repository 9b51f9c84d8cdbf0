"""Answers for TensorFlow, in a process of its own: each line of standard input is a request, each answer a line."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import keras
import numpy as np
import tensorflow as tf

from snippets.feature_column import columns as page  # which also silences TensorFlow

columns = tf.feature_column
layers = keras.layers


def fingerprints(of: list[str]) -> list[int]:
    """Return the fingerprint of each byte string, which comes in hexadecimal."""
    rows = (tf.constant([list(bytes.fromhex(text))], tf.uint8, (1, len(text) // 2)) for text in of)
    return [int.from_bytes(bytes(tf.fingerprint(row).numpy()[0]), "little") for row in rows]


def buckets(of: list[tuple[str, int]]) -> list[list[int]]:
    """Return the bucket of each text, by the operation and by the layer."""
    return [
        [int(tf.strings.to_hash_bucket_fast(text, m)), int(layers.Hashing(m)(tf.constant([text]))[0])] for text, m in of
    ]


def crosses(of: list[tuple[list[str | int], int]]) -> list[int]:
    """Return the bucket of each combination of texts and integers."""
    found = []
    for features, m in of:
        inputs = [tf.constant([[feature]], tf.string if isinstance(feature, str) else tf.int64) for feature in features]
        found.append(int(tf.sparse.cross_hashed(inputs, m).values[0]))
    return found


def discretized(of: tuple[list[float], list[float]]) -> list[list[int]]:
    """Return the buckets of numbers, by the layer and by the old column."""
    numbers, boundaries = of
    layer = layers.Discretization(boundaries)(tf.constant(numbers, tf.float32))
    column = columns.bucketized_column(columns.numeric_column("x"), boundaries)
    old = page.ids(column, {"x": tf.constant(numbers, tf.float32)[:, None]})
    return [np.asarray(layer).tolist(), [row[0] for row in old]]


def vectors(of: list[tuple[float, str, str]]) -> list[list[float]]:
    """Return the slots of records, by old columns: cross, colour, price, user."""
    price, colour, user = (list(values) for values in zip(*of, strict=True))
    bucketized = columns.bucketized_column(columns.numeric_column("price"), [10, 20, 30, 40])
    words = columns.categorical_column_with_vocabulary_list("colour", ["R", "G", "B"])
    hashed = columns.categorical_column_with_hash_bucket("user", 8)
    crossed = columns.crossed_column([bucketized, words], 16)
    parts = [columns.indicator_column(crossed), columns.indicator_column(words), bucketized]
    parts.append(columns.indicator_column(hashed))
    features = {
        "price": tf.constant(price, tf.float32)[:, None],
        "colour": tf.constant(colour)[:, None],
        "user": tf.constant(user)[:, None],
    }
    rows = [page.dense(part, features) for part in parts]
    return [[x for part in each for x in part] for each in zip(*rows, strict=True)]


def combined(of: list[tuple[list[list[float]], list[float], str]]) -> list[list[float]]:
    """Return what an embedding column makes of all rows of a table, with weights."""
    found = []
    for table, weights, combiner in of:
        identity = columns.categorical_column_with_identity("id", len(table))
        weighted = columns.weighted_categorical_column(identity, "weight")
        start = tf.constant_initializer(np.array(table))
        column = columns.embedding_column(weighted, len(table[0]), combiner, start)
        features = {"id": tf.range(len(table), dtype=tf.int64)[None], "weight": tf.constant([weights])}
        rows = tf.compat.v1.feature_column.input_layer(features, [column])
        found.append(rows.numpy()[0].tolist())
    return found


def concatenated(_of: None) -> list[float]:
    """Return the row of columns that are listed against the alphabet."""
    parts = [columns.numeric_column("z"), columns.numeric_column("a")]
    row = tf.compat.v1.feature_column.input_layer({"a": tf.constant([[1.0]]), "z": tf.constant([[2.0]])}, parts)
    return list(map(float, row.numpy()[0]))


def refusals(_of: None) -> dict[str, str]:
    """Return the kinds of error that the page tells of, by what raises them."""
    hashed = columns.categorical_column_with_hash_bucket("user", 8)
    identity = columns.categorical_column_with_identity("n", 4)
    embedded = columns.embedding_column(identity, 2)
    sequence = columns.sequence_categorical_column_with_hash_bucket("s", 8)
    space = keras.utils.FeatureSpace
    words = space.feature("string", layers.StringLookup(vocabulary=["R"]), "int")
    adapted = space({"colour": words})
    data = tf.data.Dataset.from_tensor_slices({"colour": ["R"]}).batch(1)
    model, _ = page.train(crossing=True)
    asked = {"colour": np.array([["R"]]), "price": np.array([[25.0]]), "size": np.array([["S"]])}
    pooling = tf.constant([[["A", "B"], ["R", "R"]]])
    actions: dict[str, Callable[[], object]] = {
        "estimator": lambda: tf.estimator,
        "DenseFeatures": lambda: layers.DenseFeatures,
        "crossed hash": lambda: columns.crossed_column([hashed, "colour"], 16),
        "identity": lambda: page.dense(embedded, {"n": tf.constant([[4]], tf.int64)}),
        "short table": lambda: layers.Embedding(3, 2)(tf.constant([3])),
        "fixed vocabulary": lambda: adapted.adapt(data),
        "not adapted": lambda: space({"colour": words})({"colour": tf.constant(["R"])}),
        "NumPy strings": lambda: model.predict(asked, verbose=0),
        "several values": lambda: layers.HashedCrossing(16)((pooling[0], pooling[0])),
        "sequence": lambda: page.dense(columns.indicator_column(sequence), {"s": [["a", "b"]]}),
        "symbolic": lambda: tf.compat.v1.feature_column.input_layer(
            {"n": keras.Input((1,), name="n")}, [columns.numeric_column("n")]
        ),
    }
    found = {}
    for name, action in actions.items():
        found[name] = page.attempt(action).partition(":")[0]
    return found


def facts(_of: None) -> dict[str, Any]:
    """Return small results that the page states."""
    numbers = tf.constant([5, 17], tf.int64)
    texts = tf.constant(["5", "17"])
    hashing = layers.Hashing(1000)
    lookup = layers.StringLookup(vocabulary=["R", "G", "B"])
    vocabulary = columns.categorical_column_with_vocabulary_list("c", ["R", "G", "B"])
    user = columns.categorical_column_with_hash_bucket("c", 7)
    crossed = columns.crossed_column(["a", "c"], 16)
    masked = layers.Hashing(7, mask_value="")(tf.constant(["A", "B", ""]))
    plain = layers.Hashing(6)(tf.constant(["A", "B"]))
    multi = layers.CategoryEncoding(4, output_mode="multi_hot")(tf.constant([[1, 1]]))
    return {
        "as strings": bool(tf.reduce_all(hashing(numbers) == hashing(texts))),
        "crossed as they are": [crosses([([5, "R"], 1000)])[0], crosses([(["5", "R"], 1000)])[0]],
        "names": len([name for name in dir(tf.feature_column) if not name.startswith("_")]),
        "empty text": [page.ids(user, {"c": [[""]]}), page.ids(vocabulary, {"c": [[""]]})],
        "empty text crossed": [len(row) for row in page.ids(crossed, {"a": [["x"]], "c": [[""]]})],
        "empty text crossed by id": page.ids(
            columns.crossed_column(["a", vocabulary], 16), {"a": [["x"]], "c": [[""]]}
        ),
        "hash_key": page.ids(columns.crossed_column(["a", "c"], 16, hash_key=7), {"a": [["A"]], "c": [["R"]]}),
        "buckets crossed": [
            page.ids(
                columns.crossed_column(
                    [columns.bucketized_column(columns.numeric_column("p"), [10, 20, 30, 40]), vocabulary], 16
                ),
                {"p": [[5.0], [25.0], [45.0]], "c": [["R"], ["G"], ["Z"]]},
            ),
            np.asarray(
                layers.HashedCrossing(16)(
                    (
                        layers.Discretization([10.0, 20.0, 30.0, 40.0])(tf.constant([5.0, 25.0, 45.0])),
                        lookup(tf.constant(["R", "G", "Z"])) - 1,
                    )
                )
            ).tolist(),
        ],
        "empty text hashed": int(layers.Hashing(7)(tf.constant([""]))[0]),
        "masked": [np.asarray(masked).tolist(), (np.asarray(plain) + 1).tolist()],
        "multi_hot": np.asarray(multi).tolist(),
        "unknown": int(lookup(tf.constant(["A"]))[0]),
        "crosses of unknown": page.ids(columns.crossed_column(["a", vocabulary], 16), {"a": [["x"]], "c": [["Z"]]}),
        "max_norm": str(columns.embedding_column(vocabulary, 2).max_norm),
        "combiner": columns.embedding_column(vocabulary, 2).combiner,
    }


def salted(of: tuple[list[str], int, int]) -> list[int]:
    """Return the bucket of each text by a layer with a salt."""
    texts, m, salt = of
    return [int(one) for one in layers.Hashing(m, salt=salt)(tf.constant(texts))]


def moved(of: tuple[list[str], int]) -> list[list[int]]:
    """Return ids of words by the old column and by the layer, both with some ids for unknown words."""
    words, k = of
    column = columns.categorical_column_with_vocabulary_list("c", ["R", "G", "B"], num_oov_buckets=k)
    new = layers.StringLookup(vocabulary=["R", "G", "B"], num_oov_indices=k)(tf.constant(words))
    return [[row[0] for row in page.ids(column, {"c": tf.constant(words)[:, None]})], np.asarray(new).tolist()]


def space_crosses(_of: None) -> list[list[int]]:
    """Return the ids of two features of a feature space, and of their cross among 16."""
    space_of = keras.utils.FeatureSpace
    kinds = {name: space_of.string_categorical(output_mode="int") for name in "ab"}
    cross = space_of.cross(("a", "b"), 16, output_mode="int")
    space = space_of(kinds, crosses=[cross], output_mode="dict")
    data = {"a": tf.constant(["A", "B", "C"]), "b": tf.constant(["R", "G", "B"])}
    space.adapt(tf.data.Dataset.from_tensor_slices(data).batch(3))
    return [np.asarray(ids).ravel().tolist() for _, ids in sorted(space(data).items())]


def exported(_of: None) -> list[Any]:
    """Return answers of a model and of its export, and what it says to flat tensors after columns."""
    model, _ = page.train(crossing=True)
    asked = {
        "colour": tf.constant([["R"], ["Z"]]),
        "price": tf.constant([[25.0], [25.0]]),
        "size": tf.constant([["S"], ["S"]]),
    }
    with TemporaryDirectory() as folder:
        model.export(folder, verbose=False)
        loaded = tf.saved_model.load(folder)  # which has to outlive its call
        served = loaded.serve(asked)
    flat = {name: value[:, 0] for name, value in asked.items()}
    predicted = model.predict(asked, verbose=0)
    refused = page.attempt(lambda: model.predict(flat, verbose=0))
    return [np.asarray(rows).round(4).ravel().tolist() for rows in (model(asked), served, predicted)] + [refused]


def unpooled(combiner: str) -> str:
    """Return how the page's function refuses a combiner."""
    try:
        page.pooled(np.zeros((1, 1)), [[0]], combiner)
    except ValueError as error:
        return str(error)
    return ""


def pooled(of: tuple[list[list[int]], str]) -> list[list[float]]:
    """Return what the page's function makes of rows of ids and a table of three rows."""
    return page.pooled(np.arange(12.0).reshape(3, 4), *of)


def trained(_of: None) -> list[list[float]]:
    """Return losses and accuracies of the shop, without and with the cross."""
    return [page.train(crossing=crossing)[1] for crossing in (False, True)]


def attempted(_of: None) -> list[str]:
    """Return what `attempt` says of success and of an error."""
    return [page.attempt(len, "abc"), page.attempt(int, "x")]


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(globals()[request["ask"]](request["of"])), flush=True)
