#!/usr/bin/env python3
"""Writes the golden files of the feeds with PyYAML itself.

Run in bundles/export; reads and writes src/test/resources/org/atelier/export/internal.
ugly.json holds the values; GoldenFeedTest builds the same feeds from it as this script does.
"""
import datetime
import json
import pathlib

import yaml

assert yaml.__version__.startswith("6."), yaml.__version__
here = pathlib.Path(__file__).parent.parent / "resources/org/atelier/export/internal"

texts = [
    "", " ", "  ", "plain", "two words", " leading", "trailing ", " both ", "two  blanks", "a\tb", "\tlead", "trail\t",
    "NO", "no", "No", "nO", "yes", "y", "Y", "n", "on", "Off", "true", "TRUE", "tRUE", "null", "Null", "nUll", "~", "~a",
    "=", "==", "<<", "<", "-", "--", "---", "--- a", "...", "....", ". . .", "- a", "-a", "?", "? a", "?a", ":", ": a", ":a",
    "a:", "a: b", "a:b", "a :b", "a #b", "a#b", "#a", "# a", "a # b", "a\t#b", "a:\tb",
    "0", "00", "08", "09", "007", "0o7", "0x1F", "0xg", "0b11", "0b12", "0b", "1", "-1", "+1", "1_000", "_1", "1_",
    "1.5", "1.", ".5", "-.5", "+.5", ".", "-", "+", "1e3", "1E3", "1.5e3", "1.5e+3", "1.5E-3", "1e+3", ".5e3", ".5e+3",
    "1.2.3", "1,5", ".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", "-.nan", "inf", "nan", "Infinity",
    "12:30", "12:30:00", "12:60", "1:2:3", "0:30", "12:30.5", "190:20:30.15", "-12:30", "12:3:", "1:1" + ":1" * 20,
    "2016-04-04", "2016-4-4", "2016-04-4", "2016-13-45", "2016-04-04 12:30:00", "2016-4-4T1:02:03Z",
    "2016-04-04T12:30:00+02:00", "2016-04-04\t12:30:00", "2016-04-04 12:30", "20160404", "+2016-04-04",
    "!tag", "! a", "&anchor", "*alias", "@at", "`tick", "%percent", "|", "|-", ">", "> a", "a|b", "[a]", "{a: b}", "]", "}",
    ",", ",a", "a,b", "a, b", "'", "''", "it's", "'quoted'", "\"", "\"quoted\"", "say \"so\"", "back\\slash", "\\", "\\n",
    "a\nb", "a\n", "\na", "\n", "\n\n", "a\n\nb", "a\n\n\nb", "a \nb", "a\n b", " a\nb", "a\nb ", "a\r\nb", "a\rb", "it's\nso",
    "line one: x\nline two # y\n", "a\n\tb",
    "Jos\u00e9", "\u00c5se \u00d8", "\u6771\u4eac", "\u0645\u0631\u062d\u0628\u0627", "e\u0301", "\u00a0", "a\u00a0b", "\u200b", "a\u2028b", "a\u2029b", "\u2028", "a \u2028b", "a\u2028 b",
    "\u2028\n\u2029", "\ufeff", "a\ufeffb", "\u00ad", "\ue000", "\ufffd", "\ufffe", "\uffff",
    "\U0001f600", "a \U0001f600 b", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0010fffe", "\U0010ffff", "\U0001f600\t\U0001f600",
    "\x00", "a\x00b", "\x07\x08\x0b\x0c\x1b\x1c", "\x7f", "\x80", "\x9f", "\x1f'", "\x01\"\\",
    "w" * 200, "w" * 79 + " " + "x" * 90, " ".join(["word"] * 60), "  ".join(["word"] * 60), " ".join(["it's"] * 60),
    " ".join(["\u00e9t\u00e9"] * 60), " ".join(["\U0001f600\U0001f600"] * 60), " ".join(["a: b"] * 60), "\t" + " ".join(["tab"] * 60),
    "\t" + "  ".join(["tab"] * 60), "\t" + "t" * 200, "\t" + "\\" * 200, "\U0001f600" * 100, "\x01" * 60, "\x01" + " " * 200,
    "\x01 \U0001f600 " + "\u00e9 \U0001f600" * 40, "'" * 100, " ' " * 40, " " * 100, "a" + " " * 100 + "b", "# " + " ".join(["x"] * 120),
    "# " + "x" * 76 + " y z", "# " + "x" * 77 + " y z", "x" * 60 + " y z", "x" * 71 + " y z", "x" * 72 + " y z", "x" * 73 + " y z",
    " ".join(["line"] * 30) + "\n" + " ".join(["line"] * 30), ("x" * 90 + "\n") * 3, "# a\u2028" + " ".join(["x"] * 80),
    "https://example.org/" + "a" * 100 + "?q=1&r=2#frag", "a@example.org", "100%", "C++", "R & D", "<b>bold</b>", "$HOME", "tilde~",
]
numbers = [
    0.0, -0.0, 1.0, -1.0, 0.1, 0.00054, 5.4e-05, 1e-05, 0.0001, 0.00011, 9.999e-05, 1e15, 1e16, 1e17, 1.5e16, 1e22, 1e23,
    123456789012345.6, 1234567890123456.7, 9007199254740993.0, 5e-324, 2e-323, 2.2250738585072014e-308, 1.7976931348623157e308,
    -48.876667, 151.2093, 180.0, -90.0, 2e-3, 3e20, 0.30000000000000004, 100.0, 12345678.9, 1 / 3,
]
days = [
    ["2011-11-07", "2011-11-08"], ["2012-02-20", "2012-03-02"], ["2014-12-30", "2015-01-02"], ["2016-05-06", "2016-05-06"],
    ["2013-01-11", None], ["2016-02-29", "2016-03-01"], ["1999-12-31", "2000-01-01"],
]
urls = [
    None, "", " ", "https://github.com/owner/2016-04-04-place", "http://github.com/owner/2016-04-04-place/",
    "https://github.com/owner/repo.git", "https://github.com/owner/owner.github.io", "https://example.org/",
]
websites = [
    None, "", " ", "https://owner.github.io/2016-04-04-place/", "https://owner.github.io/2016-04-04-place/",
    "https://owner.github.io/repo/", "https://owner.github.io/", "https://example.org/",
]


def human(start, end):
    if end is None:
        return f"{start:%b %d, %Y}-???"
    if start.year != end.year:
        return f"{start:%b %d, %Y}-{end:%b %d, %Y}"
    if start.month != end.month:
        return f"{start:%b %d}-{end:%b %d, %Y}"
    return f"{start:%b %d}-{end:%d, %Y}"


def day(text):
    return None if text is None else datetime.date.fromisoformat(text)


def text(i):
    return texts[i % len(texts)]


events = []
for i in range(len(texts)):
    start, end = map(day, days[i % len(days)])
    events.append({
        "slug": text(i),
        "start": start,
        "end": end,
        "url": websites[i % len(urls)],
        "humandate": human(start, end),
        "contact": None if i % 5 == 0 else text(i),
        "country": None if i % 7 == 0 else text(i + 1),
        "venue": text(i),
        "address": text(i),
        "latitude": None if i % 11 == 0 else numbers[i % len(numbers)],
        "longitude": numbers[(i + 1) % len(numbers)],
        "eventbrite_id": None if i % 3 == 0 else text(i + 2),
        "tags": [{"name": text(i + j)} for j in range(i % 4)],
    })
badges = [
    {"name": text(i), "persons": [
        {"name": text(i + j), "user": text(i), "awarded": None if j == 1 else days[i % len(days)][0]} for j in range(i % 3)]}
    for i in range(len(texts))
]
airports = [
    {"name": text(i), "latitude": numbers[i % len(numbers)], "longitude": None if i % 2 else numbers[-1 - i % len(numbers)],
     "instructors": [{"name": text(i + j), "user": text(i)} for j in range(i % 3)], "country": None if i % 7 == 0 else text(i)}
    for i in range(len(texts))
]

(here / "ugly.json").write_text(
    json.dumps({"texts": texts, "numbers": numbers, "days": days, "urls": urls}, indent=0) + "\n", encoding="ascii")


class Dumper(yaml.SafeDumper):
    """Django makes new values for every row; so must we, or PyYAML would write aliases for equal days."""

    def ignore_aliases(self, data):
        return True


for name, rows in {"events": events, "badges": badges, "instructors": airports}.items():
    (here / f"{name}.yaml").write_bytes(yaml.dump(
        rows, Dumper=Dumper, default_flow_style=False, allow_unicode=True, sort_keys=False, encoding="utf-8"))
    (here / f"{name}.json").write_text(
        json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=str), encoding="utf-8")
