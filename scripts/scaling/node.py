"""One papod that tells its readers what comes of the stream: a simulation of its rounds."""

import random
from dataclasses import dataclass
from math import ceil, log


@dataclass(frozen=True)
class Costs:
    """What papod needs, in seconds of a processor and in bytes; measured, but for the bytes of frames."""

    # A delivery that goes out alone: a record, a send; and one more in the same record.
    alone: float
    company: float
    # To shake hands and to take a session up.
    handshake: float
    resume: float
    # Memory of a connection and of somebody in the room, whom every papod knows.
    connection: int
    person: int

    def round(self, readers, messages, processors):
        """How long it takes to write so many messages to everybody here."""
        return readers * (self.alone + (messages - 1) * self.company) / processors


# A numbered line beside its text: "SEQ MILLIS NAME: " and its end; that of somebody's coming or going.
LINE, PRESENCE = 32, 36
# What TLS puts around a record (RFC 8446, 5.2), and TCP, IP and Ethernet around a packet.
RECORD, RECORD_LIMIT, FRAME, FRAME_LIMIT = 22, 16_384, 90, 1_448


def wire_bytes(line, messages=1.0):
    """Bytes on the wire for each of so many lines of that length that leave together."""
    together = line * messages
    together += RECORD * ceil(together / RECORD_LIMIT)
    return (together + FRAME * ceil(together / FRAME_LIMIT)) / messages


def poisson(rate, seconds, seed):
    """Times at which something comes that comes by chance."""
    chance = random.Random(seed)
    times, time = [], 0.0
    while (time := time - log(1 - chance.random()) / rate) < seconds:
        times.append(time)
    return times


@dataclass
class Run:
    """What became of a run."""

    # Deliveries by how long they took after the papod had the message: (seconds, how many), and their number.
    delays: list
    deliveries: int
    rounds: int
    # The share of the time in which it was writing.
    busy: float
    # When the last one who came was in the room; 0 where nobody came.
    absorbed: float

    def quantile(self, share):
        """So many of the deliveries took no longer, in seconds."""
        wanted, seen = share * self.deliveries, 0
        for delay, count in sorted(self.delays):
            seen += count
            if seen >= wanted:
                return delay
        return 0.0


# A round's readers are told of in so many groups, one behind another.
GROUPS = 20
# What a thread gives to handshakes in each round (IOThread.handshakeShare), in seconds.
HANDSHAKE_SHARE = 0.004


def simulate(costs, readers, processors, arrivals, comers=0):
    """Writes the messages that come at those times to everybody. All that have come are written together
    when the round before is over, which is what a papod does; the threads share the readers, and their
    rounds are taken for one. `comers` want to be let in from the beginning, who are not written to yet."""
    run = Run([], 0, 0, 0.0, 0.0)
    entering = costs.handshake + costs.resume
    free, busy, place, waiting = 0.0, 0.0, 0, comers * entering
    while place < len(arrivals) or waiting > 0:
        start = max(free, arrivals[place]) if place < len(arrivals) else float("inf")
        if waiting > 0:
            # In the time that nobody needs, and else a little in each round.
            idle = (start - free) * processors
            share = min(waiting, max(idle, HANDSHAKE_SHARE * processors))
            waiting -= share
            if waiting <= 0:
                run.absorbed = free + share / processors
            free += share / processors
            start = max(start, free) if place < len(arrivals) else free
        if place == len(arrivals):
            continue
        end = place
        while end < len(arrivals) and arrivals[end] <= start:
            end += 1
        length = costs.round(readers, end - place, processors)
        for arrival in arrivals[place:end]:
            for group in range(GROUPS):
                count = readers * (group + 1) // GROUPS - readers * group // GROUPS
                run.delays.append((start + length * (group + 1) / GROUPS - arrival, count))
                run.deliveries += count
        run.rounds += 1
        busy += length
        free, place = start + length, end
    run.busy = busy / max(free, 1e-9)
    return run
