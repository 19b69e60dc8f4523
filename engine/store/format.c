#include "store/format.h"

#include <string.h>

/* ---- the words of each list, in the order of their values ---- */

static const char *mode_word(int value)
{
    return value <= COPSE_MODE_HYBRID ? copse_mode_name((copse_mode)value) : NULL;
}

static const char *visibility_word(int value)
{
    return value <= COPSE_VISIBLE_TRUST ? copse_visibility_name((copse_visibility)value) : NULL;
}

static const char *status_word(int value)
{
    return value <= COPSE_COMMUNITY_CLOSED
               ? copse_community_status_name((copse_community_status)value)
               : NULL;
}

static const char *openness_word(int value)
{
    return value <= COPSE_OPENNESS_CLOSED ? copse_openness_name((copse_openness)value) : NULL;
}

static const char *sensitivity_word(int value)
{
    return value <= COPSE_SENSITIVE_YES ? copse_sensitivity_name((copse_sensitivity)value) : NULL;
}

static const char *exchange_word(int value)
{
    return value <= COPSE_EXCHANGE_DEBRIEF ? copse_exchange_kind_name((copse_exchange_kind)value)
                                           : NULL;
}

static const char *tie_word(int value)
{
    static const char *const words[] = {"strength", "cost"};
    return value <= COPSE_TIE_COST ? words[value] : NULL;
}

/* ---- columns ---- */

/* The parts of a column that most of them share. */
#define KEY(column, other, what, one, two)                                                         \
    {.name = column, .aliases = other, .kind = COPSE_CELL_KEY, .field = "key",                     \
     .is_required = true, .is_identity = true, .meaning = what, .examples = {one, two}}
#define TEXT(column, to, what, one, two)                                                           \
    {.name = column, .kind = COPSE_CELL_TEXT, .field = to, .meaning = what, .examples = {one, two}}
#define NAME(what, one, two) TEXT("name", "name", what, one, two)
#define DAY(column, to, what, one, two)                                                            \
    {.name = column, .kind = COPSE_CELL_DAY, .field = to, .meaning = what, .examples = {one, two}}
#define LINK(column, other, to, table, what, one, two)                                             \
    {.name = column, .aliases = other, .kind = COPSE_CELL_REFERENCE, .field = to,                  \
     .refers_to = table, .is_required = true, .is_identity = true, .meaning = what,                \
     .examples = {one, two}}
#define REFERENCE(column, other, to, table, what, one, two)                                        \
    {.name = column, .aliases = other, .kind = COPSE_CELL_REFERENCE, .field = to,                  \
     .refers_to = table, .meaning = what, .examples = {one, two}}
#define WORD(column, to, words, what, one, two)                                                    \
    {.name = column, .kind = COPSE_CELL_WORD, .field = to, .word = words,                          \
     .blank = COPSE_BLANK_ZERO, .meaning = what, .examples = {one, two}}
#define WEIGHT(what, one, two)                                                                     \
    {.name = "weight", .kind = COPSE_CELL_REAL, .field = "weight",                                 \
     .range = COPSE_RANGE_POSITIVE, .blank = COPSE_BLANK_ONE, .meaning = what,                     \
     .examples = {one, two}}

static const copse_format_column sites[] = {
    KEY("site_id", "site", "the site's key", "general", "riverside"),
    NAME("its name", "General Hospital", "Riverside Clinic"),
    {.name = "latitude", .aliases = "lat", .kind = COPSE_CELL_REAL, .field = "latitude",
     .range = COPSE_RANGE_LATITUDE, .meaning = "degrees north", .examples = {"51.45", "51.47"}},
    {.name = "longitude", .aliases = "lon long lng", .kind = COPSE_CELL_REAL, .field = "longitude",
     .range = COPSE_RANGE_LONGITUDE, .meaning = "degrees east", .examples = {"-2.59", "-2.63"}},
};

static const copse_format_column travel[] = {
    LINK("from_site_id", "from_site", "from_site", "sites", "where from", "general", "riverside"),
    LINK("to_site_id", "to_site", "to_site", "sites", "where to", "riverside", "general"),
    {.name = "minutes", .kind = COPSE_CELL_REAL, .field = "minutes", .is_required = true,
     .range = COPSE_RANGE_NOT_NEGATIVE, .meaning = "how long it takes, door to door",
     .examples = {"20", "25"}},
};

static const copse_format_column teams[] = {
    KEY("team_id", "team unit_id unit", "the team's or unit's key", "medicine", "stroke-unit"),
    NAME("its name", "Directorate of Medicine", "Stroke Unit"),
    REFERENCE("parent_id", "parent parent_team_id", "parent", "teams", "the unit above it", "",
              "medicine"),
};

static const copse_format_column topics[] = {
    KEY("topic_id", "topic", "the topic's key", "rehabilitation", "dysphagia"),
    NAME("its name", "Rehabilitation", "Dysphagia"),
    TEXT("description", "description", "what it covers", "", "Assessment and care of swallowing"),
    REFERENCE("broader_id", "broader", "broader", "topics", "the wider topic that it is part of", "",
              "rehabilitation"),
    TEXT("synonyms", "synonyms", "other names, separated by ;", "rehab", "swallowing; swallow"),
};

/* team, site and role make an assignment of their own: see import_stint.c. */
static const copse_format_column members[] = {
    KEY("member_id", "member person_id", "the person's key, the same in every file", "m001", "m002"),
    NAME("how they are called; shown only as far as they agreed", "Ada Example", "Ben Example"),
    {.name = "mail", .aliases = "email e_mail", .kind = COPSE_CELL_TEXT, .field = "mail",
     .meaning = "only to find the person by; never shown",
     .examples = {"ada@example.org", "ben@example.org"}},
    TEXT("profession", "profession", "nurse, doctor, therapist…", "Nurse",
         "Speech and language therapist"),
    WORD("mode_preference", "mode_preference", mode_word, "how they like to meet", "face-to-face",
         ""),
    {.name = "visibility", .kind = COPSE_CELL_WORD, .field = "visibility", .word = visibility_word,
     .blank = COPSE_BLANK_VISIBILITY,
     .meaning = "who may see their name: nobody, their team, everybody in the organisation; blank "
                "is what the store was set up with",
     .examples = {"trust", "team"}},
    {.name = "objected", .kind = COPSE_CELL_FLAG, .field = "objected", .blank = COPSE_BLANK_ZERO,
     .only_rises = true,
     .meaning = "yes: leave this person out of everything; an import never takes that back",
     .examples = {"", "no"}},
    REFERENCE("team_id", "team", NULL, "teams", "where they work", "stroke-unit", "stroke-unit"),
    REFERENCE("site_id", "site", NULL, "sites", "at which site", "general", "riverside"),
    TEXT("role", NULL, "what they do there", "Ward manager", "Therapist"),
};

static const copse_format_column identities[] = {
    LINK("member_id", "member", "member", "members", "the person", "m001", "m002"),
    {.name = "system", .kind = COPSE_CELL_TEXT, .field = "system", .is_required = true,
     .is_identity = true, .meaning = "which other system: upn, employee-number…",
     .examples = {"employee-number", "employee-number"}},
    {.name = "key", .kind = COPSE_CELL_TEXT, .field = "key", .is_required = true,
     .is_identity = true, .meaning = "what it calls the person", .examples = {"20417", "20563"}},
};

#define SINCE(what, one, two)                                                                      \
    {.name = "since", .aliases = "start", .kind = COPSE_CELL_DAY, .field = "since",           \
     .meaning = what, .examples = {one, two}}
#define UNTIL                                                                                      \
    {.name = "until", .aliases = "end", .kind = COPSE_CELL_DAY, .field = "until",               \
     .meaning = "the first day on which it no longer held; blank: it goes on", .examples = {"", ""}}

static const copse_format_column assignments[] = {
    LINK("member_id", "member", "member", "members", "the person", "m001", "m002"),
    REFERENCE("team_id", "team", "team", "teams", "where they work", "stroke-unit", "stroke-unit"),
    REFERENCE("site_id", "site", "site", "sites", "at which site", "general", "riverside"),
    TEXT("role", "role", "what they do there", "Ward manager", "Therapist"),
    SINCE("the first day", "2022-04-01", "2023-09-11"),
    UNTIL,
};

static const copse_format_column communities[] = {
    KEY("community_id", "community cop_id cop", "the CoP's key", "dysphagia-cop", "quality-circle"),
    NAME("its name", "Dysphagia Community of Practice", "Quality Circle"),
    TEXT("description", "description", "what it is about", "Safe swallowing across wards and clinics",
         "Small improvements, shared monthly"),
    WORD("mode", "mode", mode_word, "how it meets", "hybrid", "face-to-face"),
    REFERENCE("site_id", "site", "site", "sites", "where a face-to-face one meets", "", "general"),
    WORD("status", "status", status_word, "whether it is alive", "active", "active"),
    WORD("openness", "openness", openness_word, "who may join", "open", "request"),
    {.name = "capacity", .kind = COPSE_CELL_WHOLE, .field = "capacity",
     .range = COPSE_RANGE_NOT_NEGATIVE, .meaning = "how many it can take; blank: any",
     .examples = {"", "20"}},
    {.name = "cadence_days", .aliases = "cadence", .kind = COPSE_CELL_WHOLE, .field = "cadence_days",
     .range = COPSE_RANGE_POSITIVE, .meaning = "days from one meeting to the next",
     .examples = {"28", "30"}},
    TEXT("contact", "contact", "whom to ask about joining: a function's mailbox, not a person's",
         "dysphagia@example.org", "quality@example.org"),
    TEXT("meets", "meets", "when and where, in words", "First Tuesday, 12:30, online",
         "Third Thursday, 16:00, Seminar Room 2"),
    WORD("sensitive", "sensitive", sensitivity_word,
         "yes where being in it says something private (identity, faith, health, union…)", "no", "no"),
    {.name = "created", .aliases = "founded", .kind = COPSE_CELL_DAY, .field = "created",
     .meaning = "when it began", .examples = {"2021-05-04", "2019-01-17"}},
};

static const copse_format_column memberships[] = {
    LINK("member_id", "member", "member", "members", "the person", "m001", "m002"),
    LINK("community_id", "community cop_id cop", "community", "communities", "the CoP",
         "quality-circle", "dysphagia-cop"),
    TEXT("role", "role", "chair, facilitator, member…", "member", "facilitator"),
    SINCE("when they joined", "2022-06-16", "2021-05-04"),
    UNTIL,
};

static const copse_format_column expertise[] = {
    LINK("member_id", "member", "member", "members", "the person", "m001", "m002"),
    LINK("topic_id", "topic", "topic", "topics", "what they know", "rehabilitation", "dysphagia"),
    WEIGHT("how much speaks for it: courses, papers, a level; above 0, blank: 1", "2", "5"),
    DAY("last_active", "last_active", "when they last did it", "2026-01-20", "2026-03-02"),
};

static const copse_format_column interests[] = {
    LINK("member_id", "member", "member", "members", "the person", "m001", "m002"),
    LINK("topic_id", "topic", "topic", "topics", "what they want to learn", "dysphagia",
         "rehabilitation"),
    DAY("since", "since", "when they said so", "2026-02-01", "2025-11-15"),
};

static const copse_format_column community_topics[] = {
    LINK("community_id", "community cop_id cop", "community", "communities", "the CoP",
         "dysphagia-cop", "quality-circle"),
    LINK("topic_id", "topic", "topic", "topics", "what it is about", "dysphagia", "rehabilitation"),
    WEIGHT("how much it is about that; above 0, blank: 1", "3", "1"),
};

static const copse_format_column ties[] = {
    LINK("member_a", "member_a_id from_member_id", "a", "members", "one person", "m001", "m001"),
    LINK("member_b", "member_b_id to_member_id", "b", "members", "the other", "m002", "m002"),
    {.name = "kind", .kind = COPSE_CELL_WORD, .field = "kind", .word = tie_word,
     .blank = COPSE_BLANK_ZERO, .is_identity = true,
     .meaning = "strength: larger is closer; cost: smaller is closer; blank: strength",
     .examples = {"strength", "cost"}},
    WEIGHT("how close or how far; above 0, blank: 1", "4", "0.5"),
    DAY("since", "since", "when it was first seen", "2024-10-01", ""),
};

static const copse_format_column projects[] = {
    KEY("project_id", "project", "the project's key", "soft-diet", "early-discharge"),
    NAME("its name", "Soft diet pathway", "Early supported discharge"),
    REFERENCE("team_id", "team", "team", "teams", "who runs it", "stroke-unit", "stroke-unit"),
    REFERENCE("site_id", "site", "site", "sites", "where", "general", ""),
    DAY("starts", "starts", "its first day", "2026-01-12", "2026-05-01"),
    DAY("ends", "ends", "its last day", "2026-09-30", ""),
};

static const copse_format_column project_topics[] = {
    LINK("project_id", "project", "project", "projects", "the project", "soft-diet",
         "early-discharge"),
    LINK("topic_id", "topic", "topic", "topics", "what it needs", "dysphagia", "rehabilitation"),
};

static const copse_format_column exchanges[] = {
    KEY("exchange_id", "exchange", "the row's key", "x001", "x002"),
    {.name = "from_member_id", .aliases = "from_member", .kind = COPSE_CELL_REFERENCE,
     .field = "from_member", .refers_to = "members", .is_required = true, .meaning = "who did it",
     .examples = {"m001", "m002"}},
    REFERENCE("to_member_id", "to_member", "to_member", "members", "with whom, or", "m002", "m001"),
    REFERENCE("to_community_id", "to_community", "to_community", "communities", "with which CoP", "",
              ""),
    {.name = "kind", .kind = COPSE_CELL_WORD, .field = "kind", .word = exchange_word,
     .is_required = true, .meaning = "what passed", .examples = {"asked", "answered"}},
    {.name = "on", .aliases = "date day happened", .kind = COPSE_CELL_DAY, .field = "happened",
     .is_required = true, .meaning = "the day", .examples = {"2026-03-02", "2026-03-04"}},
    REFERENCE("topic_id", "topic", "topic", "topics", "what it was about", "dysphagia", "dysphagia"),
    REFERENCE("project_id", "project", "project", "projects", "what it was for", "soft-diet",
              "soft-diet"),
    TEXT("note", "note", "in words; shown to its author only", "Which thickener on ward 4?", ""),
    DAY("due", "due", "when something was promised for", "2026-03-09", ""),
    REFERENCE("settles_id", "settles", "settles", "exchanges", "which earlier row this one answers",
              "", "x001"),
};

/* ---- tables ---- */

#define TABLE(file, to, one, kind, source, what, list)                                             \
    {.stem = file, .table = to, .thing = one, .rows = kind, .has_source = source, .meaning = what, \
     .columns = list, .n_columns = sizeof(list) / sizeof((list)[0])}

static const copse_format_table tables[] = {
    TABLE("sites", "site", "site", COPSE_ROWS_OF_THINGS, false, "places where people work and meet",
          sites),
    TABLE("travel", "travel", "travel time", COPSE_ROWS_OF_LINKS, true,
          "how long it takes from site to site", travel),
    TABLE("teams", "team", "team", COPSE_ROWS_OF_THINGS, false,
          "teams, and the departments and directorates above them", teams),
    TABLE("topics", "topic", "topic", COPSE_ROWS_OF_THINGS, false, "what people and CoPs know about",
          topics),
    TABLE("members", "member", "member", COPSE_ROWS_OF_THINGS, true, "staff", members),
    TABLE("identities", "identity", "identity", COPSE_ROWS_OF_LINKS, true,
          "what other systems call a member", identities),
    TABLE("assignments", "assignment", "assignment", COPSE_ROWS_OF_STINTS, true,
          "who works where, and when", assignments),
    TABLE("communities", "community", "community", COPSE_ROWS_OF_THINGS, false,
          "communities of practice", communities),
    TABLE("memberships", "membership", "membership", COPSE_ROWS_OF_STINTS, true,
          "who is in which CoP, and when", memberships),
    TABLE("expertise", "expertise", "expertise row", COPSE_ROWS_OF_LINKS, true,
          "who knows about what", expertise),
    TABLE("interests", "interest", "interest", COPSE_ROWS_OF_LINKS, true,
          "who wants to learn about what", interests),
    TABLE("community_topics", "community_topic", "topic of a community", COPSE_ROWS_OF_LINKS, true,
          "which CoP is about what", community_topics),
    TABLE("ties", "tie", "tie", COPSE_ROWS_OF_LINKS, true,
          "who works with whom, from surveys or counts", ties),
    TABLE("projects", "project", "project", COPSE_ROWS_OF_THINGS, false, "projects", projects),
    TABLE("project_topics", "project_topic", "topic of a project", COPSE_ROWS_OF_LINKS, true,
          "which project needs what", project_topics),
    TABLE("exchanges", "exchange", "exchange", COPSE_ROWS_OF_THINGS, true,
          "what passed between people and CoPs: asked, answered, attended, shared…", exchanges),
};

const copse_format_table *copse_store_format(size_t *n_tables)
{
    *n_tables = sizeof tables / sizeof tables[0];
    return tables;
}

/* ---- finding by name ---- */

static char plain(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == ' ' || c == '-' || c == '.' ? '_' : c;
}

/* Whether name, folded, is the n bytes at word. */
static bool is_word(const char *name, const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (plain(name[i]) != word[i])
            return false;
    return name[n] == '\0';
}

const copse_format_table *copse_store_format_find(const char *stem)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (is_word(stem, tables[i].stem, strlen(tables[i].stem)))
            return &tables[i];
    return NULL;
}

int copse_store_format_column(const copse_format_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (is_word(name, table->columns[i].name, strlen(table->columns[i].name)))
            return (int)i;
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *at = table->columns[i].aliases;
        while (at && *at) {
            size_t n = strcspn(at, " ");
            if (is_word(name, at, n))
                return (int)i;
            at += n + strspn(at + n, " ");
        }
    }
    return -1;
}

int copse_store_format_index(const copse_format_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}
