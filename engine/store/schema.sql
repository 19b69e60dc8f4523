-- The whole schema of a Copse store, version 1.
--
-- Days are integers, days since 1970-01-01. An unknown start of a stint is
-- -2147483648 (a key column cannot be NULL), an unknown end is NULL: open.
-- "until" is the first day on which the row no longer holds.
-- source refers to the import that last brought a row; --replace ends the rows
-- that their source no longer has.
-- A column "source" that is NULL: recorded by hand.

CREATE TABLE setting (           -- purpose, lawful basis, versions, pending purge…
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (            -- where rows come from: one a file name and kind
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL DEFAULT 'copse-csv'
) STRICT;

CREATE TABLE import (            -- one row a file that was imported
    id              INTEGER PRIMARY KEY,
    source          INTEGER NOT NULL REFERENCES source(id),
    target          TEXT NOT NULL,       -- the table that it filled
    hash            TEXT NOT NULL,       -- of the file's bytes and the options that change their meaning
    imported        INTEGER NOT NULL,    -- as-of day
    rows            INTEGER NOT NULL,
    dropped_columns TEXT NOT NULL DEFAULT ''  -- their names; never their values
) STRICT;
CREATE INDEX import_by_source ON import(source, target, id);

-- ---- the organisation ----

CREATE TABLE site (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    name      TEXT,
    latitude  REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180)
) STRICT;

CREATE TABLE travel (
    from_site INTEGER NOT NULL REFERENCES site(id),
    to_site   INTEGER NOT NULL REFERENCES site(id),
    minutes   REAL NOT NULL CHECK (minutes >= 0),
    source    INTEGER REFERENCES source(id),
    PRIMARY KEY (from_site, to_site)
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
    id     INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE,
    name   TEXT,
    parent INTEGER REFERENCES team(id)
) STRICT;

CREATE TABLE member (
    id              INTEGER PRIMARY KEY,
    key             TEXT NOT NULL UNIQUE,
    name            TEXT,
    mail            TEXT,
    profession      TEXT,
    mode_preference INTEGER NOT NULL DEFAULT 0 CHECK (mode_preference BETWEEN 0 AND 3),
    visibility      INTEGER NOT NULL DEFAULT 0 CHECK (visibility BETWEEN 0 AND 2),
    objected        INTEGER NOT NULL DEFAULT 0 CHECK (objected IN (0, 1)),
    source          INTEGER REFERENCES source(id)
) STRICT;
CREATE INDEX member_by_mail ON member(mail) WHERE mail IS NOT NULL;

CREATE TABLE identity (          -- what other systems call a member
    member INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    system TEXT NOT NULL,        -- 'upn', 'mail', 'employee-number', …
    key    TEXT NOT NULL,
    source INTEGER REFERENCES source(id),
    PRIMARY KEY (system, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_by_member ON identity(member);

CREATE TABLE assignment (
    id     INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    team   INTEGER REFERENCES team(id),
    site   INTEGER REFERENCES site(id),
    role   TEXT,
    since  INTEGER NOT NULL DEFAULT -2147483648,
    until  INTEGER,
    source INTEGER REFERENCES source(id)
) STRICT;
CREATE INDEX assignment_by_member ON assignment(member);

-- ---- communities and topics ----

CREATE TABLE topic (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    name        TEXT,
    description TEXT,
    broader     INTEGER REFERENCES topic(id),
    synonyms    TEXT              -- separated by ';'
) STRICT;

CREATE TABLE community (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,
    name         TEXT,
    description  TEXT,
    mode         INTEGER NOT NULL DEFAULT 0 CHECK (mode BETWEEN 0 AND 3),
    site         INTEGER REFERENCES site(id),
    status       INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 4),
    openness     INTEGER NOT NULL DEFAULT 0 CHECK (openness BETWEEN 0 AND 4),
    capacity     INTEGER CHECK (capacity >= 0),
    cadence_days INTEGER CHECK (cadence_days > 0),
    contact      TEXT,
    meets        TEXT,
    sensitive    INTEGER NOT NULL DEFAULT 0 CHECK (sensitive BETWEEN 0 AND 2),
    created      INTEGER
) STRICT;

CREATE TABLE membership (
    member    INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    community INTEGER NOT NULL REFERENCES community(id),
    since     INTEGER NOT NULL DEFAULT -2147483648,
    until     INTEGER,
    role      TEXT,
    source    INTEGER REFERENCES source(id),
    PRIMARY KEY (member, community, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE expertise (
    member      INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    topic       INTEGER NOT NULL REFERENCES topic(id),
    source      INTEGER NOT NULL DEFAULT 0,  -- 0: recorded by hand
    weight      REAL NOT NULL CHECK (weight > 0),
    last_active INTEGER,
    PRIMARY KEY (member, topic, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE interest (
    member INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    topic  INTEGER NOT NULL REFERENCES topic(id),
    since  INTEGER,
    source INTEGER REFERENCES source(id),
    PRIMARY KEY (member, topic)
) STRICT, WITHOUT ROWID;

CREATE TABLE community_topic (
    community INTEGER NOT NULL REFERENCES community(id),
    topic     INTEGER NOT NULL REFERENCES topic(id),
    weight    REAL NOT NULL CHECK (weight > 0),
    source    INTEGER REFERENCES source(id),
    PRIMARY KEY (community, topic)
) STRICT, WITHOUT ROWID;

-- ---- what passes between people ----

CREATE TABLE tie (
    a      INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    b      INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    kind   INTEGER NOT NULL CHECK (kind IN (0, 1)),   -- strength, cost
    weight REAL NOT NULL CHECK (weight > 0),
    since  INTEGER,
    source INTEGER REFERENCES source(id),
    PRIMARY KEY (a, b, kind),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_by_b ON tie(b);

CREATE TABLE project (
    id     INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE,
    name   TEXT,
    team   INTEGER REFERENCES team(id),
    site   INTEGER REFERENCES site(id),
    starts INTEGER,
    ends   INTEGER
) STRICT;

CREATE TABLE project_topic (
    project INTEGER NOT NULL REFERENCES project(id),
    topic   INTEGER NOT NULL REFERENCES topic(id),
    source  INTEGER REFERENCES source(id),
    PRIMARY KEY (project, topic)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchange (
    id           INTEGER PRIMARY KEY,
    key          TEXT UNIQUE,         -- of the file that it came from; NULL: recorded here
    from_member  INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    to_member    INTEGER REFERENCES member(id) ON DELETE CASCADE,
    to_community INTEGER REFERENCES community(id),
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5),
    happened     INTEGER NOT NULL,
    topic        INTEGER REFERENCES topic(id),
    project      INTEGER REFERENCES project(id),
    note         TEXT,
    shared_with  INTEGER NOT NULL DEFAULT 0,  -- a note: 0 its author, 1 the team, 2 the trust
    due          INTEGER,
    settles      INTEGER REFERENCES exchange(id) ON DELETE SET NULL,
    source       INTEGER REFERENCES source(id),
    CHECK (to_member IS NULL OR to_community IS NULL)
) STRICT;
CREATE INDEX exchange_by_from ON exchange(from_member);
CREATE INDEX exchange_by_to ON exchange(to_member) WHERE to_member IS NOT NULL;
CREATE INDEX exchange_by_community ON exchange(to_community) WHERE to_community IS NOT NULL;
-- Without it, removing a row would look through all others for what it settles.
CREATE INDEX exchange_by_settles ON exchange(settles) WHERE settles IS NOT NULL;

CREATE TABLE pairing (           -- randomised coffee and debriefs: who met whom
    a        INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    b        INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    happened INTEGER NOT NULL,
    PRIMARY KEY (a, b, kind, happened),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_by_b ON pairing(b);

CREATE TABLE mark (              -- a person's own word on a CoP: 'not', 'joined', …; state, not data
    member    INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    community INTEGER NOT NULL REFERENCES community(id),
    kind      TEXT NOT NULL,
    happened  INTEGER NOT NULL,
    PRIMARY KEY (member, community, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE preference (        -- a person's own word, which no import overrides; state, not data
    member   INTEGER NOT NULL REFERENCES member(id) ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN ('mode', 'visibility')),
    choice   INTEGER NOT NULL CHECK (choice BETWEEN 0 AND 3 AND (kind = 'mode' OR choice < 3)),
    happened INTEGER NOT NULL,
    PRIMARY KEY (member, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE action (            -- what a team or project said it would do
    id       INTEGER PRIMARY KEY,
    team     INTEGER REFERENCES team(id),
    project  INTEGER REFERENCES project(id),
    what     TEXT NOT NULL,
    who      INTEGER REFERENCES member(id) ON DELETE SET NULL,
    happened INTEGER NOT NULL,   -- when it was said: an answer of an earlier day does not know of it
    due      INTEGER,
    done     INTEGER,
    CHECK ((team IS NULL) <> (project IS NULL))
) STRICT;
CREATE INDEX action_by_who ON action(who);

CREATE TABLE unit_record (       -- what is said of a unit: isolation flagged, accepted, acted on; a debrief
    id       INTEGER PRIMARY KEY,
    level    TEXT NOT NULL,      -- 'team', 'department', 'site', 'community'
    unit     TEXT NOT NULL,      -- its key
    kind     TEXT NOT NULL,      -- 'flagged', 'accepted', 'acted', 'measured', 'debriefed'
    reason   TEXT,               -- why, or what was learned
    value    INTEGER,            -- millionths
    happened INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_record_by_unit ON unit_record(level, unit);

-- ---- what people decided about the data ----

CREATE TABLE decision (          -- one that names a person goes when they are forgotten
    kind     TEXT NOT NULL,      -- 'same-member', 'same-topic', 'topic-of-text', …
    subject  TEXT NOT NULL,
    choice   TEXT NOT NULL,
    happened INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

-- ---- the fitted model: one at a time ----

CREATE TABLE model (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    kind         TEXT NOT NULL,
    data_version INTEGER NOT NULL,
    fitted       INTEGER NOT NULL,   -- as-of day
    seed         INTEGER NOT NULL
) STRICT;

CREATE TABLE model_option (
    name  TEXT PRIMARY KEY,
    place INTEGER NOT NULL,          -- the order in which they are shown
    value REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE model_target (      -- what can be recommended; weights name it by ordinal
    ordinal INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE model_weight (      -- what a member has -> (ordinal, weight) pairs, little-endian int32
    kind    INTEGER NOT NULL,
    key     TEXT NOT NULL,
    weights BLOB NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT;

CREATE TABLE model_value (       -- measured at fit: core of a CoP, norm of a CoP in a topic, …
    measure TEXT NOT NULL,
    of_key  TEXT NOT NULL,
    for_key TEXT NOT NULL,
    value   INTEGER NOT NULL,        -- millionths
    PRIMARY KEY (measure, of_key, for_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE layout (            -- where the map put things, so that they stay
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    x    REAL NOT NULL,
    y    REAL NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- ---- trust ----

CREATE TABLE published_count (   -- the only counts that shared outputs may show
    data_version INTEGER NOT NULL,
    name         TEXT NOT NULL,      -- 'team-community', 'unit-community', 'site-community', 'community'
    of_key       TEXT NOT NULL,
    for_key      TEXT NOT NULL,
    value        INTEGER,            -- NULL: suppressed
    PRIMARY KEY (data_version, name, of_key, for_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE output (            -- files that were given out, so that they can be recalled
    id       INTEGER PRIMARY KEY,
    path     TEXT NOT NULL,
    audience TEXT NOT NULL,
    hash     TEXT NOT NULL,
    happened INTEGER NOT NULL
) STRICT;

CREATE TABLE tombstone (         -- keyed hashes of identities that were forgotten
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (             -- append-only; holds no name and no key of a person
    id       INTEGER PRIMARY KEY,
    happened INTEGER NOT NULL,
    action   TEXT NOT NULL,
    audience TEXT NOT NULL,
    reason   TEXT,
    detail   TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- ---- search over CoPs and topics; never over people ----

CREATE VIRTUAL TABLE community_text USING fts5(
    name, description, content='community', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE topic_text USING fts5(
    name, synonyms, description, content='topic', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
