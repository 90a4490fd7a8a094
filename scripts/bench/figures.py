"""The figures that the guard holds, each of what a server does while messages go through it one at a time:
what is under way together, and so shares its cost, is up to chance."""

import itertools
from collections import namedtuple

from tally import Tally

# The arguments of papo-bench, and how many records a message makes papod write.
Load = namedtuple("Load", "arguments records")

_FEW, _MANY = 20, 120

def _fanout(receivers, messages):
    # With few that enter at once, none has to wait too long for its handshake with so slow a server.
    arguments = ("fanout", "--receivers", str(receivers), "--opening", "4", "--messages", str(messages))
    return Load(arguments, receivers)


LOADS = {
    "few": _fanout(_FEW, 1_000),
    "many": _fanout(_MANY, 400),
    # It, and its answer.
    "private": Load(("private", "--pairs", "1", "--messages", "1200"), 2),
}

# Profiles of messages alone that a run must have. Where in a message each begins and ends is chance.
_FEWEST = 6


class TooShort(Exception):
    """A run has told too little."""


class Figures:
    """Tallies: of one delivery more of a message, without what the message costs once, of a whole message to
    many, and of a private message with its answer."""

    def __init__(self, profiles):
        """`profiles` gives those of a run, in order, by the arguments of papo-bench, its mode first."""
        cost = {name: a_message(load, profiles(load.arguments)) for name, load in LOADS.items()}
        self.delivery = (cost["many"] - cost["few"]) / (_MANY - _FEW)
        self.message = cost["many"]
        self.private = cost["private"]

    def instructions(self):
        """What is compared with what was recorded: papod's own instructions, by what they are for."""
        tallies = {
            "a delivery": self.delivery,
            f"a message to {_MANY}": self.message,
            "a private message and its answer": self.private,
        }
        return {name: _instructions(tally) for name, tally in tallies.items()}


def a_message(load, profiles):
    """What a message costs in the midst of the run, where nobody comes or goes. Throws `TooShort`."""
    tallies = [Tally.of(profile) for profile in profiles]
    steady = _steady(tallies)
    if len(steady) < _FEWEST:
        words = f"{len(steady)} profiles of {len(tallies)} are of messages alone"
        raise TooShort(f"{' '.join(load.arguments)}: {words}")
    costs = sorted((_a_message_of(tally, load) for tally in steady), key=_instructions)
    # Timers and housekeeping come when it is time, not with messages: they are in the dearer half.
    cheaper = costs[: len(costs) // 2]
    return sum(cheaper, Tally({})) / len(cheaper)


def _steady(tallies):
    """Those between everybody's entering and leaving."""
    def is_steady(tally):
        return tally.of_object("comings", "papod") == 0

    stretches = itertools.groupby(itertools.dropwhile(is_steady, tallies), is_steady)
    longest = max((list(stretch) for steady, stretch in stretches if steady), key=len, default=[])
    # In the first some may still be told who else has come.
    return [tally for tally in longest[1:] if tally.of_object("records", "papod")]


def _a_message_of(tally, load):
    return tally / (tally.of_object("records", "papod") / load.records)


def _instructions(tally):
    return tally.of_object("instructions", "papod")
