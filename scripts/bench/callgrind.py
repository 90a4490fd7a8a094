"""Reads what valgrind's callgrind has counted: which function cost what, and who called whom how often.

The format is that of https://valgrind.org/docs/manual/cl-format.html, with names compressed, as callgrind
writes it. Python's standard library only.
"""

import re
from collections import Counter, namedtuple

# A function is known by the object file that has it and by its name.
Function = namedtuple("Function", "object name")
Call = namedtuple("Call", "caller callee")

_COST = re.compile(r"[-+*0-9]")
_HEADER = re.compile(r"([A-Za-z]+):(.*)")
_NAME = re.compile(r"(c?)(ob|fn|fl|fi|fe)=\((\d+)\)(?: (.*))?$")
_RECURSION = re.compile(r"'\d+$")


class Malformed(Exception):
    """What was read is not callgrind's, or not all of it."""


class Profile:
    """One run.

    `costs` has the self cost of each function as a Counter of events, by callgrind's names for them; `calls`
    how often each function called each other one. The levels of a recursion count as one function.
    """

    def __init__(self, lines):
        """Throws `Malformed`, also where the functions do not add up to the run's totals."""
        reader = _Reader()
        for number, line in enumerate(lines, 1):
            try:
                reader.take(line.rstrip("\n"))
            except (ValueError, KeyError, TypeError) as error:
                raise Malformed(f"line {number}: {error!r}") from None
        reader.check()
        self.costs, self.calls = reader.costs, reader.calls

    @classmethod
    def of(cls, path):
        """Throws OSError as well."""
        with open(path, encoding="utf-8", errors="replace") as file:
            try:
                return cls(file)
            except Malformed as error:
                raise Malformed(f"{path}: {error}") from None


class _Reader:
    def __init__(self):
        self.costs = {}
        self.calls = Counter()
        self.names = {}
        self.events = self.totals = None
        self.positions = 1
        self.current = {}
        self.callee = {}
        self.is_call_cost = False

    def take(self, line):
        if not line or line.startswith("#"):
            return
        if _COST.match(line):
            self.take_cost(line.split())
        elif line.startswith("calls="):
            self.take_call(int(line.removeprefix("calls=").split()[0]))
        elif name := _NAME.match(line):
            self.take_name(*name.groups())
        elif header := _HEADER.match(line):
            self.take_header(header[1], header[2].split())
        else:
            raise ValueError(line)

    def take_header(self, key, words):
        if key == "events":
            self.events = words
        elif key == "positions":
            self.positions = len(words)
        elif key == "totals":
            self.totals = [int(word) for word in words]

    def take_name(self, of_callee, key, number, name):
        # Files have numbers of their own, and nobody asks for them.
        if key not in ("ob", "fn"):
            return
        # A name is written out once; after that its number stands for it, of callers and callees alike.
        if name is not None:
            self.names[key, number] = name
        (self.callee if of_callee else self.current)[key] = self.names[key, number]

    def take_call(self, count):
        # Without an object of its own, a callee is in its caller's.
        callee = self.function({"ob": self.current["ob"], **self.callee})
        self.calls[Call(self.function(self.current), callee)] += count
        self.callee = {}
        self.is_call_cost = True

    def take_cost(self, words):
        # The line after a call has what the callee cost, which is counted there.
        if self.is_call_cost:
            self.is_call_cost = False
            return
        # In front stands where in the source it was, absolute, as +N or -N, or as * where it is the same.
        # Costs of zero may be missing at the end.
        costs = dict(zip(self.events, map(int, words[self.positions:])))
        self.costs.setdefault(self.function(self.current), Counter()).update(costs)

    @staticmethod
    def function(names):
        return Function(names["ob"], _RECURSION.sub("", names["fn"]))

    def check(self):
        if self.events is None or self.totals is None:
            raise Malformed("it has no events or no totals: callgrind was cut short")
        for event, total in zip(self.events, self.totals):
            found = sum(costs[event] for costs in self.costs.values())
            if found != total:
                raise Malformed(f"its functions have {found} {event}, its totals {total}")
