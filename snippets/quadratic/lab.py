# %% [markdown] tags=["en"]
# # Lab: three ways down a valley
#
# Watch steepest descent, conjugate gradients and preconditioned conjugate gradients converge, and change what decides their speed: the eigenvalues.

# %% [markdown] tags=["zh"]
# # 实验：下山的三种走法
#
# 看最速下降法（steepest descent）、共轭梯度法（conjugate gradients）和加了预条件（preconditioning）的共轭梯度法怎样收敛，再亲手改变决定它们快慢的东西：特征值。

# %% [markdown] tags=["en"]
# You need Python 3.11 or later, Matplotlib and nothing else. The reasons are in the article on [quadratic functions](quadratic.md); here you see them at work. Run the cells from top to bottom: each uses what those above it define.
#
# The function is xᵀAx/2 − bᵀx with a positive definite matrix A. A method sees the matrix only through a function that multiplies a vector by it.

# %% [markdown] tags=["zh"]
# 需要 Python 3.11 以上的版本和 Matplotlib，别的都不用。道理都在[二次函数](quadratic.md)一文里，这里只管动手看。请从上到下依次运行：后面的代码要用到前面的定义。
#
# 函数是 xᵀAx/2 − bᵀx，矩阵 A 正定（positive definite）。各方法只通过一个“矩阵乘向量”的函数来接触矩阵。

# %%
import math
from collections.abc import Callable

import matplotlib.pyplot as plt

Vector = list[float]
Product = Callable[[Vector], Vector]


def dot(u: Vector, v: Vector) -> float:
    """Return the sum of the products, added up from left to right."""
    total = 0.0
    for a, b in zip(u, v, strict=True):
        total += a * b
    return total


def move(x: Vector, t: float, p: Vector) -> Vector:
    """Return x + t·p."""
    return [a + t * b for a, b in zip(x, p, strict=True)]


def descend(product: Product, b: Vector, steps: int) -> list[float]:
    """Return ‖b − Ax‖ after each step of steepest descent from 0."""
    r, sizes = b, [math.sqrt(dot(b, b))]
    while len(sizes) <= steps and sizes[-1] > 1e-12 * sizes[0]:
        scaled = product(r)
        r = move(r, -dot(r, r) / dot(r, scaled), scaled)
        sizes.append(math.sqrt(dot(r, r)))
    return sizes


def conjugate(
    product: Product, b: Vector, steps: int, inverse: Product = list
) -> list[float]:
    """Return ‖b − Ax‖ after each step of CG from 0; `inverse` is the preconditioner."""
    r, z = b, inverse(b)
    p, rz, sizes = z, dot(r, z), [math.sqrt(dot(b, b))]
    while len(sizes) <= steps and sizes[-1] > 1e-12 * sizes[0]:
        scaled = product(p)
        r = move(r, -rz / dot(p, scaled), scaled)
        z = inverse(r)
        rz, before = dot(r, z), rz
        p = move(z, rz / before, p)
        sizes.append(math.sqrt(dot(r, r)))
    return sizes


def diagonal(values: list[float]) -> Product:
    """Return the product with a diagonal matrix."""
    return lambda x: [v * a for v, a in zip(values, x, strict=True)]


# %% [markdown] tags=["en"]
# ## The condition number {#condition}
#
# The condition number κ is the quotient of the largest eigenvalue and the smallest one. Along its eigenvectors every such matrix is diagonal, so a list of eigenvalues is all we need. Fifty of them, evenly spaced from 1 to κ, and b = (1, …, 1):

# %% [markdown] tags=["zh"]
# ## 条件数 {#condition}
#
# 条件数（condition number）κ 是最大与最小的特征值之比。在自己的特征向量下，这样的矩阵都是对角的，所以一列特征值就够了。取五十个，从 1 到 κ 均匀分布，b = (1, …, 1)：

# %%
n = 50
b = [1.0] * n
fig, ax = plt.subplots()
for kappa, color in [(10, "C2"), (100, "C0"), (1000, "C1")]:
    product = diagonal([1 + (kappa - 1) * i / (n - 1) for i in range(n)])
    for method, style, name in [(descend, "--", "SD"), (conjugate, "-", "CG")]:
        sizes = method(product, b, 100)
        label = f"{name}, κ = {kappa}"
        ax.semilogy([s / sizes[0] for s in sizes], style, color=color, label=label)
ax.set(xlabel="k", ylabel="‖r‖ / ‖b‖", ylim=(1e-10, 10))
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Dashed curves fall slowly, the slower the greater κ is; solid curves fall faster and bend down."
# Dashed: steepest descent (SD). Solid: conjugate gradients (CG). A κ ten times as large costs the former ten times as many steps, the latter about three times as many at most.

# %% [markdown] tags=["zh"] alt="虚线下降缓慢，κ 越大越慢；实线下降得快，而且越来越陡。"
# 虚线是最速下降法（SD），实线是共轭梯度法（CG）。κ 变成十倍，前者的步数也变成十倍，后者至多变成三倍左右。

# %% [markdown] tags=["en"]
# On this scale a straight line means that every step leaves the same share; the steeper the line, the smaller the share. [For steepest descent](quadratic.md#formula-rate) it is at most (κ − 1)/(κ + 1) for the error; [for conjugate gradients](quadratic.md#formula-bound) √κ takes the place of κ.

# %% [markdown] tags=["zh"]
# 在这样的刻度上，直线表示每步剩下的份额相同，直线越陡，份额越小。就误差而言，[最速下降法](quadratic.md#formula-rate)至多剩下 (κ − 1)/(κ + 1)；[共轭梯度法](quadratic.md#formula-bound)则把 κ 换成 √κ。

# %% [markdown] tags=["en"]
# ## Where the eigenvalues lie {#spectrum}
#
# The condition number is not everything. Four matrices with κ = 100, and conjugate gradients on each:

# %% [markdown] tags=["zh"]
# ## 特征值的分布 {#spectrum}
#
# 条件数并不说明一切。下面四个矩阵的 κ 都是 100，都用共轭梯度法：

# %%
spectra = {
    "1 + 99·i/49": [1 + 99 * i / 49 for i in range(n)],
    "100^(i/49)": [100 ** (i / 49) for i in range(n)],
    "[1, 2], 100": [1 + i / 48 for i in range(n - 1)] + [100.0],
    "1, 10, 100": [1.0] * 20 + [10.0] * 20 + [100.0] * 10,
}
fig, ax = plt.subplots()
for (name, values), color in zip(
    spectra.items(), ["C0", "C1", "C2", "C3"], strict=True
):
    sizes = conjugate(diagonal(values), b, 80)
    steps = next(k for k, size in enumerate(sizes) if size <= 1e-10 * sizes[0])
    print(f"{name:12}{steps:4} steps")
    ax.semilogy([max(s / sizes[0], 1e-13) for s in sizes], color=color, label=name)
ax.set(xlabel="k", ylabel="‖r‖ / ‖b‖", ylim=(1e-11, 100))
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Four curves: one drops after three steps, one falls on a straight line, one bends down, one stays high for long and needs the most steps."
# Three different eigenvalues take three steps. A cluster with one outlier takes few. Geometric spacing, with many small eigenvalues, takes the most: more than n, because of rounding.

# %% [markdown] tags=["zh"] alt="四条曲线：一条三步后骤降，一条沿直线下降，一条越来越陡，还有一条长时间居高不下，步数最多。"
# 三个不同的特征值，三步就到。一簇加一个离群值，也只要很少几步。按几何级数分布，小特征值很多，步数最多：超过 n 步，这是舍入（rounding）造成的。

# %% [markdown] tags=["en"]
# ## Preconditioning {#preconditioning}
#
# A grid of 12 × 12 points, each tied to its four neighbours, with unknowns in units from 1 to 100. The preconditioners are [Jacobi's](quadratic.md#preconditioning), which divides by the diagonal, and symmetric Gauss–Seidel, which goes through the points forwards and backwards.

# %% [markdown] tags=["zh"]
# ## 预条件 {#preconditioning}
#
# 一个 12 × 12 的网格，每个点与四个邻点相连，未知数的单位从 1 到 100 不等。预条件有两种：[Jacobi](quadratic.md#preconditioning)，即除以对角线；对称 Gauss–Seidel，即把各点顺着、倒着各过一遍。


# %%
def grid(side: int, spread: float) -> list[dict[int, float]]:
    """Return the rows of SGS, as {column: entry}: G is the grid, S the units."""
    n = side * side
    units = [spread ** (i / (n - 1)) for i in range(n)]
    rows: list[dict[int, float]] = []
    for i in range(n):
        row = {i: 4.0}
        for j, inside in [
            (i - 1, i % side > 0),
            (i + 1, i % side < side - 1),
            (i - side, i >= side),
            (i + side, i < n - side),
        ]:
            if inside:
                row[j] = -1.0
        rows.append({j: units[i] * entry * units[j] for j, entry in row.items()})
    return rows


def sparse(rows: list[dict[int, float]]) -> Product:
    """Return the product with a matrix of such rows."""

    def product(x: Vector) -> Vector:
        result = []
        for row in rows:
            total = 0.0
            for j, entry in row.items():
                total += entry * x[j]
            result.append(total)
        return result

    return product


def jacobi(rows: list[dict[int, float]]) -> Product:
    """Return the division by the diagonal."""
    return diagonal([1 / row[i] for i, row in enumerate(rows)])


def gauss_seidel(rows: list[dict[int, float]]) -> Product:
    """Return the inverse of (D + L) D⁻¹ (D + U), one sweep forwards, one backwards."""

    def inverse(r: Vector) -> Vector:
        z = list(r)
        for i, row in enumerate(rows):
            for j, entry in row.items():
                if j < i:
                    z[i] -= entry * z[j]
            z[i] /= row[i]
        for i in reversed(range(len(rows))):
            for j, entry in rows[i].items():
                if j > i:
                    z[i] -= entry * z[j] / rows[i][i]
        return z

    return inverse


rows = grid(12, 100.0)
b = [1.0] * len(rows)
runs = {
    "SD": descend(sparse(rows), b, 300),
    "CG": conjugate(sparse(rows), b, 300),
    "CG, Jacobi": conjugate(sparse(rows), b, 300, jacobi(rows)),
    "CG, Gauss–Seidel": conjugate(sparse(rows), b, 300, gauss_seidel(rows)),
}
fig, ax = plt.subplots()
for (name, sizes), color in zip(runs.items(), ["C3", "C1", "C0", "C2"], strict=True):
    ax.semilogy([s / sizes[0] for s in sizes], color=color, label=name)
ax.set(xlabel="k", ylabel="‖r‖ / ‖b‖", ylim=(1e-10, 1e3))
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Two curves hardly fall within 300 steps, one of them jagged. Two others fall steeply within some 50 steps."
# Without a preconditioner, neither method gets far in 300 steps. Jacobi's undoes the units, and symmetric Gauss–Seidel about halves the steps once more, each of which costs twice as much.

# %% [markdown] tags=["zh"] alt="两条曲线在 300 步里几乎不下降，其中一条参差不齐；另外两条在大约 50 步以内急速下降。"
# 不用预条件，两种方法走 300 步都走不远。Jacobi 消除了单位的影响；对称 Gauss–Seidel 又把步数大约减半，不过每步的代价也翻倍。

# %% [markdown] tags=["en"]
# ## Your turn {#experiment}
#
# Change the eigenvalues and run the cell again. All have to be above 0.
#
# - Move the outlier to 10,000. How many steps more does it cost conjugate gradients, and how many steepest descent?
# - Add a second and a third outlier.
# - Replace the cluster by `[1.0] * 49`. Why are two steps enough?

# %% [markdown] tags=["zh"]
# ## 轮到你了 {#experiment}
#
# 改动特征值，再运行一次。所有特征值都要大于 0。
#
# - 把离群值移到 10000。共轭梯度法要多走几步？最速下降法呢？
# - 再加第二个、第三个离群值。
# - 把那一簇换成 `[1.0] * 49`。为什么两步就够？

# %%
CLUSTER = [1 + i / 48 for i in range(49)]
OUTLIERS = [100.0]
STEPS = 300

values = CLUSTER + OUTLIERS
fig, ax = plt.subplots()
for method, name, color in [(descend, "SD", "C1"), (conjugate, "CG", "C0")]:
    sizes = method(diagonal(values), [1.0] * len(values), STEPS)
    print(f"{name}: {len(sizes) - 1} steps, κ = {max(values) / min(values):g}")
    ax.semilogy([s / sizes[0] for s in sizes], color=color, label=name)
ax.set(xlabel="k", ylabel="‖r‖ / ‖b‖")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Two falling lines; the one of conjugate gradients is several times as steep."
# Both methods until the residual is 1e-12 of the first one, or STEPS are over.

# %% [markdown] tags=["zh"] alt="两条下降的线，共轭梯度法的那条要陡好几倍。"
# 两种方法都走到残差降为最初的 1e-12，或者走满 STEPS 步为止。
