# copse import of what other systems export: fixtures/exports has a file of each kind.
load support

prepare() {
    cp -r "$BATS_TEST_DIRNAME/fixtures/exports" exports
    rm exports/README.md
}

value() {
    sqlite3 trust.copse "$1"
}

@test "a dry run shows what each file is taken for and where its columns go" {
    golden exports/dry-run import exports --dry-run --as-of 2026-03-31
    [ ! -e trust.copse ]
}

@test "a file of each kind, in one folder, with one command" {
    golden exports/all import exports --as-of 2026-03-31
    # Nobody is in twice, whichever of six systems knows them.
    [ "$(value "SELECT group_concat(name, '; ') FROM (SELECT name FROM member ORDER BY name)")" = \
        'Ada Example; Ben Example; Cat Example; Dev Example; Example, Eve; Flo Example; Gil Example; Hal Example' ]
    [ "$(value "SELECT count(*) FROM identity WHERE member = (SELECT id FROM member WHERE key = '20000001')")" = 6 ]
    # Two teams of one name in two places are two.
    [ "$(value "SELECT count(*) FROM team WHERE name = 'Administration'")" = 2 ]
    # The survey's dysphagia is MeSH's.
    [ "$(value "SELECT count(*) FROM expertise JOIN topic ON topic.id = topic WHERE topic.key = 'D003680'")" = 1 ]
}

@test "importing the folder again changes nothing" {
    copse import exports --as-of 2026-03-31 --quiet >first
    before=$(sha256sum <trust.copse)
    copse import exports --as-of 2026-03-31 --quiet >second
    [ "$(sha256sum <trust.copse)" = "$before" ]
}

@test "what an import says is valid JSON, on a dry run too" {
    valid import import exports --dry-run --as-of 2026-03-31 --json
    valid import import exports --as-of 2026-03-31 --json
}

@test "--kind says what a file is, and an unknown kind what there is" {
    mkdir one
    cp exports/entra-users.csv one
    copse import one --kind entra-users.csv=entra-group --dry-run --json --as-of 2026-03-31 | grep -q '"kind":\s*"entra-group"'
    golden exports/no-such-kind import one --kind entra
}

@test "one file, without a folder" {
    copse import exports/survey.csv --as-of 2026-03-31 --quiet >said
    [ "$(value 'SELECT count(*) FROM source')" = 1 ]
    cd exports
    copse import "Quality circle.csv" --store ../trust.copse --as-of 2026-03-31 --quiet >said
    cd ..
    [ "$(value 'SELECT count(*) FROM source')" = 2 ]
}

@test "a mapping, and one that is wrong" {
    mkdir other
    printf 'Payroll no,Who\n20000001,Ada\n' >other/skills.csv
    printf 'who employee-number <- "Payroll no"\ntable members\nmember_id <- who\nname <- Who\n' >skills.map
    copse import other --map skills.map --as-of 2026-03-31 --quiet >said
    [ "$(value 'SELECT key || name FROM member')" = 20000001Ada ]
    sed -i 's/<- Who/<- Whom/' skills.map
    golden exports/bad-map import other --map skills.map
}

@test "two who may be one: asked in a file that only the steward can read, answered in the folder" {
    mkdir two
    printf 'Employee Number,Staff Group,Role,Org L3,Name\n1,N,N,Ward 1,"Example, Mrs Ada"\n' >two/staff.csv
    printf 'email,name\nada@example.org,Ada Example\n' >two/readers.csv
    golden exports/questions import two --questions ask.csv --as-of 2026-03-31
    [ "$(stat -c %a ask.csv)" = 600 ]
    grep -q '^same-member,1 = ada@example.org,,' ask.csv
    sed 's/ada@example.org,,/ada@example.org,yes,/' ask.csv >two/answers.csv
    copse import two --as-of 2026-03-31 --quiet >said
    [ "$(value 'SELECT count(*) FROM member')" = 1 ]
    # The file that names people is in the register, so that it can be recalled.
    [ "$(value "SELECT count(*) FROM output WHERE path LIKE '%/ask.csv'")" = 1 ]
}

@test "a workbook, and what is only called one" {
    mkdir book
    printf 'PK\003\004 and nothing else' >book/staff.xlsx
    golden exports/no-workbook import book
    [ ! -e trust.copse ]
}

@test "status says what each source is, and how fresh" {
    copse import exports --as-of 2026-03-31 --quiet >said
    copse status --as-of 2026-04-30 | grep -q 'entra-users.csv .*4 rows, imported 2026-03-31, 30 days old (entra-users)'
    valid status status --as-of 2026-04-30 --json
}

# broken_workbooks: workbooks with one fault each, in a folder of that name.
broken_workbooks() {
    python3 - <<'END'
import os
import zipfile

BOOK = ('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1"'
        ' r:id="rId1"/></sheets></workbook>')
RELS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        ' Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>')
SHEET = ('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
         '<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>')
WHOLE = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS, "xl/worksheets/sheet1.xml": SHEET % "member_id"}
LAUGHS = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' +
          "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi")) + "]>" +
          (SHEET % "&i;").partition("?>")[2])
os.mkdir("workbooks")
os.chdir("workbooks")


def book(name, **parts):
    with zipfile.ZipFile(name + ".xlsx", "w") as archive:
        for path, text in {**WHOLE, **{key.replace("__", "/"): value for key, value in parts.items()}}.items():
            if text is not None:
                archive.writestr(path, text)


book("sound")
whole = open("sound.xlsx", "rb").read()
os.unlink("sound.xlsx")
for name, content in {"cut-off": whole[:len(whole) // 2], "beginning-alone": whole[:4], "nothing-zipped": b"PK\x03\x04" + b"x" * 90,
                      "changed": whole.replace(b"<sheetData>", b"<sheetDatA>")}.items():
    open(name + ".xlsx", "wb").write(content)
book("no-book", **{"xl/workbook.xml": None})
book("book-is-no-xml", **{"xl/workbook.xml": "<workbook"})
book("no-sheet", **{"xl/worksheets/sheet1.xml": None})
book("sheet-is-no-xml", **{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"})
book("laughs", **{"xl/worksheets/sheet1.xml": LAUGHS})
book("empty", **{"xl/worksheets/sheet1.xml": (SHEET % "")})
book("some-table", **{"xl/worksheets/sheet1.xml": (SHEET % "a table of something else")})
END
}

@test "eleven workbooks that are broken, each refused with its name and a remedy, the store untouched" {
    copse import exports --as-of 2026-03-31 --quiet >said
    sum=$(sha256sum <trust.copse)
    broken_workbooks
    local n=0
    for book in workbooks/*.xlsx; do
        run --separate-stderr copse import "$book" --as-of 2026-03-31
        [ "$status" -eq 3 ] || { echo "$book: $status: $stderr"; return 1; }
        [[ "$stderr" == *"$(basename "$book")"*→* ]] || { echo "$book: $stderr"; return 1; }
        n=$((n + 1))
    done
    [ $n -eq 11 ]
    [ "$(sha256sum <trust.copse)" = "$sum" ]
    echo "measured malformed workbooks: $n" >&3
}
