"""Whether the simulation comes to what was measured, and finds its place in the document."""

import unittest

from node import poisson, simulate
from room import BEGIN, DOCS, END, MACHINES, fits, holds, measured, put_into

SAMPLE = """
### fan1000

| server | speaks | deliveries/s | CPU µs/delivery | p50 µs |
| --- | --- | ---: | ---: | ---: |
| papod | plain | 1 | 9.05 | 4,653 |
| papod-full | plain | 1 | 7 | 1 |

### fan1000x10
| server | CPU µs/delivery |
| papod | ≥ 0.213 |

### hs
| server | CPU µs/cycle |
| papod | 1,722 |

### resume
| server | CPU µs/session |
| papod | 790 |

### idle1000
| server | KiB/connection |
| papod | 15.5 |
"""


class MeasuredTests(unittest.TestCase):
    def test_reads_what_papod_costs(self):
        costs = measured(SAMPLE)
        self.assertAlmostEqual(costs.alone, 9.05e-6)
        self.assertAlmostEqual(costs.company, 0.213e-6)
        self.assertAlmostEqual(costs.handshake, 1_722e-6)
        self.assertAlmostEqual(costs.resume, 790e-6)
        self.assertEqual(costs.connection, 15_872)

    def test_comes_to_what_was_measured(self):
        # One processor, a message at a time to 1,000, and 500 a second to 200: the median of papod's own part.
        costs = measured((DOCS / "benchmarks.md").read_text())
        alone = simulate(costs, 1_000, 1, [float(second) for second in range(10)]).quantile(0.5)
        self.assertTrue(3e-3 < alone < 7e-3, alone)
        stream = simulate(costs, 200, 1, poisson(500, 10, seed=1)).quantile(0.5)
        self.assertTrue(0.5e-3 < stream < 4e-3, stream)


class LayoutTests(unittest.TestCase):
    def test_holds_as_many_as_fit_and_no_more(self):
        costs = measured(SAMPLE)
        most = holds(costs, MACHINES[1], 100_000, 10)
        self.assertTrue(fits(costs, MACHINES[1], most, 100_000, 10))
        self.assertFalse(fits(costs, MACHINES[1], most + 100, 100_000, 10))


class DocumentTests(unittest.TestCase):
    def test_puts_the_tables_between_the_marks_alone(self):
        document = f"before\n{BEGIN}\nold\n{END}\nafter\n"
        once = put_into(document, "new")
        self.assertEqual(once, f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n")
        self.assertEqual(put_into(once, "new"), once)

    def test_there_is_a_place_for_them(self):
        self.assertEqual((DOCS / "scaling.md").read_text().count(BEGIN), 1)


if __name__ == "__main__":
    unittest.main()
