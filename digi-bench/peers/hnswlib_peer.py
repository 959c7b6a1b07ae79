"""Measures hnswlib for `digi bench index --peer-command "python3 digi-bench/peers/hnswlib_peer.py"`.

Needs the packages numpy and hnswlib, the latter built with the flags of the machine
(`CFLAGS="-O3 -march=native" pip install --no-binary :all: hnswlib`). The folder of the data is the
last argument; everything else comes in DIGI_BENCH_… variables. Prints a line of JSON for each ef.
"""

import json
import os
import sys
import tempfile
import time

import hnswlib
import numpy

PASSES_MIN = 3
PASSES_MAX = 200


def setting(name, default):
    return os.environ.get("DIGI_BENCH_" + name, default)


def table(folder, name):
    return numpy.load(os.path.join(folder, name + ".npy"))


def floats(folder, name, metric):
    rows = table(folder, name).astype(numpy.float32)
    if metric == "cosine":
        lengths = numpy.linalg.norm(rows, axis=1, keepdims=True)
        rows /= numpy.where(lengths == 0, 1, lengths)
    return rows


def build(rows, metric):
    index = hnswlib.Index(space={"euclid": "l2"}.get(metric, "ip"), dim=rows.shape[1])
    index.init_index(
        max_elements=len(rows),
        M=int(setting("M", 16)),
        ef_construction=int(setting("EF_CONSTRUCTION", 100)),
    )
    cpu, wall = time.process_time(), time.perf_counter()
    index.add_items(rows, num_threads=int(setting("BUILD_THREADS", 1)))
    return index, time.process_time() - cpu, time.perf_counter() - wall


def index_bytes(index, rows):
    """What the index takes beside the vectors: its file without them."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "index")
        index.save_index(path)
        return os.path.getsize(path) - rows.nbytes


def search(index, queries, limit, threads):
    """The fastest pass over all queries, in one call: the cost of Python is not hnswlib's."""
    best, cpu = None, 0.0
    least = int(setting("LEAST_MILLIS", 1000)) / 1000
    begin = time.perf_counter()
    for done in range(PASSES_MAX):
        if done >= PASSES_MIN and time.perf_counter() - begin > least:
            break
        before_cpu, before = time.process_time(), time.perf_counter()
        labels, _ = index.knn_query(queries, k=limit, num_threads=threads)
        wall = time.perf_counter() - before
        if best is None or wall < best:
            best, cpu = wall, time.process_time() - before_cpu
    return labels, best, cpu


def recall(labels, neighbors, limit):
    found = sum(len(set(a) & set(b)) for a, b in zip(labels.tolist(), neighbors[:, :limit].tolist()))
    return found / (len(labels) * limit)


def main():
    folder = sys.argv[-1]
    metric = setting("METRIC", "cosine")
    limit, threads = int(setting("LIMIT", 10)), int(setting("THREADS", 1))
    rows, queries = floats(folder, "base", metric), floats(folder, "queries", metric)
    neighbors = table(folder, "neighbors")
    index, build_cpu, build_wall = build(rows, metric)
    size = index_bytes(index, rows)
    for ef in map(int, setting("EF", "16,32,64,128,256").split(",")):
        index.set_ef(max(ef, limit))
        labels, wall, cpu = search(index, queries, limit, threads)
        point = {
            "engine": "hnswlib",
            "ef": ef,
            "recall": recall(labels, neighbors, limit),
            "qps": round(len(queries) / wall, 3),
            "build_cpu_s": round(build_cpu, 3),
            "index_mb": round(size / 1e6, 3),
            "cpu_us": round(cpu / len(queries) * 1e6, 3),
            "threads": threads,
            "limit": limit,
            "count": len(rows),
            "dimension": rows.shape[1],
            "queries": len(queries),
            "build_s": round(build_wall, 3),
        }
        print(json.dumps(point), flush=True)


main()
