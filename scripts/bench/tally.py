"""What of a profile the guard looks at: numbers by kind, and by the function whose doing they are."""

import os
import re
from collections import Counter

from callgrind import Function

# Self costs. A lock that is free and a reference count cost an atomic instruction at least, also where they
# are inlined and nothing is called.
_EVENTS = {"instructions": "Ir", "atomics": "Ge"}

# Calls into a group of functions from outside of it, so that one that is made of others counts once.
_GROUPS = {
    "allocations": re.compile(
        r"(malloc|calloc|realloc|reallocarray|memalign|aligned_alloc|posix_memalign|operator new)\b.*"
        r"|swift_(slowAlloc\w*|alloc(Object|Box|EmptyBox|Error)|bufferAllocate)"
        # OpenSSL's own, by way of Sources/CTLS/memory.c.
        r"|(take|resize)_for_openssl"),
    "references": re.compile(r"swift_\w*([Rr]etain|[Rr]elease)\w*"),
    "locks": re.compile(r"pthread_(mutex|rwlock|spin)_(try|timed|clock)?(lock|rdlock|wrlock)\b.*"),
    # Swift's look, at run time, whether somebody else uses the same property.
    "exclusivity": re.compile(r"swift_beginAccess"),
    "records": re.compile(r"SSL_write_ex"),
    # What is called only where somebody enters or leaves.
    "comings": re.compile(r"SSL_(new|do_handshake|free)"),
}


class Tally:
    """Numbers, which may be those of a difference, by kind: "instructions", "atomics" (instructions),
    "allocations", "references" (counted up or down), "locks", "exclusivity" (checks), "records" (of TLS,
    written) and "comings" (and goings)."""

    def __init__(self, numbers):
        self.numbers = Counter(numbers)

    @classmethod
    def of(cls, profile):
        numbers = Counter()
        for function, costs in profile.costs.items():
            for kind, event in _EVENTS.items():
                numbers[kind, _short(function)] += costs[event]
        for (caller, callee), count in profile.calls.items():
            for kind, group in _GROUPS.items():
                if group.fullmatch(callee.name) and not group.fullmatch(caller.name):
                    numbers[kind, _short(caller)] += count
        return cls(numbers)

    def __add__(self, other):
        numbers = Counter(self.numbers)
        numbers.update(other.numbers)
        return Tally(numbers)

    def __sub__(self, other):
        numbers = Counter(self.numbers)
        numbers.subtract(other.numbers)
        return Tally(numbers)

    def __truediv__(self, divisor):
        return Tally({key: number / divisor for key, number in self.numbers.items()})

    def of_object(self, kind, name):
        """What all functions of an object file have together."""
        return sum(number for _, number in self._places(kind, name))

    def objects(self, kind):
        """The names of the object files, those with most first."""
        names = {function.object for of_kind, function in self.numbers if of_kind == kind}
        return sorted(names, key=lambda name: -self.of_object(kind, name))

    def top(self, kind, name, count):
        """The functions of an object file that have most of it: pairs of a function's name and its number."""
        return sorted(self._places(kind, name), key=lambda place: -place[1])[:count]

    def _places(self, kind, name):
        for (of_kind, function), number in self.numbers.items():
            if of_kind == kind and function.object == name:
                yield function.name, number


def _short(function):
    """The same by the object's name without its folder, and without version: libssl for libssl.so.3."""
    return Function(os.path.basename(function.object).partition(".so")[0], function.name)
