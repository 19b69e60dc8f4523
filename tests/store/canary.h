/* A folder of files in which one person is named everywhere, and a look at whether anything still does. */
#ifndef COPSE_TESTS_STORE_CANARY_H
#define COPSE_TESTS_STORE_CANARY_H

#include "store/importing.h"

#include <ctype.h>
#include <strings.h>

/* "Canary" is part of the person's every name, and of nothing else. */
static inline void write_canary_folder(void)
{
    write_file("teams.csv", "team_id\nalpha\n");
    write_file("topics.csv", "topic_id\nwounds\n");
    write_file("members.csv", "member_id,name,mail,team_id,role\n"
                              "canary01,Cana Canary,Cana.Canary@example.org,alpha,Nurse\n"
                              "m2,Bea Other,bea@example.org,alpha,Nurse\n"
                              "m3,Cy Other,cy@example.org,alpha,Nurse\n");
    write_file("identities.csv", "member_id,system,key\ncanary01,employee-number,canary-777\nm2,upn,bea\n");
    write_file("communities.csv",
               "community_id,name,description,contact\n"
               "care,Wound care,Asked of Cana Canary in May,cana.canary@example.org\n"
               "club,Audit club,Audits,audit@example.org\n");
    write_file("memberships.csv",
               "member_id,community_id\ncanary01,care\ncanary01,club\nm2,care\nm2,club\nm3,club\n");
    write_file("expertise.csv", "member_id,topic_id,weight\ncanary01,wounds,3\nm2,wounds,1\n");
    write_file("interests.csv", "member_id,topic_id\ncanary01,wounds\n");
    write_file("ties.csv", "member_a,member_b\ncanary01,m2\nm2,m3\n");
    write_file("exchanges.csv",
               "exchange_id,from_member_id,to_member_id,kind,on,note,settles_id\n"
               "x1,m2,canary01,asked,2026-01-05,Which dressing?,\n"
               "x2,canary01,m2,answered,2026-01-06,The blue one,x1\n"
               "x3,m3,m2,shared,2026-01-07,Cana Canary showed me,x2\n");
}


/* What the store knows beside what was imported: all that may name a person. */
static inline void add_canary_records(void)
{
    run_sql(at("s.copse"),
            "INSERT INTO pairing VALUES (1, 2, 'coffee', 20000);"
            "INSERT INTO mark VALUES (1, 1, 'not', 20000);"
            "INSERT INTO action (team, what, who, happened) VALUES (1, 'ask canary01 for the leaflet', 1, 20000);"
            "INSERT INTO unit_record (level, unit, kind, reason, happened)"
            "  VALUES ('team', 'alpha', 'accepted', 'so says cana.canary@EXAMPLE.org', 20000);"
            "INSERT INTO decision VALUES ('same-member', 'upn:cana.canary@example.org', 'm2', 20000),"
            "  ('same-member', 'upn:bea', 'canary01', 20000), ('same-topic', 'wounds', 'sores', 20000);"
            "INSERT INTO output (path, audience, hash, happened)"
            "  VALUES ('/out/Cana Canary.html', 'self', 'h', 20000), ('/out/map.html', 'trust', 'i', 20000);"
            "INSERT INTO audit (happened, action, audience, reason, detail)"
            "  VALUES (20000, 'join', 'steward', 'Cana Canary''s leaving do', 'list');"
            "INSERT INTO model (id, kind, data_version, fitted, seed) VALUES (1, 'rp3beta', 1, 20000, 7);"
            "INSERT INTO model_value VALUES ('core', 'care', 'canary01', 5);"
            "INSERT INTO layout VALUES ('member', 'canary01', 0, 0);"
            "INSERT INTO published_count VALUES (1, 'community', 'care', '', 5);"
            "INSERT INTO community_text (community_text) VALUES ('rebuild');");
}

/* Whatever its letter case. The first letter is looked at first: under a sanitizer a call for each byte is slow. */
static inline bool holds_word(const char *bytes, size_t n, const char *word)
{
    const int first = tolower((unsigned char)word[0]);
    for (size_t length = strlen(word), i = 0; i + length <= n; i++)
        if (tolower((unsigned char)bytes[i]) == first && strncasecmp(bytes + i, word, length) == 0)
            return true;
    return false;
}

/* Fail when a file beside what was imported has a canary in its bytes. */
static inline void assert_no_canary(void)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || strstr(entry->d_name, ".csv"))
            continue;
        FILE *file = fopen(at(entry->d_name), "rb");
        assert_non_null(file);
        static char bytes[1 << 22];
        size_t n = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        assert_true(n < sizeof bytes);
        if (holds_word(bytes, n, "canary"))
            fail_msg("%s still has a canary", entry->d_name);
    }
    closedir(dir);
}

#endif
