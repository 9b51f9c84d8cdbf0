"""What TensorFlow answers where no derivative exists: `python kinks_tensorflow.py`."""

# --8<-- [start:program]
import tensorflow as tf

KINKS = {
    "sqrt(x²+y²)": lambda q: tf.sqrt(tf.reduce_sum(q * q)),
    "norm": tf.norm,
    "|x|+|y|": lambda q: tf.reduce_sum(tf.abs(q)),
    "max of vector": tf.reduce_max,
    "maximum(x, y)": lambda q: tf.maximum(q[0], q[1]),
    "relu(x)-relu(-x)": lambda q: tf.nn.relu(q[0]) - tf.nn.relu(-q[0]),
}
zero = tf.zeros(2, tf.float64)
for name, function in KINKS.items():
    with tf.GradientTape() as tape:
        tape.watch(zero)
        value = function(zero)
    print(f"{name:17} {tape.gradient(value, zero).numpy().tolist()}")
# --8<-- [end:program]
