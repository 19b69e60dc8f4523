/*
 * Teams, sites, CoPs and topics as other systems have them: by name only.
 *
 * A name means the thing that is called so, whatever its case, spaces and
 * Unicode form. What nothing is called gets a key made of the name. Teams of one
 * name in two places ("Administration") are two: they are told apart by what is
 * above them, and where a file does not say that, nothing is guessed.
 */
#include "store/import_internal.h"

#include <stdio.h>
#include <string.h>

enum { SEVERAL = -1, SLUG_BYTES = 120 };

/* Its texts are in the run's arena. */
typedef struct named {
    const char *key;
    const char *above; /* the key of what it is part of; "": nothing is known */
    bool is_top;       /* nothing is above it: a file said so, or others are below it */
} named;

struct copse_import_names {
    copse_map
        *places; /* folded name, or "key above \x1f folded name" -> place in things, or SEVERAL */
    copse_map *by_key; /* key -> place, also of those that were proposed */
    named *things;
    size_t n, capacity;
};

void copse_import_free_names(copse_import_names *names)
{
    if (!names)
        return;
    copse_map_free(names->places);
    copse_map_free(names->by_key);
    copse_memory_free(names->things);
    copse_memory_free(names);
}

static copse_status set_place(copse_import_names *names, const char *above, const char *folded,
                              int64_t place, copse_error *err)
{
    copse_text path = COPSE_TEXT_INIT;
    copse_text_format(&path, "%s\x1f%s", above, folded);
    int64_t other = copse_map_get(names->places, folded, place);
    bool is_set = !path.failed &&
                  copse_map_set(names->places, folded, other == place ? place : SEVERAL) &&
                  copse_map_set(names->places, copse_text_get(&path), place);
    copse_text_free(&path);
    return is_set ? COPSE_OK : copse_error_nomem(err);
}

static copse_status add_thing(int64_t *place, copse_import_names *names, copse_arena *arena,
                              const char *key, const char *above, copse_error *err)
{
    if (!copse_memory_grow((void **)&names->things, &names->capacity, names->n,
                           sizeof *names->things))
        return copse_error_nomem(err);
    named *thing = &names->things[names->n];
    *thing = (named){.key = copse_arena_copy(arena, key), .above = copse_arena_copy(arena, above)};
    *place = (int64_t)names->n;
    if (!thing->key || !thing->above || !copse_map_set(names->by_key, thing->key, *place))
        return copse_error_nomem(err);
    names->n++;
    int64_t parent = copse_map_get(names->by_key, above, SEVERAL);
    if (parent >= 0)
        names->things[parent].is_top = true;
    return COPSE_OK;
}

static copse_status add_name(copse_import_names *names, const char *above, const char *name,
                             int64_t place, copse_error *err)
{
    char *folded;
    copse_status st = copse_text_fold(&folded, name, err);
    if (st != COPSE_OK)
        return st;
    if (folded[0] != '\0')
        st = set_place(names, above, folded, place, err);
    copse_memory_free(folded);
    return st;
}

/* Synonyms are separated by ; as the native format has them. */
static copse_status add_synonyms(copse_import_names *names, const char *synonyms, int64_t place,
                                 copse_error *err)
{
    copse_status st = COPSE_OK;
    char name[256];
    for (const char *at = synonyms; st == COPSE_OK && at && *at;) {
        size_t n = strcspn(at, ";");
        if (n < sizeof name) {
            memcpy(name, at, n);
            name[n] = '\0';
            st = add_name(names, "", name, place, err);
        }
        at += n + (at[n] == ';');
    }
    return st;
}

static const char *sql_for(const copse_format_table *format)
{
    if (strcmp(format->stem, "teams") == 0)
        return "SELECT t.key, t.name, p.key, NULL FROM team t LEFT JOIN team p ON p.id = t.parent "
               "ORDER BY t.id";
    if (strcmp(format->stem, "sites") == 0)
        return "SELECT key, name, NULL, NULL FROM site ORDER BY id";
    if (strcmp(format->stem, "communities") == 0)
        return "SELECT key, name, NULL, NULL FROM community ORDER BY id";
    return "SELECT key, name, NULL, synonyms FROM topic ORDER BY id";
}

static copse_status load_row(copse_import_names *names, copse_import_run *run,
                             copse_store_statement *s, copse_error *err)
{
    const char *key = copse_store_column_text(s, 0), *name = copse_store_column_text(s, 1);
    const char *above = copse_store_column_text(s, 2), *synonyms = copse_store_column_text(s, 3);
    int64_t place;
    copse_status st = add_thing(&place, names, run->arena, key ? key : "", above ? above : "", err);
    if (st == COPSE_OK)
        st = add_name(names, names->things[place].above, name ? name : names->things[place].key,
                      place, err);
    return st == COPSE_OK ? add_synonyms(names, synonyms, place, err) : st;
}

static copse_status load(copse_import_names *names, copse_import_run *run,
                         const copse_format_table *format, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    names->places = copse_map_new();
    names->by_key = copse_map_new();
    if (!names->places || !names->by_key)
        return copse_error_nomem(err);
    copse_status st = copse_store_prepare(&s, run->store, sql_for(format), err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row)
        st = load_row(names, run, &s, err);
    copse_store_finish(&s);
    return st;
}

static copse_status names_of(copse_import_names **out, copse_import_run *run,
                             const copse_format_table *format, copse_error *err)
{
    size_t n;
    copse_import_names **names = &run->names[format - copse_store_format(&n)];
    copse_status st = COPSE_OK;
    if (!*names) {
        *names = copse_memory_new(1, sizeof **names);
        st = *names ? load(*names, run, format, err) : copse_error_nomem(err);
    }
    *out = *names;
    return st;
}

/* ---- finding ---- */

static int64_t place_below(const copse_import_names *names, const char *above, const char *folded)
{
    copse_text path = COPSE_TEXT_INIT;
    copse_text_format(&path, "%s\x1f%s", above, folded);
    int64_t place = path.failed ? SEVERAL - 1
                                : copse_map_get(names->places, copse_text_get(&path), SEVERAL - 1);
    copse_text_free(&path);
    return place;
}

static bool is_above(const copse_import_names *names, int64_t place, const char *key)
{
    for (int64_t at = copse_map_get(names->by_key, key, SEVERAL); at >= 0;
         at = copse_map_get(names->by_key, names->things[at].above, SEVERAL))
        if (at == place)
            return true;
    return false;
}

/*
 * A team that stands nowhere yet is the one meant below any other: a list of
 * users named it before the staff list said where it belongs.
 *
 * @param above  NULL: anywhere; "": at the top
 * @return a place; SEVERAL; below that: nothing is called so
 */
static int64_t find(copse_import_names *names, const char *above, const char *folded)
{
    int64_t anywhere = copse_map_get(names->places, folded, SEVERAL - 1);
    if (!above)
        return anywhere;
    int64_t place = place_below(names, above, folded);
    if (place < 0 && anywhere >= 0 && names->things[anywhere].above[0] == '\0' &&
        !names->things[anywhere].is_top && !is_above(names, anywhere, above))
        place = anywhere;
    if (place >= 0 && above[0] == '\0')
        names->things[place].is_top = true;
    return place < 0 ? SEVERAL - 1 : place;
}

/* ---- a key for a new one ---- */

/* Letters and digits of the folded name, hyphens between them. */
static void write_slug(char *out, const char *folded)
{
    size_t n = 0;
    for (; *folded && n < SLUG_BYTES; folded++) {
        unsigned char c = (unsigned char)*folded;
        bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (is_kept)
            out[n++] = (char)c;
        else if (n > 0 && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n > 0 && ((unsigned char)*folded & 0xC0) == 0x80 && (unsigned char)out[n - 1] >= 0x80)
        n--; /* not in the middle of a character */
    while (n > 0 && out[n - 1] == '-')
        n--;
    out[n] = '\0';
}

static copse_status propose_key(const char **out, copse_import_run *run, copse_import_names *names,
                                const copse_format_table *format, const char *folded,
                                copse_error *err)
{
    char slug[SLUG_BYTES + 1], key[SLUG_BYTES + 32];
    int64_t id = 1;
    copse_status st = COPSE_OK;
    write_slug(slug, folded);
    for (int i = 1; st == COPSE_OK && id != 0; i++) {
        if (i == 1 && slug[0] != '\0')
            snprintf(key, sizeof key, "%s", slug);
        else
            snprintf(key, sizeof key, "%s-%d", slug[0] ? slug : format->thing, i);
        st = copse_import_find_key(&id, run, format, key, err);
        if (copse_map_get(names->by_key, key, SEVERAL) != SEVERAL)
            id = 1;
    }
    if (st != COPSE_OK)
        return st;
    *out = copse_arena_copy(run->arena, key);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

/* The thing in place is now known to be below another. */
static copse_status put_below(copse_import_run *run, copse_import_names *names, int64_t place,
                              const char *above, const char *folded, copse_error *err)
{
    named *thing = &names->things[place];
    if (!above || strcmp(thing->above, above) == 0)
        return COPSE_OK;
    thing->above = copse_arena_copy(run->arena, above);
    return thing->above ? set_place(names, above, folded, place, err) : copse_error_nomem(err);
}

static copse_status find_or_propose(const char **out, copse_import_run *run,
                                    copse_import_names *names, const copse_format_table *format,
                                    const char *name, const char *folded, const char *above,
                                    bool propose, copse_error *err)
{
    int64_t place = find(names, above, folded), id = 0;
    copse_status st = COPSE_OK;
    *out = name;
    if (place >= 0) {
        *out = names->things[place].key;
        return put_below(run, names, place, above, folded, err);
    }
    if (place == SEVERAL) {
        *out = NULL;
        return COPSE_OK;
    }
    if (!above)
        st = copse_import_find_key(&id, run, format, name, err);
    if (st != COPSE_OK || id != 0 || !propose)
        return st;
    st = propose_key(out, run, names, format, folded, err);
    if (st == COPSE_OK)
        st = add_thing(&place, names, run->arena, *out, above ? above : "", err);
    if (st == COPSE_OK)
        names->things[place].is_top = above && above[0] == '\0';
    return st == COPSE_OK ? set_place(names, names->things[place].above, folded, place, err) : st;
}

copse_status copse_import_key_of_name(const char **out, copse_import_run *run,
                                      const copse_format_table *format, const char *name,
                                      const char *above, bool propose, copse_error *err)
{
    copse_import_names *names;
    char *folded;
    copse_status st = names_of(&names, run, format, err);
    if (st == COPSE_OK)
        st = copse_text_fold(&folded, name, err);
    if (st != COPSE_OK)
        return st;
    st = find_or_propose(out, run, names, format, name, folded, above, propose, err);
    copse_memory_free(folded);
    return st;
}

copse_status copse_import_is_called(bool *out, copse_import_run *run,
                                    const copse_format_table *format, const char *name,
                                    copse_error *err)
{
    copse_import_names *names;
    char *folded;
    int64_t id = 0;
    copse_status st = names_of(&names, run, format, err);
    if (st == COPSE_OK)
        st = copse_text_fold(&folded, name, err);
    if (st != COPSE_OK)
        return st;
    *out = find(names, NULL, folded) >= SEVERAL;
    copse_memory_free(folded);
    if (!*out)
        st = copse_import_find_key(&id, run, format, name, err);
    *out = *out || id != 0;
    return st;
}
