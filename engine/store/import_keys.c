/*
 * From the keys of files to the ids of the store. A table's keys are read once,
 * when the first row refers to them, and are then kept up to date by the rows
 * that the run adds.
 */
#include "store/import_internal.h"

#include <stdio.h>
#include <string.h>

static copse_import_keys *keys_of(copse_import_run *run, const copse_format_table *format)
{
    size_t n;
    return &run->keys[format - copse_store_format(&n)];
}

/* ---- keys as they might have been mistyped ---- */

/*
 * A key without what spreadsheets and people change in it: leading zeros, case,
 * and the form of its accents. Two keys with the same loose form are two keys;
 * somebody is told, and nothing is merged.
 */
static copse_status loosen(char **out, const char *key, copse_error *err)
{
    char *folded;
    copse_status st = copse_text_fold(&folded, key, err);
    if (st != COPSE_OK)
        return st;
    size_t zeros = strspn(folded, "0");
    if (folded[zeros] == '\0' && zeros > 0)
        zeros--;
    memmove(folded, folded + zeros, strlen(folded + zeros) + 1);
    *out = folded;
    return COPSE_OK;
}

/* The id of the first key with a loose form; 0: there is none. */
static int64_t find_loose(const copse_import_keys *keys, const char *form)
{
    int64_t id = copse_map_get(keys->loose, form, 0);
    return id != 0 ? id : copse_map_get(keys->ids, form, 0);
}

/*
 * Before the key is among the ids. Most keys are their own loose form, and then the ids know it: only others are
 * kept a second time.
 * @param[out] other  the id of the first key with this loose form; 0 when it is new
 */
static copse_status add_loose(int64_t *other, copse_import_keys *keys, const char *key, int64_t id,
                              copse_error *err)
{
    char *form;
    copse_status st = loosen(&form, key, err);
    if (st != COPSE_OK)
        return st;
    *other = find_loose(keys, form);
    if (*other == 0 && strcmp(form, key) != 0 && !copse_map_set(keys->loose, form, id))
        st = copse_error_nomem(err);
    copse_memory_free(form);
    return st;
}

/* ---- loading ---- */

static void free_keys(copse_import_keys *keys)
{
    copse_map_free(keys->ids);
    copse_map_free(keys->loose);
    *keys = (copse_import_keys){.ids = NULL};
}

static copse_status load(copse_import_keys *out, copse_import_run *run,
                         const copse_format_table *format, copse_error *err)
{
    char sql[160];
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_import_keys keys = {.ids = copse_map_new(), .loose = copse_map_new()};
    /* Whoever was made one with another is still known by the key they had. */
    snprintf(sql, sizeof sql, "SELECT id, key FROM %s WHERE key IS NOT NULL%s ORDER BY 1", format->table,
             strcmp(format->stem, "members") == 0
                 ? " UNION ALL SELECT member, key FROM identity WHERE system = 'member'"
                 : "");
    copse_status st = keys.ids && keys.loose ? copse_store_prepare(&s, run->store, sql, err)
                                             : copse_error_nomem(err);
    bool has_row = st == COPSE_OK;
    while (st == COPSE_OK && has_row) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        int64_t id = copse_store_column_int(&s, 0), other;
        const char *key = copse_store_column_text(&s, 1);
        st = key ? add_loose(&other, &keys, key, id, err) : copse_error_nomem(err);
        if (st == COPSE_OK && !copse_map_set(keys.ids, key, id))
            st = copse_error_nomem(err);
    }
    copse_store_finish(&s);
    if (st == COPSE_OK)
        *out = keys;
    else
        free_keys(&keys);
    return st;
}

/* @param[out] out  borrowed from the run */
static copse_status load_once(copse_import_keys **out, copse_import_run *run,
                              const copse_format_table *format, copse_error *err)
{
    *out = keys_of(run, format);
    return (*out)->ids ? COPSE_OK : load(*out, run, format, err);
}

void copse_import_free_keys(copse_import_run *run)
{
    for (size_t i = 0; i < COPSE_IMPORT_TABLES; i++)
        free_keys(&run->keys[i]);
}

/* ---- finding and adding ---- */

copse_status copse_import_find_key(int64_t *id, copse_import_run *run,
                                   const copse_format_table *format, const char *key,
                                   copse_error *err)
{
    copse_import_keys *keys;
    copse_status st = load_once(&keys, run, format, err);
    if (st != COPSE_OK)
        return st;
    if (keys->last_id != 0 && strcmp(keys->last, key) == 0) {
        *id = keys->last_id;
        return COPSE_OK;
    }
    *id = copse_map_get(keys->ids, key, 0);
    size_t length = strlen(key);
    if (*id != 0 && length < sizeof keys->last) {
        memcpy(keys->last, key, length + 1);
        keys->last_id = *id;
    }
    return COPSE_OK;
}

/* @param[out] key  caller frees with copse_memory_free(); NULL when there is no such row */
static copse_status key_of(char **key, copse_import_run *run, const copse_format_table *format,
                           int64_t id, copse_error *err)
{
    char sql[64];
    bool has_row = false;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    *key = NULL;
    if (run->batch) {
        copse_status flushed = copse_import_batch_flush(run->batch, err);
        if (flushed != COPSE_OK)
            return flushed;
    }
    snprintf(sql, sizeof sql, "SELECT key FROM %s WHERE id = ?1", format->table);
    copse_status st = copse_store_prepare(&s, run->store, sql, err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, id);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row) {
        *key = copse_memory_copy_text(copse_store_column_text(&s, 0));
        if (!*key)
            st = copse_error_nomem(err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_import_add_key(copse_import_run *run, copse_import_file *file, const char *key,
                                  int64_t id, copse_error *err)
{
    copse_import_keys *keys;
    int64_t other;
    char *other_key;
    copse_status st = load_once(&keys, run, file->format, err);
    if (st == COPSE_OK)
        st = add_loose(&other, keys, key, id, err);
    if (st == COPSE_OK && !copse_map_set(keys->ids, key, id))
        return copse_error_nomem(err);
    if (st != COPSE_OK || other == 0 || other == id || ++file->n_alike > COPSE_IMPORT_MOST_NOTES)
        return st;

    st = key_of(&other_key, run, file->format, other, err);
    if (st == COPSE_OK && other_key)
        st = copse_import_note(run, err,
                               "%s: '%s' and '%s' differ only by letter case, leading zeros or accents' "
                               "form; they were kept apart",
                               file->label, key, other_key);
    copse_memory_free(other_key);
    return st;
}

copse_status copse_import_explain_reference(copse_import_run *run, const copse_import_file *file,
                                            const copse_format_column *column, const char *key,
                                            copse_error *err)
{
    const copse_format_table *format = copse_store_format_find(column->refers_to);
    copse_import_keys *keys;
    char *form, *other_key = NULL;
    copse_status st = load_once(&keys, run, format, err);
    if (st == COPSE_OK)
        st = loosen(&form, key, err);
    if (st != COPSE_OK)
        return st;
    int64_t other = find_loose(keys, form);
    copse_memory_free(form);
    if (other != 0)
        st = key_of(&other_key, run, format, other, err);
    if (st != COPSE_OK)
        return st;

    copse_text_format(&run->what, "%s names %s '%s', which no row defines", file->format->thing,
                      format->thing, key);
    if (other_key)
        copse_text_format(&run->next, "%s has '%s': make the two the same", format->stem, other_key);
    else
        copse_text_format(&run->next, "add it to %s.csv, or fix the key", format->stem);
    copse_memory_free(other_key);
    return COPSE_OK;
}
