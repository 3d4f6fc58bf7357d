#!/usr/bin/env python3
#===- test/meta/test_truth.py - The demo device's truth is judged right ----===#
#
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

DEVICE = Path(__file__).resolve().parents[1] / "device"
sys.dont_write_bytecode = True
sys.path.insert(0, str(DEVICE))

import check_truth  # noqa: E402

CODE = "first();\nsecond();\n  third,\n  fourth);\nsecond_twin();\n"


def entry(**changes):
    return {"rule": "r", "file": "a.c", "expect": True, "why": "W."} | changes


def result(line=None, rule="r", path="src/a.c", **more):
    place = {"artifactLocation": {"uri": path}}
    if line:
        place["region"] = {"startLine": line}
    return {"ruleId": rule, "message": {"text": "M."},
            "locations": [{"physicalLocation": place}]} | more


class CheckTruth(unittest.TestCase):
    def check(self, source, results, image=(), image_results=()):
        """Exit code and output for these entries and these results."""
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            (base / "a.c").write_text(CODE)
            (base / "rootfs" / "etc").mkdir(parents=True)
            (base / "rootfs" / "etc" / "shadow").write_text("a:1\nb:2\n")
            systems = {"root": {"path": "fs@0x10/", "overlay": "rootfs"},
                       "spare": {"path": "*@0x20/*", "overlay": "spare"}}
            files = {"truth": {"systems": systems, "source": list(source),
                               "image": list(image)},
                     "source": {"runs": [{"results": list(results)}]},
                     "image": {"runs": [{"results": list(image_results)}]}}
            paths = []
            for name, content in files.items():
                paths.append(str(base / f"{name}.json"))
                Path(paths[-1]).write_text(json.dumps(content))
            return self.run_checker(*paths)

    def run_checker(self, *paths):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = check_truth.main(list(paths))
        return code, out.getvalue()

    def test_device_anchors_are_unique(self):
        code, out = self.run_checker(str(DEVICE / "truth.json"))
        self.assertEqual((code, out), (0, ""))

    def test_weakness_has_to_be_found_at_its_line(self):
        wanted = [entry(anchor="second();")]
        self.assertEqual(self.check(wanted, [result(2)])[0], 0)
        for near_miss in ([], [result(1)], [result()], [result(2, rule="q")],
                          [result(2, path="src/aa.c")],
                          [result(2, kind="pass")],
                          [result(2, suppressions=[{"kind": "inSource"}])]):
            code, out = self.check(wanted, near_miss)
            self.assertEqual(code, 1, near_miss)
            self.assertIn("missed: a.c:2: r: W.", out)

    def test_twin_has_to_stay_silent(self):
        twin = [entry(anchor="second_twin", expect=False)]
        self.assertEqual(self.check(twin, [result(2), result(5, "q")])[0], 0)
        code, out = self.check(twin, [result(5, kind="review")])
        self.assertEqual(code, 1)
        self.assertIn("false: src/a.c:5: r: M.", out)

    def test_anchor_may_be_one_of_several_or_a_range(self):
        several = [entry(anchor=["first", "fourth"])]
        self.assertEqual(self.check(several, [result(4)])[0], 0)
        self.assertEqual(self.check(several, [result(3)])[0], 1)
        span = [entry(anchor="third", through=");")]
        self.assertEqual(self.check(span, [result(4)])[0], 0)
        self.assertEqual(self.check(span, [result(5)])[0], 1)

    def test_unlisted_results_are_told_but_do_not_count(self):
        code, out = self.check([], [result(1)])
        self.assertEqual(code, 0)
        self.assertIn("not listed: src/a.c:1: r: M.", out)

    def test_image_paths_belong_to_their_file_system(self):
        shadow = {"rule": "r", "path": "etc/shadow", "why": "W."}
        image = [shadow | {"anchor": "b:", "expect": True},
                 shadow | {"anchor": "a:", "expect": False},
                 shadow | {"in": "spare", "expect": False}]
        right = result(2, path="fw.bin/fs@0x10/etc/shadow")
        spare = result(2, path="fw.bin/fit@0x20/ramdisk/cpio/etc/shadow")
        self.assertEqual(self.check([], [], image, [right])[0], 0)
        self.assertEqual(self.check([], [], image, [])[0], 1)
        self.assertEqual(self.check([], [], image, [right, spare])[0], 1)

    def test_bad_input_is_told_apart(self):
        for anchor, reason in (("second", "on 2 lines"), ("x", "on 0 lines")):
            code, out = self.check([entry(anchor=anchor)], [])
            self.assertEqual(code, 2)
            self.assertIn(reason, out)
        self.assertEqual(self.run_checker("/nonexistent")[0], 2)
        self.assertEqual(self.run_checker()[0], 2)


if __name__ == "__main__":
    unittest.main()
