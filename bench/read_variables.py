"""Reads the variables of files with netCDF4 and prints the processor time of each file in milliseconds, warm and the mean of
several readings: what bench/readers.ts compares with.

Takes [{"file": ..., "paths": [...]}, ...] on standard input, with how often to read each as the argument; opening and
closing counts.
"""

import json
import sys
import time

import netCDF4


def read(file: str, paths: list[str]) -> None:
    with netCDF4.Dataset(file) as dataset:
        for path in paths:
            dataset[path][:]


for entry in json.load(sys.stdin):
    try:
        read(entry["file"], entry["paths"])
        repeats = int(sys.argv[1])
        began = time.process_time()
        for _ in range(repeats):
            read(entry["file"], entry["paths"])
        print(json.dumps(1000 * (time.process_time() - began) / repeats), flush=True)
    except Exception:
        print("null", flush=True)
