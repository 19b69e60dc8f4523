/*
 * A survey in Microsoft Forms (or any form that is exported as a table): who I am, what I can help with, what I
 * want to learn, may I be named, how I like to meet.
 *
 * Column names: Forms exports ID, Start time, Completion time, Email and Name before the questions. The questions
 * are known by what they ask for; `copse template` writes a form with these words.
 */
#include "store/kind_tables.h"

COPSE_KIND_IDENTITY_COLUMNS;

#define MAIL  "Email|Email address|*work e-mail*|*your e-mail*|*my e-mail*"
#define HELP  "*help with*|*can help*|*help others*|*can offer*|*can you offer*|*expertise"
#define LEARN "*want to learn*|*like to learn*|*learn about*|interests"
#define NAMED "*may I be named*|*may we name*|*be named*|*show my name*|*show your name*|*name be shown*"
#define MODE  "*face to face or virtual*|*face to face*|*in person*|*how*like to meet*|*prefer to meet*"
#define TEAM  "team|department|*which team*|*your team*|*my team*"
#define DAY   "Completion time|Timestamp|Submitted|Last modified time"

static const copse_kind_identifier identifiers[] = {
    {"mail", MAIL},
};

/* ---- what people answer ---- */

static const char *visibility(const char *text)
{
    /* A no comes first: "No, not even to my team" is none. */
    if (copse_store_kind_is_word(text, "No*|Don't*|Do not*|Please don't*|False|Disagree|I do not agree"))
        return "none";
    if (copse_store_kind_is_word(text, "*team*"))
        return "team";
    return copse_store_kind_is_word(text, "Yes*|Everybody*|Everyone*|*trust*|*organisation*|True|Agree|I agree")
               ? "trust"
               : NULL;
}

static const char *mode(const char *text)
{
    if (copse_store_kind_is_word(text, "*either*|*both*|*no preference*|*don't mind*|*mix*|hybrid*"))
        return "hybrid";
    if (copse_store_kind_is_word(text, "*face to face*|*in person*|*on site*"))
        return "face-to-face";
    return copse_store_kind_is_word(text, "*virtual*|*online*|*remote*|*Teams*") ? "virtual" : NULL;
}

/* ---- where it goes ---- */

static const copse_kind_column teams[] = {
    COPSE_KIND_NAMED("team_id", TEAM),
    COPSE_KIND_CELL("name", TEAM),
};
static const copse_kind_column topics[] = {
    {.target = "topic_id", .make = COPSE_MAKE_ITEM, .is_name = true},
    COPSE_KIND_MADE("name", COPSE_MAKE_ITEM),
};
static const copse_kind_column members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "Name|Full name|*your name|*my name|*who are you*|*who I am*"),
    COPSE_KIND_CELL("mail", MAIL),
    {.target = "mode_preference", .names = MODE, .read = mode},
    {.target = "visibility", .names = NAMED, .read = visibility},
};
static const copse_kind_column places[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_NAMED("team_id", TEAM),
};
static const copse_kind_column expertise[] = {
    COPSE_KIND_MEMBER,
    {.target = "topic_id", .make = COPSE_MAKE_ITEM, .is_name = true},
    COPSE_KIND_CELL("last_active", DAY),
};
static const copse_kind_column interests[] = {
    COPSE_KIND_MEMBER,
    {.target = "topic_id", .make = COPSE_MAKE_ITEM, .is_name = true},
    COPSE_KIND_CELL("since", DAY),
};
static const copse_kind_part parts[] = {
    {COPSE_KIND_PART("teams", teams), .only_with = TEAM},
    {COPSE_KIND_PART("topics", topics), .axis = COPSE_EACH_ITEM, .of = HELP "+" LEARN},
    {COPSE_KIND_PART("members", members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("assignments", places), .only_with = TEAM},
    {COPSE_KIND_PART("expertise", expertise), .axis = COPSE_EACH_ITEM, .of = HELP},
    {COPSE_KIND_PART("interests", interests), .axis = COPSE_EACH_ITEM, .of = LEARN},
};
static const copse_kind_filter filters[] = {
    {MAIL, "anonymous", "answers that nobody signed"},
};

const copse_kind copse_kind_survey = {
    .name = "survey",
    .meaning = "answers to a survey of what people can help with and want to learn",
    .signatures = {MAIL "+" HELP "+" LEARN, MAIL "+" HELP, MAIL "+" LEARN},
    COPSE_KIND_FILTERS(filters),
    COPSE_KIND_BODY(identifiers, parts),
};
