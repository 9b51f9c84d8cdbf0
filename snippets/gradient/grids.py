"""Gradients of sampled functions."""

# --8<-- [start:order]
import numpy as np

columns, rows = np.meshgrid(np.arange(4.0), np.arange(3.0))
heights = 10 * columns + rows
first, second = np.gradient(heights)
print(first[0, 0], second[0, 0])
# --8<-- [end:order]

# --8<-- [start:spacing]
line = np.linspace(0, 1, 11)
squares = line**2
for found in (np.gradient(squares, line), np.gradient(squares, line, edge_order=2)):
    print([f"{found[index]:.2f}" for index in (0, 5, 10)])
print(f"without the spacing: {np.gradient(squares)[5]:.2f}")
# --8<-- [end:spacing]
