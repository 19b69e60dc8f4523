/* The rows of each file of kinds, and the words to write them with. */
#ifndef COPSE_STORE_KIND_TABLES_H
#define COPSE_STORE_KIND_TABLES_H

#include "store/kind.h"

extern const copse_kind copse_kind_entra_users, copse_kind_entra_group;       /* kind_entra.c */
extern const copse_kind copse_kind_teams, copse_kind_viva;                    /* kind_teams.c */
extern const copse_kind copse_kind_esr, copse_kind_esr_assignments;           /* kind_esr.c */
extern const copse_kind copse_kind_moodle, copse_kind_list;                   /* kind_groups.c */
extern const copse_kind copse_kind_survey;                                    /* kind_survey.c */
extern const copse_kind copse_kind_kumu, copse_kind_kumu_connections;         /* kind_graph.c */
extern const copse_kind copse_kind_gephi, copse_kind_gephi_edges;
extern const copse_kind copse_kind_mesh;                                      /* kind_mesh.c */

#define COPSE_COUNT(list) (sizeof(list) / sizeof((list)[0]))

#define COPSE_KIND_CELL(to, from)                                                                  \
    {                                                                                              \
        .target = to, .names = from                                                                \
    }
/* What the column holds is a name; the thing of that name is meant. */
#define COPSE_KIND_NAMED(to, from)                                                                 \
    {                                                                                              \
        .target = to, .names = from, .is_name = true                                               \
    }
#define COPSE_KIND_MADE(to, how)                                                                   \
    {                                                                                              \
        .target = to, .make = how                                                                  \
    }
#define COPSE_KIND_MEMBER COPSE_KIND_MADE("member_id", COPSE_MAKE_MEMBER)

#define COPSE_KIND_PART(to, list) .table = to, .columns = list, .n_columns = COPSE_COUNT(list)

/* What each identifier of a row says, as rows of table identity. */
#define COPSE_KIND_IDENTITIES                                                                      \
    {                                                                                              \
        COPSE_KIND_PART("identities", copse_kind_identity_columns), .axis = COPSE_EACH_IDENTIFIER  \
    }

#define COPSE_KIND_IDENTITY_COLUMNS                                                                \
    static const copse_kind_column copse_kind_identity_columns[] = {                               \
        COPSE_KIND_MEMBER,                                                                         \
        COPSE_KIND_MADE("system", COPSE_MAKE_SYSTEM),                                              \
        COPSE_KIND_MADE("key", COPSE_MAKE_ITEM),                                                   \
    }

/* The group that a file lists the members of. */
#define COPSE_KIND_GROUP_COLUMNS                                                                   \
    static const copse_kind_column copse_kind_group_columns[] = {                                  \
        {.target = "community_id", .make = COPSE_MAKE_GROUP, .is_name = true},                     \
        COPSE_KIND_MADE("name", COPSE_MAKE_GROUP),                                                 \
    }

#define COPSE_KIND_BODY(identifier_list, part_list)                                                \
    .identifiers = identifier_list, .n_identifiers = COPSE_COUNT(identifier_list),                 \
    .parts = part_list, .n_parts = COPSE_COUNT(part_list)

#define COPSE_KIND_FILTERS(list) .filters = list, .n_filters = COPSE_COUNT(list)

#endif
