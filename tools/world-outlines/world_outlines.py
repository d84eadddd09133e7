#!/usr/bin/env python3
"""Turns world-atlas's countries-110m.json into lines of points: README.md beside this says how and whence.

A line is `land` for a ring of a coast or `border` for a line between two countries, then longitude and latitude of each
point in tenths of a degree. Points that fall onto the one before are left out, and so are islands of less than a degree.
"""
import json
import sys
from collections import Counter


def absolute(topology):
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        yield points


def tenths(points):
    out = []
    for longitude, latitude in points:
        point = (round(longitude * 10), round(latitude * 10))
        if not out or out[-1] != point:
            out.append(point)
    return out


def line(word, points):
    return word + " " + " ".join("%d %d" % point for point in points)


def unwrapped(points):
    """The ring without jumps at the date line: longitudes go on beyond 180 degrees. Around a pole, it is closed there."""
    out = [points[0]]
    for longitude, latitude in points[1:]:
        while longitude - out[-1][0] > 180:
            longitude -= 360
        while longitude - out[-1][0] < -180:
            longitude += 360
        out.append((longitude, latitude))
    if abs(out[-1][0] - out[0][0]) > 180:
        pole = 90 if out[0][1] > 0 else -90
        out += [(out[-1][0], pole), (out[0][0], pole), out[0]]
    return out


def clipped(points, edge, keep):
    """The part of the ring on one side of a meridian (Sutherland and Hodgman)."""
    out = []
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]):
        inside, next_inside = keep(x1), keep(x2)
        if inside:
            out.append((x1, y1))
        if inside != next_inside:
            out.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return out


def on_the_map(points):
    """The parts of the ring from 180 degrees west to 180 degrees east."""
    whole = unwrapped(points)
    for turn in (-360, 0, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in whole]
        part = clipped(part, -180, lambda x: x >= -180)
        part = clipped(part, 180, lambda x: x <= 180) if part else part
        if len(part) > 2 and max(x for x, _ in part) - min(x for x, _ in part) > 0:
            yield part


def polygons(geometry):
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def main(source, target):
    with open(source, encoding="utf-8") as file:
        topology = json.load(file)
    arcs = list(absolute(topology))

    def ring(indexes):
        points = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    lines = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in polygons(geometry):
            for indexes in polygon:
                for part in on_the_map(ring(indexes)):
                    points = tenths(part)
                    widths = [max(axis) - min(axis) for axis in zip(*points)]
                    if len(points) > 3 and max(widths) >= 10:
                        lines.append(line("land", points))
    shared = Counter()
    for country in topology["objects"]["countries"]["geometries"]:
        used = {index if index >= 0 else ~index for polygon in polygons(country) for part in polygon for index in part}
        shared.update(used)
    for index, countries in sorted(shared.items()):
        if countries > 1:
            points = tenths(unwrapped(arcs[index]))
            if len(points) > 1:
                lines.append(line("border", points))
    with open(target, "w", encoding="ascii") as file:
        file.write("# Natural Earth 1:110m, public domain, by way of world-atlas 2.0.2 (ISC); see tools/world-outlines\n")
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
