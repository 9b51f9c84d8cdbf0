"""Programs of the article on TFRecord and tf.train.Example."""
