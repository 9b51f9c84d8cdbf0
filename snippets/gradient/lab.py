# %% [markdown] tags=["en"]
# # Lab: the best step of a finite difference
#
# Shrink the step of a difference quotient, see the error fall and rise again, and predict from three numbers where it turns.

# %% [markdown] tags=["zh"]
# # 实验：有限差分（finite difference）的最佳步长
#
# 把差商的步长一点点缩小，看误差先降后升，再用三个数预测它在哪里掉头。

# %% [markdown] tags=["en"]
# You need Python 3.11 or later, Matplotlib and nothing else. The reasons are in the article on [the gradient](gradient.md#differences); here you see them at work. Run the cells from top to bottom: each uses what those above it define.

# %% [markdown] tags=["zh"]
# 需要 Python 3.11 以上的版本和 Matplotlib，别的都不用。道理在[梯度（gradient）](gradient.md#differences)一文里，这里只管动手看。请从上到下依次运行：后面的代码要用到前面的定义。

# %% [markdown] tags=["en"]
# ## The function and its derivatives {#function}
#
# The example is 1/(1 + x² + y²), seen from (1, 2) along the unit vector (3/5, 4/5), so that it becomes a function g of one number t. To judge an error, the exact derivative is needed. The function is rational, so all its derivatives at 0 come from its power series, by one recurrence in fractions: g times its denominator is 1.

# %% [markdown] tags=["zh"]
# ## 函数和它的各阶导数 {#function}
#
# 例子是 1/(1 + x² + y²)，从 (1, 2) 出发，沿单位向量 (3/5, 4/5) 看过去，它就成了一个变量 t 的函数 g。要判断误差，先得知道准确的导数。这个函数是有理函数，g 乘以自己的分母等于 1，由此得到幂级数系数的递推式，用分数（fraction）算，0 处的各阶导数全都准确。

# %%
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import matplotlib.pyplot as plt

POINT = (Fraction(1), Fraction(2))
DIRECTION = (Fraction(3, 5), Fraction(4, 5))


def denominator(
    point: Sequence[Fraction], direction: Sequence[Fraction]
) -> list[Fraction]:
    """Return the coefficients of 1 + x² + y² along a line, as a polynomial in t."""
    (x, y), (a, b) = point, direction
    return [1 + x * x + y * y, 2 * (a * x + b * y), a * a + b * b]


def derivatives(
    point: Sequence[Fraction], direction: Sequence[Fraction], order: int
) -> list[Fraction]:
    """Return g and its derivatives at 0 up to an order, exactly."""
    c0, c1, c2 = denominator(point, direction)
    series = [1 / c0]
    for n in range(1, order + 1):
        before = series[n - 2] if n > 1 else 0
        series.append(-(c1 * series[n - 1] + c2 * before) / c0)
    return [math.factorial(n) * term for n, term in enumerate(series)]


def g(t: Any) -> Any:
    """Return the function at t, a float or a complex number."""
    x, y = 1 + t * 3 / 5, 2 + t * 4 / 5
    return 1 / (1 + x * x + y * y)


exact = derivatives(POINT, DIRECTION, 3)
print(*exact)

# %% [markdown] tags=["en"]
# ## Three rules {#rules}
#
# The forward quotient looks to one side, the central quotient to both, and the complex step looks sideways, to t + ih. Each dot is one step size.

# %% [markdown] tags=["zh"]
# ## 三种公式 {#rules}
#
# 前向差商（forward difference）只看一侧，中心差商（central difference）看两侧，复步长法（complex step）则往旁边看，看 t + ih。每个点是一个步长。


# %%
def forward(f: Callable[[Any], Any], t: float, h: float) -> Any:
    """Return the quotient to one side."""
    return (f(t + h) - f(t)) / h


def central(f: Callable[[Any], Any], t: float, h: float) -> Any:
    """Return the quotient over both sides."""
    return (f(t + h) - f(t - h)) / (2 * h)


def complex_step(f: Callable[[Any], Any], t: float, h: float) -> Any:
    """Return the imaginary part over h."""
    return f(complex(t, h)).imag / h


def errors(rule: Callable[..., float], steps: Sequence[float]) -> list[float]:
    """Return the error of a rule for each step, from 1e-16 upwards."""
    slope = float(exact[1])
    return [max(abs(rule(g, 0.0, h) - slope), 1e-16) for h in steps]


steps = [10 ** (-k / 8) for k in range(4, 121)]
fig, ax = plt.subplots()
for number, rule in enumerate((forward, central, complex_step)):
    ax.loglog(steps, errors(rule, steps), ".", color=f"C{number}", label=rule.__name__)
ax.set(xlabel="h")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Three clouds of dots on logarithmic scales. Two fall to the left and rise again, one falls and stays at the bottom."
# Errors of the three rules. From right to left, forward and central quotients fall as h and h², then rise as 1/h, in a cloud. The complex step only falls.

# %% [markdown] tags=["zh"] alt="对数坐标下三组点。两组向左先降后升，一组降到底后不再上升。"
# 三种公式的误差。从右往左，前向和中心差商先按 h 和 h² 下降，再按 1/h 上升，散成一片；复步长法只降不升。

# %% [markdown] tags=["en"]
# ## Where it turns {#turn}
#
# Each value of g is off by about ε = 2⁻⁵³ of itself, so the forward quotient is off by about 2ε|g|/h, and the central one by ε|g|/h. Added to the [truncation error](gradient.md#formula-forward_error), that makes an estimate with one lowest point. It is computed from g, g″ and g‴ alone.

# %% [markdown] tags=["zh"]
# ## 在哪里掉头 {#turn}
#
# 由于舍入（rounding），g 的每个值大约差自身的 ε = 2⁻⁵³ 倍，所以前向差商大约差 2ε|g|/h，中心差商大约差 ε|g|/h。加上[截断误差](gradient.md#formula-forward_error)（truncation error），就得到误差的一个估计，它只有一个最低点，算它只需要 g、g″ 和 g‴。


# %%
EPSILON = 2.0**-53


def best_steps(value: Any, second: Any, third: Any) -> tuple[float, float]:
    """Return the best steps of the forward and of the central quotient."""
    noise = EPSILON * abs(float(value))
    return (
        2 * math.sqrt(noise / abs(float(second))),
        (3 * noise / abs(float(third))) ** (1 / 3),
    )


def estimates(h: float, value: Any, second: Any, third: Any) -> tuple[float, float]:
    """Return the estimates of both errors for a step h."""
    noise = EPSILON * abs(float(value)) / h
    forward_error = 2 * noise + h * abs(float(second)) / 2
    return forward_error, noise + h * h * abs(float(third)) / 6


value, _, second, third = exact
best = best_steps(value, second, third)
for number, name in enumerate(("forward", "central")):
    h = best[number]
    print(
        f"{name}: h = {h:.1e}, error about {estimates(h, value, second, third)[number]:.1e}"
    )

fig, ax = plt.subplots()
for number, rule in enumerate((forward, central)):
    line = [estimates(h, value, second, third)[number] for h in steps]
    ax.loglog(steps, errors(rule, steps), ".", color=f"C{number}", alpha=0.5)
    ax.loglog(steps, line, color=f"C{number}", label=rule.__name__)
    ax.axvline(best[number], color="gray", linewidth=1)
ax.set(xlabel="h")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Two V-shaped lines lie over two clouds of dots; thin upright lines mark their lowest points."
# The estimates as lines, the errors as dots. On the right the dots lie on the lines; on the left most lie below them, by luck, and a few a little above, since g is rounded more than once. The upright lines are the predicted steps.

# %% [markdown] tags=["zh"] alt="两条 V 形线盖在两片点的上方，竖线标出它们的最低点。"
# 线是估计，点是误差。右边的点就在线上；左边的点多数落在线下，低多少全凭运气，少数略高于线，因为计算 g 时舍入不止一次。竖线是预测的步长。

# %% [markdown] tags=["en"]
# ## Your turn {#experiment}
#
# Change the numbers and run the cell again. It prints how many digits each rule gets right at its best step.
#
# - `SCALE = 1000`: the function changes slowly. How do the best steps move?
# - `SCALE = 1e-6`: it changes within a millionth. Would 1e-8 still be a good step?
# - `OFFSET = 1e6`: a large constant is added to g. It has no influence on the derivative. Why do the digits go?

# %% [markdown] tags=["zh"]
# ## 轮到你了 {#experiment}
#
# 改动参数，再运行一次。这一格打印每种公式在最佳步长处能对多少位。
#
# - `SCALE = 1000`：函数变化很慢，最佳步长往哪边移？
# - `SCALE = 1e-6`：函数在百万分之一的范围内就变了样，1e-8 还算好步长吗？
# - `OFFSET = 1e6`：给 g 加上一个很大的常数，导数不受影响，位数为什么少了？

# %%
SCALE = 1.0
OFFSET = 0.0


def stretched(t: Any) -> Any:
    """Return g, stretched along the axis and lifted."""
    return g(t / SCALE) + OFFSET


slope = float(exact[1]) / SCALE
numbers = (
    float(value) + OFFSET,
    float(second) / SCALE**2,
    float(third) / SCALE**3,
)
forward_step, central_step = best_steps(*numbers)
for rule, h in (
    (forward, forward_step),
    (central, central_step),
    (complex_step, 1e-100 * SCALE),
):
    error = max(abs(rule(stretched, 0.0, h) - slope), 1e-16 * abs(slope))
    digits = math.floor(-math.log10(error / abs(slope)))
    print(f"{rule.__name__:12} h = {h:.0e}, at least {min(digits, 15)} digits right")
