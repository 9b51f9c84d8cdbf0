"""The kernel behaves as a reader's own session would, and recording attributes each print to its line."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from docsite.execution.child import Kernel
from docsite.execution.commands import CommandRun, Commands, run_bash
from docsite.execution.outputs import record_output
from docsite.source.problems import ProblemsError
from docsite.source.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.docsite.conftest import Site

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores

FILE = Path("program.py")


@pytest.fixture
def kernel() -> Iterator[Kernel]:
    """Start a kernel, and end it."""
    kernel = Kernel(timeout=20)
    yield kernel
    kernel.close()


def output(kernel: Kernel, code: str) -> str:
    result = kernel.run(code, FILE, range(1, code.count("\n") + 2))
    assert result.error == ""
    return result.output


def test_blocks_share_one_namespace(kernel: Kernel) -> None:
    assert output(kernel, "x = 1") == ""
    assert output(kernel, "print(x + 1)") == "2\n"


def test_it_is_the_main_program(kernel: Kernel) -> None:
    assert output(kernel, "print(__name__)") == "__main__\n"
    assert output(kernel, "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)") == "True\n"


def test_the_folder_is_empty_and_the_checkout_is_off_the_path(kernel: Kernel) -> None:
    assert output(kernel, "import os, sys\nprint(os.listdir())") == "[]\n"
    checkout = str(Path(__file__).parents[3])
    found = output(kernel, f"print([p for p in sys.path if {checkout!r} == os.path.abspath(p)])")
    assert found == "[]\n"
    assert output(kernel, "import importlib.util as u\nprint(u.find_spec('snippets'), u.find_spec('docsite'))") == (
        "None None\n"
    )


def test_the_environment_is_clean(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    with_secret = Kernel(timeout=20)
    assert output(with_secret, "import os\nprint('SECRET' in os.environ, os.environ['LANG'])") == "False C.UTF-8\n"
    with_secret.close()
    assert output(kernel, "import os\nprint(os.path.exists(os.environ['HOME']))") == "True\n"


def test_programs_see_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    kernel = Kernel(timeout=20)
    assert output(kernel, "import os\nprint([os.environ['CUDA_VISIBLE_DEVICES']])") == "['']\n"
    kernel.close()


def test_output_of_child_processes_and_of_other_scripts_is_kept(kernel: Kernel) -> None:
    code = "import subprocess, sys\nprint('跑得通', flush=True)\nsubprocess.run([sys.executable, '-c', 'print(1)'])"
    assert output(kernel, code) == "跑得通\n1\n"
    assert output(kernel, "print('next')") == "next\n"


def test_nothing_can_be_read_from_the_terminal(kernel: Kernel) -> None:
    assert kernel.run("input()", FILE, [7]).error.startswith("EOFError")


def test_an_error_names_the_line_of_the_source(kernel: Kernel) -> None:
    result = kernel.run("x = 1\nx / 0\n", FILE, [40, 41])
    assert (result.error, result.line) == ("ZeroDivisionError: division by zero", 41)
    result = kernel.run("x = (", FILE, [50])
    assert (result.error, result.line) == ("SyntaxError: '(' was never closed", 50)


def test_the_session_goes_on_after_an_error(kernel: Kernel) -> None:
    kernel.run("x = 1\nx / 0\n", FILE, [1, 2])
    assert output(kernel, "print(x)") == "1\n"


def test_a_large_block_and_a_large_output(kernel: Kernel) -> None:
    lines = 20_000
    code = "\n".join(f"print({n})" for n in range(lines))
    assert output(kernel, code) == "".join(f"{n}\n" for n in range(lines))


def test_bash_stops_at_the_first_failing_command(tmp_path: Path) -> None:
    assert run_bash("false\necho never", [], 20).error == "exit status 1"
    assert run_bash("false | true\necho never", [], 20).error == "exit status 1"
    assert run_bash("echo $undefined", [], 20).error.startswith("exit status 1")
    program = tmp_path / "one.py"
    program.write_text("print(1)", encoding="utf-8")
    assert run_bash("ls\npython one.py", [program], 20).output == "one.py\n1\n"


def test_bash_is_stopped_when_its_time_is_over() -> None:
    assert run_bash("sleep 600", [], 0.5).error == "still running after 0.5 s; it was stopped"


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux can wait for a process that is not its child")
@pytest.mark.parametrize(
    "command",
    [
        "sleep 600 &\necho $!",
        "setsid sleep 600 &\necho $!",
        "setsid env -i sleep 600 &\necho $!",
        "setsid bash -c 'sleep 600 & echo $!'",
    ],
)
def test_bash_leaves_no_process_behind(command: str) -> None:
    """Neither in its group nor in a session of its own, be its environment empty or its parent gone."""
    result = run_bash(command, [], 20)
    assert result.error.startswith("the command left processes running; they were stopped: `")
    assert "sleep 600`" in result.error
    for pid in result.output.split():
        with contextlib.suppress(ProcessLookupError):  # it is gone already
            process = os.pidfd_open(int(pid))
            assert select.select([process], [], [], 10)[0] == [process]
            os.close(process)


def test_bash_is_stopped_with_all_that_it_started_when_its_time_is_over() -> None:
    result = run_bash("setsid sleep 600 &\necho $!\nsleep 600", [], 1)
    assert result.error == "still running after 1 s; it was stopped"
    assert not psutil.pid_exists(int(result.output))


def test_processes_may_end_a_moment_after_the_command() -> None:
    assert run_bash("sleep 0.2 &", [], 20).error == ""


def test_an_interrupt_stops_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    wait = subprocess.Popen.wait

    def interrupted(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if not started:
            started.append(process)
            raise KeyboardInterrupt
        return wait(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_bash("sleep 600", [], 20)
    assert started[0].returncode is not None


Run = Callable[..., CommandRun]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a program by a command, and measure what it executes."""

    def run(program: str, command: str = "python program.py") -> CommandRun:
        path = tmp_path / "program.py"
        path.write_text(program, encoding="utf-8")
        return run_bash(command, [path], 20, measured=True)

    return run


SECOND = "import os, signal, sys\nfrom multiprocessing import get_context\n\n\ndef work():\n    {}\n\n\n"
START = "if __name__ == '__main__':\n    process = get_context('{}').Process(target=work)\n"
JOIN = "    process.start()\n    process.join()\n    print('done')\n"


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("os._exit(0)", "os._exit(0) in program.py:6"),
        ("os._exit(3)", "os._exit(3) in program.py:6"),
        ("sys.exit()", "sys.exit() in program.py:6"),
        ("sys.exit(0)", "sys.exit(0) in program.py:6"),
        ("exit()", "sys.exit() in program.py:6"),
        ("sys.exit(3)", ""),  # for whoever waits for it to see
        ("raise ValueError", ""),
        ("os.kill(os.getpid(), signal.SIGKILL)", ""),
        ("os.kill(os.getpid(), signal.SIGTERM)", ""),
        ("pass", ""),
    ],
)
def test_a_process_that_ends_early_does_not_pass_for_a_success(run: Run, method: str, end: str, said: str) -> None:
    result = run(SECOND.format(end) + START.format(method) + JOIN)
    expected = "a process ends before it comes to its end, and passes for one that has done its work: "
    assert result.error == (expected + said if said else "")
    assert result.output == "done\n"
    (lines,) = result.executed.values()
    assert {1, 2, 5, 6, 9, 10, 11, 12, 13} <= lines


def test_a_command_meets_the_file_that_readers_get_and_lines_are_those_of_the_original(run: Run) -> None:
    program = (
        "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n\n# --8<-- [start:b]\nimport os\nos._exit(0)\n# --8<-- [end:b]\n"
    )
    result = run(program, "cat program.py\npython program.py")
    assert result.output == "x = 1\n\nimport os\nos._exit(0)\n"
    assert set(*result.executed.values()) == {2, 6, 7}
    assert "os._exit(0) in program.py:7" in result.error


def test_lines_that_a_command_adds_to_a_program_are_not_of_the_original(run: Run) -> None:
    result = run("x = 1\n", "printf 'import os\\nos._exit(0)\\n' >> program.py\npython program.py")
    assert set(*result.executed.values()) == {1}
    assert "os._exit(0) in program.py:3" in result.error


def test_lines_of_all_processes_count(run: Run) -> None:
    program = "import subprocess, sys\nif sys.argv[1:]:\n    x = int(sys.argv[1])\n    if x:\n        pass\n"
    program += (
        "    else:\n        x = 0\nelse:\n    for n in '01':\n        subprocess.run([sys.executable, __file__, n])\n"
    )
    assert set(*run(program).executed.values()) == {1, 2, 3, 4, 5, 7, 9, 10}
    assert set(*run(program, "python program.py 0").executed.values()) == {1, 2, 3, 4, 7}


def test_a_command_is_run_once_beside_the_files_that_it_names(tmp_path: Path) -> None:
    for name in ("one.py", "two.py", "one.py.txt", "data.json", "a-one.py"):
        (tmp_path / name).write_text("print(1)\n", encoding="utf-8")
    count = tmp_path / "count"
    commands = Commands(20, measured=False)
    for _ in range(2):
        result = commands.run(tmp_path, f"echo ./one.py --file=two.py > /dev/null\nls\necho >> {count}\n")
        assert (result.output, result.error) == ("one.py\ntwo.py\n", "")
    assert count.read_text(encoding="utf-8") == "\n"


def test_prints_are_attributed_to_the_region_that_makes_them(site: Site) -> None:
    site.write(
        "snippets/sums/calls.py",
        "def say(text):\n    print(text)\n\n\n"
        "# --8<-- [start:one]\nsay('one')\nprint(end='1')\nprint()\n# --8<-- [end:one]\n"
        "# --8<-- [start:silent]\nx = 1\n# --8<-- [end:silent]\n"
        "# --8<-- [start:two]\nfor n in range(2):\n    say(n)\n# --8<-- [end:two]\n",
    )
    text = record_output(Project(site.root), Path("snippets/sums/calls.py"), Commands(20, measured=False))
    assert text == "--8<-- [start:one]\none\n1\n--8<-- [end:one]\n--8<-- [start:two]\n0\n1\n--8<-- [end:two]\n"


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("import atexit\n\natexit.register(print, 'x')\n", 1),  # no line of its own is executed any more
        ("import os\n\nos.write(1, b'x')\n", 3),
    ],
)
def test_a_program_that_prints_outside_of_its_regions_is_refused(site: Site, program: str, line: int) -> None:
    site.write("snippets/sums/late.py", program)
    with pytest.raises(ProblemsError, match=rf"late.py:{line}: prints 'x.*' outside of its regions"):
        record_output(Project(site.root), Path("snippets/sums/late.py"), Commands(20, measured=False))


def test_annotations_are_evaluated_as_in_a_readers_session(kernel: Kernel) -> None:
    block = "def f(x: Iterable[int]) -> None: ...\nprint(f.__annotations__['x'])"
    assert "NameError: name 'Iterable' is not defined" in kernel.run(block, FILE, [1, 2]).error
    assert output(kernel, "from __future__ import annotations") == ""
    assert output(kernel, block) == "Iterable[int]\n"
