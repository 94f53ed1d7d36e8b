"""Reads the variables of files with netCDF4 and prints the milliseconds of each file: what bench/readers.ts compares with.

Takes [{"file": ..., "paths": [...]}, ...] on standard input, with how often to read each as the argument; opening and
closing counts.
"""

import json
import statistics
import sys
import time

import netCDF4


def read(file: str, paths: list[str]) -> None:
    with netCDF4.Dataset(file) as dataset:
        for path in paths:
            dataset[path][:]


for entry in json.load(sys.stdin):
    taken = []
    try:
        for _ in range(int(sys.argv[1])):
            began = time.perf_counter()
            read(entry["file"], entry["paths"])
            taken.append(1000 * (time.perf_counter() - began))
        print(json.dumps(statistics.median(taken)), flush=True)
    except Exception:
        print("null", flush=True)
