/*
 * Microsoft Teams, and Viva Engage.
 *
 * Column names: Get-TeamUser of the MicrosoftTeams PowerShell module (UserId, User, Name, Role); `m365 teams user
 * list` of the CLI for Microsoft 365 (id, displayName, userPrincipalName, userType) and its sample script (ID,
 * Display Name, UPN, Role); Users.csv of Viva Engage's data export ("for each user you get the email address,
 * title, location, and department").
 */
#include "store/kind_tables.h"

COPSE_KIND_IDENTITY_COLUMNS;

/* ---- Teams ---- */

#define TEAM_NAME "TeamName|Team|Team Display Name|GroupName"

static const copse_kind_identifier team_identifiers[] = {
    {"entra-id", "UserId|id"},
    {"upn", "userPrincipalName|UPN|User"},
    {"mail", "mail|email"},
};

static const char *team_role(const char *text)
{
    if (copse_store_kind_is_word(text, "Owner"))
        return "owner";
    return copse_store_kind_is_word(text, "Member") ? "member" : NULL;
}

static const copse_kind_column team_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "displayName|Name"),
    COPSE_KIND_CELL("mail", "mail|email"),
};
static const copse_kind_column team_communities[] = {
    {.target = "community_id", .names = TEAM_NAME, .make = COPSE_MAKE_GROUP, .is_name = true},
    {.target = "name", .names = TEAM_NAME, .make = COPSE_MAKE_GROUP},
};
static const copse_kind_column team_memberships[] = {
    COPSE_KIND_MEMBER,
    {.target = "community_id", .names = TEAM_NAME, .make = COPSE_MAKE_GROUP, .is_name = true},
    {.target = "role", .names = "Role|userType", .read = team_role},
};
static const copse_kind_part team_parts[] = {
    {COPSE_KIND_PART("members", team_members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("communities", team_communities)},
    {COPSE_KIND_PART("memberships", team_memberships)},
};
static const copse_kind_filter team_filters[] = {
    {"Role|userType", "Guest", "guests of the organisation"},
};

const copse_kind copse_kind_teams = {
    .name = "teams",
    .meaning = "members of one team of Microsoft Teams",
    .signatures = {"UserId+User+Name+Role", "id+displayName+userPrincipalName|UPN+userType|Role"},
    COPSE_KIND_FILTERS(team_filters),
    COPSE_KIND_BODY(team_identifiers, team_parts),
};

/* ---- Viva Engage ---- */

#define DEPARTMENT "department"
#define LOCATION   "location"

static const copse_kind_identifier viva_identifiers[] = {
    {"mail", "email"},
    {"viva-id", "id"},
};
static const copse_kind_column viva_teams[] = {
    COPSE_KIND_NAMED("team_id", DEPARTMENT),
    COPSE_KIND_CELL("name", DEPARTMENT),
};
static const copse_kind_column viva_sites[] = {
    COPSE_KIND_NAMED("site_id", LOCATION),
    COPSE_KIND_CELL("name", LOCATION),
};
static const copse_kind_column viva_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "full_name|name"),
    COPSE_KIND_CELL("mail", "email"),
};
static const copse_kind_column viva_places[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_NAMED("team_id", DEPARTMENT),
    COPSE_KIND_NAMED("site_id", LOCATION),
    COPSE_KIND_CELL("role", "job_title"),
};
static const copse_kind_part viva_parts[] = {
    {COPSE_KIND_PART("teams", viva_teams), .only_with = DEPARTMENT},
    {COPSE_KIND_PART("sites", viva_sites), .only_with = LOCATION},
    {COPSE_KIND_PART("members", viva_members)},
    COPSE_KIND_IDENTITIES,
    {COPSE_KIND_PART("assignments", viva_places), .only_with = DEPARTMENT "|" LOCATION},
};
static const copse_kind_filter viva_filters[] = {
    {"deleted_at", "*", "accounts that were deleted"},
    {"suspended_at", "*", "accounts that are suspended"},
};

const copse_kind copse_kind_viva = {
    .name = "viva",
    .meaning = "users of Viva Engage",
    .signatures = {"id+email+job_title+joined_at|deleted_at|suspended_at|api_url"},
    COPSE_KIND_FILTERS(viva_filters),
    COPSE_KIND_BODY(viva_identifiers, viva_parts),
};
