"""`copse found` on generated trusts: planted experts are found, nobody is out of reach where that can be helped,
and the same question gets the same bytes.

What was planted is in truth.json: in some topics one to three people whose evidence is far above anybody else's.
"""

import json
import unittest

from support import FULL, SystemTest, measured, rows

SEEDS = (1, 2, 3) if FULL else (1,)


class Found(SystemTest):
    def trust(self, seed):
        folder = self.folder / f"trust-{seed}"
        store = self.folder / f"{seed}.copse"
        self.copse("generate", "trust", folder, "--seed", seed)
        self.copse("import", folder, store=store)
        objected = {row["member_id"] for row in rows(folder / "members.csv") if row["objected"] == "yes"}
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        planted = [(entry["topic_id"], set(entry["members"]) - objected) for entry in truth["experts"]]
        return store, [(topic, members) for topic, members in planted if members]

    def found(self, store, *words):
        done = self.copse("found", *words, "--alternatives", 0, "--for", "steward", "--reason", "test of found",
                          "--json", store=store)
        return json.loads(done.stdout)["answer"]

    def best_in(self, answer, topic):
        number = next(t["best"] for t in answer["topics"] if t["key"] == topic)
        return next(s["person"]["key"] for s in answer["seats"] if s["number"] == number)

    def test_planted_experts(self):
        n = n_group = n_best = 0
        for seed in SEEDS:
            store, planted = self.trust(seed)
            for topic, members in planted:
                answer = self.found(store, "--topic", topic)
                n += 1
                n_group += bool(members & {s["person"]["key"] for s in answer["seats"]})
                self.assertTrue(answer["is_connected"])
                self.assertEqual(answer["unreachable_pairs"], 0)
                deep = self.found(store, "--topic", topic, "--weights",
                                  "coverage=1,reach=0,diversity=0,authority=0,cohesion=0,room=0")
                n_best += self.best_in(deep, topic) in members
        measured(f"planted experts of {len(SEEDS)} generated trusts: in {n_group} of {n} suggested groups; "
                 f"best in the topic in {n_best} of {n} where depth alone counts")
        self.assertEqual(n_best, n)
        self.assertGreaterEqual(n_group, 0.9 * n)

    def test_same_bytes(self):
        store, planted = self.trust(SEEDS[0])
        words = [word for topic, _ in planted[:6] for word in ("--topic", topic)]
        outputs = {self.copse("found", *words, "--json", store=store,
                              environment={"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}).stdout
                   for threads in ("1", "2", "7")}
        self.assertEqual(len(outputs), 1)


if __name__ == "__main__":
    unittest.main()
