"""Write, inspect and parse tf.train.Example with TensorFlow."""

# --8<-- [start:quiet]
import os

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import tensorflow as tf

# --8<-- [end:quiet]


# --8<-- [start:helpers]


def bytes_feature(values: Iterable[bytes]) -> tf.train.Feature:
    """Return a feature that holds byte strings."""
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))


def float_feature(values: Iterable[float]) -> tf.train.Feature:
    """Return a feature that holds numbers, each rounded to a float of 32 bits."""
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def int64_feature(values: Iterable[int]) -> tf.train.Feature:
    """Return a feature that holds integers of 64 bits."""
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def make_example(features: Mapping[str, tf.train.Feature]) -> tf.train.Example:
    """Return the Example that holds these features."""
    return tf.train.Example(features=tf.train.Features(feature=features))


# --8<-- [end:helpers]


# --8<-- [start:describe]
def describe(serialized: bytes) -> list[str]:
    """Return a line for each feature of an Example: key, kind, values.

    Raises protobuf's DecodeError if the bytes are no Example.
    """
    lines = []
    features = tf.train.Example.FromString(serialized).features.feature
    for key in sorted(features):
        kind = features[key].WhichOneof("kind")
        values = list(getattr(features[key], kind).value) if kind else []
        lines.append(f"{key}: {kind} {values}")
    return lines


# --8<-- [end:describe]


# --8<-- [start:attempt]
def attempt(action: Callable[..., object], *arguments: object) -> str:
    """Return what an action returns, or the heart of the error that it raises."""
    try:
        return str(action(*arguments))
    except Exception as error:
        text = str(error).split("}} ")[-1]  # without the device that ran it
        for tail in ("\n", " [Op:", " Received"):
            text = text.split(tail)[0]
        return f"{type(error).__name__}: {text}"


# --8<-- [end:attempt]


# --8<-- [start:draw]
SHAPES = ("circle", "square", "triangle")


def draw(shape: str, size: int, radius: float) -> np.ndarray:
    """Return a white shape on a colour gradient: uint8, (size, size, 3)."""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    inside = {
        "circle": x**2 + y**2 < radius**2,
        "square": np.maximum(abs(x), abs(y)) < radius * 0.8,
        "triangle": (abs(x) * 2 < y + radius) & (y < radius * 0.8),
    }[shape]
    ramp = np.arange(size) * 4 % 256
    ground = np.broadcast_to(ramp[:, None, None], (size, size, 3))
    return np.where(inside[..., None], 255, ground).astype(np.uint8)


# --8<-- [end:draw]


if __name__ == "__main__":
    # --8<-- [start:write]
    label = tf.train.Feature(int64_list=tf.train.Int64List(value=[7]))
    example = tf.train.Example(features=tf.train.Features(feature={"label": label}))

    with tf.io.TFRecordWriter("one.tfrecord") as writer:
        writer.write(example.SerializeToString())
    # --8<-- [end:write]

    # --8<-- [start:read]
    for serialized in tf.data.TFRecordDataset("one.tfrecord"):
        print(serialized.numpy().hex())
        print(tf.train.Example.FromString(serialized.numpy()), end="")
    # --8<-- [end:read]

    # --8<-- [start:kinds]
    example = make_example(
        {
            "label": int64_feature([7]),
            "weights": float_feature([0.1, 16777217, 1e39]),
            "caption": bytes_feature(["圆".encode()]),
        }
    )
    for line in describe(example.SerializeToString()):
        print(line)
    # --8<-- [end:kinds]

    # --8<-- [start:refused]
    for value in (True, np.True_, 2.0, "7", 2**63):
        print(repr(value), "→", attempt(int64_feature, [value]))
    grid = np.zeros((2, 2), np.float32)
    print("2 × 2 →", attempt(float_feature, grid))
    print("str →", attempt(bytes_feature, ["circle"]))
    print("tensor →", attempt(bytes_feature, [tf.constant(b"circle")]))
    # --8<-- [end:refused]

    # --8<-- [start:traps]
    features = make_example({"label": int64_feature([7])}).features.feature
    print(list(features["label"].float_list.value))  # the wrong kind: nothing
    print(list(features["lable"].int64_list.value))  # a misspelt key: nothing
    print(sorted(features))  # and now it is there
    features["label"].bytes_list.value.append(b"seven")
    print(features["label"].WhichOneof("kind"))  # the 7 is gone
    # --8<-- [end:traps]

    # --8<-- [start:two]
    with tf.io.TFRecordWriter("two.tfrecord") as writer:
        for label, ids in ((0, [1, 2, 3]), (1, [9])):
            example = make_example(
                {"label": int64_feature([label]), "ids": int64_feature(ids)}
            )
            writer.write(example.SerializeToString())
    # --8<-- [end:two]

    # --8<-- [start:map]
    def parse(serialized: tf.Tensor) -> dict[str, tf.Tensor]:
        """Return label and ids of one serialized Example."""
        spec = {
            "label": tf.io.FixedLenFeature([], tf.int64),
            "ids": tf.io.RaggedFeature(tf.int64),
        }
        found: dict[str, tf.Tensor] = tf.io.parse_single_example(serialized, spec)
        return found

    two = tf.data.TFRecordDataset("two.tfrecord")
    print(*parse(next(iter(two))))  # it can be called on one record, too
    for parsed in two.map(parse):
        print(parsed["label"].numpy(), parsed["ids"].numpy())
    # --8<-- [end:map]

    # --8<-- [start:lists]
    batch = next(iter(tf.data.TFRecordDataset("two.tfrecord").batch(2)))
    ways = {
        "ragged": tf.io.RaggedFeature(tf.int64),
        "sparse": tf.io.VarLenFeature(tf.int64),
        "padded": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True),
    }
    for way, feature in ways.items():
        ids = tf.io.parse_example(batch, {"ids": feature})["ids"]
        if way == "sparse":
            print(way, ids.indices.numpy().tolist(), ids.values.numpy().tolist())
        else:
            print(way, ids.to_list() if way == "ragged" else ids.numpy().tolist())
    # --8<-- [end:lists]

    # --8<-- [start:errors]
    serialized = make_example(
        {"label": int64_feature([7]), "none": int64_feature([])}
    ).SerializeToString()
    fixed = tf.io.FixedLenFeature
    cases = {
        "misspelt": {"lable": fixed([], tf.int64)},
        "with a default": {"lable": fixed([], tf.int64, default_value=-1)},
        "wrong kind": {"label": fixed([], tf.float32)},
        "wrong count": {"label": fixed([3], tf.int64)},
        "empty list": {"none": fixed([], tf.int64, default_value=-1)},
        "no such type": {"label": fixed([], tf.int32)},
        "open shape": {"label": fixed([None], tf.int64)},
    }

    def parsed_values(spec: Mapping[str, object]) -> list[int]:
        """Return what a specification finds in the Example."""
        found = tf.io.parse_single_example(serialized, spec)
        return [int(value) for value in found.values()]

    for name, spec in cases.items():
        print(f"{name} → {attempt(parsed_values, spec)}")
    # --8<-- [end:errors]

    # --8<-- [start:batched]
    print(attempt(tf.io.parse_example, [serialized], cases["wrong count"]))
    # --8<-- [end:batched]

    # --8<-- [start:sequence]
    steps = [bytes_feature([word.encode()]) for word in ("a", "red", "circle")]
    sequence = tf.train.SequenceExample(
        context=tf.train.Features(feature={"label": int64_feature([7])}),
        feature_lists=tf.train.FeatureLists(
            feature_list={"words": tf.train.FeatureList(feature=steps)}
        ),
    )
    context, lists = tf.io.parse_single_sequence_example(
        sequence.SerializeToString(),
        context_features={"label": tf.io.FixedLenFeature([], tf.int64)},
        sequence_features={"words": tf.io.FixedLenSequenceFeature([], tf.string)},
    )
    print(context["label"].numpy(), lists["words"].numpy())
    # --8<-- [end:sequence]

    # --8<-- [start:images]
    image = draw("circle", 64, 24)
    stored = {
        "raw bytes": bytes_feature([image.tobytes()]),
        "serialize_tensor": bytes_feature([tf.io.serialize_tensor(image).numpy()]),
        "int64 list": int64_feature(image.flatten()),
        "float list": float_feature(image.flatten()),
        "float64 bytes": bytes_feature([image.astype(np.float64).tobytes()]),
    }
    sizes = {
        name: len(make_example({"image": feature}).SerializeToString())
        for name, feature in stored.items()
    }
    print(f"{'pixels':16} {image.size:6}")
    for name, size in sizes.items():
        print(f"{name:16} {size:6}")
    png = tf.io.encode_png(image).numpy()
    print("a PNG file takes less than 1000:", len(png) < 1000)
    # --8<-- [end:images]

    # --8<-- [start:decode]
    serialized = make_example({"image": bytes_feature([png])}).SerializeToString()
    spec = {"image": tf.io.FixedLenFeature([], tf.string)}
    file = tf.io.parse_single_example(serialized, spec)["image"]
    again = tf.io.decode_image(file, channels=3, expand_animations=False)
    print(again.shape, bool(np.array_equal(again, image)))
    # --8<-- [end:decode]

    # --8<-- [start:decode_raw]
    numbers = np.array([1, 2, 3, 4, 5, 6], np.float32)
    print(tf.io.decode_raw(numbers.tobytes(), tf.float32).numpy())
    print(len(tf.io.decode_raw(numbers.tobytes(), tf.float64).numpy()), "numbers")
    # --8<-- [end:decode_raw]

    # --8<-- [start:write_shapes]
    rng = np.random.default_rng(1)
    paths = [f"shapes-{shard:05}-of-00003" for shard in range(3)]
    for path in paths:
        with tf.io.TFRecordWriter(path) as writer:
            for label in rng.integers(3, size=200).tolist():
                picture = draw(SHAPES[label], 16, rng.uniform(4, 8))
                example = make_example(
                    {
                        "image": bytes_feature([picture.tobytes()]),
                        "label": int64_feature([label]),
                    }
                )
                writer.write(example.SerializeToString())
    # --8<-- [end:write_shapes]

    # --8<-- [start:train]
    def inputs(serialized: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """Return pixels and labels of a batch of serialized Examples."""
        spec = {
            "image": tf.io.FixedLenFeature([], tf.string),
            "label": tf.io.FixedLenFeature([], tf.int64),
        }
        parsed = tf.io.parse_example(serialized, spec)
        pixels = tf.io.decode_raw(parsed["image"], tf.uint8)
        pixels = tf.reshape(pixels, (-1, 16 * 16 * 3))  # a shape that Keras can see
        return tf.cast(pixels, tf.float32) / 255, parsed["label"]

    def batches(paths: list[str]) -> tf.data.Dataset:
        """Return shuffled batches of pixels (50, 768) and labels (50,)."""
        files = tf.data.Dataset.from_tensor_slices(paths)
        records = files.interleave(tf.data.TFRecordDataset, cycle_length=2)
        counted = records.apply(
            tf.data.experimental.assert_cardinality(200 * len(paths))
        )
        shuffled = counted.shuffle(400, seed=1)
        parsed = shuffled.batch(50).map(inputs, num_parallel_calls=tf.data.AUTOTUNE)
        return parsed.prefetch(tf.data.AUTOTUNE)

    some = next(iter(tf.data.TFRecordDataset(paths[0]).batch(50)))
    print(*(part.shape for part in inputs(some)))

    tf.keras.utils.set_random_seed(1)
    model = tf.keras.Sequential(
        [tf.keras.layers.Dense(32, activation="relu"), tf.keras.layers.Dense(3)]
    )
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    model.fit(batches(paths[:2]), epochs=20, shuffle=False, verbose=0)
    _, accuracy = model.evaluate(batches(paths[2:]), verbose=0)
    print("more than 9 of 10 are right:", accuracy > 0.9)
    # --8<-- [end:train]
