/* All that a reader reads of a store: what is opened, checked, counted, joined and asked in words. */
#ifndef COPSE_TESTS_STORE_READING_H
#define COPSE_TESTS_STORE_READING_H

#include "copse.h"

/* The accounts and reports of a store that need no network. */
static inline copse_status read_reports(copse_store *store, const copse_context *ctx, copse_error *err)
{
    copse_store_terms *terms = NULL;
    copse_status_report *status = NULL;
    copse_check_report *check = NULL;
    copse_topic_matches *matches = NULL;
    copse_account *audit = NULL, *rows = NULL;
    copse_status st = copse_store_read_terms(&terms, store, err);
    if (st == COPSE_OK)
        st = copse_store_status(&status, store, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_check(&check, store, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_match_topics(&matches, store, "dressings and balance", ctx, err);
    if (st == COPSE_OK)
        st = copse_store_audit_log(&audit, store, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_query(&rows, store, "SELECT * FROM communities", ctx, err);
    copse_account_free(rows);
    copse_account_free(audit);
    copse_topic_matches_free(matches);
    copse_check_report_free(check);
    copse_status_report_free(status);
    copse_store_terms_free(terms);
    return st;
}

static inline copse_status ask_everybody(const copse_network *network, const copse_model *model,
                                         const copse_context *ctx, copse_error *err)
{
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    copse_status st = COPSE_OK;
    const copse_facts *facts = copse_network_facts(network);
    for (size_t i = 0; st == COPSE_OK && i < facts->n_members && i < 20; i++) {
        copse_join_answer *answer = NULL;
        copse_context theirs = *ctx;
        theirs.audience = COPSE_FOR_SELF;
        theirs.audience_key = facts->members[i].key;
        st = copse_question_join(&answer, network, model, (copse_index)i, &options, &theirs, err);
        copse_join_answer_free(answer);
        if (st == COPSE_E_NOT_FOUND) /* they objected */
            st = COPSE_OK;
    }
    return st;
}

/* @return the first status that is not COPSE_OK, with its error; a store without a model has none to ask. */
static inline copse_status read_everything(const char *path, const copse_context *ctx, copse_error *err)
{
    copse_store *store = NULL;
    copse_network *network = NULL;
    copse_model *model = NULL;
    copse_status st = copse_store_open(&store, path, COPSE_STORE_READ, err);
    if (st == COPSE_OK)
        st = read_reports(store, ctx, err);
    if (st == COPSE_OK)
        st = copse_network_load(&network, store, ctx, err);
    if (st == COPSE_OK && (st = copse_model_load(&model, store, err)) == COPSE_OK)
        st = ask_everybody(network, model, ctx, err);
    copse_model_free(model);
    copse_network_free(network);
    copse_store_close(store);
    return st;
}

#endif
