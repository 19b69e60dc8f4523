/*
 * The NHS Electronic Staff Record: a flat staff list as its BI reports give it, and an extract of assignments.
 *
 * Staff Group and Job Role: NHS England, "A Guide to the Staff Group, Job Role and Area of Work classifications
 * used in ESR". Org L3 to L7 are the levels of the organisation hierarchy below the trust in ESR BI. ESR is Oracle
 * HRMS: 4712-12-31 is its end of time, an effective end date is the last day that holds (Oracle, "Effective Start
 * and End Dates for Worker Components"). Each trust designs its BI reports, so the names have alternatives.
 */
#include "store/kind_tables.h"

COPSE_KIND_IDENTITY_COLUMNS;

#define NUMBER   "Employee Number|Employee No|Emp Number|Emp No|Staff Number"
#define LEVEL(n) "Org L" n "|Org Level " n "|Organisation Level " n "|Organisation L" n
#define LEVELS                                                                                     \
    LEVEL("3") "+" LEVEL("4") "+" LEVEL("5") "+" LEVEL("6") "+" LEVEL("7")                         \
               "+Organisation|Organisation Name|Organization|Department"
#define LOCATION "Location|Location Description|Location Name|Site|Base"
#define ROLE     "Role|Job Role|Position Title|Position Name|Job Title"
#define GROUP    "Staff Group"
#define MAIL     "Email Address|Email|Work Email|Work Email Address|Office Email Address"

static const copse_kind_identifier identifiers[] = {
    {"employee-number", NUMBER},
    {"mail", MAIL},
};

static const copse_kind_column teams[] = {
    {.target = "team_id", .make = COPSE_MAKE_ITEM, .is_name = true},
    COPSE_KIND_MADE("name", COPSE_MAKE_ITEM),
    COPSE_KIND_MADE("parent_id", COPSE_MAKE_ABOVE),
};
static const copse_kind_column sites[] = {
    COPSE_KIND_NAMED("site_id", LOCATION),
    COPSE_KIND_CELL("name", LOCATION),
};
static const copse_kind_column members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "Full Name|Employee Name|Employee Full Name|Name"),
    {.target = "name",
     .names = "Preferred First Name|Known As|First Name|Forename+Last Name|Surname",
     .make = COPSE_MAKE_JOINED},
    COPSE_KIND_CELL("mail", MAIL),
    COPSE_KIND_CELL("profession", GROUP),
};

/* ---- staff list: where each works today ---- */

static const copse_kind_column places[] = {
    COPSE_KIND_MEMBER,
    {.target = "team_id", .names = LEVELS, .make = COPSE_MAKE_LOWEST},
    COPSE_KIND_NAMED("site_id", LOCATION),
    COPSE_KIND_CELL("role", ROLE),
    COPSE_KIND_CELL("since", "Start Date in Position|Date Started in Position|Position Start Date"),
};
static const copse_kind_part staff_parts[] = {
    {COPSE_KIND_PART("teams", teams), .axis = COPSE_EACH_LEVEL, .of = LEVELS},
    {COPSE_KIND_PART("sites", sites), .only_with = LOCATION},
    {COPSE_KIND_PART("members", members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("assignments", places)},
};
static const copse_kind_filter filters[] = {
    {"Assignment Status", "Terminate*|Ex-employee*", "assignments that have ended"},
};

const copse_kind copse_kind_esr = {
    .name = "esr",
    .meaning = "staff list of ESR BI",
    .signatures = {NUMBER "+" GROUP "+" LEVEL("3") "|" LEVEL("4") "|" LEVEL("5"), NUMBER "+" GROUP "+" ROLE,
                   NUMBER "+" LEVEL("3") "+" LEVEL("4")},
    COPSE_KIND_FILTERS(filters),
    COPSE_KIND_BODY(identifiers, staff_parts),
};

/* ---- assignments, each with its days ---- */

#define FIRST_DAY "Effective Start Date|Assignment Start Date|Assignment Effective Start Date"
#define LAST_DAY  "Effective End Date|Assignment End Date|Assignment Effective End Date"

static const copse_kind_column assignments[] = {
    COPSE_KIND_MEMBER,
    {.target = "team_id", .names = LEVELS, .make = COPSE_MAKE_LOWEST},
    COPSE_KIND_NAMED("site_id", LOCATION),
    COPSE_KIND_CELL("role", ROLE),
    COPSE_KIND_CELL("since", FIRST_DAY),
    {.target = "until", .names = LAST_DAY, .is_last_day = true},
};
static const copse_kind_part assignment_parts[] = {
    {COPSE_KIND_PART("teams", teams), .axis = COPSE_EACH_LEVEL, .of = LEVELS},
    {COPSE_KIND_PART("sites", sites), .only_with = LOCATION},
    {COPSE_KIND_PART("members", members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("assignments", assignments)},
};

const copse_kind copse_kind_esr_assignments = {
    .name = "esr-assignments",
    .meaning = "extract of assignments of ESR",
    .signatures = {NUMBER "+Assignment Number+" FIRST_DAY "+" LAST_DAY,
                   NUMBER "+Assignment Number+" FIRST_DAY "+" LAST_DAY "+" GROUP "|" ROLE},
    COPSE_KIND_BODY(identifiers, assignment_parts),
};
