"""How TensorFlow names its public API: decorators, marks and a generator."""
