#!/usr/bin/python3
"""Make the data set debian-teams from the Debian package index that apt fetches.

People, the packaging teams they work in, and the topics they know, as the CSV
files that `copse import` reads. README.md says what is in them.

    make.py --fetch DIR     fetch the index into DIR, then make the files
    make.py                 use the index that apt has fetched already

It needs Debian with python3 and python3-apt (apt-get install python3-apt) and
no other library.

The index has two halves. Packages (what is in a package, its debtags) is
there on every machine after `apt-get update`. Sources (who maintains it) is
there only where source entries are enabled:
  - in /etc/apt/sources.list.d/*.sources write  Types: deb deb-src
  - in /etc/apt/sources.list give each `deb` line a twin that starts with deb-src
and then run `apt-get update`. Where you do not want to touch the machine's own
configuration, use --fetch: it enables the source entries in a private copy of
it, and leaves the machine's lists as they are.

Two runs on one index give the same data under other pseudonyms: the key that
deals out the pseudonyms is random and is stored nowhere.
"""
import argparse
import csv
import hashlib
import hmac
import os
import pathlib
import re
import secrets
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict

import apt_pkg

HERE = pathlib.Path(__file__).resolve().parent

MIN_PEOPLE = 2          # a team of one is a person
MIN_PACKAGES = 2        # a "team" for a single package is a mail alias
CORE_PACKAGES = 5       # packages of the team that make a member part of its core
MIN_HOLDERS = 5         # people and teams together that make a debtag worth keeping
NAMED = 3               # how many sections, and packages, a description names

# Packages without a maintainer are parked under this address. Whoever uploads
# them helps out; that is neither a team nor expertise.
ORPHANED = "packages@qa.debian.org"

# An entry of Maintainer or Uploaders is a team when its name says so ...
TEAM_NAME = re.compile(
    r"\b(team|group|maint(ainers?|enance)|packagers?|packaging|developers?|project"
    r"|(task|strike) force)\b", re.I)
# ... or when its address is a mailing list or a team address.
TEAM_ADDRESS = re.compile(
    r"@(lists?[.-]|alioth-lists\.|tracker\.debian\.org$|packages\.debian\.org$"
    r"|([^@]*\.)?googlegroups\.com$)")

# Sections that say in which form something is packaged and not what it is
# about; they count only for a package that has no other.
FORM_SECTIONS = {"debug", "doc", "introspection", "libdevel", "metapackages", "oldlibs"}

# Words for the sections whose own name is short for something.
SECTIONS = {
    "admin": "system administration",
    "cli-mono": "Mono and CLI",
    "comm": "communication",
    "debian-installer": "Debian installer",
    "devel": "development",
    "doc": "documentation",
    "gnu-r": "GNU R",
    "gnome": "GNOME",
    "gnustep": "GNUstep",
    "httpd": "web servers",
    "kde": "KDE",
    "libdevel": "library development",
    "libs": "libraries",
    "math": "mathematics",
    "net": "network",
    "ocaml": "OCaml",
    "oldlibs": "old libraries",
    "otherosfs": "other systems and file systems",
    "php": "PHP",
    "tex": "TeX",
    "utils": "utilities",
    "vcs": "version control",
    "x11": "X11",
    "xfce": "Xfce",
}

# The facets of debtags that say what a person knows, and how we word them.
# Left out are those that describe the package and not the subject (role,
# scope, interface, made-of, special, ...).
FACETS = {
    "accessibility": "Accessibility",
    "admin": "System administration",
    "biology": "Biology",
    "culture": "Language and culture",
    "devel": "Software development",
    "field": "Field",
    "game": "Game",
    "hardware": "Hardware",
    "implemented-in": "Written in",
    "mail": "Mail",
    "network": "Networking",
    "office": "Office",
    "protocol": "Protocol",
    "science": "Science",
    "security": "Security",
    "sound": "Sound",
    "suite": "Suite",
    "system": "System",
    "uitoolkit": "Interface toolkit",
    "use": "Purpose",
    "web": "Web",
    "works-with": "Works with",
    "works-with-format": "File format",
    "x11": "X Window System",
}


# --- the index ---------------------------------------------------------------

def fetch(folder):
    """Fetch the index into `folder`, with this machine's entries plus deb-src.

    Sets APT_CONFIG, which every later call of apt obeys.
    """
    folder = pathlib.Path(folder).resolve()
    for part in ("sources.list.d", "lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    etc = pathlib.Path("/etc/apt")
    for entry in [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]:
        if not entry.is_file() or entry.suffix not in (".list", ".sources"):
            continue
        text = entry.read_text(encoding="utf-8")
        if entry.suffix == ".sources":
            text = re.sub(r"(?mi)^Types:.*$", "Types: deb deb-src", text)
        else:
            text = re.sub(r"(?m)^deb( .*)$", r"deb\1\ndeb-src\1", text)
        (folder / "sources.list.d" / entry.name).write_text(text, encoding="utf-8")
    config = folder / "apt.conf"
    config.write_text(
        f'Dir::Etc::sourcelist "/dev/null";\n'
        f'Dir::Etc::sourceparts "{folder}/sources.list.d";\n'
        f'Dir::State::lists "{folder}/lists";\n'
        f'Dir::Cache "{folder}/cache";\n', encoding="utf-8")
    os.environ["APT_CONFIG"] = str(config)
    subprocess.run(["apt-get", "update"], check=True, stdout=sys.stderr)


def running_release():
    with open("/etc/os-release", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("VERSION_CODENAME="):
                return line.split("=", 1)[1].strip().strip('"')
    sys.exit("/etc/os-release names no release: say which with --release")


def find_index(release):
    """The Sources and Packages files of `release`, main, and what they are.

    Only the release itself: its updates and security entries are the same
    packages a second time.
    """
    fields = ("CREATED_BY", "FILENAME", "METAKEY", "VERSION")
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format",
         "\t".join(f"$({field})" for field in fields),
         "Origin: Debian", "Label: Debian", f"Codename: {release}", "Component: main"],
        check=True, capture_output=True, text=True).stdout
    index = {}
    for line in listing.splitlines():
        target = dict(zip(fields, line.split("\t")))
        # With a foreign architecture there are two lists of Packages; the
        # first is the machine's own.
        index.setdefault(target["CREATED_BY"], target)
    for kind in ("Sources", "Packages"):
        if kind not in index or not os.path.exists(index[kind]["FILENAME"]):
            sys.exit(f"apt has no {kind} list of {release} main.\n"
                     f"Run again with --fetch DIR, or see the head of {__file__}.")
    return index


def describe_index(index):
    """Release, date and checksum, so that a reader can tell which index it was."""
    sources = index["Sources"]
    content = subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", sources["FILENAME"]],
                             check=True, capture_output=True).stdout
    # apt keeps the signed Release file beside the list, under the same prefix.
    prefix = sources["FILENAME"].split(sources["METAKEY"].replace("/", "_"))[0]
    date = "not known"
    for name in ("InRelease", "Release"):
        if os.path.exists(prefix + name):
            text = pathlib.Path(prefix + name).read_text(encoding="utf-8")
            date = re.search(r"(?m)^Date: (.*)$", text).group(1)
            break
    return {"version": sources["VERSION"], "date": date,
            "sha256": hashlib.sha256(content).hexdigest()}


def read_sources(filename):
    """{source package: paragraph}, the newest version of each."""
    newest = {}
    for paragraph in apt_pkg.TagFile(filename):
        # Kept in the archive only because a binary was built with it.
        if paragraph.get("Extra-Source-Only") == "yes":
            continue
        name = paragraph["Package"]
        if (name not in newest or apt_pkg.version_compare(
                paragraph["Version"], newest[name]["Version"]) > 0):
            newest[name] = {key: paragraph.get(key, "") for key in
                            ("Version", "Maintainer", "Uploaders")}
    return newest


def read_packages(filename):
    """What the binary packages tell of their sources.

    Returns {source: its topics} and {source: how many other sources need it}.
    """
    source_of, depends = {}, {}
    sections, tags = defaultdict(set), defaultdict(set)
    for paragraph in apt_pkg.TagFile(filename):
        name = paragraph["Package"]
        source = paragraph.get("Source", name).split()[0]    # may be "name (version)"
        source_of[name] = source
        depends[name] = re.findall(r"(?:^|[,|])\s*([a-z0-9][a-z0-9+.-]*)",
                                   paragraph.get("Depends", ""))
        # "contrib/net" is "net". The section of the source itself is of no
        # use: for every third package it is "misc", which says nothing.
        sections[source].add(paragraph["Section"].rsplit("/", 1)[-1])
        tags[source].update(split_tags(paragraph.get("Tag", "")))

    topics = {source: {f"tag-{tag}" for tag in tags[source]}
              | {f"sec-{section}" for section in
                 (found - FORM_SECTIONS or found) - {"misc"}}
              for source, found in sections.items()}
    needed_by = defaultdict(set)
    for name, wanted in depends.items():
        for other in wanted:
            if other in source_of and source_of[other] != source_of[name]:
                needed_by[source_of[other]].add(source_of[name])
    return topics, {source: len(users) for source, users in needed_by.items()}


def split_tags(field):
    """"a::{b,c}, d::e" names three tags."""
    for facet, braced, plain in re.findall(r"([\w-]+)::(?:\{([^}]*)\}|([^\s,]+))", field):
        for tag in (braced or plain).split(","):
            # TODO is the vocabulary's own mark for "no fitting tag yet".
            if facet in FACETS and tag.strip() not in ("", "TODO"):
                yield f"{facet}::{tag.strip()}"


# --- who is who --------------------------------------------------------------

def split_people(field):
    """"A B <a@x>, C <c@y>" as [(name, address), ...].

    Not email.utils: it takes the bracketed part of "Chen (GCS)" for a comment.
    """
    for name, address in re.findall(r'([^<>]*)<([^<>]*)>', field):
        name = re.sub(r"\s+", " ", name.strip(' ,"\t\n'))
        yield name, address.strip().lower()


def fold(name):
    """One spelling for "Gürkan" and "Gurkan", "Debian  X Team" and "debian x team"."""
    decomposed = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c))
                    .casefold().split())


def list_address(address):
    """Debian's old lists moved to another host and answer under both names."""
    return address.replace("@alioth-lists.debian.net", "@lists.alioth.debian.org")


def clean_team_name(name, address):
    """A team's name, without an address or quotation marks in it."""
    name = re.sub(r"\S+@\S+", "", name)
    name = re.sub(r"\s+", " ", name).strip(" \"'.,-")
    return name or address.split("@")[0]


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("+", " plus ")).strip("-")


def most_used(counter):
    """The most frequent item; of equals the first by alphabet."""
    return min(counter, key=lambda item: (-counter[item], item))


def join_people(pairs):
    """{address: one address that stands for the person}, from (name, address) pairs.

    One person writes under several addresses and spells one address's name in
    several ways, so whatever shares a full name or an address is one person.
    """
    parent = {}

    def find(item):
        while parent.setdefault(item, item) != item:
            item = parent[item]
        return item

    for name, address in sorted(pairs):
        # A single word joins nothing: two people may both be called Andreas.
        if " " in name:
            # The smaller stands for both, so that no order of reading matters;
            # "@" keeps the standing one an address: names sort after it.
            one, other = sorted((find("@" + address), find("name " + fold(name))))
            parent[other] = one
    return {address: find("@" + address) for _, address in pairs}


def join_teams(pairs):
    """{address: name of the team}, from {(name, address): number of packages}.

    A team is known by the name that most packages give its address, and two
    addresses with one name are one team (teams moved from lists to the
    tracker). Joining by every name ever used with an address would swallow
    neighbours: a package or two bear one team's name with another's address.
    """
    names = defaultdict(Counter)                         # address -> name -> packages
    spellings = defaultdict(Counter)                     # folded name -> name -> packages
    for (name, address), count in pairs.items():
        names[address][fold(name)] += count
        spellings[fold(name)][name] += count
    return {address: most_used(spellings[most_used(count)])
            for address, count in names.items()}


def resolve(sources):
    """Who stands behind each source package: {source: (set of people, set of teams)}.

    A person is given as one of their addresses, a team by its name.
    """
    entries = {source: [*split_people(paragraph["Maintainer"]),
                        *split_people(paragraph["Uploaders"])]
               for source, paragraph in sources.items()}
    # Some people maintain a package under a team address that only they read:
    # whoever has an address of their own elsewhere stays a person here too.
    # Else their name would be printed as the name of a team.
    persons = {fold(name) for found in entries.values() for name, address in found
               if not TEAM_NAME.search(name) and not TEAM_ADDRESS.search(address)}

    def is_team(name, address):
        return bool(TEAM_NAME.search(name) or (
            TEAM_ADDRESS.search(address) and fold(name) not in persons))

    person_pairs, team_pairs = set(), Counter()
    for found in entries.values():
        for name, address in found:
            if is_team(name, address):
                team_pairs[clean_team_name(name, address), list_address(address)] += 1
            else:
                person_pairs.add((name, address))
    person_of, team_of = join_people(person_pairs), join_teams(team_pairs)

    behind = {}
    for source, found in entries.items():
        if any(address == ORPHANED for _, address in found):
            continue
        people, teams = set(), set()
        for name, address in found:
            if is_team(name, address):
                teams.add(team_of[list_address(address)])
            else:
                people.add(person_of[address])
        behind[source] = (people, teams)
    return behind


# --- the tables --------------------------------------------------------------

def topic_name(topic):
    """"tag-field::biology:bioinformatics" as "Field: biology, bioinformatics"."""
    if topic.startswith("sec-"):
        return f"Section: {section_words(topic[4:])}"
    facet, _, tag = topic[4:].partition("::")
    words = tag.replace(":", ", ").replace("-", " ")
    return f"{FACETS[facet]}: {words}" if tag else FACETS[facet]


def section_words(section):
    return SECTIONS.get(section, section)


def broader_topic(topic):
    """A facet holds its tags, and "biology" holds "biology:bioinformatics"."""
    if topic.startswith("sec-") or "::" not in topic:
        return ""
    facet, tag = topic.split("::")
    return f"{facet}::{tag.rsplit(':', 1)[0]}" if ":" in tag else facet


def describe_team(packages, topics_of, needed_by):
    """What the index itself says of a team: how much, of what, and who needs it."""
    def most(counter):
        items = sorted(counter, key=lambda item: (-counter[item], item))[:NAMED]
        return " and ".join([", ".join(items[:-1]), items[-1]] if items[1:] else items)
    sections = Counter(section_words(topic[4:]) for package in packages
                       for topic in topics_of.get(package, ()) if topic.startswith("sec-"))
    needed = {package: needed_by[package] for package in packages if package in needed_by}
    text = f"Maintains {len(packages)} source packages"
    if sections:
        text += f", mostly {most(sections)}" if len(sections) > NAMED else f": {most(sections)}"
    if needed:
        text += f". Other packages depend most on {most(needed)}"
    return text + "."


def build(sources, topics_of, needed_by, key):
    """All tables as {file: (header, rows)}. `key` deals out the pseudonyms."""
    behind = resolve(sources)

    packages_of = defaultdict(set)                       # team -> source packages
    joined = defaultdict(Counter)                        # team -> person -> packages
    for source, (people, teams) in behind.items():
        for team in teams:
            packages_of[team].add(source)
            joined[team].update(people)
    communities = {team for team in packages_of
                   if len(packages_of[team]) >= MIN_PACKAGES
                   and len(joined[team]) >= MIN_PEOPLE}

    # Only packages that no team has a hand in. A package of a team would put
    # the team's topics into the profile of its members, and a test that hides
    # a membership would find it again there.
    knows = defaultdict(Counter)                         # person -> topic -> packages
    for source, (people, teams) in behind.items():
        if not teams:
            for person in people:
                knows[person].update(topics_of.get(source, ()))
    covers = {team: Counter(topic for source in packages_of[team]
                            for topic in topics_of.get(source, ())) for team in communities}

    # A tag that hardly anyone holds connects nobody and points at somebody.
    # Sections stay: they are few, and one may be all that a team is about.
    holders = Counter(topic for profile in [*knows.values(), *covers.values()]
                      for topic in profile)
    topics = {topic for topic, count in holders.items()
              if count >= MIN_HOLDERS or topic.startswith("sec-")}
    for topic in list(topics):                           # and all that is above them
        while topic := broader_topic(topic):
            topics.add(topic)

    # The pseudonym is a person's place in an order that only the key knows.
    # Everybody is in, also the few of whom nothing else is known here: every
    # organisation has such members, and Copse must have an answer for them.
    everybody = {person for people, _ in behind.values() for person in people}
    order = sorted(everybody, key=lambda person: hmac.new(
        key, person.encode(), hashlib.sha256).digest())
    width = max(4, len(str(len(order))))
    pseudonym = {person: f"m{place:0{width}}" for place, person in enumerate(order, 1)}

    ids = {team: slug(team) for team in communities}
    shared = [i for i, count in Counter(ids.values()).items() if count > 1]
    if shared:
        sys.exit(f"several teams would have the id {', '.join(sorted(shared))}")

    return {
        "members.csv": (("member_id", "visibility"), [
            (member, "trust") for member in pseudonym.values()]),
        "communities.csv": (("community_id", "name", "description", "mode", "status"), [
            (ids[team], team,
             describe_team(packages_of[team], topics_of, needed_by), "virtual", "active")
            for team in communities]),
        "topics.csv": (("topic_id", "name", "broader_id"), [
            (topic, topic_name(topic), broader_topic(topic)) for topic in topics]),
        "memberships.csv": (("member_id", "community_id", "role"), [
            (pseudonym[person], ids[team], "core" if count >= CORE_PACKAGES else "uploader")
            for team in communities for person, count in joined[team].items()]),
        "expertise.csv": (("member_id", "topic_id", "weight"), [
            (pseudonym[person], topic, count) for person, profile in knows.items()
            for topic, count in profile.items() if topic in topics]),
        "community_topics.csv": (("community_id", "topic_id", "weight"), [
            (ids[team], topic, count) for team in communities
            for topic, count in covers[team].items() if topic in topics]),
    }


def write(tables, folder):
    for name, (header, rows) in tables.items():
        with open(folder / name, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(sorted(rows))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fetch", metavar="DIR", help="fetch the index into DIR first")
    parser.add_argument("--release", help="codename (default: the running release)")
    parser.add_argument("--out", type=pathlib.Path, default=HERE,
                        help="folder to write to (default: beside this script)")
    options = parser.parse_args()

    if options.fetch:
        fetch(options.fetch)
    apt_pkg.init()
    release = options.release or running_release()
    index = find_index(release)
    sources = read_sources(index["Sources"]["FILENAME"])
    topics_of, needed_by = read_packages(index["Packages"]["FILENAME"])
    tables = build(sources, topics_of, needed_by, key=secrets.token_bytes(32))
    options.out.mkdir(parents=True, exist_ok=True)
    write(tables, options.out)

    facts = describe_index(index)
    print(f"release  {release} {facts['version']}, index of {facts['date']}")
    print(f"sha256   {facts['sha256']}  (Sources of main, unpacked)")
    print(f"read     {len(sources)} source packages")
    for name, (_, rows) in tables.items():
        print(f"wrote    {len(rows):6}  {name}")


if __name__ == "__main__":
    main()
