"""When the guard complains."""

import unittest
from types import SimpleNamespace

from callgrind import Function
from guard import Report
from tally import Tally


def report(now, recorded, **kinds):
    delivery = Tally({(kind, Function("papod", "flush")): number for kind, number in kinds.items()})
    report = Report(SimpleNamespace(delivery=delivery, instructions=lambda: now), recorded)
    report.write()
    return report


class ReportTests(unittest.TestCase):
    def test_five_per_cent_more_is_allowed_and_no_more(self):
        self.assertEqual(report({"a delivery": 105}, {"a delivery": 100}).complaints, [])
        complaints = report({"a delivery": 105.1}, {"a delivery": 100}).complaints
        self.assertRegex(complaints[0], "a delivery costs 5.1% more")

    def test_much_less_is_no_complaint_but_advice(self):
        quicker = report({"a delivery": 94.9}, {"a delivery": 100})
        self.assertEqual(quicker.complaints, [])
        self.assertIn("RECORD=1", "\n".join(quicker.lines))
        self.assertNotIn("RECORD=1", "\n".join(report({"a delivery": 95}, {"a delivery": 100}).lines))

    def test_what_is_not_recorded_cannot_be_held(self):
        self.assertEqual(report({"a delivery": 1}, {}).complaints, ["a delivery: nothing is recorded"])

    def test_one_of_anything_a_delivery_is_too_much_and_its_place_is_told(self):
        for kind in ("allocations", "references", "locks", "atomics"):
            self.assertEqual(report({}, {}, **{kind: 0.5}).complaints, [])
            complaints = report({}, {}, **{kind: 1}).complaints
            self.assertEqual(len(complaints), 1)
            self.assertIn("  flush 1.00", complaints[0])

    def test_what_is_not_papods_is_told_and_never_complained_of(self):
        libcrypto = Function("libcrypto", "malloc")
        figures = SimpleNamespace(
            delivery=Tally({("allocations", libcrypto): 4, ("instructions", libcrypto): 4_000}),
            instructions=dict)
        others = Report(figures, {})
        others.write()
        self.assertEqual(others.complaints, [])
        self.assertIn("allocations in libcrypto", "\n".join(others.lines))


if __name__ == "__main__":
    unittest.main()
