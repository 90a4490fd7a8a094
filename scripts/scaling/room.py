"""How a room of many readers is laid out over several papods: what docs/scaling.md says is computed.

usage: room.py [--write]

Prints the tables, or puts them into docs/scaling.md. What it starts from is measured (docs/benchmarks.md)."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from node import LINE, PRESENCE, Costs, poisson, simulate, wire_bytes

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- begin of what scripts/scaling/room.py writes -->", "<!-- end of it -->"

SECONDS, SEED = 60, 1
TEXT = 100
# Nobody should wait longer than this for a message that all others have, but for one in a hundred.
WANTED = 0.25
# Of a network and of a memory so much may be used.
NETWORK_SHARE, MEMORY_SHARE = 0.6, 0.5
# How long somebody stays, in seconds.
STAY = 3_600
# What the list in a welcome has for each: a name and a blank.
NAME = 9


@dataclass(frozen=True)
class Machine:
    """What papod runs on, and an assumed price in euros an hour."""

    name: str
    processors: int
    gigabits: float
    gibibytes: int
    price: float


MACHINES = [
    Machine("2 processors, 1 Gbit/s, 4 GiB", 2, 1, 4, 0.02),
    Machine("4 processors, 1 Gbit/s, 8 GiB", 4, 1, 8, 0.04),
    Machine("8 processors, 10 Gbit/s, 16 GiB", 8, 10, 16, 0.08),
]
# The most papods that know of each other (the limit is the roster's).
MOST_NODES = 64


def measured(benchmarks):
    """The costs that docs/benchmarks.md has of papod with its journal in a file."""

    def figure(suite, column):
        section = benchmarks.split(f"### {suite}\n")[1].split("\n### ")[0]
        names = [name.strip() for name in re.search(r"^\| server .*$", section, re.M)[0].split("|")]
        row = re.search(r"^\| papod \|.*$", section, re.M)[0].split("|")
        return float(row[names.index(column)].strip().lstrip("≥ ").replace(",", ""))

    return Costs(
        alone=figure("fan1000", "CPU µs/delivery") / 1e6,
        company=figure("fan1000x10", "CPU µs/delivery") / 1e6,
        handshake=figure("hs", "CPU µs/cycle") / 1e6,
        resume=figure("resume", "CPU µs/session") / 1e6,
        connection=int(figure("idle1000", "KiB/connection") * 1024),
        person=512)


def bytes_a_second(readers, rate, together=1.0):
    """What goes out of a papod where so many messages leave together."""
    return readers * rate * wire_bytes(LINE + TEXT, together)


def fits(costs, machine, readers, room, rate):
    """Whether a papod there holds so many readers of a room at that many messages a second."""
    memory = readers * costs.connection + room * costs.person
    if memory > MEMORY_SHARE * machine.gibibytes * 2**30:
        return False
    if bytes_a_second(readers, rate) * 8 > NETWORK_SHARE * machine.gigabits * 1e9:
        return False
    run = simulate(costs, readers, machine.processors, poisson(rate, SECONDS, SEED))
    return run.quantile(0.99) <= WANTED


def holds(costs, machine, room, rate):
    """The most readers of a papod there, to a hundred."""
    low, high = 0, 10_000
    while low < high:
        middle = (low + high + 1) // 2
        if fits(costs, machine, middle * 100, room, rate):
            low = middle
        else:
            high = middle - 1
    return low * 100


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def layouts(costs, room=1_000_000):
    rows = []
    for machine in MACHINES:
        for rate in (10, 100):
            most = holds(costs, machine, room, rate)
            # One more than it takes, so that one may fail.
            nodes = -(-room // most) + 1
            readers = -(-room // nodes)
            arrivals = poisson(rate, SECONDS, SEED)
            run = simulate(costs, readers, machine.processors, arrivals)
            after = simulate(
                costs, -(-room // (nodes - 1)), machine.processors, arrivals, comers=-(-readers // (nodes - 1)))
            traffic = bytes_a_second(readers, rate, len(arrivals) / run.rounds)
            rows.append([
                machine.name, f"{rate}", f"{most:,}", f"{nodes}" + ("" if nodes <= MOST_NODES else " (too many)"),
                f"{run.quantile(0.5) * 1e3:.0f}, {run.quantile(0.99) * 1e3:.0f}", f"{run.busy:.2f}",
                f"{traffic * 8 / 1e6:,.0f}", f"{nodes * traffic * 3_600 / 1e12:.1f}",
                f"{after.absorbed:.1f}", f"{nodes * machine.price:.2f}"])
    head = ["each papod's machine", "messages/s", "readers it holds", "papods", "p50, p99 ms", "busy",
            "Mbit/s each", "TB/h in all", "s of handshakes", "€/h"]
    return table(head, rows)


def presence(costs):
    """What comings and goings cost, which all are told, by the number of people."""
    rows = []
    for people in (1_000, 10_000, 100_000, 1_000_000):
        lines = 2 * people / STAY
        told = lines * wire_bytes(PRESENCE, max(1.0, lines * 0.05)) * 8 / 1e3
        said = 10 * wire_bytes(LINE + TEXT) * 8 / 1e3
        welcome = people * NAME
        rows.append([
            f"{people:,}", f"{lines:,.1f}", f"{told:,.1f}", f"{said:,.1f}", f"{welcome / 2**20:,.2f}",
            f"{welcome * people / STAY * 8 / 1e6:,.1f}", f"{people * costs.person / 2**20:,.0f}"])
    head = ["people", "comings and goings/s", "kbit/s of it to each", "kbit/s of 10 messages/s",
            "MiB of names in a welcome", "Mbit/s of welcomes in all", "MiB of people in each papod"]
    return table(head, rows)


def report(benchmarks):
    costs = measured(benchmarks)
    return "\n\n".join([
        "A room of 1,000,000 readers, texts of 100 bytes, one papod more than it takes:", layouts(costs),
        "Somebody stays for an hour, and all are told of each coming and going, as they are today:",
        presence(costs)])


def put_into(document, text):
    """The document with the text in its place."""
    before, rest = document.split(BEGIN + "\n")
    return before + BEGIN + "\n\n" + text + "\n\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    text = report((DOCS / "benchmarks.md").read_text())
    if sys.argv[1:] == ["--write"]:
        document = DOCS / "scaling.md"
        document.write_text(put_into(document.read_text(), text))
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        print(text)
