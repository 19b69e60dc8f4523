"""A folder of five exports of an invented trust of 5,000 staff, each in the way that its system writes it.

    staff.xlsx                    ESR BI: Excel, a title above the header, days as Excel has them
    assignments.csv               ESR: Windows-1252, semicolons, CRLF, dd/mm/yyyy, open ends as 31/12/4712
    entra-users.csv               Entra ID: UTF-8 with a byte-order mark
    groups: "<CoP> members.csv"   Entra ID, one file a group
    survey.csv                    Forms: UTF-16

The truth is known, so that a test can count what must be in the store.
"""

import csv
import io
import random
import zipfile
from datetime import date, timedelta
from xml.sax.saxutils import escape

FIRST = ["Ada", "Zoë", "José", "Siân", "Björn", "Chloé", "Dev", "Eve", "Niamh", "Omar", "Priya", "Quinn"]
LAST = ["Müller", "O'Brien", "Núñez", "Smith", "Jones", "Patel", "Okafor", "Lewandowski", "Ó Súilleabháin", "Khan"]
DIVISIONS = ["Medicine", "Surgery", "Women & Children", "Community", "Corporate"]
GROUPS = ["Nursing and Midwifery Registered", "Allied Health Professionals", "Medical and Dental",
          "Administrative and Clerical", "Healthcare Scientists"]
SITES = ["General Hospital", "Riverside", "Côte House"]
COPS = ["Wound care", "Falls prevention", "Digital champions", "Dysphagia"]
TOPICS = ["Wound care", "Falls", "Dysphagia", "Coding", "Quality improvement"]


class Person:
    def __init__(self, number, random_):
        self.number = 20000000 + number
        self.first, self.last = random_.choice(FIRST), random_.choice(LAST)
        self.mail = f"person{number}@example.nhs.uk"
        self.upn = f"p{number}@example.nhs.uk"
        self.entra = f"00000000-0000-4000-8000-{number:012d}"
        self.division = random_.choice(DIVISIONS)
        self.team = f"{self.division} team {random_.randrange(30)}"
        self.group, self.site = random_.choice(GROUPS), random_.choice(SITES)
        self.started = date(2015, 1, 1) + timedelta(days=random_.randrange(4000))
        self.cops = sorted(random_.sample(COPS, random_.choice([0, 0, 0, 1, 1, 2])))


def people(n, seed=1):
    random_ = random.Random(seed)
    return [Person(number, random_) for number in range(n)]


def excel_day(day):
    return (day - date(1899, 12, 30)).days


def write_xlsx(path, rows):
    """The least that is a workbook: inline strings, numbers, and days in a style of their own."""
    def cell(value):
        if isinstance(value, date):
            return f'<c s="1"><v>{excel_day(value)}</v></c>'
        if isinstance(value, int):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

    sheet = "".join(f'<row r="{i}">{"".join(map(cell, row))}</row>' for i, row in enumerate(rows, 1))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="Staff in post" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
            f'Type="{relations}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml":
            f'<styleSheet {main}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in files.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def write_text(path, rows, encoding, delimiter=",", end="\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def uk(day):
    return day.strftime("%d/%m/%Y")


def write_folder(folder, staff):
    folder.mkdir()
    write_xlsx(folder / "staff.xlsx", [
        ["Staff in post, as at 31 March 2026"], [],
        ["Org L2", "Org L3", "Org L4", "Employee Number", "Last Name", "First Name", "Staff Group", "Role", "Location",
         "Start Date in Position"],
        *[["Example NHS Trust", p.division, p.team, p.number, p.last, p.first, p.group, "Practitioner", p.site,
           p.started] for p in staff]])
    write_text(folder / "assignments.csv", [
        ["Employee Number", "Full Name", "Assignment Number", "Effective Start Date", "Effective End Date",
         "Organisation", "Position Name", "Location"],
        *[[p.number, f"{p.last}, {p.first}", f"{p.number}-2", uk(p.started), "31/12/4712", p.team, "Practitioner",
           p.site] for p in staff[::10]]], "cp1252", ";", "\r\n")
    write_text(folder / "entra-users.csv", [
        ["userPrincipalName", "displayName", "mail", "objectId", "userType", "jobTitle", "department",
         "accountEnabled", "employeeId"],
        *[[p.upn, f"{p.first} {p.last}", p.mail, p.entra, "Member", "Practitioner", p.team, "True", p.number]
          for p in staff]], "utf-8-sig")
    for cop in COPS:
        write_text(folder / f"{cop} members.csv", [
            ["id", "userPrincipalName", "displayName", "objectType", "userType", "isUser", "isGroup", "isGuest"],
            *[[p.entra, p.upn, f"{p.first} {p.last}", "User", "Member", "True", "False", "False"]
              for p in staff if cop in p.cops]], "utf-8")
    write_text(folder / "survey.csv", [
        ["ID", "Start time", "Completion time", "Email", "Name", "What can you help with?",
         "What do you want to learn?", "May I be named?", "Face-to-face or virtual?"],
        *[[i, "2026-02-03 09:00", "2026-02-03 09:04", p.mail.upper(), f"{p.first} {p.last}",
           TOPICS[i % 5] + ";", TOPICS[(i + 1) % 5], ["Yes", "Only to my team", "No"][i % 3], "Either"]
          for i, p in enumerate(staff[:500])]], "utf-16")
