"""From raw values to ids and vectors without TensorFlow, and with the same result."""

# --8<-- [start:buckets]
import struct
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, copysign, expm1, hypot, inf, isnan, log1p
from operator import index, mul


def float32(number: float) -> float:
    """Return the nearest float of 32 bits; what is too large becomes infinite."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", number))[0])
    except OverflowError:
        return copysign(inf, number)


def bucketize(number: float, boundaries: Sequence[float]) -> int:
    """Return how many of the ascending boundaries are not above a number.

    All of them for NaN. Compares in 32 bits, as TensorFlow does, which however takes
    numbers nearer 0 than 1.2e-38 for 0. O(len(boundaries)).
    """
    rounded = [float32(boundary) for boundary in boundaries]
    ascending = all(left < right for left, right in pairwise(rounded))
    if not ascending or any(map(isnan, rounded)):
        raise ValueError(f"boundaries do not ascend: {list(boundaries)}")
    return bisect_right(rounded, float32(number))


# --8<-- [end:buckets]


# --8<-- [start:mixing]
K0, K1, K2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F
WORD = 2**64


def shifted(word: int) -> int:
    """Return a word with its top 17 bits mixed into its lowest."""
    return word ^ word >> 47


def turned(word: int, by: int) -> int:
    """Return a word, taken modulo 2**64, rotated right by some bits."""
    word %= WORD
    return (word >> by | word << 64 - by) % WORD


def mixed(first: int, second: int, factor: int) -> int:
    """Return one word made of two."""
    half = shifted((first ^ second) % WORD * factor % WORD)
    return shifted((second % WORD ^ half) * factor % WORD) * factor % WORD


# --8<-- [end:mixing]


# --8<-- [start:short]
def at(data: bytes, place: int, size: int = 8) -> int:
    """Return some bytes of the data as a number, the lowest first."""
    return int.from_bytes(data[place : place + size], "little")


def up_to_16(data: bytes) -> int:
    """Return the fingerprint of at most 16 bytes."""
    n = len(data)
    factor = K2 + 2 * n
    if n >= 8:
        first, last = at(data, 0) + K2, at(data, n - 8)
        left = turned(last, 37) * factor + first
        return mixed(left, (turned(first, 25) + last) * factor, factor)
    if n >= 4:
        return mixed(n + (at(data, 0, 4) << 3), at(data, n - 4, 4), factor)
    if n > 0:
        low = data[0] + (data[n // 2] << 8)
        high = n + (data[-1] << 2)
        return shifted((low * K2 ^ high * K0) % WORD) * K2 % WORD
    return K2


# --8<-- [end:short]


# --8<-- [start:middle]
def up_to_64(data: bytes) -> int:
    """Return the fingerprint of 17 to 64 bytes."""
    n = len(data)
    factor = K2 + 2 * n
    a, b = at(data, 0) * (K1 if n <= 32 else K2), at(data, 8)
    c, d = at(data, n - 8) * factor, at(data, n - 16) * K2
    left = turned(a + b, 43) + turned(c, 30) + d
    right = a + turned(b + K2, 18) + c
    whole = mixed(left, right, factor)
    if n <= 32:
        return whole
    e, f = at(data, 16) * factor, at(data, 24)
    g = (left + at(data, n - 32)) * factor
    h = (whole + at(data, n - 24)) * factor
    left = turned(e + f, 43) + turned(g, 30) + h
    return mixed(left, e + turned(f + a, 18) + g, factor)


# --8<-- [end:middle]


# --8<-- [start:long]
def absorbed(data: bytes, place: int, a: int, b: int) -> tuple[int, int]:
    """Return two words that 32 bytes of the data have been added to."""
    w, x, y, z = (at(data, place + step) for step in (0, 8, 16, 24))
    a += w
    b = turned(b + a + z, 21)
    return (a + x + y + z) % WORD, (b + turned(a + x + y, 44) + a) % WORD


def more_than_64(data: bytes) -> int:
    """Return the fingerprint of more than 64 bytes, 64 at a time, then the last 64."""
    last = len(data) - 64
    x, y = 81 * K2 + at(data, 0), 81 * K1 + 113
    z = shifted((y * K2 + 113) % WORD) * K2
    v, w = (0, 0), (0, 0)
    places = [*range(0, len(data) - 1 - (len(data) - 1) % 64, 64), last]
    for place in places:
        factor, nine = K1, 1
        if place is places[-1]:
            factor, nine = K1 + ((z & 0xFF) << 1), 9
            w = (w[0] + (len(data) - 1) % 64, w[1])
            v = (v[0] + w[0], v[1])
            w = (w[0] + v[0], w[1])
        x = turned(x + y + v[0] + at(data, place + 8), 37) * factor
        y = turned(y + v[1] + at(data, place + 48), 42) * factor
        x ^= w[1] * nine
        y += v[0] * nine + at(data, place + 40)
        z = turned(z + w[0], 33) * factor
        v = absorbed(data, place, v[1] * factor, x + w[0])
        w = absorbed(data, place + 32, z + w[1], y + at(data, place + 16))
        x, z = z, x
    left = mixed(v[0], w[0], factor) + shifted(y % WORD) * K0 + z
    return mixed(left, mixed(v[1], w[1], factor) + x, factor)


def fingerprint64(data: bytes) -> int:
    """Return FarmHash's Fingerprint64, from 0 to 2**64 - 1. O(len(data))."""
    if len(data) <= 16:
        return up_to_16(data)
    return up_to_64(data) if len(data) <= 64 else more_than_64(data)


# --8<-- [end:long]


# --8<-- [start:cross]
CAT = 0xC6A4A7935BD1E995
Feature = str | int


def hash_bucket(text: str, buckets: int) -> int:
    """Return the bucket of a text, from 0 to buckets - 1."""
    if (buckets := index(buckets)) < 1:
        raise ValueError(f"{buckets} buckets hold nothing")
    return fingerprint64(text.encode()) % buckets


def joined(first: int, second: int) -> int:
    """Return one fingerprint made of two; their order matters."""
    word = first ^ CAT ^ shifted(second * CAT % WORD) * CAT % WORD
    return shifted(shifted(word * CAT % WORD) * CAT % WORD)


def cross(features: Sequence[Feature], buckets: int) -> int:
    """Return the bucket of a combination of texts and integers, an id for instance."""
    if (buckets := index(buckets)) < 1:
        raise ValueError(f"{buckets} buckets hold nothing")
    word = 0xDECAFCAFFE
    for feature in features:
        if isinstance(feature, str):
            word = joined(word, fingerprint64(feature.encode()))
        else:
            word = joined(word, index(feature) % WORD)
    return word % buckets


# --8<-- [end:cross]


# --8<-- [start:encode]
PRICES, COLOURS = (10, 20, 30, 40), ("R", "G", "B")
CROSS, COLOUR, PRICE, USER, SLOTS = 0, 16, 19, 24, 32  # where each part begins


def encode(price: float, colour: str, user: str) -> list[int]:
    """Return the 32 slots of one record: cross 16, colour 3, price 5, user 8."""
    vector = [0] * SLOTS
    bucket = bucketize(price, PRICES)
    known = COLOURS.index(colour) if colour in COLOURS else -1
    user_id = hash_bucket(user, SLOTS - USER)
    both = cross((bucket, known), COLOUR)
    vector[CROSS + both] = 1
    if known >= 0:
        vector[COLOUR + known] = 1
    vector[PRICE + bucket] = 1
    vector[USER + user_id] = 1
    return vector


# --8<-- [end:encode]


# --8<-- [start:combine]
def combine(
    rows: Sequence[Sequence[float]], weights: Sequence[float], combiner: str
) -> list[float]:
    """Return the sum, mean or sqrtn of rows of a table, each with a weight above 0."""
    if combiner not in ("sum", "mean", "sqrtn"):
        raise ValueError(f"no combiner is called {combiner!r}")
    if not all(weight > 0 for weight in weights):
        raise ValueError(f"not all weights are above 0: {list(weights)}")
    if len(rows) != len(weights):
        raise ValueError(f"{len(weights)} weights for {len(rows)} rows")
    sums = [sum(map(mul, column, weights)) for column in zip(*rows, strict=True)]
    if combiner == "sum":
        return sums
    whole = sum(weights) if combiner == "mean" else hypot(*weights)
    return [value / whole for value in sums]


# --8<-- [end:combine]


# --8<-- [start:collisions]
def expected_used(ids: int, buckets: int) -> float:
    """Return how many buckets some random ids hit on average."""
    if ids < 0 or buckets < 1:
        raise ValueError(f"{ids} ids cannot fall into {buckets} buckets")
    return buckets * (1 - (1 - 1 / buckets) ** ids)


def expected_shared(ids: int, buckets: int) -> float:
    """Return the probability that one of these ids shares its bucket with another."""
    if ids < 1 or buckets < 1:
        raise ValueError(f"{ids} ids cannot fall into {buckets} buckets")
    return 1 - (1 - 1 / buckets) ** (ids - 1)


def buckets_for(ids: int, shared: float) -> float:
    """Return with how many buckets an id shares its own with this probability.

    Keeps its digits for many ids, where 1 - (1 - shared) ** (1 / (ids - 1)) loses them.
    """
    if ids < 2 or not 0 < shared < 1:
        raise ValueError(f"no number of buckets gives {shared} for {ids} ids")
    return -1 / expm1(log1p(-shared) / (ids - 1))


# --8<-- [end:collisions]


# --8<-- [start:sizes]
def sizes(ids: int) -> list[int]:
    """Return the embedding's dimension for so many ids, by four rules of thumb."""
    if ids < 1:
        raise ValueError(f"{ids} ids need no embedding")
    root = ids**0.25
    fitted = min(600, round(1.6 * ids**0.56))
    return [round(root), round(6 * root), fitted, min(50, -(-ids // 2))]


# --8<-- [end:sizes]


if __name__ == "__main__":
    # --8<-- [start:buckets_demo]
    print(
        [bucketize(x, (10, 20, 30, 40)) for x in (5, 10, 15, 25, 35, 40, float("nan"))]
    )
    print(bucketize(0.7, [0.1, 0.7]), bisect_right([0.1, 0.7], float32(0.7)))
    # --8<-- [end:buckets_demo]

    # --8<-- [start:hash_demo]
    print(fingerprint64(b"hello"), hex(fingerprint64(b"")))
    print(hash_bucket("user_38", 1000), hash_bucket("user_39", 1000))
    print([hash_bucket(text, 7) for text in ("2", "5", "-1", "0")])
    # --8<-- [end:hash_demo]

    # --8<-- [start:cross_demo]
    pairs = (("A", "R"), ("B", "G"), ("C", "B"))
    print("texts      ", [cross(pair, 16) for pair in pairs])
    print("swapped    ", [cross(pair[::-1], 16) for pair in pairs])
    print("ids from 0 ", [cross((n, n), 16) for n in (0, 1, 2)])
    print("ids from 1 ", [cross((n, n), 16) for n in (1, 2, 3)])
    # --8<-- [end:cross_demo]

    # --8<-- [start:encode_demo]
    vector = encode(25, "R", "user_39")
    print(vector)
    print("ones at", [slot for slot, value in enumerate(vector) if value])
    # --8<-- [end:encode_demo]

    # --8<-- [start:combine_demo]
    rows = [[4, 5, 6, 7], [0, 1, 2, 3]]
    for combiner in ("sum", "mean", "sqrtn"):
        values = [round(value, 4) for value in combine(rows, [1, 1], combiner)]
        print(f"{combiner:5}", values, round(combine(rows, [3, 4], combiner)[0], 4))
    # --8<-- [end:combine_demo]

    # --8<-- [start:collisions_demo]
    users = [f"user_{number}" for number in range(1000)]
    for size in (1000, 10_000, 100_000):
        load = Counter(hash_bucket(user, size) for user in users)
        shared = sum(count for count in load.values() if count > 1) / 10
        print(f"{size:6} buckets, used {len(load)}, expected", end=" ")
        print(f"{expected_used(1000, size):.1f}, shared {shared:.1f} %", end=" ")
        print(f"expected {100 * expected_shared(1000, size):.1f} %")
    print("at most 1 % shared:", ceil(buckets_for(1000, 0.01)), "buckets")
    # --8<-- [end:collisions_demo]

    # --8<-- [start:sizes_demo]
    for many in (10, 1000, 1_000_000):
        print(f"{many:7} ids:", sizes(many))
    # --8<-- [end:sizes_demo]

    # --8<-- [start:million]
    many = 1_000_000
    for part in (0.5, 0.1, 0.01):
        buckets = buckets_for(many, part)
        print(f"{part:4}: {buckets:,.0f} buckets, {buckets / many:.1f} for each user")
    # --8<-- [end:million]
