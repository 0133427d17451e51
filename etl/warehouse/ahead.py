"""Lets work run ahead of its reader by a few tasks: workers stay busy, and memory stays bounded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from typing import TypeVar

_AT_ONCE = 64

Key = TypeVar("Key")
Result = TypeVar("Result")


def run_ahead(tasks: Iterable[tuple[Key, Future[Result]]]) -> Iterator[tuple[Key, Future[Result]]]:
    """The tasks in their order, each begun before its turn; at most a few are unread at a time.

    Args:
        tasks: An iterable that begins a task when it is asked for it (a generator that submits).

    Yields:
        Each task with its key, done: its `exception()` is the task's own mistake.

    Raises:
        BrokenExecutor: If a worker died; it cannot be known which task did it.
    """
    waiting: deque[tuple[Key, Future[Result]]] = deque()
    for task in tasks:
        waiting.append(task)
        if len(waiting) >= _AT_ONCE:
            yield _done(*waiting.popleft())
    while waiting:
        yield _done(*waiting.popleft())


def _done(key: Key, future: Future[Result]) -> tuple[Key, Future[Result]]:
    error = future.exception()
    if isinstance(error, BrokenExecutor):
        raise error
    return key, future


def done(result: Result) -> Future[Result]:
    """A task that was done before it began."""
    future: Future[Result] = Future()
    future.set_result(result)
    return future
