/*
 * Microsoft Entra ID: the users of an organisation, and the members of one group.
 *
 * Column names: learn.microsoft.com, "Download a list of users" (userPrincipalName, displayName, …,
 * physicalDeliveryOfficeName), "Bulk download group members" (Object ID, User principal name, …), and the
 * properties of the user resource of Microsoft Graph, which scripts export under their own names.
 */
#include "store/kind_tables.h"

#define UPN    "userPrincipalName|UPN"
#define OBJECT "objectId|Object ID|id"
#define MAIL   "mail|email|email address"

COPSE_KIND_IDENTITY_COLUMNS;
COPSE_KIND_GROUP_COLUMNS;

static const copse_kind_identifier user_identifiers[] = {
    {"entra-id", OBJECT},
    {"upn", UPN},
    {"mail", MAIL},
    {"employee-number", "employeeId|Employee ID|employee number"},
};

/* ---- users ---- */

#define DEPARTMENT "department"
#define OFFICE     "officeLocation|physicalDeliveryOfficeName|office|office location"

static const copse_kind_column teams[] = {
    COPSE_KIND_NAMED("team_id", DEPARTMENT),
    COPSE_KIND_CELL("name", DEPARTMENT),
};
static const copse_kind_column sites[] = {
    COPSE_KIND_NAMED("site_id", OFFICE),
    COPSE_KIND_CELL("name", OFFICE),
};
static const copse_kind_column members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "displayName"),
    COPSE_KIND_CELL("mail", MAIL "|" UPN),
};
static const copse_kind_column places[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_NAMED("team_id", DEPARTMENT),
    COPSE_KIND_NAMED("site_id", OFFICE),
    COPSE_KIND_CELL("role", "jobTitle|title"),
};
static const copse_kind_part user_parts[] = {
    {COPSE_KIND_PART("teams", teams), .only_with = DEPARTMENT},
    {COPSE_KIND_PART("sites", sites), .only_with = OFFICE},
    {COPSE_KIND_PART("members", members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("assignments", places), .only_with = DEPARTMENT "|" OFFICE},
};

static const copse_kind_filter user_filters[] = {
    {"userType", "Guest", "guests of the organisation"},
    {"accountEnabled", "False|No", "accounts that are switched off"},
};

const copse_kind copse_kind_entra_users = {
    .name = "entra-users",
    .meaning = "users of Microsoft Entra ID",
    .signatures = {UPN "+displayName+department|jobTitle|accountEnabled",
                   OBJECT "+" UPN "+displayName+userType+department|jobTitle|accountEnabled"},
    COPSE_KIND_FILTERS(user_filters),
    COPSE_KIND_BODY(user_identifiers, user_parts),
};

/* ---- members of one group ---- */

static const copse_kind_column group_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "displayName"),
    COPSE_KIND_CELL("mail", MAIL),
};
static const copse_kind_column group_memberships[] = {
    COPSE_KIND_MEMBER,
    {.target = "community_id", .make = COPSE_MAKE_GROUP, .is_name = true},
};
static const copse_kind_part group_parts[] = {
    {COPSE_KIND_PART("members", group_members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("communities", copse_kind_group_columns)},
    {COPSE_KIND_PART("memberships", group_memberships)},
};

static const copse_kind_filter group_filters[] = {
    {"objectType|member type", "Group|Device|ServicePrincipal|OrgContact|Contact",
     "groups, devices and contacts within the group"},
    {"userType", "Guest", "guests of the organisation"},
};

const copse_kind copse_kind_entra_group = {
    .name = "entra-group",
    .meaning = "members of one group of Microsoft Entra ID",
    .signatures = {OBJECT "+" UPN "+displayName+objectType|member type|isUser",
                   OBJECT "+" UPN "+displayName+objectType|member type|isUser+userType|isGuest"},
    COPSE_KIND_FILTERS(group_filters),
    COPSE_KIND_BODY(user_identifiers, group_parts),
};
