/*
 * Cohorts of Moodle, and plain lists of addresses.
 *
 * Column names: docs.moodle.org, "Upload users" (username, firstname, lastname, email, cohort1…) and the report
 * builder's source Cohorts (Cohort, Full name, Username, Email address, Time added).
 */
#include "store/kind_tables.h"

COPSE_KIND_IDENTITY_COLUMNS;
COPSE_KIND_GROUP_COLUMNS;

#define MAIL "email address|email|e-mail|mail|email addresses|address|work email"

/* ---- Moodle ---- */

#define COHORT  "cohort|cohort name|cohorts|cohort:name"
#define COHORTS COHORT "+cohort1+cohort2+cohort3+cohort4+cohort5+cohort6+cohort7"

static const copse_kind_identifier moodle_identifiers[] = {
    {"mail", MAIL},
    {"moodle", "username"},
};
static const copse_kind_column moodle_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "fullname|full name|full name with link"),
    {.target = "name", .names = "firstname|first name+lastname|last name|surname", .make = COPSE_MAKE_JOINED},
    COPSE_KIND_CELL("mail", MAIL),
};
static const copse_kind_column moodle_communities[] = {
    {.target = "community_id", .make = COPSE_MAKE_ITEM, .is_name = true},
    COPSE_KIND_MADE("name", COPSE_MAKE_ITEM),
};
static const copse_kind_column moodle_memberships[] = {
    COPSE_KIND_MEMBER,
    {.target = "community_id", .make = COPSE_MAKE_ITEM, .is_name = true},
    COPSE_KIND_CELL("since", "time added|date added|timeadded"),
};
static const copse_kind_part moodle_parts[] = {
    {COPSE_KIND_PART("members", moodle_members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("communities", moodle_communities), .axis = COPSE_EACH_ITEM, .of = COHORTS},
    {COPSE_KIND_PART("memberships", moodle_memberships), .axis = COPSE_EACH_ITEM, .of = COHORTS},
};
static const copse_kind_filter moodle_filters[] = {
    {"suspended|deleted", "1|yes|true", "accounts that are suspended or deleted"},
};

const copse_kind copse_kind_moodle = {
    .name = "moodle",
    .meaning = "members of cohorts of Moodle",
    .signatures = {"username|" MAIL "+" COHORT "|cohort1"},
    COPSE_KIND_FILTERS(moodle_filters),
    COPSE_KIND_BODY(moodle_identifiers, moodle_parts),
};

/* ---- a list of addresses ---- */

static const copse_kind_identifier list_identifiers[] = {
    {"mail", MAIL},
};
static const copse_kind_column list_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "name|full name|display name|real name|member name"),
    {.target = "name", .names = "first name|firstname+last name|lastname|surname", .make = COPSE_MAKE_JOINED},
    COPSE_KIND_CELL("mail", MAIL),
};
static const copse_kind_column list_memberships[] = {
    COPSE_KIND_MEMBER,
    {.target = "community_id", .make = COPSE_MAKE_GROUP, .is_name = true},
};
static const copse_kind_part list_parts[] = {
    {COPSE_KIND_PART("members", list_members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("communities", copse_kind_group_columns)},
    {COPSE_KIND_PART("memberships", list_memberships)},
};

/* Many exports have an address somewhere: a list is what has little else. */
const copse_kind copse_kind_list = {
    .name = "list",
    .meaning = "addresses on a mailing list",
    .signatures = {MAIL},
    .most_columns = 4,
    COPSE_KIND_BODY(list_identifiers, list_parts),
};
