"""The reference of crossover-tracks.ts: the same crossings by shapely's STRtree and, where it is there, by pyinterp.

Prints a line of JSON for each program and window, in processor time. Reading the files is not counted.
"""

import json
import sys
import time

import netCDF4
import numpy as np
import shapely

PIECE = 60  # steps in a line of the tree
EVERY = 10  # of the measurements: chords of 70 km, in error by some metres

missions = []
for path in sys.argv[1:3]:
    with netCDF4.Dataset(path) as file:
        missions.append([np.asarray(file[name][:], float) for name in ("time", "longitude", "latitude", "pass_number")])


def report(program, window, found, seconds):
    print(json.dumps({"program": program, "window": window, "found": int(found), "milliseconds": 1000 * seconds}))


def pieces(mission, steps, every):
    """Lines of the plane of longitude and latitude, cut where they would cross the antimeridian."""
    seconds, lon, lat, _ = (values[::every] for values in mission)
    lon = np.rad2deg(np.unwrap(np.deg2rad(lon)))
    lines, spans = [], []
    for first in range(0, len(seconds) - 1, steps):
        part = slice(first, min(first + steps + 1, len(seconds)))
        turn = 360 * np.floor((lon[part][0] + 180) / 360)
        x = lon[part] - turn
        shifts = [0] + ([-360] if x.max() > 180 else []) + ([360] if x.min() < -180 else [])
        for shift in shifts:
            lines.append(shapely.linestrings(np.column_stack((x + shift, lat[part]))))
            spans.append((seconds[part][0], seconds[part][-1], first))
    return np.array(lines), np.array(spans)


def by_tree(window, name, steps, every):
    began = time.process_time()
    (a, spans_a), (b, spans_b) = (pieces(mission, steps, every) for mission in missions)
    i, j = shapely.STRtree(b).query(a, predicate="intersects")
    near = (spans_b[j, 0] - spans_a[i, 1] <= window) & (spans_a[i, 0] - spans_b[j, 1] <= window)
    i, j = i[near], j[near]
    points, owner = shapely.get_coordinates(shapely.intersection(a[i], b[j]), return_index=True)
    inside = np.abs(points[:, 0]) <= 180
    points, i, j = points[inside], i[owner[inside]], j[owner[inside]]
    at = []
    for lines, spans, which in ((a, spans_a, i), (b, spans_b, j)):
        # The time of a point by where it lies along its line, whose steps are even in time.
        share = np.array([step_of(lines[k], point) for k, point in zip(which, points)])
        at.append(spans[which, 0] + share * every)
    found = np.unique(np.round(np.column_stack(at)[np.abs(at[1] - at[0]) <= window], 1), axis=0)
    report(f"shapely {shapely.__version__} STRtree, {steps * every} s, {every} s chords", name, len(found), time.process_time() - began)


def step_of(line, point):
    xy = shapely.get_coordinates(line)
    lat = xy[:, 1]
    k = np.argmin(np.abs(xy[:, 0] - point[0]) + np.abs(lat - point[1]))
    k = min(max(k, 1), len(lat) - 2)
    for m in (k - 1, k):
        dx, dy = xy[m + 1] - xy[m]
        share = ((point[0] - xy[m, 0]) * dx + (point[1] - xy[m, 1]) * dy) / (dx * dx + dy * dy)
        if -1e-9 <= share <= 1 + 1e-9:
            return m + share
    return k


for limit, label in ((3 * 3600, "within 3 h"), (np.inf, "over any difference")):
    by_tree(limit, label, PIECE, EVERY)

try:
    import pyinterp
    from pyinterp.geometry.satellite import find_crossovers
except ImportError:
    sys.exit()

# Chords of the plane; the times are those of the nearest measurements.
for every in (1, EVERY):
    halves = []
    for seconds, lon, lat, number in missions:
        cuts = np.flatnonzero(np.diff(number)) + 1
        parts = zip(*(np.split(values, cuts) for values in (seconds, lon, lat)))
        halves.append([tuple(np.ascontiguousarray(values[::every]) for values in part) for part in parts])
    began = time.process_time()
    found = 0
    for ta, xa, ya in halves[0]:
        for tb, xb, yb in halves[1]:
            if tb[0] - ta[-1] > 3 * 3600 or ta[0] - tb[-1] > 3 * 3600:
                continue
            crossovers = find_crossovers(xa, ya, xb, yb, 10_000 * every, allow_multiple=True, assume_unimodal=True)
            found += sum(abs(ta[one.index1] - tb[one.index2]) <= 3 * 3600 for one in crossovers)
    report(f"pyinterp {pyinterp.__version__}, every {every} s", "within 3 h", found, time.process_time() - began)
