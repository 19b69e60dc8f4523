/*
 * Who a row is of, by what other systems call people.
 *
 * An employee number, a user principal name, a mail address or a directory's id
 * is known from table identity, a mail also from its member, whatever its case;
 * whichever of a row's identifiers comes first in its kind decides. Names never
 * do. Where the others say otherwise, that is for a person to look at, and
 * nothing is merged.
 */
#include "store/import_decide.h"

#include <stdio.h>
#include <string.h>

struct copse_import_people {
    copse_map *ids; /* "system \x1f identifier" -> member; mail addresses are of no system */
    copse_store_statement key_of;
};

void copse_import_free_people(copse_import_people *people)
{
    if (!people)
        return;
    copse_map_free(people->ids);
    copse_store_finish(&people->key_of);
    copse_memory_free(people);
}

/* An address is the same whichever system has it, and in any case. */
static void append_folded(copse_text *out, const char *text)
{
    bool is_mail = strchr(text, '@') != NULL;
    for (; *text; text++) {
        char c = is_mail && *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        copse_text_append_bytes(out, &c, 1);
    }
}

static void write_identifier(copse_text *out, const char *system, const char *text)
{
    copse_text_clear(out);
    copse_text_format(out, "%s\x1f", strchr(text, '@') ? "" : system);
    append_folded(out, text);
}

/* The first member that has an identifier keeps it. */
static copse_status set_once(copse_import_people *people, copse_text *path, const char *system,
                             const char *text, int64_t member, copse_error *err)
{
    write_identifier(path, system, text);
    if (path->failed)
        return copse_error_nomem(err);
    if (copse_map_get(people->ids, path->bytes, 0) != 0)
        return COPSE_OK;
    return copse_map_set(people->ids, path->bytes, member) ? COPSE_OK : copse_error_nomem(err);
}

static copse_status load(copse_import_people *people, const copse_store *store, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_text path = COPSE_TEXT_INIT;
    bool has_row = true;
    people->ids = copse_map_new();
    if (!people->ids)
        return copse_error_nomem(err);
    copse_status st =
        copse_store_prepare(&s, store,
                            "SELECT member, system, key FROM identity"
                            " UNION ALL SELECT id, 'mail', mail FROM member WHERE mail IS NOT NULL"
                            " UNION ALL SELECT id, '', key FROM member WHERE key LIKE '%@%'"
                            " ORDER BY 1, 2, 3",
                            err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        const char *system = copse_store_column_text(&s, 1), *key = copse_store_column_text(&s, 2);
        st = set_once(people, &path, system ? system : "", key ? key : "",
                      copse_store_column_int(&s, 0), err);
    }
    copse_store_finish(&s);
    copse_text_free(&path);
    return st == COPSE_OK ? copse_store_prepare(&people->key_of, store,
                                                "SELECT key FROM member WHERE id = ?1", err)
                          : st;
}

static copse_status people_of(copse_import_people **out, copse_import_run *run, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (!run->people) {
        run->people = copse_memory_new(1, sizeof *run->people);
        st = run->people ? load(run->people, run->store, err) : copse_error_nomem(err);
    }
    *out = run->people;
    return st;
}

/* ---- one record ---- */

static const char *identifier(const copse_import_view *view, size_t i)
{
    return view->identifiers[i] < 0 ? ""
                                    : copse_store_trim(view->record.fields[view->identifiers[i]]);
}

/* An employee number may be the key of a member: files of one's own call people by it. */
static copse_status member_called(int64_t *member, copse_import_run *run,
                                  copse_import_people *people, copse_text *path, const char *system,
                                  const char *text, copse_error *err)
{
    write_identifier(path, system, text);
    if (path->failed)
        return copse_error_nomem(err);
    *member = copse_map_get(people->ids, path->bytes, 0);
    if (*member != 0 || strcmp(system, "employee-number") != 0)
        return COPSE_OK;
    return copse_import_find_key(member, run, copse_store_format_find("members"), text, err);
}

static copse_status read_key(copse_import_view *view, copse_import_people *people, copse_error *err)
{
    bool has_row;
    copse_store_bind_int(&people->key_of, 1, view->member);
    copse_status st = copse_store_step(&has_row, &people->key_of, err);
    if (st != COPSE_OK)
        return st;
    const char *key = has_row ? copse_store_column_text(&people->key_of, 0) : NULL;
    copse_text_clear(&view->key);
    copse_text_append(&view->key, key ? key : "");
    view->member_key = copse_text_get(&view->key);
    if (has_row)
        st = copse_store_step(&has_row, &people->key_of, err);
    return view->key.failed ? copse_error_nomem(err) : st;
}

/* Whoever is new gets the key by which most files will know them. */
static copse_status propose_key(copse_import_file *file, copse_error *err)
{
    static const char *const best[] = {"employee-number", "mail", "upn"};
    copse_import_view *view = &file->view;
    const copse_kind *kind = file->input->kind;
    for (size_t b = 0; b < sizeof best / sizeof best[0] && !view->member_key; b++)
        for (size_t i = 0; i < kind->n_identifiers && !view->member_key; i++)
            if (strcmp(kind->identifiers[i].system, best[b]) == 0 && identifier(view, i)[0] != '\0')
                view->member_key = identifier(view, i);
    for (size_t i = 0; i < kind->n_identifiers && !view->member_key; i++)
        if (identifier(view, i)[0] != '\0')
            view->member_key = identifier(view, i);
    if (!view->member_key)
        return COPSE_OK;
    copse_text_clear(&view->key);
    append_folded(&view->key, view->member_key);
    view->member_key = copse_text_get(&view->key);
    return view->key.failed ? copse_error_nomem(err) : COPSE_OK;
}

/* Whatever a row of somebody who was forgotten calls them by is remembered as theirs. */
static copse_status check_forgotten(bool *is_forgotten, copse_import_run *run,
                                    copse_import_file *file, copse_error *err)
{
    const copse_kind *kind = file->input->kind;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < kind->n_identifiers && !*is_forgotten; i++)
        if (identifier(&file->view, i)[0] != '\0')
            st = copse_tombstones_has(is_forgotten, &run->tombstones, kind->identifiers[i].system,
                                      identifier(&file->view, i), err);
    for (size_t i = 0; st == COPSE_OK && i < kind->n_identifiers && *is_forgotten; i++)
        if (identifier(&file->view, i)[0] != '\0')
            st = copse_tombstones_add(&run->tombstones, kind->identifiers[i].system,
                                      identifier(&file->view, i), err);
    return st;
}

/*
 * The first identifier that is known decides. Another that is known as somebody
 * else's is asked about, with the people and not again with each table that the
 * row fills.
 */
static copse_status find(copse_import_run *run, copse_import_file *file,
                         copse_import_people *people, copse_error *err)
{
    copse_import_view *view = &file->view;
    const copse_kind *kind = file->input->kind;
    copse_text path = COPSE_TEXT_INIT;
    copse_status st = COPSE_OK;
    bool is_asked_all = strcmp(file->format->stem, "members") == 0;
    for (size_t i = 0;
         st == COPSE_OK && i < kind->n_identifiers && (view->member == 0 || is_asked_all); i++) {
        int64_t member = 0;
        if (identifier(view, i)[0] == '\0')
            continue;
        st = member_called(&member, run, people, &path, kind->identifiers[i].system,
                           identifier(view, i), err);
        if (st == COPSE_OK && view->member != 0 && member != 0 && member != view->member)
            st = copse_import_ask_same(run, view->member, member, true, err);
        if (view->member == 0)
            view->member = member;
    }
    copse_text_free(&path);
    return st;
}

/* Their key is a value of their own row; anywhere else their id is enough, and whatever text stands
 * for it. */
static copse_status name_found(copse_import_file *file, copse_import_people *people,
                               copse_error *err)
{
    if (strcmp(file->format->stem, "members") == 0)
        return read_key(&file->view, people, err);
    copse_text_clear(&file->view.key);
    copse_text_append(&file->view.key, "?");
    file->view.member_key = copse_text_get(&file->view.key);
    return file->view.key.failed ? copse_error_nomem(err) : COPSE_OK;
}

copse_status copse_import_find_member(bool *is_forgotten, copse_import_run *run,
                                      copse_import_file *file, copse_error *err)
{
    copse_import_people *people;
    copse_status st = people_of(&people, run, err);
    *is_forgotten = false;
    if (st == COPSE_OK)
        st = find(run, file, people, err);
    if (st == COPSE_OK && file->view.member != 0)
        return name_found(file, people, err);
    if (st == COPSE_OK && run->tombstones.are_any)
        st = check_forgotten(is_forgotten, run, file, err);
    return st == COPSE_OK ? propose_key(file, err) : st;
}

copse_status copse_import_learn_member(copse_import_run *run, copse_import_file *file, int64_t id,
                                       copse_error *err)
{
    copse_import_people *people;
    copse_text path = COPSE_TEXT_INIT;
    const copse_kind *kind = file->input->kind;
    copse_status st = people_of(&people, run, err);
    for (size_t i = 0; st == COPSE_OK && i < kind->n_identifiers; i++)
        if (identifier(&file->view, i)[0] != '\0')
            st = set_once(people, &path, kind->identifiers[i].system, identifier(&file->view, i),
                          id, err);
    copse_text_free(&path);
    return st;
}

copse_status copse_import_member_called(int64_t *member, copse_import_run *run, const char *system,
                                        const char *text, copse_error *err)
{
    copse_import_people *people;
    copse_text path = COPSE_TEXT_INIT;
    copse_status st = people_of(&people, run, err);
    *member = 0;
    if (st == COPSE_OK)
        st = member_called(member, run, people, &path, system, text, err);
    copse_text_free(&path);
    return st == COPSE_OK && *member == 0 ? copse_import_find_key(member, run, copse_store_format_find("members"), text, err)
                                          : st;
}
