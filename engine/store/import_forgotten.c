/* Who was forgotten does not come back with the next file that still has them. */
#include <string.h>

#include "store/import_internal.h"

copse_status copse_import_is_forgotten(bool *out, copse_import_run *run, const char *stem,
                                       const char *key, copse_error *err)
{
    *out = false;
    if (strcmp(stem, "members") != 0 && strcmp(stem, "exchanges") != 0)
        return COPSE_OK;
    return copse_tombstones_has(out, &run->tombstones, stem, key, err);
}

static const char *text_of(const copse_import_file *file, const copse_import_row *row,
                           const char *column)
{
    int c = copse_store_format_index(file->format, column);
    return c >= 0 && row->cells[c].type == COPSE_CELL_IS_TEXT ? row->cells[c].text : NULL;
}

/* One name of whoever the row is of: asked for while nothing is known, else remembered as theirs
 * too. */
static copse_status look_up(bool *is_forgotten, copse_import_run *run, const char *kind,
                            const char *name, copse_error *err)
{
    return name && !*is_forgotten
               ? copse_tombstones_has(is_forgotten, &run->tombstones, kind, name, err)
               : COPSE_OK;
}

static copse_status remember(copse_import_run *run, const char *kind, const char *name,
                             copse_error *err)
{
    return name ? copse_tombstones_add(&run->tombstones, kind, name, err) : COPSE_OK;
}

static copse_status check_member(copse_import_run *run, const copse_import_file *file,
                                 copse_import_row *row, copse_error *err)
{
    const char *key = text_of(file, row, "member_id"), *mail = text_of(file, row, "mail");
    copse_status st = look_up(&row->is_forgotten, run, "members", key, err);
    if (st == COPSE_OK)
        st = look_up(&row->is_forgotten, run, "mail", mail, err);
    if (st == COPSE_OK && row->is_forgotten)
        st = remember(run, "members", key, err);
    return st == COPSE_OK && row->is_forgotten ? remember(run, "mail", mail, err) : st;
}

static copse_status check_identity(copse_import_run *run, const copse_import_file *file,
                                   copse_import_row *row, copse_error *err)
{
    const char *system = text_of(file, row, "system"), *key = text_of(file, row, "key");
    bool is_theirs = row->is_forgotten; /* its member is */
    copse_status st = system ? look_up(&row->is_forgotten, run, system, key, err) : COPSE_OK;
    return st == COPSE_OK && is_theirs && system ? remember(run, system, key, err) : st;
}

/* The CoP stays; whom to ask about it has gone. */
static copse_status check_contact(copse_import_run *run, const copse_import_file *file,
                                  copse_import_row *row, copse_error *err)
{
    const char *contact = text_of(file, row, "contact");
    bool is_forgotten = false;
    copse_status st = look_up(&is_forgotten, run, "mail", contact, err);
    if (is_forgotten)
        row->cells[copse_store_format_index(file->format, "contact")] =
            (copse_cell){.type = COPSE_CELL_IS_BLANK};
    return st;
}

copse_status copse_import_check_forgotten(copse_import_run *run, const copse_import_file *file,
                                          copse_import_row *row, copse_error *err)
{
    if (!run->tombstones.are_any)
        return COPSE_OK;
    if (strcmp(file->format->stem, "members") == 0)
        return check_member(run, file, row, err);
    if (strcmp(file->format->stem, "identities") == 0)
        return check_identity(run, file, row, err);
    if (strcmp(file->format->stem, "communities") == 0)
        return check_contact(run, file, row, err);
    if (strcmp(file->format->stem, "exchanges") == 0 && row->is_forgotten)
        return remember(run, "exchanges", text_of(file, row, "exchange_id"), err);
    return COPSE_OK;
}
