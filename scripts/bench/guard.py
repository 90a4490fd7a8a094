"""Fails where papod has become slower: counts its instructions with callgrind, whose numbers hardly depend on
the machine or on what else runs there, and compares them with what was recorded.

usage: guard.py [--record] FOLDER-OF-PAPOD-AND-PAPO-BENCH RECORD.json

With --record the file is written anew. Exit codes: 0 all is well, 1 papod is slower, 2 it could not be
measured.
"""

import argparse
import json
import subprocess
import sys

from callgrind import Malformed
from figures import Figures, TooShort
from measured_papod import Failed, MeasuredPapod

# A change of less is nobody's fault: other versions of the compiler and of the libraries, and chance.
ROOM = 0.05

# Of each of these a delivery has either none or at least one; what is between is chance, since it comes from
# the difference of two runs.
BOUND = 0.5
BOUNDED = {
    "allocations": "allocations",
    "references": "reference counts, up or down",
    "locks": "calls that lock",
    "atomics": "atomic instructions",
}


class Report:
    """What was measured, in words, and whether it is well."""

    def __init__(self, figures, recorded):
        self.figures = figures
        self.recorded = recorded
        self.lines = []
        self.complaints = []

    def write(self):
        self._compare()
        self._bound()
        self._tell()

    def _compare(self):
        self._row("papod's instructions for", "now", "recorded", "change")
        for name, number in self.figures.instructions().items():
            recorded = self.recorded.get(name)
            if recorded is None:
                self._row(name, f"{number:,.0f}", "-", "-")
                self.complaints.append(f"{name}: nothing is recorded")
                continue
            change = (number - recorded) / recorded
            self._row(name, f"{number:,.0f}", f"{recorded:,.0f}", f"{change:+.1%}")
            if change > ROOM:
                self.complaints.append(f"{name} costs {change:.1%} more instructions than was recorded")
            elif change < -ROOM:
                self.lines.append("  so much less should be recorded: make bench-check RECORD=1")

    def _bound(self):
        delivery = self.figures.delivery
        self._row("in papod, a delivery has", "now", "at most")
        for kind, name in BOUNDED.items():
            number = delivery.of_object(kind, "papod")
            # Plus zero, or there would be a negative one.
            self._row(name, f"{round(number, 2) + 0:.2f}", f"{BOUND:.2f}")
            if number > BOUND:
                top = delivery.top(kind, "papod", 5)
                places = (f"  {place} {count:.2f}" for place, count in top if count > BOUND / 10)
                self.complaints.append("\n".join((f"a delivery has {number:.2f} {name}:", *places)))

    def _tell(self):
        """What is for people alone, since it is others' or may well be."""
        delivery = self.figures.delivery
        self._row("for comparison, a delivery has", "now")
        self._row("checks of exclusivity in papod", f"{delivery.of_object('exclusivity', 'papod'):.2f}")
        for kind in ("instructions", "allocations"):
            for name in delivery.objects(kind):
                number = delivery.of_object(kind, name)
                if name != "papod" and number > BOUND:
                    self._row(f"{kind} in {name}", f"{number:,.0f}" if number > 100 else f"{number:.2f}")

    def _row(self, name, *cells):
        self.lines.append((f"{name:34}" + "".join(f"{cell:>12}" for cell in cells)).rstrip())


def demangled(text):
    """With Swift's names as they stand in the source, if there is a toolchain."""
    try:
        result = subprocess.run(
            ["swift", "demangle", "--simplified"], input=text, capture_output=True, text=True, check=True)
        return result.stdout.rstrip("\n")
    except (OSError, subprocess.CalledProcessError):
        return text


def main():
    parser = argparse.ArgumentParser(description="Fails where papod has become slower.")
    parser.add_argument("programs", metavar="FOLDER-OF-PAPOD-AND-PAPO-BENCH")
    parser.add_argument("record_file", metavar="RECORD.json")
    parser.add_argument("--record", action="store_true", help="writes the file anew")
    options = parser.parse_args()
    try:
        with MeasuredPapod(options.programs) as papod:
            figures = Figures(papod.profiles)
        if options.record:
            write_record(options.record_file, figures)
        report = Report(figures, read_record(options.record_file))
    except (Failed, Malformed, TooShort, OSError, ValueError) as error:
        print(f"bench-check: {error}", file=sys.stderr)
        return 2
    report.write()
    print("\n".join(report.lines), flush=True)
    for complaint in report.complaints:
        print(f"bench-check: {demangled(complaint)}", file=sys.stderr)
    return 1 if report.complaints else 0


def read_record(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_record(path, figures):
    record = {name: round(number, 1) for name, number in figures.instructions().items()}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(record, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    sys.exit(main())
