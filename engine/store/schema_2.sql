-- Schema version 2: what is kept of all staff with the model, so that an answer
-- about one person reads a few rows. Of the data version that the setting
-- "kept_version" says, and of no use for any other.

CREATE TABLE kept_figure (       -- of a topic: how many know it, the scale of its evidence; of all: …
    name   TEXT NOT NULL,
    of_key TEXT NOT NULL,        -- "" where it is of all
    value  REAL NOT NULL,
    PRIMARY KEY (name, of_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_roll (         -- whose stints a CoP or team has: (id, since, until), little-endian int32
    kind   INTEGER NOT NULL,     -- 0 members of a CoP, 1 of a team, 2 CoPs of a topic, 3 members named in a CoP's contact
    of     INTEGER NOT NULL,     -- the id of that CoP, team or topic
    stints BLOB NOT NULL,
    PRIMARY KEY (kind, of)
) STRICT;
