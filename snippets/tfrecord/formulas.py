"""The displayed formulas, each in the docstring of the function that proves it.

A proof is given the TeX as the page shows it, reads it with latex2sympy2_extended, and
raises an AssertionError if what it says is not so. Polynomials over GF(2) are integers
here: bit number i is the coefficient of x^i.
"""

# ruff: noqa: E501 - a formula is one line

import io
import re
import tarfile
from functools import cache
from itertools import product
from typing import Any

import sympy as sp
from latex2sympy2_extended import latex2sympy

from snippets.tfrecord import figures, twin

Expr = Any  # SymPy's expressions are not typed closely enough to help.
X = sp.Symbol("x")
WORDS = (0, 1, 2**15 - 1, 2**15, 2**17 - 1, 2**17, 0x12345678, 0xDEADBEEF, 2**32 - 1)


def _value(tex: str, **values: Any) -> Expr:
    """Return an expression of lower-case symbols with values put for all of them."""
    assert not re.search(r"(?<![\\A-Za-z])[A-Z]", tex), f"not replaced: {tex}"
    expr = latex2sympy(tex.strip())
    assert {symbol.name for symbol in expr.free_symbols} <= values.keys(), tex
    found = expr.subs({s: values[s.name] for s in expr.free_symbols})
    return sp.simplify(found.doit())


def _match(pattern: str, tex: str) -> re.Match[str]:
    found = re.fullmatch(pattern, tex.strip())
    assert found, f"not of the form that is proved: {tex}"
    return found


def _bits(data: bytes) -> int:
    """Return data as a polynomial: of each byte the lowest bit has the highest power."""
    number = 0
    for byte in data:
        number = number << 8 | int(f"{byte:08b}"[::-1], 2)
    return number


def _reflected(crc: int) -> int:
    return int(f"{crc:032b}"[::-1], 2)


def _polynomial(number: int) -> Any:
    return sp.Poly([int(bit) for bit in f"{number:b}"], X, modulus=2)


@cache
def _generator() -> int:
    """Return the polynomial of the code: what a byte with one bit leaves, and x^32."""
    return 1 << 32 | _reflected(twin.TABLE[128])


def file_size(tex: str) -> None:
    r"""The size of a file: exact, for up to 4 records of 0 to 300 bytes.

    --8<-- [start:file_size]
    L = \sum_{i=1}^{m} (16 + n_i)
    --8<-- [end:file_size]
    """
    found = _match(r"L = \\sum_\{i=(\d+)\}\^\{(.+?)\} \((.+)\)", tex)
    for sizes in ([], [0], [5], [3, 300], [0, 1, 2], [7, 7, 9, 200]):
        file = b"".join(twin.record(bytes(size)) for size in sizes)
        last = int(_value(found[2], m=len(sizes)))
        assert int(found[1]) == 1
        assert last == len(sizes)
        terms = [_value(found[3].replace("n_i", "n"), n=size) for size in sizes]
        assert sum(terms) == len(file)


def varint_size(tex: str) -> None:
    r"""How many bytes a varint has: exact, at both ends of each size, and no other fits.

    --8<-- [start:varint_size]
    2^{7(v-1)} \le x < 2^{7v}
    --8<-- [end:varint_size]
    """
    low, below, high = _match(r"(.+) (\\le|<) x < (.+)", tex).groups()
    assert below == r"\le"
    bounds = {v: (_value(low, v=v), _value(high, v=v)) for v in range(1, 12)}
    for exponent, shift in product(range(63), (-1, 0, 1)):
        x = 2**exponent + shift
        if x >= 1:
            fitting = [
                v for v, (least, beyond) in bounds.items() if least <= x < beyond
            ]
            assert fitting == [len(twin.varint(x))]


def example_size(tex: str) -> None:
    r"""An Example with one integer: exact, for keys up to 20 bytes and all sizes.

    --8<-- [start:example_size]
    S = 12 + k + v
    --8<-- [end:example_size]
    """
    found = _match(r"S = (.+)", tex)
    for k, number in product(range(21), (0, 7, 128, 2**30, 2**63 - 1, -1)):
        v = len(twin.varint(number))
        example = twin.encode_example({"k" * k: ("int64", [number])})
        assert _value(found[1], k=k, v=v) == len(example)


def polynomial(tex: str) -> None:
    r"""The generator of CRC-32C: compared with the table of the code.

    --8<-- [start:polynomial]
    P(x) = x^{32} + x^{28} + x^{27} + x^{26} + x^{25} + x^{23} + x^{22} + x^{20} + x^{19} + x^{18} + x^{14} + x^{13} + x^{11} + x^{10} + x^9 + x^8 + x^6 + 1
    --8<-- [end:polynomial]
    """
    found = _match(r"P\(x\) = (.+)", tex)
    claimed = sp.Poly(latex2sympy(found[1]), X)
    assert set(claimed.coeffs()) == {1}
    assert sp.Poly(claimed, X, modulus=2) == _polynomial(_generator())


def remainder(tex: str) -> None:
    r"""The checksum as a remainder: exact over GF(2), for messages of 0 to 9 bytes.

    --8<-- [start:remainder]
    C(x) \equiv x^{32} M(x) + (x^{8n} + 1)\, J(x) \pmod{P(x)}
    --8<-- [end:remainder]
    """
    found = _match(r"C\((\w)\) \\equiv (.+) \\pmod\{P\((\w)\)\}", tex)
    assert found[1] == found[3] == "x"
    side = found[2].replace("M(x)", "m").replace("J(x)", "j").replace(r"\,", "")
    assert not re.search("[A-Z]", side), f"not a polynomial in x: {tex}"
    generator = _polynomial(_generator())
    expr = latex2sympy(side)
    symbols = {symbol.name: symbol for symbol in expr.free_symbols}
    assert symbols.keys() == {"x", "m", "j", "n"}
    for data in (b"", b"a", b"\x00", b"hello", b"123456789"):
        parts = {
            symbols["m"]: _polynomial(_bits(data)).as_expr(),
            symbols["j"]: _polynomial(2**32 - 1).as_expr(),
            symbols["n"]: len(data),
            symbols["x"]: X,
        }
        claimed = sp.Poly(expr.subs(parts), X, modulus=2).rem(generator)
        assert claimed == _polynomial(_reflected(twin.crc32c(data)))


def factors(tex: str) -> None:
    r"""The factors of the generator: by SymPy, over GF(2); the second is irreducible.

    --8<-- [start:factors]
    P(x) = (x + 1)\, Q(x), \qquad \deg Q = 31
    --8<-- [end:factors]
    """
    found = _match(r"P\(x\) = (.+?)\\, Q\((\w)\), \\qquad \\deg Q = (.+)", tex)
    assert found[2] == "x"
    _, parts = _polynomial(_generator()).factor_list()
    assert [power for _, power in parts] == [1, 1]
    small, large = sorted((part for part, _ in parts), key=lambda part: part.degree())
    claimed = sp.Poly(latex2sympy(found[1]), X)
    assert all(coefficient > 0 for coefficient in claimed.coeffs())
    assert sp.Poly(claimed, X, modulus=2) == small
    assert large.degree() == int(found[3])


def _quotient() -> int:
    """Return Q: the generator divided by x + 1."""
    quotient, rest = 0, _generator()
    for place in reversed(range(32)):
        if rest >> place + 1 & 1:
            quotient |= 1 << place
            rest ^= 0b11 << place
    assert rest == 0
    return quotient


def _power(exponent: int, modulus: int) -> int:
    """Return x to a power modulo a polynomial, both over GF(2)."""
    degree = modulus.bit_length() - 1
    result, square = 1, 2
    while exponent:
        if exponent & 1:
            result = _times(result, square, modulus, degree)
        square = _times(square, square, modulus, degree)
        exponent >>= 1
    return result


def _times(one: int, other: int, modulus: int, degree: int) -> int:
    total = 0
    while other:
        total ^= one if other & 1 else 0
        other >>= 1
        one <<= 1
        one ^= modulus if one >> degree & 1 else 0
    return total


def order(tex: str) -> None:
    r"""The order of x modulo Q: exact, and since the exponent is prime, no less does.

    --8<-- [start:order]
    x^{2^{31}-1} \equiv 1 \pmod{Q(x)}
    --8<-- [end:order]
    """
    found = _match(r"x\^\{(.+)\} \\equiv (.+) \\pmod\{Q\((\w)\)\}", tex)
    exponent, one = int(_value(found[1])), int(_value(found[2]))
    assert found[3] == "x"
    assert exponent > 0
    assert _power(exponent, _quotient()) == one
    assert sp.isprime(exponent)
    assert _power(1, _quotient()) != 1


def masking(tex: str) -> None:
    r"""The mask by arithmetic: exact, for 81 pairs of the highest and lowest bits.

    --8<-- [start:masking]
    m(2^{15} a + b) \equiv 2^{17} b + a + \delta \pmod{2^{32}}
    --8<-- [end:masking]
    """
    found = _match(r"m\((.+)\) \\equiv (.+) \\pmod\{(.+)\}", tex)
    modulus = int(_value(found[3]))
    claimed = found[2].replace(r"\delta", "d")
    assert modulus == 2**32
    inside, outside = (
        sp.lambdify(sp.symbols("a b d"), latex2sympy(t), "math")
        for t in (found[1], claimed)
    )
    for high, low in product(WORDS, WORDS):
        a, b = high % 2**17, low % 2**15
        crc = int(inside(a, b, 0xA282EAD8))
        assert crc == a << 15 | b
        assert (int(outside(a, b, 0xA282EAD8)) - twin.mask(crc)) % modulus == 0


def affine(tex: str) -> None:
    r"""The checksum of a sum of three: exact, for messages of 0 to 9 bytes.

    --8<-- [start:affine]
    c(u \oplus v \oplus w) = c(u) \oplus c(v) \oplus c(w)
    --8<-- [end:affine]
    """
    left, right = _match(r"(.+?) = (.+)", tex).groups()
    inside = _match(r"c\((.+)\)", left)[1].split(r" \oplus ")
    outside = [_match(r"c\((\w)\)", part)[1] for part in right.split(r" \oplus ")]
    for length in (0, 1, 4, 9):
        data = {
            name: bytes((n * 37 + k) % 256 for n in range(length))
            for k, name in enumerate("uvw", 1)
        }
        together = bytes(length)
        for name in inside:
            together = bytes(x ^ y for x, y in zip(together, data[name], strict=True))
        checksums = 0
        for name in outside:
            checksums ^= twin.crc32c(data[name])
        assert twin.crc32c(together) == checksums
    assert sorted(inside) == sorted(outside) == ["u", "v", "w"]


def shuffle(tex: str) -> None:
    r"""How far a buffer can reach ahead: all choices, for up to 5 records and 6 places.

    Attained by each buffer that is not larger than the rest.

    --8<-- [start:shuffle]
    s_k \le k + B - 1
    --8<-- [end:shuffle]
    """
    found = _match(r"s_k \\le (.+)", tex)
    bound = found[1].replace("B", "b")
    for count, buffer in product(range(6), range(1, 7)):
        farthest = [0] * count
        for choices in product(range(buffer), repeat=count):
            for k, source in enumerate(figures.shuffled(count, buffer, list(choices))):
                farthest[k] = max(farthest[k], source)
        for k, source in enumerate(farthest):
            assert source <= _value(bound, k=k, b=buffer)
            if k + buffer <= count:
                assert source == _value(bound, k=k, b=buffer)


def tar_size(tex: str) -> None:
    r"""What a file takes in a tar archive: exact, for sizes around the blocks' ends.

    --8<-- [start:tar_size]
    T = 512 \left(1 + \left\lceil \frac{n}{512} \right\rceil\right)
    --8<-- [end:tar_size]
    """
    found = _match(r"T = (.+)", tex)
    for n in (0, 1, 511, 512, 513, 1024, 5000):
        memory = io.BytesIO()
        with tarfile.open(fileobj=memory, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            member = tarfile.TarInfo("0.png")
            member.size = n
            tar.addfile(member, io.BytesIO(bytes(n)))
            assert _value(found[1], n=n) == tar.offset
