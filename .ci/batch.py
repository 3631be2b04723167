"""The two jobs on PySpark and on Dask, with a worker killed in the middle: the same bytes as in one process.

python .ci/batch.py [dask] [spark]   # needs the package, and dask[distributed], pyspark with Java; both where none is named
"""

import gzip
import hashlib
import os
import pathlib
import signal
import sys
import tempfile
import time

from rapporteur import engines, jobs

ENGINES = sys.argv[1:] or ["dask", "spark"]
REPORTS = int(os.environ.get("REPORTS", "48"))
ARCHIVES = int(os.environ.get("ARCHIVES", "6"))
PLACES = ["Port Alder", "Kessin", "Varn", "Holmgard", "Oster Bay", "Tarn"]
NAMES = ["Ilse Brandt", "Tomas Reyl", "Anna Holt", "Jonas Verrin", "Mira Sandoz", "Piet Arlow"]
ACTS = [
    "met {b} in {place} to talk about the bridge over the river",
    "told reporters in {place} that {b} had broken the agreement on grain",
    "signed a treaty on fishing with {b} in {place}",
    "rejected the offer of {b} to send engineers to {place}",
]


def page(number):
    """An invented report: three of each story, some weeks apart from the next story's."""
    story, copy = divmod(number, 3)
    a, b = NAMES[story % 6], NAMES[(story // 6 + story + 1) % 6]
    act = ACTS[story % 4].format(b=b, place=PLACES[story % 6])
    day = 2 + story * 5 + copy
    month, day = 1 + day // 28 % 12, 1 + day % 28
    more = ["Officials would not say more.", "It was their second meeting this year.", "A crowd waited outside."][copy]
    words = f"{a} {act}. {more} {a} and {b} will speak again, an official said."
    return (
        f"<html><head><title>{a} {act.split(' in ')[0]}</title>"
        f'<meta property="article:published_time" content="2031-{month:02}-{day:02}T08:00:00Z"></head>'
        f"<body><article><h1>{a} {act.split(' in ')[0]}</h1><p>{words}</p><p>{words.replace(a, 'The envoy', 1)}</p>"
        f"</article></body></html>"
    )


def archive(path, numbers):
    """A WARC file as crawlers write them: each record packed by itself."""
    with open(path, "wb") as file:
        for number in numbers:
            body = page(number).encode()
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
                f"WARC-Target-URI: https://courier.example/{number}\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0))


class Fragile:
    """A runner whose first task, the first time, kills the process that works on it."""

    def __init__(self, run, flag, executor):
        self.run, self.flag, self.executor = run, flag, executor

    def __call__(self, function, tasks):
        return self.run(Dying(function, self.flag, self.executor, tasks[0]), tasks)


class Dying:
    def __init__(self, function, flag, executor, victim):
        self.function, self.flag, self.executor, self.victim = function, flag, executor, victim

    def __call__(self, task):
        try:
            first = task == self.victim and bool(os.open(self.flag, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            first = False
        if first:
            # Spark's Python workers are children of a daemon of the executor: that one dies.
            os.kill(grandparent() if self.executor else os.getpid(), signal.SIGKILL)
            time.sleep(60)
        return self.function(task)


def grandparent():
    status = pathlib.Path(f"/proc/{os.getppid()}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("PPid")).split()[1])


def both(folder, run, flag=None, executor=False):
    """Both jobs into a folder; what their files hold."""
    start = time.time()
    archives = sorted(str(path) for path in (folder.parent / "archives").iterdir())
    first = Fragile(run, flag, executor) if flag else run
    jobs.read(archives, str(folder / "readings"), first)
    jobs.stories(str(folder / "readings"), str(folder / "stories"), run, limit=20)
    files = sorted(path for path in folder.rglob("*.parquet") if "_work" not in path.parts)
    sums = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    print(f"{folder.name}: {len(sums)} files in {time.time() - start:.1f} s", flush=True)
    return sums


def spark_session():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.executor.memory", "1g")
    builder = builder.config("spark.ui.enabled", "false").config("spark.python.worker.reuse", "true")
    return builder.config("spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path)).getOrCreate()


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "archives").mkdir()
        for number in range(ARCHIVES):
            archive(folder / "archives" / f"pages-{number}.warc.gz", range(number, REPORTS, ARCHIVES))
        alone = both(folder / "alone", engines.here)
        assert len(alone) > ARCHIVES, alone
        if "dask" in ENGINES:
            assert on_dask(folder) == alone, "Dask"
            assert (folder / "dask-died").exists(), "no worker was killed"
        if "spark" in ENGINES:
            assert on_spark(folder) == alone, "Spark"
            assert (folder / "spark-died").exists(), "no executor was killed"
    print(f"the same bytes in one process and on {' and '.join(ENGINES)}, with a worker killed")


def on_dask(folder):
    from dask.distributed import Client, LocalCluster

    with LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        return both(folder / "dask", engines.dask(client), str(folder / "dask-died"))


def on_spark(folder):
    session = spark_session()
    try:
        session.sparkContext.setLogLevel("ERROR")
        map_in_arrow(session)
        return both(folder / "spark", engines.spark(session), str(folder / "spark-died"), True)
    finally:
        session.stop()


def map_in_arrow(session):
    """The field's way: a data frame of pages through `mapInArrow`."""
    from rapporteur import batch

    rows = [(f"r{number}", page(number).encode()) for number in range(6)]
    pages = session.createDataFrame(rows, "id string, content binary").repartition(2)
    read = pages.mapInArrow(batch.read_all, batch.SPARK_SCHEMA).collect()
    assert len(read) == 6 and all(row.error is None and row.day for row in read), read


if __name__ == "__main__":
    main()
