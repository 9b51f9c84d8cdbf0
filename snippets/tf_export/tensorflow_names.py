"""The names of TensorFlow, followed from the mark in its source to `tf.add`."""

# mypy: disable-error-code="untyped-decorator"

# --8<-- [start:quiet]
import os

os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # the same numbers on every processor
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"  # warnings and errors only

import tensorflow as tf
from tensorflow.python.util import tf_decorator, tf_export

# --8<-- [end:quiet]

if __name__ == "__main__":
    # --8<-- [start:partial]
    exporter = tf_export.tf_export
    print(type(exporter).__name__, exporter.func.__name__, exporter.keywords)
    made = exporter("demo.thing", v1=["old_thing"])
    print(type(made).__name__, vars(made))
    # --8<-- [end:partial]

    # --8<-- [start:attributes]
    _, innermost = tf_decorator.unwrap(tf.add)
    print(innermost._tf_api_names, innermost._tf_api_names_v1)
    print(tf.add.__name__, tf.argmax.__name__)
    run = tf.compat.v1.app.run
    print(run._tf_api_names, run._tf_api_names_v1, hasattr(tf, "app"))
    # --8<-- [end:attributes]

    # --8<-- [start:registry]
    for name in ("math.add", "app.run", "compat.v1.app.run", "float32"):
        print(f"{name:18}", tf_export.get_symbol_from_name(name) is not None)
    print(tf_export.get_canonical_name_for_symbol(tf.add))
    print(tf_export.get_canonical_name_for_symbol(tf.linalg.matmul))
    # --8<-- [end:registry]

    # --8<-- [start:layers]
    layer_of, depth_of = tf.add, 0
    while layer_of is not None:
        marked_here = "_tf_api_names" in vars(layer_of)
        registered = layer_of is tf_export.get_symbol_from_name("math.add")
        kind = getattr(vars(layer_of).get("_tf_decorator"), "decorator_name", "-")
        print(f"{depth_of} {kind:30} names: {marked_here!s:5} registry: {registered}")
        layer_of, depth_of = getattr(layer_of, "__wrapped__", None), depth_of + 1
    # --8<-- [end:layers]

    # --8<-- [start:proof]
    kept = innermost._tf_api_names
    innermost._tf_api_names = ("changed",)
    print(tf_export.get_canonical_name_for_symbol(tf.add), hasattr(tf, "changed"))
    innermost._tf_api_names = kept
    # --8<-- [end:proof]

    # --8<-- [start:bare]
    try:

        @exporter
        def half(number: float) -> None:
            """Stand for any function."""

        half(3)
    except AttributeError as error:
        print(type(half).__name__, "-", error)
    # --8<-- [end:bare]
