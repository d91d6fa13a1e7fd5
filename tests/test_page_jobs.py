"""Long jobs of the page: shared, cancelled, limited, and forgotten in the end."""

import threading
import time

import pytest

from simulation.problems import InputProblem
from smartmix.page.parts.progress import Pace
from smartmix.page.serving import jobs
from smartmix.page.serving.jobs import Cancelled, Job, JobDesk


@pytest.fixture
def desk():
    made = JobDesk()
    yield made
    made.close()


def until(condition, seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.005)


def test_a_result_is_shared_and_nobody_computes_it_twice(desk) -> None:
    count = []
    gate = threading.Event()

    def work(job):
        count.append(1)
        job.publish("some")
        assert gate.wait(20)
        return "all"

    first, second = desk.submit("a", "k", work), desk.submit("b", "k", work)
    assert first is second
    until(lambda: first.shown == "some")
    gate.set()
    until(lambda: first.is_over)
    assert desk.submit("c", "k", work).result == "all"
    assert len(count) == 1


def test_a_job_stops_only_when_nobody_waits_for_it(desk) -> None:
    def work(job):
        while True:
            job.advance(1)
            job.wait(0.01)

    job = desk.submit("a", "k", work, 100)
    desk.submit("b", "k", work, 100)
    until(lambda: job.done > 2)
    desk.cancel("a", job)
    reached = job.done
    until(lambda: job.done > reached + 2)
    assert not desk.of("a")
    assert desk.of("b") == [job]
    desk.cancel("b", job)
    until(lambda: job.is_over)
    assert job.state == "cancelled"
    assert desk.submit("a", "k", lambda _job: "again") is not job  # asked again, it starts again


def test_one_person_cannot_fill_the_desk(desk) -> None:
    gate = threading.Event()

    def work(job):
        while not gate.is_set():
            job.check()
            job.wait(0.01)

    for n in range(jobs.UNFINISHED_PER_PERSON):
        desk.submit("a", f"k{n}", work)
    with pytest.raises(InputProblem):
        desk.submit("a", "one more", work)
    desk.submit("b", "of another", work)  # another person is not kept out
    gate.set()
    until(lambda: not desk.of("a") and not desk.of("b"))
    desk.submit("a", "one more", work)


def test_all_together_cannot_fill_it_either(desk) -> None:
    gate = threading.Event()

    def work(job):
        while not gate.is_set():
            job.check()
            job.wait(0.01)

    for n in range(jobs.UNFINISHED):
        desk.submit(f"person {n}", f"k{n}", work)
    with pytest.raises(InputProblem):
        desk.submit("late", "late", work)
    gate.set()


def test_a_defect_in_one_job_is_told_and_stops_no_other(desk) -> None:
    def broken(_job):
        raise RuntimeError("lost a wheel")

    def refused(_job):
        raise InputProblem("no", found=1)

    bad, wrong, good = (desk.submit("a", n, w) for n, w in (("x", broken), ("y", refused), ("z", lambda _job: 3)))
    until(lambda: bad.is_over and wrong.is_over and good.is_over)
    assert (bad.state, bad.problem) == ("failed", "RuntimeError: lost a wheel")
    assert isinstance(wrong.problem, InputProblem)
    assert good.result == 3


def test_old_results_make_room(desk) -> None:
    for n in range(jobs.KEPT + 5):
        job = desk.submit("a", f"k{n}", lambda _job, n=n: n)
        until(lambda job=job: job.is_over)
    desk.submit("a", "last", lambda _job: 0)
    kept = [n for n in range(jobs.KEPT + 5) if desk.find(f"k{n}") is not None]
    assert 0 not in kept
    assert len(kept) <= jobs.KEPT + 1


def test_a_stopped_job_that_waited_never_runs(desk) -> None:
    gate, ran = threading.Event(), []

    def block(job):
        while not gate.is_set():
            job.check()
            job.wait(0.01)

    for n in range(jobs.RUNNING_AT_ONCE):
        desk.submit("a", f"block {n}", block)
    waiting = desk.submit("b", "waiting", lambda _job: ran.append(1))
    desk.cancel("b", waiting)
    gate.set()
    until(lambda: not desk.of("a"))
    time.sleep(0.05)
    assert waiting.state == "cancelled"
    assert not ran


def test_stopping_is_heard_at_every_word() -> None:
    job = jobs.Job("k")
    job.stop()
    for act in (job.check, job.advance, lambda: job.say("x"), lambda: job.publish(1)):
        with pytest.raises(Cancelled):
            act()


def test_a_job_ends_with_the_last_view_of_it(desk) -> None:
    def work(job):
        while True:
            job.advance(1)
            job.wait(0.01)

    job = desk.submit("a", "k", work, 100)
    leave_first = desk.watch("a", job)
    again = desk.submit("a", "k", work, 100)  # the page is loaded again: the same job
    assert again is job
    leave_second = desk.watch("a", again)
    leave_first()
    leave_first()  # said twice, it counts once
    reached = job.done
    until(lambda: job.done > reached + 2)
    leave_second()
    until(lambda: job.state == "cancelled")


def test_everybody_at_one_address_together_is_bound(desk, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "UNFINISHED_PER_ADDRESS", 3)
    gate = threading.Event()
    for number in range(5):
        desk.meet(f"p{number}", "10.0.0.1" if number < 4 else "10.0.0.2")
    for number in range(3):
        desk.submit(f"p{number}", f"k{number}", lambda _job: gate.wait(20))
    with pytest.raises(InputProblem, match="your address: 3 jobs"):
        desk.submit("p3", "k3", lambda _job: None)
    desk.submit("p4", "k4", lambda _job: None)
    gate.set()


def test_the_pace_of_a_job_says_how_long_the_rest_takes() -> None:
    """Eight draws in four seconds: the other 32 take sixteen; what a next step counts anew is no pace."""
    job, pace = Job("slow", total=40), Pace()
    assert pace.left(job, 100.0) is None
    job.advance(8)
    assert pace.left(job, 104.0) == 16.0
    job.done = 40
    assert pace.left(job, 106.0) is None
    fresh = Pace()
    job.done = 20
    assert fresh.left(job, 0.0) is None
    job.done = 10  # a step of draws is computed again with its whole block
    assert fresh.left(job, 1.0) is None
    job.stage = "turning the rules into machine code"
    job.done = 20
    assert fresh.left(job, 2.0) is None
