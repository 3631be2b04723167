"""How the tasks of `jobs` are run: one verb, for each engine.

A runner takes a function and a list of arguments and gives the list of results. The tasks are pure and write whole files or none, so
an engine may run one again after a machine was lost, or twice: the bytes are the same.
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from collections.abc import Callable, Iterable
from typing import Any

#: Runs a function on each of some arguments.
Run = Callable[[Callable[[Any], Any], list[Any]], list[Any]]


def here(function: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
    """In this process, one after the other."""
    return [function(task) for task in tasks]


def processes(count: int) -> Run:
    """In so many processes of this machine."""

    def run(function: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
        context = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(count, mp_context=context) as pool:
            return list(pool.map(function, tasks))

    return run


def spark(session: Any) -> Run:
    """On a Spark cluster: a `SparkSession`."""

    def run(function: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
        if not tasks:
            return []
        return list(session.sparkContext.parallelize(tasks, len(tasks)).map(function).collect())

    return run


def dask(client: Any) -> Run:
    """On a Dask cluster: a `distributed.Client`."""

    def run(function: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
        # Not told apart by their arguments: a task's files, not its result, are what it is for.
        return list(client.gather(client.map(function, tasks, pure=False, retries=3)))

    return run


def ray(**options: Any) -> Run:
    """On a Ray cluster that was begun with `ray.init`."""

    def run(function: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
        import ray as engine

        remote = engine.remote(max_retries=3, **options)(function)
        return list(engine.get([remote.remote(task) for task in tasks]))

    return run


def ray_read(dataset: Any) -> Any:
    """`batch.read` on a Ray data set."""
    from . import batch

    def each(table: Any) -> Any:
        import pyarrow

        batches = [batch.read(one) for one in table.to_batches()]
        return pyarrow.Table.from_batches(batches, schema=batch.SCHEMA)

    return dataset.map_batches(each, batch_format="pyarrow")


def dask_read(batches: Iterable[Any]) -> list[Any]:
    """`batch.read` on record batches, as Dask's delayed values."""
    from dask.delayed import delayed

    from . import batch

    return [delayed(batch.read)(one) for one in batches]
