/* The second pass over a file: each row into the store, and what is gone out of it. */
#include "store/import_internal.h"

#include <stdio.h>
#include <string.h>

typedef struct row_writer {
    copse_import_run *run;
    copse_import_file *file;
    copse_import_statements sql; /* things and links */
    copse_import_batch *batch;   /* of rows that are surely new; NULL: none can be known to be */
    copse_import_pairs *pairs;   /* of links that the file has brought */
    int64_t last_id;             /* of things: the highest that was given */
    int self;                    /* column that refers to the table itself; -1: none */
    copse_import_stints *stints; /* memberships, assignments, and the places of work of members.csv */
    int ends[2];                 /* columns of a link */
    int member, other, site, role, since, until; /* columns of a stint; -1: the table has none such */
    copse_store_statement has_team; /* whether ?1 works in one */
    bool member_is_made; /* rows are of members whom other systems' identifiers mean */
} row_writer;

static bool is_thing(const row_writer *w)
{
    return w->file->format->rows == COPSE_ROWS_OF_THINGS;
}

static bool is_stint(const row_writer *w)
{
    return w->file->format->rows == COPSE_ROWS_OF_STINTS;
}

static copse_status open_stints(row_writer *w, copse_error *err)
{
    const copse_format_table *format = w->file->format;
    bool of_communities = strcmp(format->stem, "memberships") == 0;
    w->member = copse_store_format_index(format, "member_id");
    w->other = copse_store_format_index(format, of_communities ? "community_id" : "team_id");
    w->site = copse_store_format_index(format, "site_id");
    w->role = copse_store_format_index(format, "role");
    w->since = copse_store_format_index(format, "since");
    w->until = copse_store_format_index(format, "until");
    return copse_import_stints_open(&w->stints, w->run, w->file, err);
}

/* Columns that tell two links apart, where they are two references; a third may be beside them. */
static bool find_ends(int ends[2], const copse_format_table *format)
{
    size_t n = 0;
    for (size_t c = 0; c < format->n_columns; c++) {
        const copse_format_column *column = &format->columns[c];
        if (column->is_identity && column->kind == COPSE_CELL_REFERENCE && n < 2)
            ends[n++] = (int)c;
    }
    return n == 2;
}

/* Rows of a table that was empty are new unless the file had them before, and that is known without asking SQLite. */
static copse_status open_batch(row_writer *w, copse_error *err)
{
    const copse_import_file *file = w->file;
    const copse_format_table *format = file->format;
    const char *fields[COPSE_IMPORT_COLUMNS + 2];
    size_t n = 0;
    if (!file->is_fresh || file->view.part || (!is_thing(w) && !find_ends(w->ends, format)))
        return COPSE_OK;
    if (!is_thing(w) && !(w->pairs = copse_import_pairs_new()))
        return copse_error_nomem(err);
    if (is_thing(w))
        fields[n++] = "id";
    for (size_t c = 0; c < format->n_columns; c++)
        if (copse_import_is_written(file, &format->columns[c]))
            fields[n++] = format->columns[c].field;
    if (format->has_source)
        fields[n++] = "source";
    copse_status st = copse_import_batch_open(&w->batch, w->run, format->table, fields, n, err);
    w->run->batch = w->batch;
    return st;
}

static copse_status open_writer(row_writer *w, copse_import_run *run, copse_import_file *file,
                                copse_error *err)
{
    copse_status st = COPSE_OK;
    *w = (row_writer){.run = run, .file = file, .self = -1};
    for (size_t c = 0; c < file->format->n_columns; c++)
        if (copse_import_is_own_reference(file, &file->format->columns[c]) && file->has[c])
            w->self = (int)c;
    w->member_is_made = file->view.part && strcmp(file->format->stem, "members") == 0;
    if (!is_stint(w))
        st = copse_import_statements_open(&w->sql, run, file, err);
    if (st == COPSE_OK && !is_stint(w))
        st = open_batch(w, err);
    if (st == COPSE_OK && (is_stint(w) || strcmp(file->format->stem, "members") == 0))
        st = open_stints(w, err);
    if (st == COPSE_OK && file->view.part && is_stint(w))
        st = copse_store_prepare(&w->has_team, run->store,
                                 "SELECT 1 FROM assignment WHERE member = ?1 AND team IS NOT NULL"
                                 " AND until IS NULL LIMIT 1",
                                 err);
    return st;
}

static void close_writer(row_writer *w)
{
    copse_import_statements_close(&w->sql);
    copse_import_stints_close(w->stints);
    copse_import_batch_close(w->batch);
    copse_import_pairs_free(w->pairs);
    w->run->batch = NULL;
    copse_store_finish(&w->has_team);
}

/* ---- binding ---- */

/* What a new row gets where a cell is blank. */
static copse_cell filled_in(const row_writer *w, const copse_format_column *column,
                            const copse_cell *cell)
{
    if (cell->type != COPSE_CELL_IS_BLANK || column->blank == COPSE_BLANK_NULL)
        return *cell;
    int64_t value = column->blank == COPSE_BLANK_VISIBILITY ? w->run->default_visibility
                                                            : column->blank == COPSE_BLANK_ONE;
    return (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = value};
}

/* @param is_new  whether a blank cell takes what a new row gets; else it stays blank */
static void bind_cell(copse_store_statement *s, int place, const row_writer *w,
                      const copse_format_column *column, const copse_cell *said, bool is_new)
{
    const copse_cell filled = is_new ? filled_in(w, column, said) : *said, *cell = &filled;
    switch (cell->type) {
    case COPSE_CELL_IS_BLANK:
        copse_store_bind_null(s, place);
        break;
    case COPSE_CELL_IS_WHOLE:
        copse_store_bind_int(s, place, cell->whole);
        break;
    case COPSE_CELL_IS_REAL:
        copse_store_bind_real(s, place, cell->real);
        break;
    case COPSE_CELL_IS_TEXT:
        copse_store_bind_text(s, place, cell->text);
        break;
    }
}

static void bind_row(copse_store_statement *s, const row_writer *w, const copse_import_row *row,
                     int64_t id, bool is_new)
{
    const copse_format_table *format = w->file->format;
    const int source = copse_import_place_of_source(w->file), own_id = copse_import_place_of_id(w->file);
    /* A statement that stops short of the last places does not take them. */
    const int places = sqlite3_bind_parameter_count(s->handle);
    for (size_t c = 0; c < format->n_columns; c++)
        if (copse_import_is_written(w->file, &format->columns[c]) && (int)c + 1 <= places)
            bind_cell(s, (int)c + 1, w, &format->columns[c], &row->cells[c],
                      is_new || format->columns[c].is_identity);
    if (source <= places)
        copse_store_bind_int(s, source, w->file->source);
    if (own_id <= places)
        copse_store_bind_int(s, own_id, id);
}

/* ---- one thing or link ---- */

static copse_status run_and_count(bool *is_changed, copse_store_statement *s, const row_writer *w,
                                  copse_error *err)
{
    copse_status st = copse_store_run(s, err);
    *is_changed = st == COPSE_OK && sqlite3_changes(w->run->store->db) > 0;
    return st;
}

/* Remember that the file has this row. */
static copse_status see(bool *is_first, row_writer *w, const copse_import_row *row, int64_t id,
                        copse_error *err)
{
    const copse_format_table *format = w->file->format;
    copse_store_statement *s = &w->sql.see;
    int place = 1;
    if (is_thing(w)) {
        copse_store_bind_int(s, place++, id);
    } else {
        for (size_t c = 0; c < format->n_columns; c++)
            if (format->columns[c].is_identity)
                bind_cell(s, place++, w, &format->columns[c], &row->cells[c], true);
    }
    while (place <= 3)
        copse_store_bind_int(s, place++, 0);
    return run_and_count(is_first, s, w, err);
}

static copse_status update(bool *is_changed, row_writer *w, const copse_import_row *row, int64_t id,
                           copse_error *err)
{
    copse_status st = COPSE_OK;
    bool is_claimed;
    *is_changed = false;
    if (w->sql.update.handle) {
        bind_row(&w->sql.update, w, row, id, false);
        st = run_and_count(is_changed, &w->sql.update, w, err);
    }
    if (st == COPSE_OK && w->sql.claim.handle) {
        bind_row(&w->sql.claim, w, row, id, false);
        st = run_and_count(&is_claimed, &w->sql.claim, w, err);
    }
    return st;
}

static copse_status add_to_batch(int64_t *id, row_writer *w, const copse_import_row *row,
                                 copse_error *err)
{
    const copse_format_table *format = w->file->format;
    copse_cell values[COPSE_IMPORT_COLUMNS + 2];
    size_t n = 0;
    if (is_thing(w))
        values[n++] = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = *id = ++w->last_id};
    for (size_t c = 0; c < format->n_columns; c++)
        if (copse_import_is_written(w->file, &format->columns[c]))
            values[n++] = filled_in(w, &format->columns[c], &row->cells[c]);
    if (format->has_source)
        values[n++] = (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = w->file->source};
    return copse_import_batch_add(w->batch, values, err);
}

/* Whether a link of the file stands in the table already; where it only may, what waits is written. */
static copse_status may_be_there(bool *out, row_writer *w, const copse_import_row *row,
                                 copse_error *err)
{
    if (!copse_import_pairs_add(out, w->pairs, row->cells[w->ends[0]].whole,
                                row->cells[w->ends[1]].whole))
        return copse_error_nomem(err);
    return *out ? copse_import_batch_flush(w->batch, err) : COPSE_OK;
}

static copse_status add_or_find(bool *is_added, int64_t *id, row_writer *w,
                                const copse_import_row *row, copse_error *err)
{
    const char *key = is_thing(w) ? row->cells[0].text : NULL;
    copse_status st;

    *is_added = false;
    *id = 0;
    if (is_thing(w)) {
        st = copse_import_find_key(id, w->run, w->file->format, key, err);
        if (st != COPSE_OK || *id != 0)
            return st == COPSE_OK && w->batch ? copse_import_batch_flush(w->batch, err) : st;
    }
    bool is_new = is_thing(w);
    if (w->batch && !is_new) {
        bool may_be = false;
        if ((st = may_be_there(&may_be, w, row, err)) != COPSE_OK)
            return st;
        is_new = !may_be;
    }
    if (w->batch && is_new) {
        st = add_to_batch(id, w, row, err);
        *is_added = st == COPSE_OK;
        return st == COPSE_OK && is_thing(w) ? copse_import_add_key(w->run, w->file, key, *id, err)
                                             : st;
    }
    bind_row(&w->sql.insert, w, row, 0, true);
    st = run_and_count(is_added, &w->sql.insert, w, err);
    if (st != COPSE_OK || !is_thing(w))
        return st;
    *id = sqlite3_last_insert_rowid(w->run->store->db);
    return copse_import_add_key(w->run, w->file, key, *id, err);
}

static copse_status write_row(copse_import_outcome *out, int64_t *id, row_writer *w,
                              const copse_import_row *row, copse_error *err)
{
    bool is_added, is_first, is_changed = false;
    copse_status st = add_or_find(&is_added, id, w, row, err);
    if (st == COPSE_OK && !is_added)
        st = update(&is_changed, w, row, *id, err);
    if (w->file->is_fresh)
        is_first = is_added;
    else if (st == COPSE_OK)
        st = see(&is_first, w, row, *id, err);
    if (st != COPSE_OK)
        return st;
    if (is_added)
        *out = COPSE_IMPORT_ADDED;
    else if (is_first)
        *out = is_changed ? COPSE_IMPORT_UPDATED : COPSE_IMPORT_SAME;
    else
        *out = is_changed ? COPSE_IMPORT_CONTRADICTED : COPSE_IMPORT_REPEATED;
    return COPSE_OK;
}

/* ---- one stint ---- */

static const copse_cell *cell_of(const copse_import_row *row, int column)
{
    static const copse_cell blank = {.type = COPSE_CELL_IS_BLANK};
    return column < 0 ? &blank : &row->cells[column];
}

static copse_import_stint stint_of(const row_writer *w, const copse_import_row *row, int64_t member)
{
    const copse_cell *since = cell_of(row, w->since), *until = cell_of(row, w->until);
    return (copse_import_stint){
        .member = member,
        .other = cell_of(row, w->other)->whole,
        .site = cell_of(row, w->site)->whole,
        .role = cell_of(row, w->role)->text,
        .since = since->type == COPSE_CELL_IS_BLANK ? COPSE_DAY_UNKNOWN : since->whole,
        .until = until->type == COPSE_CELL_IS_BLANK ? COPSE_STINT_OPEN : until->whole,
    };
}

/* team_id, site_id and role of members.csv are the person's place of work. */
static copse_status write_place(copse_import_outcome *out, row_writer *w, const copse_import_row *row,
                                int64_t member, copse_error *err)
{
    copse_import_outcome of_place;
    copse_import_stint stint = stint_of(w, row, member);
    if (stint.other == 0 && stint.site == 0 && !stint.role)
        return COPSE_OK;
    copse_status st = copse_import_stints_take(&of_place, w->stints, &stint, err);
    if (st == COPSE_OK && of_place != COPSE_IMPORT_SAME && of_place != COPSE_IMPORT_REPEATED &&
        *out == COPSE_IMPORT_SAME)
        *out = COPSE_IMPORT_UPDATED;
    return st;
}

/*
 * Whether a place of work is worth a row: directories know an office of people
 * whose team another source knows. A file of our own means what it says.
 */
static copse_status is_worth_a_row(bool *out, row_writer *w, const copse_import_stint *stint, copse_error *err)
{
    bool has_row = false;
    *out = true;
    if (!w->file->view.part || strcmp(w->file->format->stem, "assignments") != 0 || stint->other != 0)
        return COPSE_OK;
    *out = stint->site != 0 || stint->role;
    if (!*out)
        return COPSE_OK;
    copse_store_bind_int(&w->has_team, 1, stint->member);
    copse_status st = copse_store_step(&has_row, &w->has_team, err);
    *out = !has_row;
    return st == COPSE_OK && has_row ? copse_store_step(&has_row, &w->has_team, err) : st;
}

/* ---- one row ---- */

static int64_t *counter_of(copse_import_table *counts, copse_import_outcome outcome)
{
    switch (outcome) {
    case COPSE_IMPORT_ADDED:
        return &counts->added;
    case COPSE_IMPORT_UPDATED:
        return &counts->updated;
    default:
        return &counts->same;
    }
}

static copse_status wait_for_reference(row_writer *w, const copse_import_row *row, int64_t id,
                                       int64_t *counter, copse_error *err)
{
    copse_import_file *file = w->file;
    const copse_cell *cell = cell_of(row, w->self);
    if (cell->type == COPSE_CELL_IS_BLANK)
        return COPSE_OK;
    const char *key = copse_arena_copy(w->run->arena, cell->text);
    if (!key || !copse_memory_grow((void **)&file->pending, &file->pending_capacity,
                                   file->n_pending, sizeof *file->pending))
        return copse_error_nomem(err);
    file->pending[file->n_pending++] =
        (copse_import_pending){.id = id, .line = row->line, .key = key, .counter = counter};
    return COPSE_OK;
}

static copse_status tell_contradiction(row_writer *w, int64_t line, copse_error *err)
{
    if (++w->file->n_contradictions > COPSE_IMPORT_MOST_NOTES)
        return COPSE_OK;
    return copse_import_note(w->run, err,
                             "%s:%lld repeats an earlier row with other values; the later ones were taken",
                             w->file->label, (long long)line);
}

static copse_status take_row(row_writer *w, const copse_import_row *row, copse_error *err)
{
    copse_import_outcome outcome;
    copse_status st;
    int64_t id = 0;
    if (is_stint(w)) {
        copse_import_stint stint = stint_of(w, row, cell_of(row, w->member)->whole);
        bool is_taken;
        st = is_worth_a_row(&is_taken, w, &stint, err);
        if (st != COPSE_OK || !is_taken)
            return st;
        st = copse_import_stints_take(&outcome, w->stints, &stint, err);
    } else {
        st = write_row(&outcome, &id, w, row, err);
        if (st == COPSE_OK && w->stints)
            st = write_place(&outcome, w, row, id, err);
        if (st == COPSE_OK && w->file->view.part)
            st = copse_import_learn_aliases(w->file, id, err);
    }
    if (st == COPSE_OK && w->member_is_made)
        st = copse_import_learn_member(w->run, w->file, id, err);
    /* Exports repeat a team in the row of each of its people: once is enough to count. */
    if (st == COPSE_OK && w->file->view.part &&
        (outcome == COPSE_IMPORT_REPEATED || outcome == COPSE_IMPORT_CONTRADICTED))
        return wait_for_reference(w, row, id, &w->file->counts->same, err);
    if (st == COPSE_OK && outcome == COPSE_IMPORT_CONTRADICTED)
        st = tell_contradiction(w, row->line, err);
    if (st != COPSE_OK)
        return st;
    int64_t *counter = counter_of(w->file->counts, outcome);
    ++*counter;
    return wait_for_reference(w, row, id, counter, err);
}

/* ---- after the last row ---- */

/*
 * A row whose own reference leads nowhere is in the store already: with
 * --skip-bad it stays there without it, because others may refer to it.
 */
static copse_status refuse_pending(row_writer *w, const copse_import_pending *p, copse_error *err)
{
    copse_import_file *file = w->file;
    copse_status st = copse_import_explain_reference(w->run, file, &file->format->columns[w->self],
                                                     p->key, err);
    if (st == COPSE_OK)
        st = copse_import_problem_add(w->run, file, p->line, file->field_of[w->self] + 1, err);
    --*p->counter;
    return st;
}

static copse_status resolve_pending(row_writer *w, copse_error *err)
{
    copse_import_file *file = w->file;
    for (size_t i = 0; i < file->n_pending; i++) {
        const copse_import_pending *p = &file->pending[i];
        int64_t other;
        bool is_changed;
        copse_status st = copse_import_find_key(&other, w->run, file->format, p->key, err);
        if (st == COPSE_OK && other == 0 && file->aliases && (other = copse_map_get(file->aliases, p->key, 0)) == 0) {
            file->n_orphans++;
            continue;
        }
        bool is_forgotten = false;
        if (st == COPSE_OK && other == 0)
            st = copse_import_is_forgotten(&is_forgotten, w->run, file->format->stem, p->key, err);
        if (st == COPSE_OK && other == 0 && !is_forgotten) {
            st = refuse_pending(w, p, err);
        } else if (st == COPSE_OK && !is_forgotten) {
            copse_store_bind_int(&w->sql.refer, 1, other);
            copse_store_bind_int(&w->sql.refer, 2, p->id);
            st = run_and_count(&is_changed, &w->sql.refer, w, err);
            if (st == COPSE_OK && is_changed && p->counter == &file->counts->same) {
                file->counts->same--;
                file->counts->updated++;
            }
        }
        if (st != COPSE_OK)
            return st;
    }
    return COPSE_OK;
}

/* --replace: stints end on the as-of day; links, which know no end, go. */
static copse_status remove_gone(row_writer *w, copse_error *err)
{
    int64_t *ended = &w->file->counts->ended;
    if (w->stints)
        return copse_import_stints_end_gone(ended, w->stints, w->run->ctx->as_of, err);
    if (!w->sql.remove.handle || w->file->is_fresh)
        return COPSE_OK;
    copse_store_bind_int(&w->sql.remove, 1, w->file->source);
    copse_status st = copse_store_run(&w->sql.remove, err);
    if (st == COPSE_OK)
        *ended += sqlite3_changes64(w->run->store->db);
    return st;
}

copse_status copse_import_rows(copse_import_run *run, copse_import_file *file, copse_error *err)
{
    copse_import_reader *reader = NULL;
    copse_csv_record header;
    copse_import_row row;
    row_writer w;
    bool is_end = false;

    copse_status st = open_writer(&w, run, file, err);
    if (st == COPSE_OK)
        st = copse_import_reader_open(&reader, file->input, err);
    if (st == COPSE_OK)
        st = copse_import_reader_next(reader, &header, &is_end, err);
    while (st == COPSE_OK && !is_end) {
        st = copse_import_next_row(&row, &is_end, run, file, reader, err);
        if (st == COPSE_OK && !is_end)
            st = take_row(&w, &row, err);
    }
    if (st == COPSE_OK && w.batch)
        st = copse_import_batch_flush(w.batch, err);
    if (st == COPSE_OK && w.stints)
        st = copse_import_stints_flush(w.stints, err);
    if (st == COPSE_OK)
        st = resolve_pending(&w, err);
    if (st == COPSE_OK && run->options->replace)
        st = remove_gone(&w, err);
    if (st == COPSE_OK)
        st = copse_import_tell_left_out(run, file, err);
    copse_import_reader_close(reader);
    close_writer(&w);
    return st;
}
