/*
 * The data protection impact assessment's questions, answered: from the store
 * what it holds, from fixed text what Copse does with it. Rows are not counted,
 * so that the pack can be handed on.
 */
#include "store/dpia.h"

#include "store/account.h"

#define DAY(column) "CASE WHEN " column " > -2147483648 THEN date(" column " * 86400, 'unixepoch') END"

/* Everything that is about people, and whether there is any. */
static const char held[] =
    "WITH held (place, data, is_special, is_there) AS (VALUES"
    " (1, 'key, name, mail address, profession', 0, (SELECT count(*) FROM member)),"
    " (2, 'what other systems call a person', 0, (SELECT count(*) FROM identity)),"
    " (3, 'where people work and worked: team, site, role, from when to when', 0, (SELECT count(*) FROM assignment)),"
    " (4, 'which communities people are and were in', 0, (SELECT count(*) FROM membership)),"
    " (5, 'communities decided to be sensitive, or of whose name that is yet to be decided', 1,"
    " (SELECT count(*) FROM community WHERE sensitive = 2 OR (sensitive = 0 AND looks_sensitive(name, key, description)))),"
    " (6, 'what people know, with evidence and its date', 0, (SELECT count(*) FROM expertise)),"
    " (7, 'what people want to learn', 0, (SELECT count(*) FROM interest)),"
    " (8, 'who works with whom', 0, (SELECT count(*) FROM tie)),"
    " (9, 'who asked, answered, shared or attended what, with a note', 0, (SELECT count(*) FROM exchange)),"
    " (10, 'who was brought together with whom', 0, (SELECT count(*) FROM pairing)),"
    " (11, 'what people said of a community: not for me, joined', 0, (SELECT count(*) FROM mark)),"
    " (12, 'what people said they would do', 0, (SELECT count(*) FROM action)),"
    " (13, 'that a person objected', 0, (SELECT count(*) FROM member WHERE objected <> 0)),"
    " (14, 'keyed hashes of people who were forgotten', 0, (SELECT count(*) FROM tombstone)))"
    " SELECT data, CASE is_special WHEN 1 THEN 'special category' ELSE 'personal' END AS category,"
    " CASE WHEN is_there > 0 THEN 'yes' ELSE 'none' END AS held FROM held ORDER BY place";

/* A file is often named after the one group that it lists. */
static const char sources[] =
    "SELECT CASE WHEN looks_sensitive(source.name, NULL, NULL) OR EXISTS (SELECT 1 FROM community WHERE (sensitive = 2"
    " OR (sensitive = 0 AND looks_sensitive(name, key, description))) AND (instr(source.name, key) OR"
    " instr(source.name, name))) THEN 'a file whose name is not shown' ELSE source.name END AS source, source.kind, " DAY("max(import.imported)") " AS imported,"
    " group_concat(DISTINCT nullif(import.dropped_columns, '')) AS columns_left_out"
    " FROM source JOIN import ON import.source = source.id GROUP BY source.id ORDER BY source.name";

/* Of what has ended, whether any is older than it is to be kept. */
static const char overdue[] =
    "WITH kept AS (SELECT CAST(value AS INTEGER) AS days FROM setting WHERE name = 'retention_days' AND value <> '0')"
    " SELECT 'kept after it ended' AS what, coalesce((SELECT days || ' days' FROM kept), 'not recorded') AS answer"
    " UNION ALL SELECT 'older than that today', CASE WHEN NOT EXISTS (SELECT 1 FROM kept) THEN 'not known'"
    " WHEN EXISTS (SELECT 1 FROM membership, kept WHERE until <= ?1 - days)"
    " OR EXISTS (SELECT 1 FROM assignment, kept WHERE until <= ?1 - days)"
    " OR EXISTS (SELECT 1 FROM exchange, kept WHERE happened < ?1 - days) THEN 'yes: run copse purge' ELSE 'no' END";

static copse_status tell_store(copse_account_writer *w, const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_store_install_looks_sensitive(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_tell_terms(w, err);
    if (st == COPSE_OK)
        st = copse_account_query(w, "held", "what is held about people; how much of it is not counted here", held,
                                 0, err);
    if (st == COPSE_OK)
        st = copse_account_query(w, "sources", "where it comes from, and columns that were not taken in", sources,
                                 0, err);
    if (st == COPSE_OK)
        st = copse_account_query(w, "retention", "for how long", overdue, ctx->as_of, err);
    copse_store_remove_looks_sensitive(w->store);
    return st;
}

static copse_status tell(copse_account_writer *w, const copse_context *ctx, copse_error *err)
{
    copse_status st = tell_store(w, ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < copse_n_dpia_tables; i++) {
        const copse_dpia_table *t = &copse_dpia_tables[i];
        st = copse_account_texts(w, t->name, t->meaning, t->columns, t->n_columns, t->texts,
                                 t->n_texts / t->n_columns, err);
    }
    if (st == COPSE_OK)
        st = copse_account_note(w, err,
                                "This is what Copse can say. The assessment itself, and whether the "
                                "processing is necessary and fair, is for the organisation and its data "
                                "protection officer to decide.");
    return st;
}

copse_status copse_store_dpia(copse_account **out, copse_store *store, const copse_context *ctx,
                              copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    copse_status st = copse_account_begin(&w, store, "copse/dpia/1", "For the data protection impact assessment",
                                          err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK)
        st = tell(&w, ctx, err);
    copse_store_rollback(store);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
