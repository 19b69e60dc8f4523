/*
 * Checks that compare names: nearly the same CoP or topic, the same person
 * twice, CoPs that look sensitive.
 */
#include "store/check_internal.h"

#include <string.h>

#include "base/map.h"
#include "store/near_names.h"

/* ---- nearly the same name ---- */

static copse_status add_pair_example(void *user, const copse_near_pair *pair, copse_error *err)
{
    copse_check_run *run = user;
    copse_text text = COPSE_TEXT_INIT;
    run->n_pairs++;
    copse_text_format(&text, "%s (%s) and %s (%s)", pair->name, pair->key, pair->other_name, pair->other_key);
    copse_status st = text.failed ? copse_error_nomem(err)
                                  : copse_check_add_example(run, text.bytes, err);
    copse_text_free(&text);
    return st;
}

copse_status copse_check_near_names(copse_check_run *run, bool of_topics, const copse_check_text *text,
                                    copse_error *err)
{
    run->n_pairs = 0;
    copse_status st = copse_near_names_each(run->store, run->ctx, of_topics, add_pair_example, run, err);
    return st == COPSE_OK ? copse_check_add_finding(run, text, run->n_pairs, err) : st;
}

/* ---- the same person twice ---- */

/* @param[in,out] is_twice  set when another member had this text before */
static copse_status see_text(bool *is_twice, copse_map *seen, const char *text, const char *suffix,
                             int64_t member, copse_error *err)
{
    char *folded;
    copse_text key = COPSE_TEXT_INIT;
    copse_status st = copse_text_fold(&folded, text, err);
    if (st != COPSE_OK)
        return st;
    copse_text_format(&key, "%s\n%s", folded, suffix);
    copse_memory_free(folded);
    if (key.failed) {
        st = copse_error_nomem(err);
    } else {
        int64_t other = copse_map_get(seen, key.bytes, 0);
        *is_twice = *is_twice || (other != 0 && other != member);
        if (other == 0 && !copse_map_set(seen, key.bytes, member))
            st = copse_error_nomem(err);
    }
    copse_text_free(&key);
    return st;
}

copse_status copse_check_members_twice(copse_check_run *run, copse_error *err)
{
    static const copse_check_text text = {
        "members-twice",
        "people who seem to be in twice: the same mail, or the same name in the same team, under two keys",
        "compare the keys of the files; give each person one, and their other keys in identities.csv",
        false};
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_map *seen = copse_map_new();
    int64_t count = 0, last = 0;
    bool has_row = true, is_twice = false;
    copse_status st = seen ? copse_store_prepare(&s, run->store,
                                                 "SELECT m.id, m.name, m.mail, a.team FROM member m"
                                                 " LEFT JOIN assignment a ON a.member = m.id"
                                                 " AND a.team IS NOT NULL AND a.until IS NULL"
                                                 " ORDER BY m.id, a.team",
                                                 err)
                           : copse_error_nomem(err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        int64_t member = copse_store_column_int(&s, 0);
        if (member != last) {
            count += is_twice;
            is_twice = false;
            last = member;
        }
        const char *name = copse_store_column_text(&s, 1), *mail = copse_store_column_text(&s, 2);
        const char *team = copse_store_column_text(&s, 3);
        if (name && team)
            st = see_text(&is_twice, seen, name, team, member, err);
        if (st == COPSE_OK && mail)
            st = see_text(&is_twice, seen, mail, "", member, err);
    }
    count += is_twice;
    copse_store_finish(&s);
    copse_map_free(seen);
    return st == COPSE_OK ? copse_check_add_finding(run, &text, count, err) : st;
}

/* ---- names that look sensitive ---- */

copse_status copse_check_sensitive_names(copse_check_run *run, copse_error *err)
{
    static const copse_check_text text = {
        "communities-that-look-sensitive",
        "CoPs whose name or description suggests that being in one says something private; until somebody "
        "decides, they count as sensitive and are left out of lists, reports and the model",
        "put yes or no into sensitive in communities.csv", false};
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    int64_t count = 0;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, run->store,
        "SELECT name, description, key FROM community WHERE sensitive = 0 ORDER BY key", err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        const char *name = copse_store_column_text(&s, 0);
        if (!copse_store_looks_sensitive(name, copse_store_column_text(&s, 1)))
            continue;
        count++;
        st = copse_check_add_example(run, name ? name : copse_store_column_text(&s, 2), err);
    }
    copse_store_finish(&s);
    return st == COPSE_OK ? copse_check_add_finding(run, &text, count, err) : st;
}
