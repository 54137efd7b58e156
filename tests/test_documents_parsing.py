"""The fence around foreign parsers: every exception is one line, and none computes without end."""

import threading
import time

import pytest

from kg.documents import parsing
from kg.errors import SourceError

RULE = "a file must be whole; save it again"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (EOFError(), f"EOFError: {RULE}"),
        (KeyError("Root"), f"'Root': {RULE}"),
        (RuntimeError("two\nlines."), f"two lines: {RULE}"),
        (MemoryError(), f"MemoryError: {RULE}"),
        (SourceError("locked: open it"), "locked: open it"),
    ],
)
def test_every_exception_becomes_one_line(error, reason):
    with pytest.raises(SourceError) as caught, parsing.parsing(RULE):
        raise error
    assert str(caught.value) == reason
    assert caught.value is error or caught.value.__cause__ is error


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_who_stops_the_program_is_not_held_up(stop):
    with pytest.raises(stop), parsing.parsing(RULE):
        raise stop


def without_end() -> None:
    """Computes on, whatever it is told."""
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it may first strike a finalizer
@pytest.mark.parametrize("in_thread", [False, True])
def test_what_computes_without_end_is_ended(in_thread, monkeypatch):
    monkeypatch.setattr(parsing, "MOST_SECONDS", 0.2)
    reasons = []

    def parse() -> None:
        try:
            with parsing.parsing(RULE):
                without_end()
        except SourceError as error:
            reasons.append(str(error))

    if in_thread:
        thread = threading.Thread(target=parse)
        thread.start()
        thread.join(20)
    else:
        parse()
    assert reasons == [f"more than 0 seconds of work: {RULE}"]


def test_waiting_is_no_work_and_what_ended_in_time_is_left_alone(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_SECONDS", 0.1)
    with parsing.parsing(RULE):
        time.sleep(0.6)
    for _ in range(20):
        with parsing.parsing(RULE):
            pass
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass


def test_what_other_threads_compute_meanwhile_costs_a_parser_nothing(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_SECONDS", 0.2)
    done = threading.Event()

    def compute() -> None:
        while not done.is_set():
            sum(range(1000))

    other = threading.Thread(target=compute)
    other.start()
    try:
        with parsing.parsing(RULE):
            time.sleep(1.2)
    finally:
        done.set()
        other.join()
