"""What is read from a file that callgrind has written, and what is not believed. The sample is `work` of

    static void use(void) { __sync_fetch_and_add(&users, 1); }
    static int climb(int left) { use(); return left == 0 ? 0 : 1 + climb(left - 1); }
    static int work(void) { for (int i = 0; i < 5; i++) free(malloc(16)); return climb(3); }
"""

import os
import unittest

from callgrind import Call, Function, Malformed, Profile

SAMPLE = os.path.join(os.path.dirname(__file__), "sample.callgrind")


def own(name):
    return Function("/home/ana/sample", name)


def of_libc(name):
    return Function("/usr/lib/x86_64-linux-gnu/libc.so.6", name)


def sample_lines():
    with open(SAMPLE, encoding="utf-8") as file:
        return file.readlines()


class SampleTests(unittest.TestCase):
    def setUp(self):
        self.profile = Profile.of(SAMPLE)

    def test_a_function_has_its_own_cost_without_that_of_its_callees(self):
        self.assertEqual(self.profile.costs[own("work")]["Ir"], 46)
        self.assertEqual(self.profile.costs[of_libc("malloc")]["Ir"], 205)

    def test_an_event_that_a_line_leaves_out_is_zero(self):
        self.assertEqual(self.profile.costs[own("use")]["Ge"], 4)
        self.assertEqual(self.profile.costs[own("work")]["Ge"], 0)

    def test_the_levels_of_a_recursion_are_one_function(self):
        self.assertEqual(self.profile.costs[own("climb")]["Ir"], 44)
        self.assertEqual(self.profile.calls[Call(own("climb"), own("climb"))], 3)
        self.assertEqual(self.profile.calls[Call(own("climb"), own("use"))], 4)

    def test_a_callee_is_in_its_callers_object_unless_it_says_so(self):
        self.assertEqual(self.profile.calls[Call(own("work"), of_libc("malloc"))], 5)
        self.assertEqual(self.profile.calls[Call(own("work"), own("climb"))], 1)

    def test_a_line_may_have_several_positions(self):
        lines = "".join(sample_lines()).replace("positions: line", "positions: instr line").splitlines()
        for index, line in enumerate(lines):
            if line[:1] in "+-*0123456789" and line:
                lines[index] = f"0x96120 {line}" if index % 2 else f"+3 {line}"
        self.assertEqual(Profile(lines).costs, self.profile.costs)


class MalformedTests(unittest.TestCase):
    def refuse(self, lines, words):
        with self.assertRaisesRegex(Malformed, words):
            Profile(lines)

    def test_a_file_that_was_cut_short(self):
        self.refuse(sample_lines()[:-1], "cut short")
        self.refuse([], "cut short")

    def test_functions_that_do_not_add_up(self):
        lines = [line.replace("14 2", "14 3") for line in sample_lines()]
        self.refuse(lines, "744 Ir, its totals 743")

    def test_a_number_that_stands_for_nothing(self):
        self.refuse(["events: Ir", "ob=(1) a", "fn=(7)"], "line 3")

    def test_a_line_of_another_kind(self):
        self.refuse(["events: Ir", "what is this"], "line 2")
        self.refuse(["events: Ir", "ob=(1) a", "fn=(1) b", "1 many"], "line 4")

    def test_a_cost_before_any_event_or_function(self):
        self.refuse(["1 2"], "line 1")
        self.refuse(["events: Ir", "1 2"], "line 2")

    def test_the_file_is_named(self):
        with self.assertRaisesRegex(Malformed, "test_callgrind.py: line 1"):
            Profile.of(__file__)


if __name__ == "__main__":
    unittest.main()
