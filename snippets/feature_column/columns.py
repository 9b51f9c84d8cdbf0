"""Feature columns of TensorFlow, and the layers of Keras that replaced them."""

# --8<-- [start:quiet]
import os

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

tf.get_logger().setLevel("ERROR")
warnings.filterwarnings("ignore", "__array__", DeprecationWarning)
columns = tf.feature_column
# --8<-- [end:quiet]


# --8<-- [start:dense]
def dense(column: Any, features: Mapping[str, Any]) -> list[list[float]]:
    """Return the rows that an old dense column makes of features."""
    tensors = {name: tf.convert_to_tensor(value) for name, value in features.items()}
    rows = tf.compat.v1.feature_column.input_layer(tensors, [column])
    return [[round(float(x), 4) for x in row] for row in rows.numpy()]


# --8<-- [end:dense]


# --8<-- [start:ids]
def ids(column: Any, features: Mapping[str, Any]) -> list[list[int]]:
    """Return the ids that an old categorical column gives to each row."""
    tensors = {name: tf.convert_to_tensor(value) for name, value in features.items()}
    cache = tf.__internal__.feature_column.FeatureTransformationCache(tensors)
    found = column.get_sparse_tensors(cache, None).id_tensor
    rows: list[list[int]] = [[] for _ in range(int(found.dense_shape[0]))]
    for (row, _), value in zip(
        found.indices.numpy(), found.values.numpy(), strict=True
    ):
        rows[row].append(int(value))
    return rows


# --8<-- [end:ids]


# --8<-- [start:attempt]
def attempt(action: Callable[..., object], *arguments: object) -> str:
    """Return what an action returns, or the first line of the error it raises."""
    try:
        return str(action(*arguments))
    except Exception as error:
        text = str(error).split("}} ")[-1].strip().split("\n")[0]
        return f"{type(error).__name__}: {text.split(' [Op:')[0]}"


# --8<-- [end:attempt]


# --8<-- [start:pooled]
POWERS = {"sum": 0.0, "mean": 1.0, "sqrtn": 0.5}  # of the number of known ids


def pooled(
    table: np.ndarray, rows: Sequence[Sequence[int]], combiner: str = "sum"
) -> list[list[float]]:
    """Return the sum, mean or sqrtn of the table's rows for rows of ids.

    Puts a row of zeros on top of the table and adds 1 to each id, so that an id
    below 0 adds nothing. It is not counted either.
    """
    if combiner not in POWERS:
        raise ValueError(f"no combiner is called {combiner!r}")
    padded = np.vstack([np.zeros((1, table.shape[1])), table])
    embedding = keras.layers.Embedding(*padded.shape, weights=[padded])
    width = max(map(len, rows), default=0)
    full = [[i + 1 if i >= 0 else 0 for i in row] for row in rows]
    full = [row + [0] * (width - len(row)) for row in full]
    shifted = tf.constant(full, tf.int32, (len(rows), width))
    known = tf.math.count_nonzero(shifted, 1, keepdims=True, dtype=tf.float32)
    sums = tf.reduce_sum(embedding(shifted), 1)
    whole = sums / tf.maximum(known, 1.0) ** POWERS[combiner]
    return [[round(float(x), 4) for x in row] for row in whole.numpy()]


# --8<-- [end:pooled]


# --8<-- [start:shop]
def shop() -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return 16 records and what was bought: red if small, blue if large."""
    kinds = [("R", "S", 1), ("R", "L", 0), ("B", "S", 0), ("B", "L", 1)]
    records = [(*kind, price) for price in (10, 20, 30, 40) for kind in kinds]
    colour, size, bought, price = map(np.array, zip(*records, strict=True))
    features = {"colour": colour, "size": size, "price": price.astype(np.float32)}
    return features, bought.astype(np.float32)[:, None]


# --8<-- [end:shop]


# --8<-- [start:space]
def make_space(*, crossing: bool) -> keras.utils.FeatureSpace:
    """Return a feature space of colour, size and price, adapted to the shop."""
    space_of = keras.utils.FeatureSpace
    pair = space_of.cross(("colour", "size"), crossing_dim=16)
    space = space_of(
        features={
            "colour": space_of.string_categorical(),
            "size": space_of.string_categorical(),
            "price": space_of.float_normalized(),
        },
        crosses=[pair] if crossing else [],
        output_mode="concat",
    )
    space.adapt(tf.data.Dataset.from_tensor_slices(shop()[0]).batch(16))
    return space


# --8<-- [end:space]


# --8<-- [start:train]
def train(*, crossing: bool) -> tuple[keras.Model, list[float]]:
    """Return a model of raw features, trained without chance; its loss and accuracy."""
    space = make_space(crossing=crossing)
    encoded = space.get_encoded_features()
    head = keras.layers.Dense(1, activation="sigmoid", kernel_initializer="zeros")
    answer = head(encoded)
    inner = keras.Model(encoded, answer)
    sgd = keras.optimizers.SGD(1.0)
    inner.compile(sgd, "binary_crossentropy", metrics=["accuracy"])
    data = tf.data.Dataset.from_tensor_slices(shop()).batch(16)
    data = data.map(lambda features, bought: (space(features), bought))
    inner.fit(data, epochs=50, shuffle=False, verbose=0)
    measured = [round(float(x), 4) for x in inner.evaluate(data, verbose=0)]
    return keras.Model(dict(space.get_inputs()), answer), measured


# --8<-- [end:train]


# --8<-- [start:skewed]
def both_ways(feature: Any, number: int) -> tuple[int, int, str]:
    """Return a number's bucket in training and in the model, and the model's type."""
    space = keras.utils.FeatureSpace({"user": feature}, output_mode="concat")
    data = tf.data.Dataset.from_tensors({"user": tf.constant([number], tf.int64)})
    space.adapt(data)
    inputs = dict(space.get_inputs())
    model = keras.Model(inputs, space.get_encoded_features())
    in_training = next(iter(data.map(space))).numpy().argmax()
    in_model = model({"user": tf.constant([[number]], tf.int64)}).numpy().argmax()
    return int(in_training), int(in_model), str(inputs["user"].dtype)


# --8<-- [end:skewed]


if __name__ == "__main__":
    # --8<-- [start:first]
    layers = keras.layers
    record = {"price": [25.0], "colour": ["R"], "user": ["user_39"]}
    steps = {
        "price": layers.Discretization([10.0, 20.0, 30.0, 40.0], output_mode="one_hot"),
        "colour": layers.StringLookup(
            vocabulary=["R", "G", "B"], output_mode="one_hot"
        ),
        "user": layers.Hashing(8, output_mode="one_hot"),
    }
    for name, step in steps.items():
        print(f"{name:7}", step(tf.constant(record[name])).numpy()[0].astype(int))
    # --8<-- [end:first]

    # --8<-- [start:lookup]
    words = tf.constant(["R", "G", "B", "A"])
    lookup = layers.StringLookup(vocabulary=["R", "G", "B"])
    print(lookup(words).numpy(), lookup.vocabulary_size())
    learnt = layers.StringLookup()
    learnt.adapt(tf.constant(["b", "a", "c", "c", "d"]))
    print([str(word) for word in learnt.get_vocabulary()])
    strict = layers.StringLookup(vocabulary=["R", "G", "B"], num_oov_indices=0)
    try:
        strict(words)
    except tf.errors.InvalidArgumentError:
        print("A is refused")
    # --8<-- [end:lookup]

    # --8<-- [start:numbers]
    scale = layers.Normalization(axis=None)
    scale.adapt(np.array([1, 2, 3, 4], np.float32))
    print("variance", float(scale.variance.numpy().item()))
    constant = layers.Normalization(axis=None)
    constant.adapt(np.array([7, 7, 7], np.float32))
    print("8 after a constant 7:", f"{float(constant(tf.constant([8.0]))[0]):.0e}")
    spoilt = layers.Normalization(axis=None)
    spoilt.adapt(np.array([1, np.nan, 3], np.float32))
    print("one NaN:", float(spoilt(tf.constant([2.0]))[0]))
    # --8<-- [end:numbers]

    # --8<-- [start:fit]
    for crossing in (False, True):
        model, (loss, accuracy) = train(crossing=crossing)
        print(f"crossed: {crossing!s:5} loss {loss:.4f} accuracy {accuracy}")
    # --8<-- [end:fit]

    # --8<-- [start:serve]
    model.save("shop.keras")
    loaded = keras.models.load_model("shop.keras")
    asked = {
        "colour": tf.constant([["R"], ["B"], ["Z"]]),
        "price": tf.constant([[25.0], [25.0], [25.0]]),
        "size": tf.constant([["S"], ["S"], ["S"]]),
    }
    before, after = model(asked).numpy(), loaded(asked).numpy()
    print(after.round(3).ravel(), np.array_equal(before, after))
    # --8<-- [end:serve]

    # --8<-- [start:skew]
    feature = keras.utils.FeatureSpace
    own = feature.feature("int64", layers.Hashing(8), "one_hot")
    print(both_ways(feature.integer_hashed(8), 2**40 + 1))
    print(both_ways(own, 2**40 + 1))
    # --8<-- [end:skew]

    # --8<-- [start:old_numbers]
    x = columns.numeric_column("x", normalizer_fn=lambda number: number + 2)
    print("numeric   ", dense(x, {"x": [[1.0], [2.0], [3.0], [4.0]]}))
    price = columns.bucketized_column(columns.numeric_column("price"), [10, 20, 30, 40])
    prices = {"price": [[5.0], [15.0], [25.0], [35.0]]}
    for row in dense(price, prices):
        print("bucketized", row)
    year = columns.bucketized_column(columns.numeric_column("year"), [1960, 1980, 2000])
    years = {"year": [[1959.0], [1960.0], [1999.0], [2000.0]]}
    print("years     ", ids(year, years))
    # --8<-- [end:old_numbers]

    # --8<-- [start:old_words]
    colour = columns.categorical_column_with_vocabulary_list("colour", ["R", "G", "B"])
    two = {"colour": [["R", "R"], ["G", "R"], ["B", "G"], ["A", "A"]]}
    print("vocabulary", ids(colour, two))
    print("indicator ", dense(columns.indicator_column(colour), two))
    Path("colours.txt").write_text("R\nG\nB\n", encoding="utf-8")
    from_file = columns.categorical_column_with_vocabulary_file(
        "colour", "colours.txt", num_oov_buckets=2
    )
    print("from file ", ids(from_file, two))
    number = columns.categorical_column_with_identity("number", 4)
    numbers = {"number": tf.constant([[0], [3], [-1], [4]], tf.int64)}
    print("identity  ", ids(number, numbers))
    hashed = columns.categorical_column_with_hash_bucket("id", 7, tf.int64)
    hash_input = {"id": tf.constant([[2], [5], [-1], [0]], tf.int64)}
    print("hash      ", ids(hashed, hash_input))
    # --8<-- [end:old_words]

    # --8<-- [start:old_crosses]
    raw = columns.crossed_column(["letter", "colour"], 16)
    letter = columns.categorical_column_with_vocabulary_list("letter", ["A", "B", "C"])
    known = columns.crossed_column([letter, colour], 16)
    three = {"letter": [["A"], ["B"], ["C"]], "colour": [["R"], ["G"], ["B"]]}
    print("keys      ", ids(raw, three))
    print("vocabulary", ids(known, three))
    # --8<-- [end:old_crosses]

    # --8<-- [start:old_vectors]
    table = np.arange(12.0).reshape(3, 4)
    start = tf.constant_initializer(table)
    weighted = columns.weighted_categorical_column(colour, "weight")
    weights = {**two, "weight": [[1.0, 2.0], [4.0, 8.0], [1.0, 2.0], [4.0, 8.0]]}
    print("weighted", dense(columns.indicator_column(weighted), weights))
    for combiner in ("sum", "mean", "sqrtn"):
        vectors = columns.embedding_column(colour, 4, combiner, start)
        print(f"{combiner:5}", dense(vectors, two)[1:])
    print(attempt(columns.shared_embeddings, [colour, letter], 4))
    # --8<-- [end:old_vectors]

    # --8<-- [start:shared]
    def shared_rows() -> list[list[float]]:
        """Return what a shared embedding made in a graph of version 1."""
        v1 = tf.compat.v1
        with tf.Graph().as_default(), v1.Session() as session:
            other = columns.categorical_column_with_vocabulary_list(
                "b", ["R", "G", "B"]
            )
            pair = v1.feature_column.shared_embedding_columns(
                [colour, other], 4, initializer=start
            )
            words = {"colour": tf.constant([["R"]]), "b": tf.constant([["B"]])}
            rows = v1.feature_column.input_layer(words, pair)
            session.run([v1.global_variables_initializer(), v1.tables_initializer()])
            found: list[list[float]] = session.run(rows).tolist()
            return found

    # --8<-- [end:shared]

    # --8<-- [start:migrate]
    def compare(name: str, old: object, new: Any) -> None:
        """Print whether an old column and a layer say the same; if not, both."""
        new = new.numpy().tolist() if tf.is_tensor(new) else new
        print(f"{name:36}", "equal" if old == new else f"{old} becomes {new}")

    def flat(rows: list[list[int]]) -> list[int | None]:
        """Return the one id of each row, None where there is none."""
        return [row[0] if row else None for row in rows]

    def counts(column: Any, features: Mapping[str, Any]) -> list[list[float]]:
        """Return how often each id occurs in each row."""
        return dense(columns.indicator_column(column), features)

    # --8<-- [end:migrate]

    # --8<-- [start:migrated]
    some = tf.constant([5.0, 15.0, 25.0, 35.0, 10.0, np.nan])
    buckets = layers.Discretization([10.0, 20.0, 30.0, 40.0])
    compare("bucketized", flat(ids(price, {"price": some[:, None]})), buckets(some))
    shift = layers.Rescaling(1.0, offset=2.0)
    compare(
        "numeric", dense(x, {"x": [[1.0], [4.0]]}), shift(tf.constant([[1.0], [4.0]]))
    )

    words_of_two = lookup(tf.constant(two["colour"]))
    compare("vocabulary", ids(colour, two), words_of_two)
    compare("vocabulary, ids - 1", ids(colour, two), words_of_two - 1)
    spare = layers.StringLookup(vocabulary=["R", "G", "B"], num_oov_indices=2)
    moved = [[(one + 2) % 5 for one in row] for row in ids(from_file, two)]
    compare("two spare ids, moved by 2", moved, spare(tf.constant(two["colour"])))
    count = layers.StringLookup(vocabulary=["R", "G", "B"], output_mode="count")
    counted = count(tf.constant(two["colour"]))
    compare("indicator, without slot 0", counts(colour, two), counted[:, 1:])
    encoding = layers.CategoryEncoding(4, output_mode="count")
    summed = encoding(words_of_two, count_weights=tf.constant(weights["weight"]))
    compare("weighted, without slot 0", counts(weighted, weights), summed[:, 1:])
    compare("identity", flat(ids(number, numbers))[:2], numbers["number"][:2, 0])

    letters, colours = (tf.constant(three[name])[:, 0] for name in ("letter", "colour"))
    by_hash = columns.categorical_column_with_hash_bucket("letter", 7)
    compare("hash of words", flat(ids(by_hash, three)), layers.Hashing(7)(letters))
    small = layers.Hashing(7)(hash_input["id"][:, 0])
    compare("hash of integers", flat(ids(hashed, hash_input)), small)
    crossed = layers.HashedCrossing(16)
    compare("crossed keys", flat(ids(raw, three)), crossed((letters, colours)))
    pair = (layers.StringLookup(vocabulary=["A", "B", "C"])(letters), lookup(colours))
    compare("crossed ids", flat(ids(known, three)), crossed(pair))
    from_0 = (pair[0] - 1, pair[1] - 1)
    compare("crossed ids - 1", flat(ids(known, three)), crossed(from_0))

    for combiner in POWERS:
        vectors = columns.embedding_column(colour, 4, combiner, start)
        rows = pooled(table, ids(colour, two), combiner)
        compare(f"embedding, {combiner}", dense(vectors, two), rows)
    both_calls = pooled(table, [[2]])[0] + pooled(table, [[0]])[0]
    compare("shared, called twice", shared_rows()[0], both_calls)
    # --8<-- [end:migrated]

    # --8<-- [start:trap]
    masked = keras.Sequential(
        [layers.Embedding(4, 2, mask_zero=True), layers.GlobalAveragePooling1D()]
    )
    print(np.isnan(masked(tf.constant([[1, 2], [0, 0]])).numpy()).tolist())
    # --8<-- [end:trap]

    # --8<-- [start:fixed]
    def fixed(boundaries: list[float]) -> Any:
        """Return a feature with boundaries that FeatureSpace does not try to adapt."""
        step = layers.Discretization(boundaries, output_mode="one_hot")
        return feature.feature("float32", keras.Sequential([step]), "float")

    ages = {"age": tf.constant([17.0, 18.0, 64.0, 65.0])}
    space = feature({"age": fixed([18.0, 65.0])}, output_mode="concat")
    space.adapt(tf.data.Dataset.from_tensor_slices(ages).batch(4))
    print(space(ages).numpy().argmax(axis=1))
    # --8<-- [end:fixed]
