# %% [markdown] tags=["en"]
# # Lab: from walk to Gaussian
#
# Simulate a random walk, hold it against its exact law, and watch the law become a bell curve: with plots that you can change.

# %% [markdown] tags=["zh"]
# # 实验：从游走到高斯
#
# 模拟随机游走，拿模拟结果与精确分布对照，再看这个分布怎样变成钟形曲线。每张图都可以自己改、自己画。

# %% [markdown] tags=["en"]
# You need Python 3.11 or later, Matplotlib and nothing else. The reasons are in the article on [the random walk](random_walk.md); here you see them at work. Run the cells from top to bottom: each uses what those above it define.
#
# A walker stands at 0 and takes n steps, each to the right or to the left with probability ½. Sₙ is where it stands then.

# %% [markdown] tags=["zh"]
# 需要 Python 3.11 以上的版本和 Matplotlib，别的都不用。道理都在[随机游走](random_walk.md)一文里，这里只管动手看。请从上到下依次运行：后面的代码要用到前面的定义。
#
# 一个人从 0 出发，走 n 步，每步以 ½ 的概率向右或向左。走完时所在的位置记作 Sₙ。

# %% [markdown] tags=["en"]
# ## Nine walks {#paths}
#
# A step is a random bit: 1 goes right, 0 goes left. The generator has a seed, so that you get the very walks that you see here.

# %% [markdown] tags=["zh"]
# ## 九条路径 {#paths}
#
# 一步就是一个随机比特：1 向右，0 向左。随机数生成器带有种子，所以你会得到和这里完全相同的路径。

# %%
import math
import random
from collections import Counter
from itertools import accumulate

import matplotlib.pyplot as plt


def walk(n: int, rng: random.Random) -> list[int]:
    """Return the positions after 0, 1, ..., n steps, one random bit for each."""
    bits = rng.getrandbits(n)
    return list(accumulate((2 * (bits >> i & 1) - 1 for i in range(n)), initial=0))


rng = random.Random(2026)
n = 400
fig, ax = plt.subplots()
for _ in range(9):
    ax.plot(walk(n, rng), color="C0", alpha=0.6, linewidth=1)
for sign in (1, -1):
    edge = [2 * sign * math.sqrt(step) for step in range(n + 1)]
    ax.plot(edge, color="C1", label="±2√n" if sign == 1 else None)
ax.set(xlabel="n", ylabel="Sₙ")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Nine jagged paths fan out from 0; nearly all stay between two sideways parabolas."
# Nine walks of 400 steps. They do not stay near 0: they spread like √n, and ±2√n holds about 95 of 100 at any one time.

# %% [markdown] tags=["zh"] alt="九条锯齿状的路径从 0 散开，几乎都在两条横放的抛物线之间。"
# 九条 400 步的路径。它们并不守在 0 附近，而是像 √n 那样散开；任取一个时刻，100 条里约有 95 条落在 ±2√n 以内。

# %% [markdown] tags=["en"]
# ## Where they end {#histogram}
#
# Of n steps, (n + k)/2 have to go right to end at k. So the [exact probability](random_walk.md#formula-law) is a binomial coefficient over 2ⁿ, and zero where n + k is odd. Beside it stands the simulation: 20,000 walks, each read off n random bits at once.

# %% [markdown] tags=["zh"]
# ## 终点落在哪里 {#histogram}
#
# 要停在 k，n 步里必须恰好有 (n + k)/2 步向右。所以[精确概率](random_walk.md#formula-law)是一个二项式系数除以 2ⁿ，而 n + k 为奇数时概率为零。旁边是模拟：20000 条路径，每条都是一次取 n 个随机比特数出来的。


# %%
def probability(n: int, k: int) -> float:
    """Return P(Sₙ = k), exact up to one rounding."""
    if abs(k) > n or (n + k) % 2:
        return 0.0
    return math.comb(n, (n + k) // 2) / (1 << n)


def density(x: float, variance: float) -> float:
    """Return the Gaussian density with mean 0 at x."""
    return math.exp(-x * x / (2 * variance)) / math.sqrt(2 * math.pi * variance)


def end_point(n: int, rng: random.Random) -> int:
    """Return the position after n steps: right steps less left ones."""
    return 2 * rng.getrandbits(n).bit_count() - n


rng = random.Random(2026)
n, walks = 20, 20_000
ends = Counter(end_point(n, rng) for _ in range(walks))
sites = range(-14, 15)
fine = [x / 10 for x in range(-140, 141)]

fig, ax = plt.subplots()
ax.plot(fine, [density(x, n) for x in fine], color="gray", label="φ")
ax.plot(fine, [2 * density(x, n) for x in fine], color="C1", label="2φ")
ax.vlines(sites, 0, [probability(n, k) for k in sites], color="C0", linewidth=5)
ax.plot(sites, [ends[k] / walks for k in sites], "o", color="C2", markersize=5)
ax.set(xlabel="k", ylabel="P(Sₙ = k)")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Bars on even numbers only, dots on their tips, the tips on the upper of two bell curves."
# n = 20. Bars: the exact law. Dots: the simulation. φ is the Gaussian density with variance n. Every second site is empty, so the others carry twice the density: the tips lie on 2φ.

# %% [markdown] tags=["zh"] alt="只有偶数处有竖条，圆点落在竖条顶端，顶端贴着两条钟形曲线中较高的一条。"
# n = 20。竖条是精确分布，圆点是模拟结果，φ 是方差（variance）为 n 的高斯密度。每隔一个格点就有一个空着，其余格点只好承担双倍的密度，所以竖条顶端落在 2φ 上。

# %% [markdown] tags=["en"]
# For n = 100 the same in two numbers. Whoever forgets the parity is wrong by a factor of two, however large n is.

# %% [markdown] tags=["zh"]
# n = 100 时，用两个数来说同一件事。忘了奇偶性，结果就差一倍，n 再大也没有用。

# %%
print(f"P(S₁₀₀ = 0) = {probability(100, 0):.4f}")
print(f"φ(0)        = {density(0, 100):.4f}")

# %% [markdown] tags=["en"]
# ## Finer steps {#refinement}
#
# Now let a step have the length Δs and take the time Δt. After the time t there were t/Δt steps, and the variance is (t/Δt)·Δs². What remains of it as Δt goes to 0 depends on how Δs shrinks. Three ways, for t = 1:

# %% [markdown] tags=["zh"]
# ## 步子越来越小 {#refinement}
#
# 现在设每步长 Δs、用时 Δt。到时刻 t 一共走了 t/Δt 步，方差是 (t/Δt)·Δs²。Δt 趋于 0 时方差还剩下多少，要看 Δs 怎样变小。取 t = 1，试三种办法：


# %%
def variance(steps: int, length: float) -> float:
    """Return the variance after `steps` steps, summed over the exact law."""
    sites = range(-steps, steps + 1)
    return sum((k * length) ** 2 * probability(steps, k) for k in sites)


print("     Δt   Δs = Δt   Δs² = Δt   Δs⁴ = Δt")
for steps in (4, 16, 64, 256):
    dt = 1 / steps
    ways = [variance(steps, dt**power) for power in (1, 1 / 2, 1 / 4)]
    print(f"{dt:7.5f}  {ways[0]:8.5f}  {ways[1]:9.5f}  {ways[2]:9.5f}")

# %% [markdown] tags=["en"]
# With Δs = Δt the walk freezes, with Δs⁴ = Δt it runs away. Only [Δs² = αΔt](random_walk.md#formula-scaling) leaves something to see, and the price is a speed Δs/Δt that grows without bound. With α = 1 and t = 4:

# %% [markdown] tags=["zh"]
# 第一种办法，游走会冻住；最后一种，它会跑到无穷远。只有 [Δs² = αΔt](random_walk.md#formula-scaling) 能留下可看的东西，代价是速度 Δs/Δt 没有上界。取 α = 1、t = 4：

# %%
t = 4
fig, ax = plt.subplots()
for steps, marker, color in [(4, "s", "C3"), (16, "^", "C2"), (64, "o", "C0")]:
    ds = math.sqrt(t / steps)
    reached = [k for k in range(-steps, steps + 1, 2) if abs(k * ds) <= 6.5]
    heights = [probability(steps, k) / (2 * ds) for k in reached]
    places = [k * ds for k in reached]
    label = f"Δt = {t / steps:g}"
    ax.plot(places, heights, marker, color=color, markersize=5, label=label)
fine = [x / 20 for x in range(-130, 131)]
ax.plot(fine, [density(x, t) for x in fine], color="C1", label="φ", zorder=0)
ax.set(xlabel="x", ylabel="P / 2Δs")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Squares, triangles and circles, ever closer together, approach one bell curve."
# The exact law, divided by the distance 2Δs between the sites that can be reached. As the sites close up, the points settle on the Gaussian density φ with variance αt.

# %% [markdown] tags=["zh"] alt="方块、三角和圆点越来越密，逐渐落到同一条钟形曲线上。"
# 精确分布除以可达格点的间距 2Δs。格点越来越密，这些点就落到方差为 αt 的高斯密度 φ 上。

# %% [markdown] tags=["en"]
# ## Characteristic functions {#characteristic}
#
# One step has the characteristic function cos(ωΔs), and t/Δt independent steps have [its power](random_walk.md#formula-refined_characteristic). The [limit](random_walk.md#formula-limit) is exp(−ω²αt/2). Again α = 1 and t = 4:

# %% [markdown] tags=["zh"]
# ## 特征函数 {#characteristic}
#
# 一步的特征函数（characteristic function）是 cos(ωΔs)，t/Δt 个独立的步就是[它的幂](random_walk.md#formula-refined_characteristic)，[极限](random_walk.md#formula-limit)是 exp(−ω²αt/2)。仍取 α = 1、t = 4：

# %%
frequencies = [x / 50 for x in range(351)]
fig, ax = plt.subplots()
for steps, color in [(4, "C3"), (16, "C2"), (64, "C0")]:
    ds = math.sqrt(t / steps)
    power = [math.cos(x * ds) ** steps for x in frequencies]
    ax.plot(frequencies, power, color=color, label=f"Δt = {t / steps:g}")
limit = [math.exp(-x * x * t / 2) for x in frequencies]
ax.plot(frequencies, limit, "--", color="C1", label="exp(−ω²αt/2)")
ax.set(xlabel="ω", ylim=(-0.05, 1.5))
ax.legend(loc="upper center", ncols=2)
plt.show()

# %% [markdown] tags=["en"] alt="Curves fall from 1 like the dashed one; later two of them rise to 1 again."
# Near 0 the curves hardly differ from the limit. But cos returns to ±1 at ω = π/Δs: the curve of Δt = 1 rises again at π, that of Δt = 0.25 at 2π, that of Δt = 0.0625 at 4π, off the picture.

# %% [markdown] tags=["zh"] alt="各曲线从 1 下降，贴着虚线；其中两条后来又升回 1。"
# 0 附近，各条曲线与极限几乎重合。可是 cos 在 ω = π/Δs 处又回到 ±1：Δt = 1 的曲线在 π 处再次升起，Δt = 0.25 的在 2π 处，Δt = 0.0625 的在 4π 处，已经到了图外。

# %% [markdown] tags=["en"]
# These humps are the parity again, as a Fourier transform sees it. They never get lower: finer steps only push them out. So the curves converge at each fixed ω, not everywhere at once. Lévy's continuity theorem asks for no more than that, as long as the limit is continuous at 0, which it is here.

# %% [markdown] tags=["zh"]
# 后面的这些峰还是奇偶性，只不过换成傅里叶变换来看。它们不会变低，步子变小只是把它们推远。因此收敛只在每个固定的 ω 处成立，并不是处处同时成立。好在 Lévy 连续性定理（Lévy's continuity theorem）并不要求更强的收敛，只要求极限在 0 处连续，这里正是如此。

# %% [markdown] tags=["en"]
# ## How good is the Gaussian? {#error}
#
# Take the largest error over all sites, first of a [single probability P against 2φ](random_walk.md#formula-local_limit), then of the distribution function F, which is P(Sₙ ≤ k), against the Gaussian one. The latter can be read on a site k, or halfway to the next one, at k + 1. The last row is the order: log₄ of what four times as many steps gain.

# %% [markdown] tags=["zh"]
# ## 高斯近似有多准 {#error}
#
# 在全部格点上取最大误差：先看[单点概率 P 与 2φ 之差](random_walk.md#formula-local_limit)，再看分布函数（distribution function）F，即 P(Sₙ ≤ k)，与高斯分布函数之差。高斯分布函数可以在格点 k 上读，也可以在它和下一个格点正中的 k + 1 处读。最后一行是误差的阶：步数变成四倍，误差缩小多少倍，再取以 4 为底的对数。


# %%
def gaussian_cdf(x: float, variance: float) -> float:
    """Return the Gaussian distribution function with mean 0 at x."""
    return math.erfc(-x / math.sqrt(2 * variance)) / 2


def errors(n: int) -> tuple[float, float, float]:
    """Return the largest errors: of P, of F between the sites, of F on them."""
    sites = range(-n, n + 1, 2)
    below = list(accumulate(probability(n, k) for k in sites))
    pairs = list(zip(sites, below, strict=True))
    point = max(abs(probability(n, k) - 2 * density(k, n)) for k in sites)
    between = max(abs(total - gaussian_cdf(k + 1, n)) for k, total in pairs)
    on = max(abs(total - gaussian_cdf(k, n)) for k, total in pairs)
    return point, between, on


sizes = [4**power for power in range(1, 6)]
table = [errors(n) for n in sizes]
print("    n          P   F(k + 1)       F(k)")
for n, row in zip(sizes, table, strict=True):
    print(f"{n:5}" + "".join(f"{error:11.2e}" for error in row))
orders = [math.log(a / b, 4) for a, b in zip(table[-2], table[-1], strict=True)]
print("order" + "".join(f"{order:11.2f}" for order in orders))

fig, ax = plt.subplots()
for column, name in [(2, "F(k)"), (1, "F(k + 1)"), (0, "P")]:
    heights = [row[column] for row in table]
    ax.loglog(sizes, heights, "o-", color=f"C{2 - column}", label=name)
ax.set(xlabel="n")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Three straight falling lines in logarithmic scales; the error of P falls steepest."
# The errors on logarithmic scales: slope −½ for F on a site k, −1 for F between two sites, at k + 1, and −3⁄2 for single probabilities P.

# %% [markdown] tags=["zh"] alt="对数坐标下三条下降的直线，单点概率的误差降得最快。"
# 对数坐标下的误差：在格点 k 上读 F，斜率为 −½；在两个格点正中的 k + 1 处读 F，斜率为 −1；单点概率 P 的斜率为 −3⁄2。

# %% [markdown] tags=["en"]
# Four times as many steps cut the error of a probability to an eighth. For sums of probabilities it pays to read the Gaussian halfway between the sites, the continuity correction: on a site half of a jump is missing, and a jump has the size of 1/√n.

# %% [markdown] tags=["zh"]
# 步数变成四倍，单点概率的误差就降到八分之一。求概率之和时，应当在格点正中读高斯分布函数，这就是连续性校正（continuity correction）：在格点上读，会差半个跳跃，而跳跃的大小与 1/√n 同阶。

# %% [markdown] tags=["en"]
# ## Your turn {#experiment}
#
# Change the parameters and run the cell again. The law is now [that of a walk](random_walk.md#formula-biased_law) that goes right with probability `RIGHT`. Keep `RIGHT` strictly between 0 and 1, and `STEPS` below 1030: floats reach no further.
#
# - `RIGHT = 0.95`: does the Gaussian still fit at 60 steps? At 600?
# - `STEPS = 3`: how bad can it be?
# - `WALKS = 200`: is the simulation or the Gaussian farther from the truth?

# %% [markdown] tags=["zh"]
# ## 轮到你了 {#experiment}
#
# 改动参数，再运行一次。这里的分布属于以概率 `RIGHT` 向右走的[有偏游走](random_walk.md#formula-biased_law)。`RIGHT` 要严格在 0 与 1 之间；`STEPS` 要小于 1030，再大，浮点数（floating-point number）就放不下了。
#
# - `RIGHT = 0.95`：走 60 步时高斯近似还合用吗？600 步呢？
# - `STEPS = 3`：最差能差到什么地步？
# - `WALKS = 200`：模拟和高斯近似，哪个离精确值更远？

# %%
STEPS = 60
RIGHT = 0.7
WALKS = 5_000
SEED = 1


def biased_law(n: int, right: float) -> dict[int, float]:
    """Return P(Sₙ = k) for each site k that can be reached."""
    return {
        2 * r - n: math.comb(n, r) * right**r * (1 - right) ** (n - r)
        for r in range(n + 1)
    }


rng = random.Random(SEED)
counts = Counter(
    sum(1 if rng.random() < RIGHT else -1 for _ in range(STEPS)) for _ in range(WALKS)
)
mean, spread = STEPS * (2 * RIGHT - 1), 4 * STEPS * RIGHT * (1 - RIGHT)
exact = {k: p for k, p in biased_law(STEPS, RIGHT).items() if p > 1e-5}
gauss = {k: 2 * density(k - mean, spread) for k in exact}
simulated = max(abs(counts[k] / WALKS - exact[k]) for k in exact)
approximate = max(abs(gauss[k] - exact[k]) for k in exact)
print(f"mean {mean:.2f}, variance {spread:.2f}")
print(f"largest error of the simulation: {simulated:.4f}")
print(f"largest error of the Gaussian:   {approximate:.4f}")

fig, ax = plt.subplots()
ax.vlines(list(exact), 0, list(exact.values()), color="C0", linewidth=5)
ax.plot(list(exact), [counts[k] / WALKS for k in exact], "o", color="C2", markersize=5)
ax.plot(list(gauss), list(gauss.values()), color="C1", label="2φ")
ax.set(xlabel="k", ylabel="P(Sₙ = k)")
ax.legend()
plt.show()

# %% [markdown] tags=["en"] alt="Bars and dots around 24 under a bell curve that fits them."
# Bars: the exact law. Dots: the simulation. Curve: the Gaussian with the mean n(2p − 1) and the variance 4np(1 − p), doubled.

# %% [markdown] tags=["zh"] alt="竖条和圆点集中在 24 附近，与一条钟形曲线相合。"
# 竖条是精确分布，圆点是模拟结果，曲线是均值为 n(2p − 1)、方差为 4np(1 − p) 的高斯密度的两倍。
