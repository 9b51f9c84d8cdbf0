"""Each fault that an author can make is caught by the tests, which name its file and line."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.docsite.conftest import Site

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.spread


def assert_caught(site: Site, *expected: str) -> None:
    """Check the site; all of ``expected`` has to be told, and without a traceback of ours.

    What cannot be told without executing something, the tests have to tell.
    """
    said = site.problems()
    if any(text not in said for text in expected):
        assert_fails(site.tests(), *expected)


def assert_fails(run: subprocess.CompletedProcess[str], *expected: str) -> None:
    """A run of the tests has failed with all of ``expected``, and without a traceback of ours."""
    assert run.returncode == 1, run.stdout
    for text in expected:
        assert text in run.stdout, run.stdout
    assert not re.search(r'File ".*/docsite/[\w/]+\.py"', run.stdout), run.stdout


def test_the_unbroken_site_passes(site: Site) -> None:
    assert site.problems() == ""
    run = site.pytest()
    assert run.returncode == 0, run.stdout
    assert " passed" in run.stdout


@pytest.mark.parametrize(
    "name", ["print", "search", "assets", "index/x", "404", "README", "Sitemap", "feed", "sums_lab"]
)
def test_page_of_a_name_that_the_build_uses(site: Site, name: str) -> None:
    for language in ("en", "zh"):
        (site.root / f"docs/{language}/{name}.md").parent.mkdir(exist_ok=True)
        (site.root / f"docs/{language}/sums.md").rename(site.root / f"docs/{language}/{name}.md")
    message = f"name '{name.partition('/')[0]}'" if name != "sums_lab" else "a name that ends in '_lab'"
    said = site.problems()
    for language in ("en", "zh"):
        assert f"docs/{language}/{name}.md:1: " in said
        assert message in said


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("random", "'random' is a module of the standard library, which this would hide from a reader who runs it"),
        ("typing", "'typing' is a module of the standard library"),
        ("compression", "'compression' is a module of the standard library"),
        ("telnetlib", "'telnetlib' is a module of the standard library"),
        ("numpy", "'numpy' is a package that programs import, which this would hide from a reader who runs it"),
    ],
)
def test_program_that_hides_a_module(site: Site, name: str, message: str) -> None:
    site.append("snippets/sums/total.py", "\n\ndef late() -> None:\n    from numpy.linalg import norm\n")
    site.write(f"snippets/sums/{name}.py", "# --8<-- [start:x]\nx = 1\n# --8<-- [end:x]\n")
    assert_caught(site, f"snippets/sums/{name}.py:1: {message}", "mend: give this program another name")


def test_module_with_a_job_of_its_own_may_hide_one(site: Site) -> None:
    """It is `trace.py` of each topic with a player: no page shows it, so that no reader has it."""
    assert (site.root / "snippets/sums/trace.py").is_file()
    assert "standard library" not in site.problems()


def test_topic_that_hides_a_module(site: Site) -> None:
    site.write("snippets/json/x.py", "# --8<-- [start:x]\nx = 1\n# --8<-- [end:x]\n")
    assert_caught(site, "snippets/json:1: 'json' is a module of the standard library")


def test_wrong_output(site: Site) -> None:
    site.replace("snippets/sums/total.out", "[] 0", "[] 1")
    assert_fails(
        site.pytest(),
        "snippets/sums/total.out:3: stale",
        "docs/en/sums.md:18: this block prints something else than the page shows\n--- on the page\n+++ printed now\n",
        " [1, 2, 3] 6\n-[] 1\n+[] 0\n    mend: make outputs",
        "docs/zh/sums.md:18: this block prints something else",
        "mend: make outputs",
    )


def test_stale_output(site: Site) -> None:
    site.replace("snippets/sums/total.py", "print(numbers, total(numbers))", "print(total(numbers))")
    assert_caught(site, "snippets/sums/total.out:2: stale", "-[1, 2, 3] 6", "+6", "mend: make outputs")


def test_missing_output_file(site: Site) -> None:
    (site.root / "snippets/sums/total.out").unlink()
    assert_caught(site, "docs/en/sums.md:23: there is no file snippets/sums/total.out", "snippets/sums/total.out:1:")


def test_missing_region(site: Site) -> None:
    site.replace("docs/en/sums.md", "total.py:total", "total.py:sum")
    assert_caught(site, "docs/en/sums.md:13: snippets/sums/total.py has no region 'sum'; it has: total, demo, mean")


def test_missing_file(site: Site) -> None:
    site.replace("docs/en/sums.md", "total.py:total", "totals.py:total")
    assert_caught(site, "docs/en/sums.md:13: there is no file snippets/sums/totals.py")


def test_empty_region(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    mean = total([1, 2, 3]) / 3\n", "\n")
    assert_caught(site, "snippets/sums/total.py:20: region 'mean' is empty")


def test_region_never_closed(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    # --8<-- [end:mean]\n", "")
    assert_caught(site, "snippets/sums/total.py:20: region 'mean' is never closed", "[end:mean]")


def test_a_titled_block_is_not_skipped(site: Site) -> None:
    site.replace("snippets/sums/total.py", "result = 0", "result = 0 / 0")
    assert_caught(
        site, "docs/en/sums.md:18: this block fails (snippets/sums/total.py:7): ZeroDivisionError: division by zero"
    )


@pytest.mark.parametrize("title", ['python title="a.py"', 'python linenums="1"', 'python title="a.py" hl_lines="1 2"'])
def test_a_fence_with_options_is_executed(site: Site, title: str) -> None:
    site.replace("docs/en/sums.md", 'python title="total.py"', title)
    site.replace("docs/zh/sums.md", 'python title="total.py"', title)
    site.docsite("parity")
    site.replace(
        "snippets/sums/total.py", "    return result\n", "    return result\n\n\nraise RuntimeError('executed')\n"
    )
    assert_caught(site, "docs/en/sums.md:12: this block fails", "RuntimeError: executed")


@pytest.mark.parametrize("info", ["python linenums=1", "python title='a.py'", "{.python}"])
def test_a_fence_that_markdown_does_not_see(site: Site, info: str) -> None:
    site.replace("docs/en/sums.md", 'python title="total.py"', info)
    assert_caught(site, "docs/en/sums.md:12: ", info)


def test_code_that_no_fence_holds(site: Site) -> None:
    site.append_to_page("sums.md", "\nA paragraph.\n\n    print('typed')\n")
    line = site.line("docs/en/sums.md", "print('typed')")
    assert_caught(site, f"docs/en/sums.md:{line}: the rendered page has 9 blocks, but its source has 8 fences")


def test_typed_code(site: Site) -> None:
    site.append_to_page("sums.md", "\n```python\nprint('typed')\n```\n")
    line = site.line("docs/en/sums.md", "print('typed')")
    assert_caught(site, f"docs/en/sums.md:{line}: typed by hand: `print('typed')`", "mend: put it into a region")


def test_block_of_unknown_kind(site: Site) -> None:
    site.append_to_page("sums.md", "\n```ruby\nputs 1\n```\n")
    line = site.line("docs/en/sums.md", "```ruby")
    assert_caught(site, f"docs/en/sums.md:{line}: no rule proves a block of kind 'ruby'")


def test_fence_never_closed(site: Site) -> None:
    site.append("docs/en/sums.md", '\n```python\n--8<-- "sums/total.py:mean"\n')
    line = len(site.read("docs/en/sums.md").splitlines()) - 1
    assert_caught(site, f"docs/en/sums.md:{line}: this block is never closed")


def test_invalid_data(site: Site) -> None:
    site.write("snippets/sums/data.json", "{numbers: 1}")
    assert_caught(site, f"docs/en/sums.md:{site.line('docs/en/sums.md', '```json')}: not json: Expecting property name")


def test_one_language_edited_alone(site: Site) -> None:
    site.replace("docs/en/sums.md", "Start with zero:", "Begin with zero:")
    assert_caught(site, "docs/en/sums.md:8: section 'total' was edited alone: docs/zh/sums.md:8 is as it was")


def test_both_languages_edited_without_a_record(site: Site) -> None:
    site.replace("docs/en/sums.md", "Start with zero:", "Begin with zero:")
    site.replace("docs/zh/sums.md", "从零开始：", "先从零开始：")
    assert_caught(site, "docs/en/sums.md:8: section 'total' has changed here and in docs/zh/sums.md:8", "make parity")
    assert site.docsite("parity").returncode == 0
    assert site.tests().returncode == 0


def test_parity_is_not_recorded_for_one_language(site: Site) -> None:
    site.replace("docs/zh/sums.md", "从零开始：", "先从零开始：")
    run = site.docsite("parity")
    assert run.returncode == 1
    assert "docs/zh/sums.md:8: section 'total' was edited alone: docs/en/sums.md:8 is as it was" in run.stdout
    assert site.docsite("parity", "--one-sided").returncode == 0
    assert site.tests().returncode == 0


def test_page_without_its_sister(site: Site) -> None:
    (site.root / "docs/zh/sums.md").unlink()
    assert_caught(site, "docs/en/sums.md:1: this page has no sister: there is no docs/zh/sums.md")


def test_heading_level_off(site: Site) -> None:
    site.replace("docs/zh/sums.md", "## 命令行", "### 命令行")
    assert_caught(
        site,
        "docs/en/sums.md:26: out of step with docs/zh/sums.md:26: here stands a heading of level 2 "
        "with the id 'shell', there a heading of level 3 with the id 'shell'",
    )


def test_heading_level_skipped(site: Site) -> None:
    site.replace("docs/zh/sums.md", "## 总和", "### 总和")
    assert_caught(site, "docs/zh/sums.md:8: a heading of level 3 follows one of level 1")


def test_heading_without_an_id(site: Site) -> None:
    site.replace("docs/zh/sums.md", " {#shell}", "")
    assert_caught(site, "docs/zh/sums.md:26: the heading '命令行' has no id")


def test_block_reordered_in_one_language(site: Site) -> None:
    demo = '```python\n--8<-- "sums/total.py:demo"\n```\n\n```text\n--8<-- "sums/total.out:demo"\n```\n'
    data = '```json\n--8<-- "sums/data.json"\n```\n'
    site.replace("docs/zh/sums.md", demo, data)
    site.write("docs/zh/sums.md", site.read("docs/zh/sums.md").removesuffix(data) + demo)
    assert_caught(
        site,
        "docs/en/sums.md:18: out of step with docs/zh/sums.md:18: here stands a python block of sums/total.py:demo, "
        "there a json block of sums/data.json",
    )


def test_import_of_snippets(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    mean =", "    from snippets.sums import total as t\n    mean =")
    assert_caught(site, "docs/en/sums.md:41: this block imports snippets.sums (snippets/sums/total.py:21)")


def test_the_checkout_cannot_be_imported(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    mean =", "    __import__('snippets')\n    mean =")
    assert_caught(site, "docs/en/sums.md:41: this block fails", "No module named 'snippets'")


def test_name_defined_only_in_a_later_block(site: Site) -> None:
    for language in ("en", "zh"):
        path = f"docs/{language}/sums.md"
        site.replace(path, '--8<-- "sums/total.py:total"', "LATER")
        site.replace(path, '--8<-- "sums/total.py:mean"', '--8<-- "sums/total.py:total"')
        site.replace(path, "LATER", '--8<-- "sums/total.py:mean"')
    assert_caught(
        site,
        "docs/en/sums.md:12: this block fails (snippets/sums/total.py:21): NameError: name 'total' is not defined",
        "mend: 'total' is defined in the block on line 41: move that block up",
    )


def test_endless_loop(site: Site) -> None:
    site.replace("pytest.ini", "block_timeout = 10", "block_timeout = 2")
    site.replace("snippets/sums/total.py", "    mean =", "    while True:\n        pass\n    mean =")
    assert_caught(
        site,
        "docs/en/sums.md:41: this block fails: still running after 2 s; it was stopped",
        "snippets/sums/total.py:1: `python -m snippets.sums.total` still ran after 2 s; it was stopped",
    )


@pytest.mark.parametrize("status", [0, 3])
def test_process_that_ends_itself(site: Site, status: int) -> None:
    site.replace("snippets/sums/total.py", "    mean =", f"    import os\n    os._exit({status})\n    mean =")
    assert_caught(
        site,
        f"docs/en/sums.md:41: this block fails: the process ended within the block (exit status {status})",
        f"snippets/sums/total.py:1: `python -m snippets.sums.total` ended early with exit status {status}",
    )


def test_sys_exit(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    mean =", "    raise SystemExit(0)\n    mean =")
    assert_caught(site, "docs/en/sums.md:41: this block fails: the block ends the program (SystemExit: 0)")


def test_leaked_environment_variable(site: Site) -> None:
    site.write(
        "snippets/index/leak.py",
        '"""Leaks."""\n\n# --8<-- [start:leak]\nimport os\n\nos.environ["LEAKED"] = "1"\n# --8<-- [end:leak]\n',
    )
    site.write("snippets/index/__init__.py", "")
    site.append_to_page("index.md", '\n```python\n--8<-- "index/leak.py:leak"\n```\n')
    site.replace("snippets/sums/total.py", "    mean =", "    import os\n    os.environ['LEAKED']\n    mean =")
    assert_caught(site, "docs/en/sums.md:41: this block fails (snippets/sums/total.py:22): KeyError: 'LEAKED'")


@pytest.mark.parametrize("options", ["stdout=-3", "start_new_session=True"])
def test_leftover_process(site: Site, options: str) -> None:
    site.replace(
        "snippets/sums/total.py",
        "    mean =",
        f"    import subprocess\n    sleeper = subprocess.Popen(['sleep', '600'], {options})\n    mean =",
    )
    run = site.tests()
    assert_fails(
        run,
        "docs/en/sums.md:6: the page's blocks left processes running; they were stopped: `sleep 600`",
        "total.py:1: `python -m snippets.sums.total` left processes running; they were stopped: `sleep 600`",
        "mend: let the block that starts one wait for its end",
    )
    assert len(run.stdout.splitlines()) < 40, "what the author has to do stands in the first screen"


def test_pool_whose_workers_cannot_see_a_block(site: Site) -> None:
    site.replace("pytest.ini", "block_timeout = 10", "block_timeout = 2")
    site.replace(
        "snippets/sums/total.py",
        "    mean =",
        "    from multiprocessing import get_context\n    with get_context('spawn').Pool(1) as pool:\n"
        "        pool.map(total, [[1, 2]])\n    mean =",
    )
    run = site.tests("docs/en/sums.md")
    assert_fails(
        run,
        "docs/en/sums.md:41: this block fails: still running after 2 s; it was stopped",
        "AttributeError: Can't get attribute 'total' on <module '__main__'",
        "mend: a process that is spawned sees nothing of what blocks define: run the program by a ```bash block",
    )
    assert len(run.stdout.splitlines()) < 40


def test_warning_in_a_block(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    mean =", "    import warnings\n    warnings.warn('old')\n    mean =")
    assert_caught(site, "docs/en/sums.md:41: this block fails (snippets/sums/total.py:22): UserWarning: old")


def test_failing_command(site: Site) -> None:
    site.replace("snippets/sums/run.sh", "python parts.py", "python part.py")
    assert_caught(
        site, "docs/en/sums.md:31: this block fails: exit status 2", "snippets/sums/run.sh:2: this command fails"
    )


def test_command_that_hangs(site: Site) -> None:
    site.replace("pytest.ini", "block_timeout = 10", "block_timeout = 2")
    site.replace("snippets/sums/parts.py", "    sums.put(sum(numbers))", "    if numbers[0] == 1:\n        sums.put(1)")
    assert_caught(
        site,
        "docs/en/sums.md:31: this block fails: still running after 2 s; it was stopped",
        "docs/en/sums.md:74: this block is not proved: not executed to its end, since the command on line 31 fails",
        "snippets/sums/run.sh:2: this command fails: still running after 2 s; it was stopped",
    )


def test_process_of_a_script_that_ends_early_with_status_0(site: Site) -> None:
    site.replace("snippets/sums/parts.py", "from multi", "import os\nfrom multi")
    site.replace(
        "snippets/sums/parts.py",
        "    sums.put(sum(numbers))\n",
        "    sums.put(sum(numbers))\n    sums.close()\n    sums.join_thread()\n    os._exit(0)\n",
    )
    line = site.line("snippets/sums/parts.py", "os._exit")
    assert_caught(
        site,
        "docs/zh/sums.md:31: this block fails: a process ends before it comes to its end, and passes for one that has "
        f"done its work: os._exit(0) in parts.py:{line}",
    )


def test_process_of_a_script_that_is_left_in_a_session_of_its_own(site: Site) -> None:
    site.replace("snippets/sums/parts.py", "from multi", "import subprocess\nfrom multi")
    site.replace(
        "snippets/sums/parts.py",
        "    for process in processes:\n        process.join",
        "    subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        "    for process in processes:\n        process.join",
    )
    assert_caught(
        site,
        "docs/en/sums.md:31: this block fails: the command left processes running; they were stopped: `sleep 600`",
        "snippets/sums/run.sh:2: this command fails: the command left processes running",
    )


def test_wrong_output_of_a_command(site: Site) -> None:
    site.replace("snippets/sums/run.out", "6", "7")
    assert_caught(
        site,
        "docs/en/sums.md:31: this block prints something else than the page shows\n",
        " the first part\n-7\n+6\n    mend: make outputs",
        "snippets/sums/run.out:3: stale",
    )


def test_line_of_a_script_that_no_command_executes(site: Site) -> None:
    site.replace("snippets/sums/parts.py", "numbers[0] == 1", "numbers[0] == 2")
    line = site.line("snippets/sums/parts.py", "the first part")
    assert_caught(
        site,
        "docs/en/sums.md:74: this block is not proved: never executed by `python parts.py` on line 31:\n"
        f'snippets/sums/parts.py:{line}: print("the first part", flush=True)\n'
        "    mend: show a command that executes it",
    )


def test_script_without_its_command(site: Site) -> None:
    for language in ("en", "zh"):
        page = f"docs/{language}/sums.md"
        for kind, file in ("bash", "run.sh"), ("text", "run.out"):
            site.replace(page, f'    ```{kind}\n    --8<-- "sums/{file}:run"\n    ```\n', "")
    line = site.line("docs/en/sums.md", "parts.py:parts") - 1
    assert_caught(
        site,
        f"docs/en/sums.md:{line}: this block is not proved: the page does not show a command that runs "
        "snippets/sums/parts.py\n    mend: show the region",
        "snippets/sums/run.sh:1: no page includes this file",
    )


def test_script_that_needs_another_file(site: Site) -> None:
    site.replace("snippets/sums/parts.py", "from multi", "import total\nfrom multi")
    assert_caught(site, "docs/en/sums.md:31: this block fails: exit status 1", "No module named 'total'")


def test_output_below_a_script(site: Site) -> None:
    site.append_to_page("sums.md", '\n```text\n--8<-- "sums/run.out:run"\n```\n')
    assert_caught(site, "docs/en/sums.md:85: no block above prints this output")


def test_output_of_a_script_of_its_own(site: Site) -> None:
    site.write("snippets/sums/parts.out", "--8<-- [start:parts]\n6\n--8<-- [end:parts]\n")
    assert_caught(site, "snippets/sums/parts.out:1: no program prints this output")


def test_output_in_the_colours_of_a_diff(site: Site) -> None:
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/sums.md", '```text\n    --8<-- "sums/run', '```diff\n    --8<-- "sums/run')
    site.docsite("parity")
    run = site.tests()
    assert run.returncode == 0, run.stdout
    site.replace("snippets/sums/run.out", "6", "7")
    assert_caught(site, "docs/en/sums.md:31: this block prints something else", "-7\n+6\n")


JOB = "#!/bin/bash\n#SBATCH --nodes=2\n\ncd {}\nsrun hostname\n"


def test_launch_file(site: Site) -> None:
    site.write("snippets/sums/job.sbatch", JOB.format("/ || exit"))
    site.append_to_page("sums.md", '\n```sbatch\n--8<-- "sums/job.sbatch"\n```\n')
    run = site.tests("mkdocs.yml", "docs/en/sums.md")
    assert run.returncode == 0, run.stdout
    site.write("snippets/sums/job.sbatch", JOB.format("$HOME"))
    assert_caught(
        site, "docs/en/sums.md:85: not sbatch: line 4: Use 'cd ... || exit'", "(SC2164); line 4: Double quote"
    )


def test_output_that_no_page_shows(site: Site) -> None:
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/sums.md", '```text\n--8<-- "sums/total.out:demo"\n```\n', "")
    site.docsite("parity")
    assert_caught(site, "docs/en/sums.md:18: this block prints, but the page shows no output of it:\n[1, 2, 3] 6")


def test_output_of_another_region(site: Site) -> None:
    site.replace("docs/en/sums.md", '--8<-- "sums/total.out:demo"', '--8<-- "sums/run.out:run"')
    assert_caught(site, "docs/en/sums.md:23: sums/run.out:run is not what the block on line 18 prints")


def test_output_outside_of_regions(site: Site) -> None:
    site.append("snippets/sums/total.py", "    print('lost')\n")
    assert_caught(site, "snippets/sums/total.py:23: prints 'lost' outside of its regions")


@pytest.mark.parametrize("printed", ["'--8' + '<-- [start:x]'", "'  indented'"])
def test_output_that_an_include_would_change(site: Site, printed: str) -> None:
    site.replace("snippets/sums/total.py", "print(numbers, total(numbers))", f"print({printed})")
    assert_caught(site, "snippets/sums/total.py:17: no page can show this output")


def test_latin_marks_in_a_chinese_sentence(site: Site) -> None:
    site.append("docs/zh/sums.md", "\n平均数等于总和除以 (8)，阶乘写作 5!，区间写作 [0, 1)。\n")
    site.append("docs/en/sums.md", "\nText.\n")
    site.docsite("parity", "--one-sided")
    run = site.tests()
    assert run.returncode == 0, run.stdout


def test_stale_figure(site: Site) -> None:
    site.replace("snippets/sums/square.svg", "h8v8", "h9v8")
    assert_caught(site, "snippets/sums/square.svg:1: stale", "mend: make outputs")


def test_figure_without_alt_text(site: Site) -> None:
    site.replace("docs/zh/sums.md", ' aria-label="一个正方形。"', "")
    line = site.line("docs/zh/sums.md", "square.svg")
    assert_caught(site, f"docs/zh/sums.md:{line}: the figure sums/square.svg has no alt text")


def test_missing_alt(site: Site) -> None:
    site.write("docs/assets/square.svg", site.read("snippets/sums/square.svg"))
    site.append_to_page("sums.md", "\n![](../assets/square.svg)\n")
    line = site.line("docs/en/sums.md", "![]")
    assert_caught(site, f"docs/en/sums.md:{line}: the image ../assets/square.svg has no alt text")


def test_missing_image(site: Site) -> None:
    site.append_to_page("sums.md", "\n![A circle](circle.svg)\n")
    assert_caught(
        site, f"docs/en/sums.md:{site.line('docs/en/sums.md', 'circle')}: there is no image docs/en/circle.svg"
    )


def test_dead_anchor(site: Site) -> None:
    site.replace("docs/en/index.md", "sums.md#total", "sums.md#sum")
    assert_caught(site, "docs/en/index.md:8: the link sums.md#sum leads nowhere: docs/en/sums.md has no anchor 'sum'")


def test_dead_link(site: Site) -> None:
    site.replace("docs/zh/index.md", "sums.md#total", "sum.md")
    assert_caught(site, "docs/zh/index.md:8: the link sum.md leads nowhere: there is no docs/zh/sum.md")


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img alt="x" src="//cdn.example/x.png">',
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
    ],
)
def test_foreign_host(site: Site, element: str) -> None:
    site.append_to_page("sums.md", f"\n{element}\n")
    assert_caught(site, f"docs/en/sums.md:{site.line('docs/en/sums.md', 'cdn.example')}: <", "from another host")


def test_unused_region(site: Site) -> None:
    site.append("snippets/sums/total.py", "\n    # --8<-- [start:spare]\n    spare = 1\n    # --8<-- [end:spare]\n")
    assert_caught(site, "snippets/sums/total.py:24: no page shows the region 'spare'")


def test_unused_file(site: Site) -> None:
    site.write("snippets/sums/spare.py", '"""Spare."""\n')
    assert_caught(site, "snippets/sums/spare.py:1: no page includes this file")


@pytest.mark.parametrize("path", ["sums/sub/spare.svg", "spare.py", "sums/notes.txt", "sums/page.html"])
def test_file_out_of_place(site: Site, path: str) -> None:
    site.write(f"snippets/{path}", "x = 1\n")
    assert_caught(site, f"snippets/{path}:1: this file is out of place")


def test_a_figure_that_nothing_draws(site: Site) -> None:
    (site.root / "snippets/sums/figures.py").unlink()
    assert_caught(site, "snippets/sums/square.svg:1: nothing draws this file", "draw it in snippets/sums/figures.py")


def test_code_that_hides_behind_a_comment(site: Site) -> None:
    hidden = '\n<!--\n\n```json\n--8<-- "sums/data.json"\n```\n\n-->\n\nA paragraph.\n\n    print("typed")\n'
    site.append_to_page("sums.md", hidden)
    line = site.line("docs/en/sums.md", "<!--") + 2
    assert_caught(site, f"docs/en/sums.md:{line}: the rendered page shows something else than this block includes")


@pytest.mark.parametrize(
    "html",
    ["<pre>x = 1</pre>", "<textarea>x</textarea>", "<math><mi>a</mi></math>", "<svg></svg>", "<script>x</script>"],
)
def test_html_that_can_hold_code(site: Site, html: str) -> None:
    site.append_to_page("sums.md", f"\n{html}\n")
    tag = html[1 : html.index(">")]
    line = site.line("docs/en/sums.md", html)
    assert_caught(site, f"docs/en/sums.md:{line}: <{tag}> is typed into the page; only these are: br, div, ")


@pytest.mark.parametrize("attribute", ['style="background: url(https://a.example/)"', 'onclick="x()"'])
def test_html_with_a_style_or_a_script(site: Site, attribute: str) -> None:
    site.append_to_page("sums.md", f"\n<div {attribute}></div>\n")
    line = site.line("docs/en/sums.md", attribute)
    assert_caught(site, f"docs/en/sums.md:{line}: <div> has a style or a script of its own")


@pytest.mark.parametrize("heading", ["A heading\n---------", "##Words {#words}"])
def test_heading_that_the_scan_does_not_see(site: Site, heading: str) -> None:
    site.append_to_page("sums.md", f"\n{heading}\n\nText.\n")
    line = site.line("docs/en/sums.md", heading.splitlines()[-1])
    assert_caught(site, f"docs/en/sums.md:{line}: Markdown takes this for a heading", "mend: write every heading as")


def test_command_that_ends_before_its_last_line(site: Site) -> None:
    site.replace("snippets/sums/run.sh", "parts.py\n", "parts.py\nexit 0\npython no_such_file.py\n")
    assert_caught(site, "docs/en/sums.md:31: this block fails: it ends before its last line")


def test_block_that_writes_to_the_standard_error(site: Site) -> None:
    site.replace(
        "snippets/sums/total.py", "    mean =", "    import sys\n    print('oops', file=sys.stderr)\n    mean ="
    )
    assert_caught(site, "docs/en/sums.md:41: this block fails: it writes to the standard error:\noops")


def test_output_in_the_order_of_a_set(site: Site) -> None:
    words = "{'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}"
    site.replace("snippets/sums/total.py", "print(numbers, total(numbers))", f"print(*{words})")
    site.docsite("outputs")
    assert_caught(site, "docs/en/sums.md:18: this block prints something else")


def test_example_in_a_docstring(site: Site) -> None:
    site.replace("snippets/sums/total.py", "of ``numbers``.", "of ``numbers``.\n\n    >>> total([1])\n    2\n    ")
    assert_caught(site, "docs/en/sums.md:12: an example in a docstring that nothing executes: snippets/sums/total.py:8")


def test_topic_without_its_page(site: Site) -> None:
    site.write("snippets/products/__init__.py", "")
    assert_caught(site, "snippets/products:1: this topic has no page of its name")


def test_duplicate_id(site: Site) -> None:
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/sums.md", "{#shell}", "{#total}")
    site.docsite("parity")
    assert_caught(site, "docs/en/sums.md:26: the id 'total' stands 2 times on this page")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("先加,再除。", "half-width ',' in Chinese text: '先加,再除。'"),
        ("先加(再除)。", "half-width '(' in Chinese text: '先加(再除)。'"),
        ("先加,再除.", "half-width ',' in Chinese text"),
        ('先加再除。<kbd title="先加,再除">', "half-width ',' in Chinese text: "),
        ("先加再除.", "'先加再除.' is written '先加再除。'"),
    ],
)
def test_half_width_punctuation_in_chinese(site: Site, text: str, message: str) -> None:
    site.replace("docs/zh/sums.md", "从零开始：", text)
    assert_caught(site, f"docs/zh/sums.md:10: {message}")


def test_chinese_and_latin_without_a_space(site: Site) -> None:
    site.replace("docs/zh/sums.md", "从零开始：", "用Python从零开始：")
    assert_caught(site, "docs/zh/sums.md:10: '用Python从零开始：' is written '用 Python 从零开始：'")


def test_term_without_its_english(site: Site) -> None:
    site.write("docs/glossary.yml", "sum:\n  en: sum\n  zh: 总和\nzero:\n  en: zero\n  zh: 零\n")
    site.replace("docs/zh/sums.md", "从零开始：", "从零（zero）开始，总和就对：")
    assert_caught(
        site, "docs/zh/sums.md:10: the term '总和' first stands here, without its English", "write 总和（sum）"
    )
    assert "'零'" not in site.problems()


@pytest.mark.parametrize(
    "formula",
    ["$$\na^2 + b^2 = c^2\n$$", "$$ a = b $$", r"\[ a = b \]", r"\(a\)", r"\begin{equation}", "```math\na\n```"],
)
def test_formula_typed_by_hand(site: Site, formula: str) -> None:
    site.append_to_page("sums.md", f"\n{formula}\n")
    typed = "a^2 + b^2 = c^2" if "c^2" in formula else formula.splitlines()[0]
    line = site.line("docs/en/sums.md", typed)
    assert_caught(site, f"docs/en/sums.md:{line}: a formula typed by hand: `{typed}`; nothing proves it")


def test_formula_with_something_typed_beside_it(site: Site) -> None:
    site.replace("docs/en/sums.md", '"sums/formulas.py:square"\n', '"sums/formulas.py:square"\n+ 0\n')
    line = site.line("docs/en/sums.md", "formulas.py:square")
    assert_caught(site, f"docs/en/sums.md:{line}: a formula typed by hand")


def test_formula_that_is_none(site: Site) -> None:
    site.append_to_page("sums.md", '\n$$\n--8<-- "sums/total.py:mean"\n$$\n')
    line = len(site.read("docs/en/sums.md").splitlines()) - 1
    assert_caught(site, f"docs/en/sums.md:{line}: between $$ stands a formula, not sums/total.py:mean")


def test_formula_never_closed(site: Site) -> None:
    site.append_to_page("sums.md", "\n$$\n")
    line = len(site.read("docs/en/sums.md").splitlines())
    assert_caught(site, f"docs/en/sums.md:{line}: this formula is never closed")


def test_formula_outside_of_dollars(site: Site) -> None:
    site.append_to_page("sums.md", '\n--8<-- "sums/formulas.py:square"\n')
    line = len(site.read("docs/en/sums.md").splitlines())
    assert_caught(
        site, f"docs/en/sums.md:{line}: sums/formulas.py is included outside a block", "mend: put it between two lines"
    )


def test_formula_that_markdown_does_not_see(site: Site) -> None:
    site.replace("docs/en/sums.md", "last one:\n\n$$", "last one:\n$$")
    line = site.line("docs/en/sums.md", "$")
    assert_caught(site, f"docs/en/sums.md:{line}: the rendered page has 1 displayed formulas, but its source has 2")


def test_formula_shown_twice(site: Site) -> None:
    site.append_to_page("sums.md", '\n$$\n--8<-- "sums/formulas.py:square"\n$$\n')
    line = len(site.read("docs/en/sums.md").splitlines()) - 2
    assert_caught(site, f"docs/en/sums.md:{line}: the formula 'square' stands on line", "[](#formula-square)")


def test_wrong_sign_in_a_formula(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "+ 2 n", "- 2 n")
    english, chinese = (site.line(f"docs/{language}/sums.md", "formulas.py:square") for language in ("en", "zh"))
    line = site.line("snippets/sums/formulas.py", "assert")
    assert_caught(
        site,
        f"snippets/sums/formulas.py:10: the proof of 'square' fails on line {line}: AssertionError: not so for n = 1\n"
        f"    shown by docs/en/sums.md:{english}, docs/zh/sums.md:{chinese}",
    )


def test_formula_without_a_proof(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "def cube", "def cubic")
    assert_caught(
        site,
        "snippets/sums/formulas.py:20: the formula 'cube' does not stand in the docstring of a function 'cube'",
        "snippets/sums/formulas.py:16: 'cubic' proves nothing: its docstring has no region 'cubic'",
    )


def test_formula_outside_of_the_docstring(site: Site) -> None:
    text = "    --8<-- [start:cube]\n    n^3 - n = (n - 1) n (n + 1)\n    --8<-- [end:cube]\n"
    site.replace("snippets/sums/formulas.py", text, "")
    site.append("snippets/sums/formulas.py", f'\n\n"""\n{text}"""\n')
    line = site.line("snippets/sums/formulas.py", "n^3")
    assert_caught(site, f"snippets/sums/formulas.py:{line}: the formula 'cube' does not stand in the docstring")


def test_formula_whose_backslashes_python_reads(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", 'r"""Three', '"""Three')
    site.replace("snippets/sums/formulas.py", "n^3 -", r"\frac{n^3}{1} -")
    assert_caught(site, "snippets/sums/formulas.py:16: Python reads the backslashes of 'cube' as something else")


def test_proof_without_its_formula_as_an_argument(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "def cube(tex: str)", "def cube()")
    assert_caught(site, "snippets/sums/formulas.py:16: 'cube' takes one argument: tex")


def test_formula_that_no_page_shows(site: Site) -> None:
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/sums.md", '    $$\n    --8<-- "sums/formulas.py:cube"\n    $$\n', "")
    site.docsite("parity")
    assert_caught(site, "snippets/sums/formulas.py:20: no page shows the formula 'cube'")


def test_formula_that_is_not_there(site: Site) -> None:
    site.replace("docs/en/sums.md", "formulas.py:cube", "formulas.py:cubes")
    line = site.line("docs/en/sums.md", "formulas.py:cubes")
    assert_caught(
        site, f"docs/en/sums.md:{line}: snippets/sums/formulas.py has no region 'cubes'; it has: square, cube"
    )


def test_proofs_that_are_not_python(site: Site) -> None:
    site.append("snippets/sums/formulas.py", "def\n")
    line = len(site.read("snippets/sums/formulas.py").splitlines())
    assert_caught(site, f"snippets/sums/formulas.py:{line}: not Python: ")


def test_proof_that_never_ends(site: Site) -> None:
    site.replace("pytest.ini", "block_timeout = 10", "block_timeout = 2")
    site.replace("snippets/sums/formulas.py", "    left, right", "    while '3' in tex:\n        pass\n    left, right")
    line = site.line("docs/en/sums.md", "formulas.py:cube")
    assert_caught(
        site,
        "snippets/sums/formulas.py:20: the proof of 'cube' fails: still running after 2 s; it was stopped\n"
        f"    shown by docs/en/sums.md:{line}",
    )


def test_proof_that_ends_the_process(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "    left, right", "    __import__('os')._exit(3)\n    left, right")
    message = "fails: the process ended within the proof (exit status 3)"
    assert_caught(
        site,
        f"snippets/sums/formulas.py:10: the proof of 'square' {message}",
        f"snippets/sums/formulas.py:20: the proof of 'cube' {message}",
    )


def test_proof_that_does_not_read_its_formula(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "_agree(tex)", '_agree("n = n")')
    assert_caught(site, "snippets/sums/formulas.py:10: a mutant of 'square' survives (")
    run = site.docsite("mutants")
    assert run.returncode == 1
    assert re.search(r"formulas\.py:1: only \d+ of 26 mutants are killed; 95% are required", run.stdout), run.stdout


def test_proof_that_compares_with_a_copy(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "_agree(tex)", 'assert tex == "(n+1)^{2} = n^2 + 2n + 1"')
    assert_caught(site, "snippets/sums/formulas.py:13: here stands the formula 'square' once more")


def test_mutants_that_survive(site: Site) -> None:
    formulas = "snippets/sums/formulas.py"
    site.replace(formulas, "2 n + 1\n", "2 n + 1^2\n")
    run = site.docsite("mutants", "sums")
    assert run.returncode == 1
    assert f"{formulas}:10: a mutant of 'square' survives (number): (n + 1)^2 = n^2 + 2 n + 1^3" in run.stdout
    assert f"{formulas}:10: a mutant of 'square' survives (exponent): (n + 1)^2 = n^2 + 2 n + 1\n" in run.stdout
    assert "or list it below 'survive' in snippets/sums/mutants.yml" in run.stdout


LIST = "survive:\n  square:\n    (n+1)^2 = n^2 + 2n + 1^3: One cubed is one.\n"


def test_mutants_that_are_listed(site: Site) -> None:
    site.replace("snippets/sums/formulas.py", "2 n + 1\n", "2 n + 1^2\n")
    site.write("snippets/sums/mutants.yml", LIST + "    (n+1)^2 = n^2 + 2n + 1: One squared is one.\n")
    run = site.tests()
    assert run.returncode == 0, run.stdout
    assert "a mutant" not in site.docsite("mutants").stdout


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (LIST, 3, "'square' has no such mutant: (n+1)^2 = n^2 + 2n + 1^3"),
        (LIST.replace("1^3", "2"), 3, "this mutant of 'square' is refuted, but stands below 'survive'"),
        (LIST.replace("survive", "live"), 3, "'live' is neither 'survive' nor 'hang'"),
        (LIST.replace("One cubed is one.", "''"), 3, "'(n+1)^2 = n^2 + 2n + 1^3' has no reason"),
        ("survive:\n- a\n", 2, "here stands no mapping, but 3 keys lead to a reason"),
        ("survive: [", 1, "not YAML: "),
    ],
)
def test_dishonest_list_of_mutants(site: Site, text: str, line: int, message: str) -> None:
    site.write("snippets/sums/mutants.yml", text)
    assert_caught(site, f"snippets/sums/mutants.yml:{line}: {message}")


def test_mutant_that_hangs(site: Site) -> None:
    hang = "    while '- 2 n' in tex:\n        pass\n    left, right"
    site.replace("snippets/sums/formulas.py", "    left, right", hang)
    run = site.docsite("mutants", "--timeout", "1")
    assert run.returncode == 1
    assert "snippets/sums/formulas.py:10: a mutant of 'square' hangs (sign): (n + 1)^2 = n^2 - 2 n + 1" in run.stdout
    site.write("snippets/sums/mutants.yml", "hang:\n  square:\n    (n + 1)^2 = n^2 - 2 n + 1: It waits for plus.\n")
    run = site.docsite("mutants", "--timeout", "1")
    assert run.returncode == 0, run.stdout


def test_formulas_in_another_order(site: Site) -> None:
    page = "docs/zh/sums.md"
    site.replace(page, "formulas.py:square", "formulas.py:CUBE")
    site.replace(page, "formulas.py:cube", "formulas.py:square")
    site.replace(page, "formulas.py:CUBE", "formulas.py:cube")
    here, there = site.line("docs/en/sums.md", "formulas.py:square") - 1, site.line(page, "formulas.py:cube") - 1
    assert_caught(
        site,
        f"docs/en/sums.md:{here}: out of step with {page}:{there}: "
        "here stands the formula sums/formulas.py:square, there the formula sums/formulas.py:cube",
    )


def test_reference_to_an_unknown_formula(site: Site) -> None:
    site.replace("docs/en/sums.md", "#formula-square", "#formula-circle")
    line = site.line("docs/en/sums.md", "#formula-circle")
    assert_caught(
        site,
        f"docs/en/sums.md:{line}: the link #formula-circle leads nowhere: "
        "docs/en/sums.md has no anchor 'formula-circle'",
    )


@pytest.mark.parametrize("target", ["#total", "index.md"])
def test_link_without_words(site: Site, target: str) -> None:
    site.append_to_page("sums.md", f"\n[]({target})\n")
    line = len(site.read("docs/en/sums.md").splitlines())
    assert_caught(site, f"docs/en/sums.md:{line}: the link to {target} has no words")


@pytest.mark.parametrize("tex", ["a = b", r"x \le y", r"a_n \to 0", r"f(x) < \frac{1}{2}"])
def test_inline_equation_that_is_not_listed(site: Site, tex: str) -> None:
    site.append_to_page("sums.md", f"\nA ${tex}$ b.\n")
    line = len(site.read("docs/en/sums.md").splitlines())
    assert_caught(site, f"docs/en/sums.md:{line}: the inline equation `${tex}$` states something that nothing proves")


@pytest.mark.parametrize("tex", ["x_n", "P(S_n = 0)", r"\sum_{k=0}^n k", "{n}=3", r"\text{a = b}"])
def test_inline_formula_that_states_nothing_new(site: Site, tex: str) -> None:
    site.append_to_page("sums.md", f"\nWrite ${tex}$ here, `$a = b$` for $5 and $6.\n")
    assert site.problems() == ""


def test_listed_inline_equation_that_no_page_has(site: Site) -> None:
    site.append("docs/inline_equations.yml", "n = 4: another number\n")
    assert_caught(site, "docs/inline_equations.yml:2: no page has the inline equation `n = 4`")


def test_chinese_and_a_formula_without_a_space(site: Site) -> None:
    site.replace("docs/zh/sums.md", "取 $n = 3$，", "取$n = 3$，")
    line = site.line("docs/zh/sums.md", "取$n")
    assert_caught(site, f"docs/zh/sums.md:{line}: '取$n = 3$，")


def test_missing_description(site: Site) -> None:
    site.replace("docs/en/sums.md", "description: Adding numbers.\n", "")
    assert_caught(site, "docs/en/sums.md:1: the front matter has no 'description'")


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("    if result < 0:\n        result = 0\n    return result\n", 11),
        ("    if False:\n        result = undefined\n    return result\n", 11),
        ("    return result\n    result = undefined\n", 11),
    ],
)
def test_displayed_line_that_nothing_executes(site: Site, code: str, line: int) -> None:
    """The lines of a script count as executed, since a command did so in processes of its own."""
    site.replace("snippets/sums/total.py", "    return result\n", code)
    site.write(".coveragerc", "[run]\nsource = snippets\nparallel = true\npatch = subprocess\n")
    assert site.python("-m", "coverage", "run", "-m", "pytest").returncode == 0
    assert site.python("-m", "coverage", "combine").returncode == 0
    run = site.docsite("displayed")
    assert run.returncode == 1
    assert f"snippets/sums/total.py:{line}: shown by docs/en/sums.md:12, but no test has executed it" in run.stdout
    assert ":10:" not in run.stdout
    assert "parts.py" not in run.stdout


GROW = "snippets/sums/grow.frames"
TRACE = "snippets/sums/trace.py"
VIEWS = ", ".join(sorted(path.stem for path in (ROOT / "docsite/web/player/views").glob("*.mjs")))


def test_stale_frames(site: Site) -> None:
    site.replace(TRACE, "numbers=(1, 2, 3)", "numbers=(1, 2, 4)")
    assert_caught(site, f"{GROW}.json:1: stale", f"{GROW}.svg:", "mend: make outputs")


def test_frames_that_run_other_lines(site: Site) -> None:
    site.replace("snippets/sums/total.py", "    for number", "    # One after the other.\n    for number")
    assert_caught(site, f"{GROW}.json:2: stale", '+["add",{"number":1,"sum":1},0,6,6')


def test_still_picture_drawn_by_hand(site: Site) -> None:
    site.replace(f"{GROW}.svg", "<rect", "<circle")
    assert_caught(site, f"{GROW}.svg:2: stale", "mend: make outputs")


def test_frames_that_do_not_exist(site: Site) -> None:
    (site.root / f"{GROW}.json").unlink()
    assert_caught(site, f"{GROW}.json:1: {TRACE} draws this, but it does not exist", "mend: make outputs")


def test_frames_that_nothing_records_any_more(site: Site) -> None:
    site.replace(TRACE, "def grow", "def shrink")
    assert_caught(site, f"{GROW}.json:1: {TRACE} does not draw this", "snippets/sums/shrink.frames.svg:1: ")


def test_frames_without_a_trace(site: Site) -> None:
    (site.root / TRACE).unlink()
    assert_caught(
        site,
        f"{GROW}.json:1: nothing draws this file",
        f"{GROW}.svg:1: nothing draws this file",
        f"mend: draw it in {TRACE}",
    )


def test_frames_that_no_page_plays(site: Site) -> None:
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/sums.md", "grow.frames.svg", "square.svg")
    assert_caught(site, f"{GROW}.json:1: no page includes this file")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('now["result"]', 'now["results"]', 10, "'grow' fails: KeyError: 'results'"),
        ("import total\n", "import totals\n", 3, "it cannot be imported: ImportError: cannot import name 'totals'"),
        ('"result +="', '"result -="', 6, "'grow': it records no frame"),
        ('still="add"', 'still="end"', 6, "'grow': no frame has the caption 'end' of the still picture"),
        ("(record, ", "(recorder, ", 1, "it records nothing: no function here has the parameter 'record'"),
        ('"buckets"', '"pails"', 1, f"'grow': there is no view 'pails'; there are: {VIEWS}"),
        ('"bins": 1,', '"bins": "many",', 1, "'grow': the view 'buckets' cannot draw frame 0: "),
        ('"bins": 1,', '"bins": {1},', 13, "'grow' fails: TypeError: Object of type set is not JSON serializable"),
        ('"bins": 1,', '**({"bins": 1} if now["result"] < 3 else {}),', 6, "'grow': a state lacks what the one before"),
    ],
)
def test_trace_that_fails(site: Site, old: str, new: str, line: int, message: str) -> None:
    site.replace(TRACE, old, new)
    assert_caught(site, f"{TRACE}:{line}: {message}")


def test_trace_that_leaves_a_process(site: Site) -> None:
    site.append(TRACE, '    __import__("subprocess").Popen(["sleep", "600"])\n')
    assert_caught(site, f"{TRACE}:1: recording left processes running; they were stopped: `sleep 600`")


def test_frame_that_no_page_can_show(site: Site) -> None:
    for marker in ("start", "end"):
        site.replace("snippets/sums/total.py", f"# --8<-- [{marker}:total]\n", "")
    assert_caught(
        site,
        f"{TRACE}:6: 'grow': a frame runs through sums/total.py:8, which lies in no region: no page can show it",
    )


def test_frames_of_a_block_that_the_page_does_not_show(site: Site) -> None:
    site.replace("docs/en/sums.md", "total.py:total", "total.py:mean")
    line = site.line("docs/en/sums.md", "grow.frames.svg")
    assert_caught(
        site,
        f"docs/en/sums.md:{line}: the frames of sums/grow.frames.svg run through sums/total.py:total, "
        "which no block of this page shows",
    )


def test_caption_that_is_missing(site: Site) -> None:
    site.replace("docs/zh/sums.md", 'data-caption="add"', 'data-caption="sum"')
    line = site.line("docs/zh/sums.md", "grow.frames.svg")
    assert_caught(
        site,
        f"docs/zh/sums.md:{line}: the player sums/grow.frames.svg has no caption 'add'",
        f"docs/zh/sums.md:{line + 3}: no frame of sums/grow.frames.svg has the caption 'sum'",
    )


@pytest.mark.parametrize(
    ("caption", "names"), [("{number} is added.", "number"), ("{total}", "total"), ("", "nothing")]
)
def test_caption_that_names_other_values(site: Site, caption: str, names: str) -> None:
    site.replace("docs/en/sums.md", "{number} is added: {sum}.", caption)
    line = site.line("docs/en/sums.md", "data-caption")
    assert_caught(site, f"docs/en/sums.md:{line}: the caption 'add' names {names}, but its frames give number, sum")


@pytest.mark.parametrize("place", ["end of the page", "twice"])
def test_caption_that_belongs_to_no_frame(site: Site, place: str) -> None:
    caption = '<div data-caption="add">{number} is added: {sum}.</div>\n'
    page = "docs/en/sums.md"
    if place == "twice":
        site.replace(page, caption, caption + caption)
        line = site.line(page, "data-caption") + 1
    else:
        site.append(page, f"\n{caption}")
        line = len(site.read(page).splitlines())
    assert_caught(site, f"{page}:{line}: this caption belongs to no player, or to a key that has one already")


def test_player_without_alt_text(site: Site) -> None:
    site.replace("docs/en/sums.md", ' aria-label="Three numbers in a box."', "")
    line = site.line("docs/en/sums.md", "grow.frames.svg")
    assert_caught(site, f"docs/en/sums.md:{line}: the figure sums/grow.frames.svg has no alt text")


def test_input_that_nothing_takes(site: Site) -> None:
    for language in ("en", "zh"):
        site.replace(
            f"docs/{language}/sums.md",
            '<div data-caption="add">',
            '<div data-input="x">x</div>\n<div data-caption="add">',
        )
    line = site.line("docs/en/sums.md", "data-input")
    assert_caught(site, f"docs/en/sums.md:{line}: readers cannot give 'x': the parameters besides 'record' are numbers")
