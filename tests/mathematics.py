"""A site whose pages show what formulas can be, for the tests of what is made of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT

FORMULAS = {
    "law": r"P(S_n = k) = \binom{n}{(n+k)/2} 2^{-n}",
    "wide": r"\lim_{n \to \infty} \left( \frac{e^{-i\omega} + e^{i\omega}}{2} \right)^{n} = "
    + " + ".join(map(str, range(30))),
    "cases": "f(x) =\n\\begin{cases}\n\\sqrt{x} & x < 1 \\\\\n0 & \\text{otherwise}\n\\end{cases}",
    "small": r"a < b",
}

TEXT = {
    "en": ("After $n$ steps ($S_n$) the law is [](#formula-law).", "See [](formulas.md#formula-cases)."),
    "zh": ("走 $n$ 步之后（$S_n$），分布由 [](#formula-law) 给出。", "见 [](formulas.md#formula-cases)。"),
}

PAGE = """\
---
title: Formulas
description: Formulas of all kinds.
---

# Formulas

{text}

$$
--8<-- "formulas/formulas.py:law"
$$

- A list:

    $$
    --8<-- "formulas/formulas.py:wide"
    $$

??? success "Solution"

    $$
    --8<-- "formulas/formulas.py:cases"
    $$

$$
--8<-- "formulas/formulas.py:small"
$$
"""

# What HTML would take for elements.
TITLE = 'Why Vec<T> & <script> "differ"'

PLAIN = """\
---
template: {template}
title: '{title}'
description: No formula <yet>, or a link to "one".
---

# {name}

{text}
"""


def lay(root: Path) -> Path:
    """Lay a site with the theme of ours in a folder: a page of formulas, one that refers to it, one without any."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "docsite", root / "docsite", ignore=ignore)
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    for name in ("mkdocs.yml", "docs/en.yml", "docs/zh.yml"):
        shutil.copy(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    for language, (text, reference) in TEXT.items():
        folder = root / "docs" / language
        folder.mkdir()
        (folder / "formulas.md").write_text(PAGE.format(text=text), encoding="utf-8")
        (folder / "index.md").write_text(
            PLAIN.format(template="home.html", title="Home", name="Home", text="Costs $5 and $6: [see](formulas.md)."),
            encoding="utf-8",
        )
        (folder / "reference.md").write_text(
            PLAIN.format(template="main.html", title=TITLE, name="Reference", text=reference), encoding="utf-8"
        )
    (root / "snippets/formulas").mkdir(parents=True)
    functions = "\n\n".join(map(function, FORMULAS, FORMULAS.values()))
    (root / "snippets/formulas/formulas.py").write_text(functions, encoding="utf-8")
    return root


def function(name: str, tex: str) -> str:
    """Return a function that would prove a formula."""
    region = "\n".join(f"    {line}" for line in (f"--8<-- [start:{name}]", *tex.splitlines(), f"--8<-- [end:{name}]"))
    return f'def {name}(tex: str) -> None:\n    r"""What it says.\n\n{region}\n    """\n'
