/* What a person has to decide about an import, and what they decided. */
#include "store/import_decide.h"

#include <string.h>

static const char same_member[] = "same-member";
static const char joint[] = " = "; /* between the two keys of a subject */

/* The two keys of a subject of d: so that each is looked up, not compared with all. */
#define FIRST_KEY  "substr(d.subject, 1, instr(d.subject, ' = ') - 1)"
#define SECOND_KEY "substr(d.subject, instr(d.subject, ' = ') + 3)"

/* ---- asking ---- */

static copse_status read_key(copse_text *out, const copse_store *store, int64_t member,
                             copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store, "SELECT key FROM member WHERE id = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, member);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        copse_text_append(out, copse_store_column_text(&s, 0));
    copse_store_finish(&s);
    return st;
}

/* Their keys in one order, so that a pair has one subject. */
static copse_status write_subject(copse_text *out, const copse_store *store, int64_t member,
                                  int64_t other, copse_error *err)
{
    copse_text a = COPSE_TEXT_INIT, b = COPSE_TEXT_INIT;
    copse_status st = read_key(&a, store, member, err);
    if (st == COPSE_OK)
        st = read_key(&b, store, other, err);
    bool is_ordered = strcmp(copse_text_get(&a), copse_text_get(&b)) < 0;
    copse_text_format(out, "%s%s%s", copse_text_get(is_ordered ? &a : &b), joint,
                      copse_text_get(is_ordered ? &b : &a));
    out->failed = out->failed || a.failed || b.failed;
    copse_text_free(&a);
    copse_text_free(&b);
    return st == COPSE_OK && out->failed ? copse_error_nomem(err) : st;
}

copse_status copse_import_ask_same(copse_import_run *run, int64_t member, int64_t other,
                                   bool is_kept, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_text subject = COPSE_TEXT_INIT;
    copse_status st = write_subject(&subject, run->store, member, other, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &s, run->store,
            is_kept ? "INSERT INTO decision (kind, subject, choice, happened)"
                      " VALUES (?1, ?2, '', ?3) ON CONFLICT DO NOTHING"
                    : "INSERT INTO temp.asked (kind, subject) SELECT ?1, ?2 WHERE ?3 IS NOT NULL"
                      " AND NOT EXISTS (SELECT 1 FROM decision WHERE kind = ?1 AND subject = ?2)"
                      " ON CONFLICT DO NOTHING",
            err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, same_member);
        copse_store_bind_text(&s, 2, subject.bytes);
        copse_store_bind_int(&s, 3, run->ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    copse_text_free(&subject);
    return st;
}

/* ---- answers ---- */

enum { KIND, SUBJECT, CHOICE, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"kind", "subject", "choice"};

bool copse_import_is_decisions(const copse_import_input *input)
{
    for (int c = 0; c < N_COLUMNS; c++)
        if (copse_store_kind_column(column_names[c], input->names, input->n_names) < 0)
            return false;
    return true;
}

static copse_status keep_decision(copse_import_run *run, copse_import_file *file,
                                  copse_store_statement *s, const char *subject, const char *choice,
                                  copse_error *err)
{
    copse_store_bind_text(s, 1, same_member);
    copse_store_bind_text(s, 2, subject);
    copse_store_bind_text(s, 3, choice);
    copse_store_bind_int(s, 4, run->ctx->as_of);
    copse_status st = copse_store_run(s, err);
    if (st == COPSE_OK)
        *(sqlite3_changes(run->store->db) > 0 ? &file->counts->updated : &file->counts->same) += 1;
    return st;
}

/* "yes", "no", "" for not decided yet; NULL: it is none of these. */
static const char *read_choice(const char *text)
{
    if (text[0] == '\0')
        return "";
    if (copse_store_kind_is_word(text, "yes|y|same|true|1"))
        return "yes";
    return copse_store_kind_is_word(text, "no|n|different|false|0") ? "no" : NULL;
}

static copse_status refuse_cell(copse_import_run *run, copse_import_file *file, int64_t line,
                                int field, const char *what, const char *text, const char *next,
                                copse_error *err)
{
    copse_text_format(&run->what, "%s '%.60s'", what, text);
    copse_text_append(&run->next, next);
    return copse_import_problem_add(run, file, line, field + 1, err);
}

static copse_status take_decision(copse_import_run *run, copse_import_file *file,
                                  copse_store_statement *s, const copse_csv_record *record,
                                  const int *fields, copse_error *err)
{
    const char *cells[N_COLUMNS];
    for (int c = 0; c < N_COLUMNS; c++)
        cells[c] = copse_store_trim(record->fields[fields[c]]);
    const char *choice = read_choice(cells[CHOICE]), *middle = strstr(cells[SUBJECT], joint);
    if (strcmp(cells[KIND], same_member) != 0)
        return refuse_cell(run, file, record->line, fields[KIND],
                           "there is no decision of the kind", cells[KIND],
                           "write same-member, or leave the row as it was written", err);
    if (!middle || middle == cells[SUBJECT] || middle[strlen(joint)] == '\0')
        return refuse_cell(
            run, file, record->line, fields[SUBJECT], "these are not two members:", cells[SUBJECT],
            "write two keys with ' = ' between them, or leave the row as it was written", err);
    if (!choice)
        return refuse_cell(run, file, record->line, fields[CHOICE],
                           "neither yes nor no:", cells[CHOICE],
                           "write yes where the two are one person, no where they are not", err);
    if (choice[0] == '\0') {
        file->counts->same++;
        return COPSE_OK;
    }
    return keep_decision(run, file, s, cells[SUBJECT], choice, err);
}

static copse_status take_records(copse_import_run *run, copse_import_file *file,
                                 copse_store_statement *s, copse_import_reader *reader,
                                 copse_error *err)
{
    copse_csv_record record;
    bool is_end = false;
    int fields[N_COLUMNS];
    for (int c = 0; c < N_COLUMNS; c++)
        fields[c] =
            copse_store_kind_column(column_names[c], file->input->names, file->input->n_names);
    copse_status st = copse_import_reader_next(reader, &record, &is_end, err);
    while (st == COPSE_OK && !is_end) {
        st = copse_import_reader_next(reader, &record, &is_end, err);
        if (st != COPSE_OK || is_end)
            break;
        file->counts->rows++;
        if (record.fault || record.n_fields < file->input->n_names) {
            copse_text_append(&run->what, record.fault
                                              ? record.fault
                                              : "the row has fewer columns than the first line");
            copse_text_append(&run->next, record.remedy ? record.remedy
                                                        : "look whether a separator is missing");
            st = copse_import_problem_add(run, file, record.line,
                                          record.fault ? record.fault_column : 0, err);
        } else {
            st = take_decision(run, file, s, &record, fields, err);
        }
    }
    return st;
}

copse_status copse_import_take_decisions(copse_import_run *run, copse_import_input *input,
                                         copse_error *err)
{
    copse_import_file file = {.input = input, .label = input->label};
    copse_import_reader *reader = NULL;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_import_begin_table(&file, run, "decisions", err);
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &s, run->store,
            "INSERT INTO decision (kind, subject, choice, happened) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT DO UPDATE SET choice = ?3, happened = ?4 WHERE choice <> ?3",
            err);
    if (st == COPSE_OK)
        st = copse_import_reader_open(&reader, input, err);
    if (st == COPSE_OK)
        st = take_records(run, &file, &s, reader, err);
    copse_import_reader_close(reader);
    copse_store_finish(&s);
    return st;
}

/* ---- what follows from them ---- */

typedef struct couple {
    int64_t kept, gone;
} couple;

/* Who was in the store first keeps their key. */
static copse_status list_couples(couple **out, size_t *n, const copse_store *store,
                                 copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    size_t capacity = 0;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, store,
        "SELECT min(a.id, b.id), max(a.id, b.id) FROM decision d"
        " JOIN member a ON a.key = " FIRST_KEY " JOIN member b ON b.key = " SECOND_KEY
        " WHERE d.kind = 'same-member' AND d.choice = 'yes' AND a.id <> b.id ORDER BY 1, 2",
        err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        if (!copse_memory_grow((void **)out, &capacity, *n, sizeof **out))
            st = copse_error_nomem(err);
        else
            (*out)[(*n)++] = (couple){copse_store_column_int(&s, 0), copse_store_column_int(&s, 1)};
    }
    copse_store_finish(&s);
    return st;
}

/* After one, those that remain are looked up again: of three who are one, two go. */
copse_status copse_import_apply_decisions(int64_t *n, copse_import_run *run, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (*n = 0;; ++*n) {
        couple *couples = NULL;
        size_t n_couples = 0;
        st = list_couples(&couples, &n_couples, run->store, err);
        if (st == COPSE_OK && n_couples > 0)
            st = copse_store_merge_members(run->store, couples[0].kept, couples[0].gone, err);
        copse_memory_free(couples);
        if (st != COPSE_OK || n_couples == 0)
            break;
    }
    if (st == COPSE_OK && *n > 0)
        st = copse_import_note(run, err, "%lld %s made one with another, as was decided",
                               (long long)*n, *n == 1 ? "member was" : "members were");
    return st;
}

/* ---- what is still to be decided ---- */

/* Who the two are, as far as a person needs it to tell: names, teams, by what they are known. */
#define DESCRIBE(of)                                                                               \
    "coalesce(" of                                                                                 \
    ".name, '(no name)') || ' (' || coalesce((SELECT group_concat(coalesce(t.name, t.key), ', ')"  \
    " FROM assignment s JOIN team t ON t.id = s.team WHERE s.member = " of                         \
    ".id AND s.until IS NULL), 'no team')"                                                         \
    " || coalesce('; ' || (SELECT group_concat(system || ' ' || key, ', ') FROM identity WHERE "   \
    "member = " of ".id), '') || ')'"

copse_status copse_import_list_questions(copse_import_run *run, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    size_t capacity = 0;
    bool has_row = true;
    copse_status st =
        copse_store_prepare(&s, run->store,
                            "SELECT d.kind, d.subject, " DESCRIBE("a") " || ' and ' || " DESCRIBE(
                                "b") " || ': one person?'"
                                     " FROM (SELECT kind, subject FROM decision WHERE kind = "
                                     "'same-member' AND choice = ''"
                                     "  UNION SELECT kind, subject FROM temp.asked) d"
                                     " JOIN member a ON a.key = " FIRST_KEY
                                     " JOIN member b ON b.key = " SECOND_KEY " ORDER BY d.subject",
                            err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        copse_import_question *question;
        if (!copse_memory_grow((void **)&run->questions, &capacity, run->n_questions,
                               sizeof *run->questions))
            st = copse_error_nomem(err);
        if (st != COPSE_OK)
            break;
        question = &run->questions[run->n_questions++];
        st = copse_store_copy_text(&question->kind, run->arena, &s, 0, err);
        if (st == COPSE_OK)
            st = copse_store_copy_text(&question->subject, run->arena, &s, 1, err);
        if (st == COPSE_OK)
            st = copse_store_copy_text(&question->text, run->arena, &s, 2, err);
    }
    copse_store_finish(&s);
    return st;
}
