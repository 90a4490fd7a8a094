"""What the simulation of a papod's rounds must come to."""

import unittest

from node import Costs, poisson, simulate, wire_bytes

COSTS = Costs(alone=10e-6, company=0.2e-6, handshake=1e-3, resume=0.5e-3, connection=16_384, person=512)


class RoundTests(unittest.TestCase):
    def test_everybody_gets_each_message_once(self):
        arrivals = poisson(50, 10, seed=3)
        run = simulate(COSTS, 1_007, 2, arrivals)
        self.assertEqual(run.deliveries, 1_007 * len(arrivals))
        self.assertEqual(run.deliveries, sum(count for _, count in run.delays))

    def test_a_message_that_comes_alone_takes_as_long_as_writing_it(self):
        run = simulate(COSTS, 1_000, 1, [1.0, 2.0])
        self.assertAlmostEqual(run.quantile(1), 1_000 * COSTS.alone)
        self.assertAlmostEqual(run.quantile(0.5), 1_000 * COSTS.alone / 2)
        self.assertEqual(run.rounds, 2)

    def test_where_more_comes_than_goes_out_alone_rounds_grow_to_what_the_formula_says(self):
        # A round is as long as it takes to write what has come in the one before:
        # s = n (a + b (r s - 1)) / p.
        readers, processors, rate = 20_000, 2, 100
        arrivals = [index / rate for index in range(100 * rate)]
        run = simulate(COSTS, readers, processors, arrivals)
        expected = readers * (COSTS.alone - COSTS.company) / (processors - readers * COSTS.company * rate)
        self.assertGreater(run.busy, 0.99)
        self.assertAlmostEqual(100 / run.rounds / expected, 1, delta=0.05)

    def test_past_that_it_falls_behind(self):
        readers, rate = 60_000, 100
        self.assertGreater(readers * COSTS.company * rate, 1)
        run = simulate(COSTS, readers, 1, [index / rate for index in range(20 * rate)])
        self.assertGreater(run.quantile(1), 2)

    def test_more_processors_and_fewer_readers_never_make_it_slower(self):
        arrivals = poisson(20, 20, seed=1)
        slow = simulate(COSTS, 10_000, 2, arrivals).quantile(0.99)
        self.assertLess(simulate(COSTS, 10_000, 4, arrivals).quantile(0.99), slow)
        self.assertLess(simulate(COSTS, 5_000, 2, arrivals).quantile(0.99), slow)

    def test_those_who_come_take_the_time_that_nobody_needs(self):
        self.assertAlmostEqual(simulate(COSTS, 10, 2, [], comers=1_000).absorbed, 0.75)
        arrivals = poisson(20, 20, seed=1)
        alone = simulate(COSTS, 10_000, 2, arrivals)
        crowded = simulate(COSTS, 10_000, 2, arrivals, comers=1_000)
        self.assertGreater(crowded.absorbed, 0.75)
        self.assertLess(crowded.absorbed, 5)
        self.assertEqual(crowded.deliveries, alone.deliveries)

    def test_the_same_seed_is_the_same_run(self):
        self.assertEqual(poisson(10, 50, seed=7), poisson(10, 50, seed=7))
        self.assertNotEqual(poisson(10, 50, seed=7), poisson(10, 50, seed=8))
        self.assertAlmostEqual(len(poisson(100, 100, seed=7)) / 10_000, 1, delta=0.05)


class BytesTests(unittest.TestCase):
    def test_a_line_alone_has_a_record_and_a_packet(self):
        self.assertEqual(wire_bytes(132), 132 + 22 + 90)

    def test_in_company_it_has_less(self):
        sizes = [wire_bytes(132, messages) for messages in (1, 2, 8, 100)]
        self.assertEqual(sizes, sorted(sizes, reverse=True))
        self.assertGreater(sizes[-1], 132)


if __name__ == "__main__":
    unittest.main()
