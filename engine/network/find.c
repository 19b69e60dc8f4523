/*
 * Finding by what a person types: a key, else a mail address, else a name.
 *
 * An error of this file may stand on a console that others read over a
 * shoulder, so it lists keys only, never a name. Who objected and CoPs that are
 * sensitive are found when they alone fit, but never listed or suggested.
 */
#include "network/network_internal.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { MAX_LISTED = 5 };

/* How one of the five tables is searched. */
typedef struct directory {
    const char *one, *many; /* "member", "members" */
    const char *fields;     /* what is searched, in words */
    size_t n_fields;        /* the key is field 0 */
    bool last_is_list;      /* separated by ';' */
    const char *(*field)(const copse_facts *facts, size_t row, size_t field);
    bool (*may_list)(const copse_network *net, size_t row); /* NULL: every row */
} directory;

static const char *member_field(const copse_facts *facts, size_t row, size_t field)
{
    const copse_fact_member *m = &facts->members[row];
    const char *const fields[] = {m->key, m->mail, m->name};
    return fields[field];
}

static const char *community_field(const copse_facts *facts, size_t row, size_t field)
{
    return field == 0 ? facts->communities[row].key : facts->communities[row].name;
}

static const char *topic_field(const copse_facts *facts, size_t row, size_t field)
{
    const copse_fact_topic *t = &facts->topics[row];
    const char *const fields[] = {t->key, t->name, t->synonyms};
    return fields[field];
}

static const char *team_field(const copse_facts *facts, size_t row, size_t field)
{
    return field == 0 ? facts->teams[row].key : facts->teams[row].name;
}

static const char *site_field(const copse_facts *facts, size_t row, size_t field)
{
    return field == 0 ? facts->sites[row].key : facts->sites[row].name;
}

static bool may_list_member(const copse_network *net, size_t row)
{
    return net->is_present[row];
}

static bool may_list_community(const copse_network *net, size_t row)
{
    return !net->is_sensitive[row];
}

/* ---- what was found so far ---- */

/* The few best rows to list: smallest distance first, then key, whatever the order of the facts. */
typedef struct listing {
    size_t n; /* those kept */
    const char *keys[MAX_LISTED];
    int distances[MAX_LISTED];
} listing;

static void list_row(listing *list, const char *key, int distance)
{
    size_t at = list->n;
    while (at > 0 && (distance < list->distances[at - 1] ||
                      (distance == list->distances[at - 1] && strcmp(key, list->keys[at - 1]) < 0)))
        at--;
    if (at == MAX_LISTED)
        return;
    size_t last = list->n < MAX_LISTED ? list->n++ : MAX_LISTED - 1;
    for (size_t i = last; i > at; i--) {
        list->keys[i] = list->keys[i - 1];
        list->distances[i] = list->distances[i - 1];
    }
    list->keys[at] = key;
    list->distances[at] = distance;
}

static void write_keys(char *out, size_t size, const char *before, const listing *list,
                       const char *after)
{
    int used = snprintf(out, size, "%s", before);
    for (size_t i = 0; i < list->n && used >= 0 && (size_t)used < size; i++)
        used +=
            snprintf(out + used, size - (size_t)used, "%s%s", i > 0 ? ", " : " ", list->keys[i]);
    if (used >= 0 && (size_t)used < size)
        snprintf(out + used, size - (size_t)used, "%s", after);
}

/* ---- comparing ---- */

/* Fold one field; NULL where it is empty, or ill-formed and so equal to nothing that can be typed.
 */
static copse_status fold_field(char **out, const char *text, copse_error *err)
{
    *out = NULL;
    if (!text || text[0] == '\0')
        return COPSE_OK;
    copse_status st = copse_text_fold(out, text, NULL);
    return st == COPSE_E_NOMEM ? copse_error_nomem(err) : COPSE_OK;
}

/* The next piece of folded text between separators, ended in place, without spaces around it. */
static char *next_piece(char **rest, const char *separators)
{
    char *piece = *rest + strspn(*rest, separators);
    if (*piece == '\0')
        return NULL;
    size_t length = strcspn(piece, separators);
    *rest = piece + length + (piece[length] != '\0');
    while (length > 0 && piece[length - 1] == ' ')
        length--;
    piece[length] = '\0';
    return piece + strspn(piece, " ");
}

static bool any_piece_is(char *folded, const char *wanted)
{
    for (char *piece; (piece = next_piece(&folded, ";"));)
        if (strcmp(piece, wanted) == 0)
            return true;
    return false;
}

static int least_distance(char *folded, const char *wanted, int limit)
{
    int least = copse_text_distance(folded, wanted, limit);
    for (char *word; least > 0 && (word = next_piece(&folded, " ;"));) {
        int distance = copse_text_distance(word, wanted, limit);
        if (distance < least)
            least = distance;
    }
    return least;
}

typedef struct search {
    const copse_network *net;
    const directory *dir;
    size_t n_rows;
    const char *wanted; /* folded */
    copse_error *err;
} search;

static const char *key_of(const search *s, size_t row)
{
    return s->dir->field(s->net->facts, row, 0);
}

static bool is_listed(const search *s, size_t row)
{
    return !s->dir->may_list || s->dir->may_list(s->net, row);
}

/* Rows whose field is what was typed. Those that may be listed go before the others. */
static copse_status match_field(copse_index *found, size_t *n_found, listing *list, const search *s,
                                size_t field)
{
    copse_index unlisted = COPSE_NONE;
    size_t n_listed = 0, n_unlisted = 0;
    for (size_t row = 0; row < s->n_rows; row++) {
        char *folded;
        copse_status st = fold_field(&folded, s->dir->field(s->net->facts, row, field), s->err);
        if (st != COPSE_OK)
            return st;
        bool is_list = s->dir->last_is_list && field + 1 == s->dir->n_fields;
        bool fits =
            folded && (is_list ? any_piece_is(folded, s->wanted) : strcmp(folded, s->wanted) == 0);
        copse_memory_free(folded);
        if (!fits)
            continue;
        if (is_listed(s, row)) {
            n_listed++;
            *found = (copse_index)row;
            list_row(list, key_of(s, row), 0);
        } else {
            n_unlisted++;
            unlisted = (copse_index)row;
        }
    }
    *n_found = n_listed > 0 ? n_listed : n_unlisted;
    if (n_listed == 0)
        *found = unlisted;
    return COPSE_OK;
}

static copse_status say_ambiguous(const search *s, const char *text, size_t n, const listing *list)
{
    char next[256];
    write_keys(next, sizeof next, list->n > 0 ? "give one of the keys" : "give the key", list,
               n > list->n && list->n > 0 ? ", …" : "");
    return copse_error_set(s->err, COPSE_E_ARGUMENT, NULL, next, "%zu %s fit '%s'", n, s->dir->many,
                           text);
}

static copse_status say_not_found(const search *s, const char *text)
{
    int limit = copse_text_tolerance(s->wanted);
    listing close = {0};
    for (size_t row = 0; row < s->n_rows; row++) {
        if (!is_listed(s, row))
            continue;
        int least = limit + 1;
        for (size_t field = 0; field < s->dir->n_fields; field++) {
            char *folded;
            copse_status st = fold_field(&folded, s->dir->field(s->net->facts, row, field), s->err);
            if (st != COPSE_OK)
                return st;
            int distance = folded ? least_distance(folded, s->wanted, limit) : limit + 1;
            copse_memory_free(folded);
            if (distance < least)
                least = distance;
        }
        if (least <= limit)
            list_row(&close, key_of(s, row), least);
    }
    char next[256];
    if (close.n > 0)
        write_keys(next, sizeof next, "did you mean", &close, "?");
    return copse_error_set(s->err, COPSE_E_NOT_FOUND, NULL,
                           close.n > 0 ? next : "check the spelling, or import it first",
                           "no %s has the %s '%s'", s->dir->one, s->dir->fields, text);
}

static copse_status find(copse_index *out, const copse_network *net, const directory *dir,
                         size_t n_rows, const copse_map *keys, const char *text, copse_error *err)
{
    *out = copse_map_get(keys, text, COPSE_NONE);
    if (*out != COPSE_NONE)
        return COPSE_OK;
    if (!copse_text_is_utf8(text, strlen(text)))
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give it as UTF-8",
                               "the %s asked for is not well-formed UTF-8", dir->one);
    char *wanted;
    copse_status st = copse_text_fold(&wanted, text, err);
    if (st != COPSE_OK)
        return st;

    search s = {net, dir, wanted[0] ? n_rows : 0, wanted, err};
    copse_index found = COPSE_NONE;
    size_t n_found = 0;
    for (size_t field = 0; st == COPSE_OK && n_found == 0 && field < dir->n_fields; field++) {
        listing list = {0};
        st = match_field(&found, &n_found, &list, &s, field);
        if (st == COPSE_OK && n_found > 1)
            st = say_ambiguous(&s, text, n_found, &list);
    }
    if (st == COPSE_OK && n_found == 0)
        st = say_not_found(&s, text);
    copse_memory_free(wanted);
    if (st == COPSE_OK)
        *out = found;
    return st;
}

/* ---- the five ---- */

copse_status copse_network_find_member(copse_index *out, const copse_network *net, const char *text,
                                       copse_error *err)
{
    static const directory dir = {"member", "members",    "key, mail or name", 3,
                                  false,    member_field, may_list_member};
    return find(out, net, &dir, net->facts->n_members, net->member_keys, text, err);
}

static const directory communities = {"CoP", "CoPs",          "key or name",     2,
                                      false, community_field, may_list_community};

copse_status copse_network_find_community(copse_index *out, const copse_network *net,
                                          const char *text, copse_error *err)
{
    return find(out, net, &communities, net->facts->n_communities, net->community_keys, text, err);
}

copse_status copse_network_find_recommendable(copse_index *out, const copse_network *net,
                                              const char *text, copse_error *err)
{
    copse_status st = copse_network_find_community(out, net, text, err);
    if (st != COPSE_OK || !net->is_sensitive[*out])
        return st;
    char *wanted;
    *out = COPSE_NONE;
    st = copse_text_fold(&wanted, text, err);
    if (st != COPSE_OK)
        return st;
    const search s = {net, &communities, net->facts->n_communities, wanted, err};
    st = say_not_found(&s, text);
    copse_memory_free(wanted);
    return st;
}

copse_status copse_network_find_topic(copse_index *out, const copse_network *net, const char *text,
                                      copse_error *err)
{
    static const directory dir = {"topic",     "topics", "key, name or synonym", 3, true,
                                  topic_field, NULL};
    return find(out, net, &dir, net->facts->n_topics, net->topic_keys, text, err);
}

copse_status copse_network_find_team(copse_index *out, const copse_network *net, const char *text,
                                     copse_error *err)
{
    static const directory dir = {"team", "teams", "key or name", 2, false, team_field, NULL};
    return find(out, net, &dir, net->facts->n_teams, net->team_keys, text, err);
}

copse_status copse_network_find_site(copse_index *out, const copse_network *net, const char *text,
                                     copse_error *err)
{
    static const directory dir = {"site", "sites", "key or name", 2, false, site_field, NULL};
    return find(out, net, &dir, net->facts->n_sites, net->site_keys, text, err);
}
