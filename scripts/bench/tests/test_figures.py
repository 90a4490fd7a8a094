"""What of a run counts, and how it is reckoned."""

import unittest
from collections import Counter
from types import SimpleNamespace

from callgrind import Call, Function
from figures import LOADS, Figures, Load, TooShort, a_message


def profile(instructions, records, comings=0, references=0):
    def called(name):
        return Call(Function("papod", "write"), Function("libssl.so.3", name))

    calls = {called("SSL_write_ex"): records, called("SSL_new"): comings, called("swift_retain"): references}
    return SimpleNamespace(
        costs={Function("papod", "write"): Counter(Ir=instructions)}, calls=Counter(calls))


START = [profile(1_000_000, 0), profile(500_000, 10, comings=3), profile(400_000, 20, comings=1)]
STILL_TOLD = [profile(90_000, 20)]
END = [profile(300_000, 20, comings=2), profile(200_000, 5)]
LOAD = Load(("fanout",), 4)


class MessageTests(unittest.TestCase):
    def cost(self, *steady):
        message = a_message(LOAD, START + STILL_TOLD + list(steady) + END)
        return message.of_object("instructions", "papod")

    def test_only_what_is_between_entering_and_leaving_counts(self):
        self.assertEqual(self.cost(*6 * [profile(5_000, 20)]), 1_000)

    def test_profiles_with_more_than_messages_do_not_count(self):
        self.assertEqual(self.cost(*3 * [profile(5_000, 20)], *3 * [profile(9_000, 20)]), 1_000)

    def test_a_profile_weighs_by_its_messages(self):
        self.assertEqual(self.cost(*6 * [profile(5_000, 20), profile(4_500, 18)]), 1_000)

    def test_too_few_profiles_say_nothing(self):
        with self.assertRaisesRegex(TooShort, "5 profiles of 11"):
            self.cost(*5 * [profile(5_000, 20)])

    def test_who_enters_late_does_not_end_it(self):
        late = [profile(90_000, 20), profile(90_000, 20, comings=1), profile(80_000, 20)]
        message = a_message(LOAD, START + late + 6 * [profile(5_000, 20)] + END)
        self.assertEqual(message.of_object("instructions", "papod"), 1_000)

    def test_a_run_in_which_nobody_entered_says_nothing(self):
        with self.assertRaises(TooShort):
            a_message(LOAD, 20 * [profile(5_000, 20)])


class FiguresTests(unittest.TestCase):
    def test_a_delivery_has_nothing_of_what_a_message_costs_once(self):
        def profiles(arguments):
            load = next(load for load in LOADS.values() if load.arguments == arguments)
            # A message costs 10,000 and has 70 references, a delivery 300 and 2.
            one = profile(10_000 + 300 * load.records, load.records, references=70 + 2 * load.records)
            return START + STILL_TOLD + 8 * [one] + END

        figures = Figures(profiles)
        self.assertAlmostEqual(figures.delivery.of_object("references", "papod"), 2)
        self.assertEqual(
            {name: round(number) for name, number in figures.instructions().items()},
            {"a delivery": 300, "a message to 120": 46_000, "a private message and its answer": 10_600})


if __name__ == "__main__":
    unittest.main()
