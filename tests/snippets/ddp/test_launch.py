"""The launch files: the one of Slurm with an srun that starts two "machines" here, the one of Kubernetes by its API."""

import json
import os
import socket
import subprocess
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from kubeflow.training.api_client import ApiClient

from tests.snippets.ddp.starting import BIN, PROGRAMS, Run

pytestmark = pytest.mark.xdist_group("serial")  # bounded in time, or takes both cores

SRUN = """#!/bin/bash
# Starts the command on two "machines", and fails if it fails on one, or would leave all processes one core.
[ "$SRUN_CPUS_PER_TASK" = 64 ] || exit 1
SLURM_NODEID=0 "$@" & first=$!
SLURM_NODEID=1 "$@" & second=$!
wait $first && wait $second
"""
SCONTROL = """#!/bin/bash
[ "$*" = "show hostnames machine[1-2]" ] && printf 'localhost\\nother\\n'
"""


def free_port() -> int:
    """A free port that the script's rule can choose."""
    while True:
        with socket.create_server(("localhost", 0)) as server:
            port: int = server.getsockname()[1]
        if 10000 <= port < 60000:
            return port


def test_sbatch_trains_on_two_machines(run: Run, programs: Callable[..., Path], undisturbed: Path) -> None:
    folder = programs("train.py", "train.sbatch")
    for name, text in (("srun", SRUN), ("scontrol", SCONTROL)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    slurm = {
        "SLURM_JOB_ID": str(free_port() - 10000),
        "SLURM_JOB_NODELIST": "machine[1-2]",
        "SLURM_NNODES": "2",
        "SLURM_GPUS_ON_NODE": "1",
        "SLURM_CPUS_PER_TASK": "64",
        "SLURM_SUBMIT_DIR": str(folder),
        "PATH": os.pathsep.join([str(folder), str(BIN), os.environ["PATH"]]),
    }
    done = run(folder, "bash", "train.sbatch", env=slurm)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (undisturbed / "printed").read_text()
    for path in (undisturbed / "checkpoints").iterdir():
        assert (folder / "checkpoints" / path.name).read_bytes() == path.read_bytes()


def test_sbatch_is_clean() -> None:
    command = [str(BIN / "shellcheck"), "--norc", "--shell=bash", str(PROGRAMS / "train.sbatch")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    first, *rest = (PROGRAMS / "train.sbatch").read_text().splitlines()
    assert first == "#!/bin/bash"  # sbatch refuses a file without it
    assert rest[0].startswith("#SBATCH ")  # after the first command, sbatch reads no more of these


def understood(document: Mapping[str, Any]) -> Any:
    """What the API of the training operator keeps of a PyTorchJob: its fields, with its types."""
    client = ApiClient()
    response = SimpleNamespace(data=json.dumps(document))
    return client.sanitize_for_serialization(client.deserialize(response, "KubeflowOrgV1PyTorchJob"))


@pytest.fixture
def job() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROGRAMS / "pytorchjob.yaml").read_text())
    return found


def test_the_api_understands_the_whole_job(job: dict[str, Any]) -> None:
    assert understood(job) == job


def test_the_api_would_notice(job: dict[str, Any]) -> None:
    typo = deepcopy(job)
    typo["spec"]["nProcPerNode"] = typo["spec"].pop("nprocPerNode")
    number = deepcopy(job)
    number["spec"]["nprocPerNode"] = 8
    missing = deepcopy(job)
    del missing["spec"]["pytorchReplicaSpecs"]["Worker"]["template"]["spec"]["containers"][0]["name"]
    assert understood(typo) != typo
    assert understood(number) != number
    with pytest.raises(ValueError, match="name"):
        understood(missing)


def test_the_job_has_16_processes(job: dict[str, Any]) -> None:
    spec = job["spec"]
    worker = spec["pytorchReplicaSpecs"]["Worker"]
    (container,) = worker["template"]["spec"]["containers"]
    assert worker["replicas"] * int(spec["nprocPerNode"]) == 16
    assert container["resources"]["limits"]["nvidia.com/gpu"] == spec["nprocPerNode"]
