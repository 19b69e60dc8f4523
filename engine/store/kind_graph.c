/*
 * Networks that were drawn elsewhere: Kumu's elements and connections, Gephi's nodes and edges.
 *
 * Column names: docs.kumu.io, "Structure your data for Kumu" (Label, Type, Description, Tags; From, To, Type,
 * Strength; several ends of a connection separated by |); gephi.org, "Spreadsheet" (Id, Label; Source, Target,
 * Type, Weight). What is a CoP is said by Type; Gephi has no column of its own for that and takes the same one.
 */
#include "store/kind_tables.h"

COPSE_KIND_IDENTITY_COLUMNS;

#define MAIL      "email|mail|email address"
#define TYPE      "Type|Kind"
#define PEOPLE    "Person|People|Member|Staff|Individual|Colleague"
#define COMMUNITY "Community|Communities|Community of practice|CoP|Group|Network"

/* ---- Kumu ---- */

static const copse_kind_identifier kumu_identifiers[] = {
    {"mail", MAIL},
    {"kumu", "Label"},
};
static const copse_kind_column kumu_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "Label"),
    COPSE_KIND_CELL("mail", MAIL),
    COPSE_KIND_CELL("profession", "profession"),
};
static const copse_kind_column kumu_communities[] = {
    COPSE_KIND_NAMED("community_id", "Label"),
    COPSE_KIND_CELL("name", "Label"),
    COPSE_KIND_CELL("description", "Description"),
};
static const copse_kind_part kumu_parts[] = {
    {COPSE_KIND_PART("members", kumu_members), .when = TYPE, .is = PEOPLE, .or_blank = true},
    {COPSE_KIND_PART("identities", copse_kind_identity_columns), .axis = COPSE_EACH_IDENTIFIER, .when = TYPE,
     .is = PEOPLE, .or_blank = true},
    {COPSE_KIND_PART("communities", kumu_communities), .when = TYPE, .is = COMMUNITY},
};

const copse_kind copse_kind_kumu = {
    .name = "kumu",
    .meaning = "elements of a map of Kumu",
    .signatures = {"Label+Type", "Label+Type+Description|Tags", "ID+Label+Type+Description|Tags"},
    COPSE_KIND_BODY(kumu_identifiers, kumu_parts),
};

#define KUMU_ENDS "From+To"

static const copse_kind_column kumu_seats[] = {
    COPSE_KIND_MADE("member_id", COPSE_MAKE_FIRST_END),
    {.target = "community_id", .make = COPSE_MAKE_SECOND_END, .is_name = true},
    COPSE_KIND_CELL("role", "Label"),
};
static const copse_kind_column kumu_ties[] = {
    COPSE_KIND_MADE("member_a", COPSE_MAKE_FIRST_END),
    COPSE_KIND_MADE("member_b", COPSE_MAKE_SECOND_END),
    COPSE_KIND_CELL("weight", "Weight"),
};
static const copse_kind_part kumu_connection_parts[] = {
    {COPSE_KIND_PART("memberships", kumu_seats), .axis = COPSE_EACH_SEAT, .of = KUMU_ENDS, .separators = "|"},
    {COPSE_KIND_PART("ties", kumu_ties), .axis = COPSE_EACH_TIE, .of = KUMU_ENDS, .separators = "|"},
};

const copse_kind copse_kind_kumu_connections = {
    .name = "kumu-connections",
    .meaning = "connections of a map of Kumu",
    .signatures = {KUMU_ENDS, KUMU_ENDS "+Type", KUMU_ENDS "+Label+Type",
                   KUMU_ENDS "+Label+Type+Description|Tags"},
    .ends_system = "kumu",
    .parts = kumu_connection_parts,
    .n_parts = COPSE_COUNT(kumu_connection_parts),
};

/* ---- Gephi ---- */

static const copse_kind_identifier gephi_identifiers[] = {
    {"mail", MAIL},
    {"gephi", "Id"},
};
static const copse_kind_column gephi_members[] = {
    COPSE_KIND_MEMBER,
    COPSE_KIND_CELL("name", "Label"),
    COPSE_KIND_CELL("mail", MAIL),
};
static const copse_kind_column gephi_communities[] = {
    COPSE_KIND_CELL("community_id", "Id"),
    COPSE_KIND_CELL("name", "Label"),
};
static const copse_kind_part gephi_parts[] = {
    {COPSE_KIND_PART("members", gephi_members), .when = TYPE, .is = PEOPLE, .or_blank = true},
    {COPSE_KIND_PART("identities", copse_kind_identity_columns), .axis = COPSE_EACH_IDENTIFIER, .when = TYPE,
     .is = PEOPLE, .or_blank = true},
    {COPSE_KIND_PART("communities", gephi_communities), .when = TYPE, .is = COMMUNITY},
};

const copse_kind copse_kind_gephi = {
    .name = "gephi",
    .meaning = "nodes of a graph of Gephi",
    .signatures = {"Id+Label", "Id+Label+" TYPE},
    COPSE_KIND_BODY(gephi_identifiers, gephi_parts),
};

#define GEPHI_ENDS "Source+Target"

static const copse_kind_column gephi_seats[] = {
    COPSE_KIND_MADE("member_id", COPSE_MAKE_FIRST_END),
    {.target = "community_id", .make = COPSE_MAKE_SECOND_END, .is_name = true},
};
static const copse_kind_column gephi_ties[] = {
    COPSE_KIND_MADE("member_a", COPSE_MAKE_FIRST_END),
    COPSE_KIND_MADE("member_b", COPSE_MAKE_SECOND_END),
    COPSE_KIND_CELL("weight", "Weight"),
};
static const copse_kind_part gephi_edge_parts[] = {
    {COPSE_KIND_PART("memberships", gephi_seats), .axis = COPSE_EACH_SEAT, .of = GEPHI_ENDS, .separators = ""},
    {COPSE_KIND_PART("ties", gephi_ties), .axis = COPSE_EACH_TIE, .of = GEPHI_ENDS, .separators = ""},
};

const copse_kind copse_kind_gephi_edges = {
    .name = "gephi-edges",
    .meaning = "edges of a graph of Gephi",
    .signatures = {GEPHI_ENDS, GEPHI_ENDS "+Type", GEPHI_ENDS "+Id+Label", GEPHI_ENDS "+Type+Id+Label"},
    .ends_system = "gephi",
    .parts = gephi_edge_parts,
    .n_parts = COPSE_COUNT(gephi_edge_parts),
};
