"""Jobs in processes of their own: what they say arrives, they can be stopped, and one that falls takes nobody along."""

import os
import signal
import time
from pathlib import Path

import pytest

from simulation.problems import InputProblem
from smartmix.page.serving.jobs import Cancelled, JobDesk
from smartmix.page.serving.workshop import Gone, Workshop


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    own = tmp_path_factory.mktemp("own")  # a user's folder, with a module of a name that stands here too
    (own / "simulation.py").write_text("raise ImportError('not this one')\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(own)
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))  # where a process finds the functions below
        made = Workshop(1)
        yield made
        made.close()


@pytest.fixture
def desk(workshop):
    made = JobDesk(elsewhere=workshop.run)
    yield made
    made.close()


def until(condition, seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


def ended(desk, function, *arguments):
    job = desk.submit("a", f"{function.__name__} {time.monotonic()}", lambda job: job.apart(function, *arguments), 5)
    until(lambda: job.is_over)
    return job


def count(job, to):
    for n in range(to):
        job.say(f"at {n}")
        job.publish(n)
        job.advance()
    print("what is printed does not come between")
    return os.getpid(), to


def test_work_is_done_elsewhere_and_told_here(desk) -> None:
    job = ended(desk, count, 5)
    assert (job.state, job.done, job.stage, job.result[1]) == ("done", 5, "at 4", 5)
    assert job.result[0] != os.getpid()
    assert ended(desk, count, 2).result[0] == job.result[0]  # the same process serves again


def refuse(_job):
    raise InputProblem("{file}: found {found}", file="a {strange} name", found=3)


def fail(_job):
    raise ValueError("of its own")


def send_what_cannot_travel(_job):
    return lambda: 1


def test_what_it_raises_goes_on(desk) -> None:
    refused = ended(desk, refuse)
    assert isinstance(refused.problem, InputProblem) and refused.problem.fields["found"] == 3
    assert ended(desk, fail).problem == "ValueError: of its own"
    assert ended(desk, send_what_cannot_travel).state == "failed"
    assert ended(desk, count, 1).state == "done"


def go_on(job):
    while True:
        job.advance()
        time.sleep(0.01)


def test_a_call_that_nobody_waits_for_ends(desk) -> None:
    job = desk.submit("a", "long", lambda job: job.apart(go_on))
    until(lambda: job.done > 3)
    desk.cancel("a", job)
    until(lambda: job.is_over)
    assert job.state == "cancelled"
    after = ended(desk, count, 3)
    assert (after.state, after.done) == ("done", 3)  # nothing of the other comes between


def fall(job):
    job.advance()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)


def test_one_that_falls_is_a_job_that_failed(desk) -> None:
    fallen = ended(desk, fall)
    assert fallen.state == "failed" and Gone.__name__ in fallen.problem
    assert ended(desk, count, 1).state == "done"


def test_none_is_left_when_the_server_closes(workshop) -> None:
    made = Workshop(1)
    desk = JobDesk(elsewhere=made.run)
    process = ended(desk, count, 1).result[0]
    running = desk.submit("a", "long", lambda job: job.apart(go_on))
    until(lambda: running.done > 0)
    desk.close()
    made.close()
    assert running.state == "cancelled"
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(Cancelled):
        made.prepare()
