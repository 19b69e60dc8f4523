"""A mixed folder of five exports for 5,000 staff becomes a first report with one command and no editing.

    staff in post.csv      ESR BI list, Windows-1252, dd/mm/yyyy, five levels of organisation
    users.csv              Entra users, UTF-8 with a byte order mark
    cohorts.csv            Moodle cohorts, separated by semicolons
    Falls prevention.csv   Get-TeamUser of one team in Microsoft Teams
    survey.xlsx            Microsoft Forms: who can help with what, who may be named

A person stands in several of them, under an employee number, a mail or a principal name. What the
report must count is counted here, from what the files were written from.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import time
import unittest
import zipfile
from collections import Counter
from xml.sax.saxutils import escape

from support import AS_OF, COPSE, PROJECT, SystemTest, measured

STAFF = 5000
TEAMS = 250
COHORTS = 40
FALLS = 60
SURVEYED = 400
TOPICS = ["Wound care", "Falls", "Dysphagia", "Sepsis", "Quality improvement", "Coaching", "Data quality", "Frailty"]
FIRST = ["Zoë", "Renée", "Siân", "André", "Ada", "Ben", "Cat", "Dev", "Flo", "Gil"]
LAST = ["Example", "Müller", "O'Sample", "Probst-Test", "Núñez"]


class Person:
    def __init__(self, i):
        self.number = f"{20000000 + i}"
        self.first, self.last = FIRST[i % len(FIRST)], f"{LAST[i % len(LAST)]}{i}"
        self.mail = f"person{i}@example.nhs.uk"
        self.upn = f"p{i}@example.nhs.uk"
        self.object_id = f"6b1f0c00-0000-4000-8000-{i:012d}"
        self.team = i % TEAMS


def quoted(fields, separator=","):
    return separator.join('"%s"' % str(field).replace('"', '""') for field in fields) + "\r\n"


def write(path, encoding, header, rows, separator=","):
    path.write_bytes("".join([quoted(header, separator)] + [quoted(row, separator) for row in rows]).encode(encoding))


def column(i):
    return chr(ord("A") + i)


def write_workbook(path, rows):
    """The smallest workbook: one sheet of texts, each in its cell."""
    body = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{column(c)}{r}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
                                   for c, text in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
            '"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
            '"/xl/worksheets/sheet1.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="Form1" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in files.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


class MixedFolder(SystemTest):
    maxDiff = None

    def write_folder(self, folder):
        """Returns (people, {community: set of their indices}, {topic: number who can help})."""
        draw = random.Random(5000)
        people = [Person(i) for i in range(STAFF)]
        folder.mkdir()
        write(folder / "staff in post.csv", "cp1252",
              ["Org L2", "Org L3", "Org L4", "Org L5", "Org L6", "Employee Number", "Last Name", "First Name",
               "Staff Group", "Role", "Location", "Start Date in Position", "Email Address"],
              [["Example NHS Trust", f"Division {p.team % 5}", f"Directorate {p.team % 25}", f"Service {p.team % 50}",
                f"Ward {p.team}", p.number, p.last, p.first, "Nursing and Midwifery Registered", "Staff Nurse",
                f"Site {p.team % 4}", f"{1 + i % 28:02d}/{1 + i % 12:02d}/{2005 + i % 20}", p.mail]
               for i, p in enumerate(people)])
        write(folder / "users.csv", "utf-8-sig",
              ["userPrincipalName", "displayName", "surname", "mail", "givenName", "objectId", "userType", "jobTitle",
               "department", "accountEnabled", "employeeId"],
              [[p.upn, f"{p.first} {p.last}", p.last, p.mail, p.first, p.object_id, "Member", "Staff Nurse",
                f"Ward {p.team}", "True", p.number] for p in people])
        inside = {f"Cohort {c} network": set(draw.sample(range(STAFF), 20 + 5 * c)) for c in range(COHORTS)}
        write(folder / "cohorts.csv", "utf-8", ["Cohort", "Full name", "Username", "Email address"],
              [[name, f"{people[i].first} {people[i].last}", f"u{i}", people[i].mail]
               for name, members in inside.items() for i in sorted(members)], ";")
        inside["Falls prevention"] = set(draw.sample(range(STAFF), FALLS))
        write(folder / "Falls prevention.csv", "utf-8", ["UserId", "User", "Name", "Role"],
              [[people[i].object_id, people[i].upn, f"{people[i].first} {people[i].last}", "Member"]
               for i in sorted(inside["Falls prevention"])])
        helps = Counter()
        answers = [["ID", "Start time", "Completion time", "Email", "Name", "What can you help with?",
                    "What do you want to learn?", "May I be named?", "Face-to-face or virtual?"]]
        for n, i in enumerate(draw.sample(range(STAFF), SURVEYED)):
            topic, wanted = draw.sample(TOPICS, 2)
            helps[topic] += 1
            answers.append([str(n + 1), "2026-02-03 09:00:00", "2026-02-03 09:04:00", people[i].mail,
                            f"{people[i].first} {people[i].last}", topic, wanted,
                            "Yes, to everybody in the trust", "Virtual"])
        write_workbook(folder / "survey.xlsx", answers)
        return people, inside, helps

    @unittest.skipUnless(shutil.which("xlsx2csv"), "skipped: xlsx2csv is not installed")
    def test_one_command_makes_a_first_report(self):
        folder = self.folder / "exports"
        _, inside, helps = self.write_folder(folder)
        page = self.folder / "report.html"
        began = time.monotonic()
        said = self.copse("start", folder, "--yes", "-o", page).stderr
        seconds = time.monotonic() - began
        measured(f"mixed folder of five exports, {STAFF} staff, to a first report: {seconds:.1f} s, "
                 f"{sum(f.stat().st_size for f in folder.iterdir()) / 1e6:.1f} MB read")
        for kind in ("staff list of ESR BI", "users of Microsoft Entra ID", "cohorts of Moodle", "Microsoft Teams",
                     "survey"):
            self.assertIn(kind, said)
        subprocess.run([sys.executable, PROJECT / "tests" / "report" / "check_page.py", "cat", page], check=True)
        text = page.read_text(encoding="utf-8")
        self.assertIn("5000 members of staff", text)
        self.assertNotIn("person1@", text)
        self.assertNotIn("Müller", text)
        self.check_answer(inside, helps)
        self.check_again(folder, page)

    def check_answer(self, inside, helps):
        answer = json.loads(self.copse("start", self.folder / "exports", "--yes", "--json").stdout)["answer"]
        self.assertEqual(answer["staff"], STAFF)
        self.assertEqual(answer["may_be_named"], SURVEYED)
        self.assertEqual({c["name"] for c in answer["communities"]}, set(inside))
        shown = {c["name"]: c["members"] for c in answer["communities"] if c["members"] is not None}
        self.assertEqual(shown, {name: len(inside[name]) for name in shown})
        within = set().union(*(inside[name] for name in shown))  # those whose size is not shown do not count
        self.assertEqual(answer["in_no_community"], STAFF - len(within))
        self.assertGreater(len(shown), COHORTS - 5)  # of a few, the whole would tell who is alone in a ward
        self.assertEqual(answer["topics_recorded"], len(TOPICS))
        self.assertGreaterEqual(answer["teams_recorded"], TEAMS)
        self.assertGreater(answer["teams"]["compared"], TEAMS - 10)
        self.assertIsNotNone(answer["model"])
        self.assertEqual(len(answer["sources"]), 5)
        missing = " ".join(gap["what"] for gap in answer["missing"])
        for there in ("who is in which community", "team of staff", "what staff know", "want to learn", "be named"):
            self.assertNotIn(there, missing)
        self.assertIn("topics of communities", missing)
        self.assertEqual(sum(helps.values()), SURVEYED)

    def check_again(self, folder, page):
        first = re.sub(r"data version \d+", "", page.read_text(encoding="utf-8"))
        said = self.copse("start", folder, "--yes", "-o", page).stderr
        self.assertIn("nothing in it was changed", said)
        self.assertEqual(re.sub(r"data version \d+", "", page.read_text(encoding="utf-8")), first)


if __name__ == "__main__":
    unittest.main()
