/*
 * Two members who are one. Each statement takes the kept one as ?1 and the other
 * as ?2; what both have stays once. Rows that cannot move because the kept one
 * has the same already go with their member.
 */
#include "store/import_decide.h"

/* The fewest may see them, and an objection of either counts. */
static const char *const steps[] = {
    "UPDATE member SET"
    " name = coalesce(name, (SELECT name FROM member WHERE id = ?2)),"
    " mail = coalesce(mail, (SELECT mail FROM member WHERE id = ?2)),"
    " profession = coalesce(profession, (SELECT profession FROM member WHERE id = ?2)),"
    " mode_preference = iif(mode_preference > 0, mode_preference,"
    " (SELECT mode_preference FROM member WHERE id = ?2)),"
    " visibility = min(visibility, (SELECT visibility FROM member WHERE id = ?2)),"
    " objected = max(objected, (SELECT objected FROM member WHERE id = ?2)) WHERE id = ?1",
    "UPDATE identity SET member = ?1 WHERE member = ?2",
    "INSERT INTO identity (member, system, key, source)"
    " SELECT ?1, 'member', key, source FROM member WHERE id = ?2 ON CONFLICT DO NOTHING",
    "UPDATE assignment SET member = ?1 WHERE member = ?2 AND NOT EXISTS (SELECT 1 FROM assignment k"
    " WHERE k.member = ?1 AND k.team IS assignment.team AND k.since = assignment.since"
    " AND k.until IS assignment.until)",
    "UPDATE OR IGNORE membership SET member = ?1 WHERE member = ?2",
    "UPDATE OR IGNORE expertise SET member = ?1 WHERE member = ?2",
    "UPDATE OR IGNORE interest SET member = ?1 WHERE member = ?2",
    "INSERT INTO tie (a, b, kind, weight, since, source)"
    " SELECT min(?1, a + b - ?2), max(?1, a + b - ?2), kind, weight, since, source FROM tie"
    " WHERE (a = ?2 OR b = ?2) AND a + b - ?2 <> ?1 ON CONFLICT DO NOTHING",
    "INSERT INTO pairing (a, b, kind, happened)"
    " SELECT min(?1, a + b - ?2), max(?1, a + b - ?2), kind, happened FROM pairing"
    " WHERE (a = ?2 OR b = ?2) AND a + b - ?2 <> ?1 ON CONFLICT DO NOTHING",
    "UPDATE exchange SET from_member = ?1 WHERE from_member = ?2",
    "UPDATE exchange SET to_member = ?1 WHERE to_member = ?2",
    "UPDATE OR IGNORE mark SET member = ?1 WHERE member = ?2",
    "UPDATE preference SET choice = (SELECT min(choice) FROM preference WHERE kind = 'visibility' AND"
    " member IN (?1, ?2)) WHERE member = ?1 AND kind = 'visibility'",
    "UPDATE OR IGNORE preference SET member = ?1 WHERE member = ?2",
    "UPDATE action SET who = ?1 WHERE who = ?2",
    "DELETE FROM member WHERE id = ?2",
};

copse_status copse_store_merge_members(const copse_store *store, int64_t kept, int64_t gone,
                                       copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < sizeof steps / sizeof steps[0]; i++) {
        copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
        st = copse_store_prepare(&s, store, steps[i], err);
        if (st == COPSE_OK) {
            copse_store_bind_int(&s, 1, kept);
            copse_store_bind_int(&s, 2, gone);
            st = copse_store_run(&s, err);
        }
        copse_store_finish(&s);
    }
    return st;
}
