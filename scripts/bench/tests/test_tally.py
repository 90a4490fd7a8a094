"""How what callgrind has counted becomes numbers by kind."""

import os
import unittest
from collections import Counter
from types import SimpleNamespace

from callgrind import Call, Function, Profile
from tally import Tally

PAPOD = "/somewhere/papod"


def calls(*pairs):
    """A tally of calls within papod: (caller, callee, count)."""
    counts = {
        Call(Function(PAPOD, caller), Function(PAPOD, callee)): count for caller, callee, count in pairs}
    return Tally.of(SimpleNamespace(costs={}, calls=Counter(counts)))


class TallyTests(unittest.TestCase):
    def test_a_profile_is_counted_by_object_file(self):
        tally = Tally.of(Profile.of(os.path.join(os.path.dirname(__file__), "sample.callgrind")))
        self.assertEqual(tally.of_object("instructions", "sample"), 98)
        self.assertEqual(tally.of_object("instructions", "libc"), 645)
        self.assertEqual(tally.objects("instructions")[:2], ["libc", "sample"])
        self.assertEqual(tally.of_object("atomics", "sample"), 4)
        self.assertEqual(tally.of_object("allocations", "sample"), 5)
        self.assertEqual(tally.of_object("allocations", "libc"), 0)

    def test_an_allocation_that_is_made_of_others_is_one_and_its_callers(self):
        tally = calls(
            ("write", "swift_allocObject", 3), ("swift_allocObject", "swift_slowAlloc", 3),
            ("swift_slowAlloc", "malloc", 3), ("grow", "operator new(unsigned long)", 2))
        self.assertEqual(tally.of_object("allocations", "papod"), 5)
        self.assertEqual(tally.top("allocations", "papod", 1), [("write", 3)])

    def test_reference_counts_go_up_and_down_by_many_names(self):
        tally = calls(
            ("write", "swift_retain", 1), ("write", "swift_release_n", 1),
            ("write", "swift_unownedRetain", 1),
            ("write", "swift_bridgeObjectRelease", 1), ("swift_bridgeObjectRelease", "swift_release", 1),
            ("swift_release", "_swift_release_dealloc", 1), ("write", "swift_isUniquelyReferenced", 1))
        self.assertEqual(tally.of_object("references", "papod"), 4)

    def test_what_locks_is_told_from_what_unlocks(self):
        tally = calls(
            ("post", "pthread_mutex_lock@@GLIBC_2.2.5", 1), ("post", "pthread_mutex_trylock", 1),
            ("post", "pthread_rwlock_rdlock@@GLIBC_2.34", 1), ("post", "pthread_mutex_init", 1),
            ("post", "pthread_mutex_unlock@@GLIBC_2.2.5", 1))
        self.assertEqual(tally.of_object("locks", "papod"), 3)

    def test_tallies_are_reckoned_with(self):
        one, other = calls(("write", "malloc", 6)), calls(("read", "malloc", 2))
        self.assertEqual((one + other).of_object("allocations", "papod"), 8)
        self.assertEqual((one - other).of_object("allocations", "papod"), 4)
        self.assertEqual((one / 4).of_object("allocations", "papod"), 1.5)
        self.assertEqual(one.of_object("allocations", "papod"), 6)


if __name__ == "__main__":
    unittest.main()
