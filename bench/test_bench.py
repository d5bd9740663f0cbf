"""The parts of the harness that decide and draw. `python3 -m unittest discover bench` runs them."""

import unittest
import xml.etree.ElementTree as ElementTree

import picture
import results
from contestants import CONTESTANTS, read_pom
from proxy import Conversation
from workloads import ALL, Workload


def rounds(contestant, walls, validate=1.0, applied=True):
    figures = {"cpu": 2.0, "memory_mb": 100.0, "exit": 0, "contestant": contestant}
    rows = []
    for turn, wall in enumerate(walls):
        rows.append({**figures, "what": "validate", "round": turn, "wall": validate})
        rows.append({**figures, "what": "run", "round": turn, "wall": wall, "applied": applied})
    return rows


class ResultsTest(unittest.TestCase):
    def test_net_is_the_median_of_differences_within_rounds(self):
        rows = [
            {"contestant": "x", "what": what, "round": turn, "wall": wall, "cpu": 0.0, "memory_mb": 1.0, "exit": 0, "applied": True}
            for turn, (validate, run) in enumerate([(1, 2), (5, 9), (1, 4)])
            for what, wall in (("validate", validate), ("run", run))
        ]
        found = results.summary(rows, "x")
        self.assertEqual((found.wall, found.net, found.rounds), (4, 3, 3))

    def test_a_ratio_needs_three_rounds_of_both(self):
        three, two = (results.summary(rounds("x", [3.0] * count), "x") for count in (3, 2))
        self.assertEqual(results.ratio(three, three), 1.0)
        self.assertIsNone(results.ratio(three, two))
        self.assertIsNone(results.ratio(two, three))

    def test_a_table_of_one_round_has_no_ratio_and_says_so(self):
        rows = rounds("floor-sql", [2.0]) + rounds("nexus-sql", [3.0]) + rounds("mybatis", [4.0])
        text = results.workload_table(rows, CONTESTANTS)
        self.assertIn("| nexus-sql | 1 | 3.00 | 2.00 | – | – |", text)
        self.assertTrue(text.endswith(results.TOO_FEW + "\n"))

    def test_ratios_are_to_the_floor_of_the_kind_and_to_the_fastest_peer(self):
        rows = rounds("floor-sql", [2.0] * 3) + rounds("nexus-sql", [3.0] * 3)
        rows += rounds("mybatis", [5.0] * 3) + rounds("liquibase", [9.0] * 3)
        text = results.workload_table(rows, CONTESTANTS)
        self.assertIn("| nexus-sql | 3 | 3.00 | 2.00 | 2.00 | 0.50 |", text)
        self.assertNotIn(results.TOO_FEW, text)
        self.assertIn("| six, nexus-sql | 2.00 | 1.00 | 2.00 | 4.00 (mybatis) | 0.50 | 0 |", results.overview({"six": rows}, CONTESTANTS))

    def test_who_did_not_apply_everything_once_is_no_figure(self):
        text = results.workload_table(rounds("mybatis", [5.0], applied=False), CONTESTANTS)
        self.assertNotIn("| mybatis", text)
        self.assertIn("Failed, or did not apply everything once: mybatis.", text)


class PictureTest(unittest.TestCase):
    LINES = {
        "floor-sql": [(100, 1.0), (1000, 6.0)],
        "nexus-sql": [(100, 1.1), (1000, 6.1)],
        "mybatis": [(100, 2.0), (1000, 6.2)],
    }

    def test_every_contestant_has_a_line_and_a_label(self):
        root = ElementTree.fromstring(picture.growth(self.LINES))
        names = [it.tag.rpartition("}")[2] for it in root.iter()]
        self.assertEqual(names.count("polyline"), 3)
        labels = [it.text for it in root.iter() if it.tag.endswith("text")]
        self.assertIn("nexus-sql, 6.1 s", labels)

    def test_labels_are_apart_and_in_order(self):
        places = picture.spread({"a": 10.0, "b": 11.0, "c": 12.0, "d": 90.0}, 15)
        self.assertEqual(list(places.values()), [-4.0, 11.0, 26.0, 90.0])

    def test_every_contestant_has_a_colour(self):
        self.assertEqual({it.name for it in CONTESTANTS}, set(picture.COLOURS))


class WorkloadsTest(unittest.TestCase):
    def test_a_name_says_what_is_done(self):
        workload = Workload.of("nothing-1000-jars-2ms")
        self.assertEqual((workload.verb, workload.count, workload.jars, workload.latency_ms), ("nothing", 1000, True, 2))
        self.assertEqual(workload.project, "small-1000-jars")
        self.assertEqual(len({Workload.of(it).name for it in ALL}), len(ALL))
        with self.assertRaises(SystemExit):
            Workload.of("seven")

    def test_six_are_six_and_each_pom_is_one(self):
        self.assertEqual(len(Workload.of("six").migrations()), 6)
        for it in CONTESTANTS:
            if it.maven:
                ElementTree.fromstring(read_pom(it.name, "1", jars=True))


class ConversationTest(unittest.TestCase):
    def test_statements_are_what_the_server_ends_and_round_trips_what_the_client_waits_for(self):
        conversation = Conversation()
        self.assertEqual(conversation.client_says(b"\0\0\0\x08\x04\xd2\x16\x2f"), 1)  # asks for encryption
        self.assertEqual(conversation.server_says(b"N"), 0)
        self.assertEqual(conversation.client_says(b"\0\0\0\x09\0\3\0\0\0"), 1)
        self.assertEqual(conversation.server_says(b"Z\0\0\0\5I"), 0)
        self.assertEqual(conversation.client_says(b"Q..."), 1)
        self.assertEqual(conversation.client_says(b"more of it"), 0)
        ended = b"C\0\0\0\x09DONE\0"
        self.assertEqual(conversation.server_says(ended + ended[:4]), 1)
        self.assertEqual(conversation.server_says(ended[4:] + b"Z\0\0\0\5I"), 1)


if __name__ == "__main__":
    unittest.main()
