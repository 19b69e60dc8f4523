/* Whatever a person writes: the topics that it speaks of, the best first, and nothing in it is an operator to FTS5 or SQL. */
#include <string.h>

#include "copse.h"
#include "fuzz/expect.h"
#include "fuzz/fuzz.h"

static const char topics[] = "topic_id,name,synonyms,description\n"
                             "t1,Wound care,dressings;tissue viability,Healing of wounds\n"
                             "t2,Diabetes,,Sugar and feet\n"
                             "t3,Palliative care,,End of life\n"
                             "t4,\"Quotes \"\"OR\"\" operators\",NEAR;NOT,AND\n"
                             "t5,\xC3\x89lan vital,,\n"
                             "t6,\xE7\x9A\xAE\xE8\x86\x9A,skin,\n"
                             "t7,x,,\n";

static copse_store *open_topics(const copse_context *ctx)
{
    char folder[SCRATCH], input[64], path[64];
    copse_import_report *report = NULL;
    copse_store *store = NULL;
    scratch_name(folder);
    EXPECT(mkdtemp(folder));
    snprintf(input, sizeof input, "%s/topics.csv", folder);
    snprintf(path, sizeof path, "%s/s.copse", folder);
    FILE *file = fopen(input, "w");
    EXPECT(file && fputs(topics, file) >= 0 && fclose(file) == 0);
    EXPECT(copse_store_import(&report, path, folder, NULL, ctx, NULL) == COPSE_OK);
    copse_import_report_free(report);
    EXPECT(copse_store_open(&store, path, COPSE_STORE_READ, NULL) == COPSE_OK);
    /* Read only, so that no name is needed from here on. */
    unlink(path);
    unlink(input);
    rmdir(folder);
    return store;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static copse_store *store; /* kept for all inputs: none may change what the next one finds */
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error error = COPSE_ERROR_INIT;
    copse_topic_matches *matches = NULL;
    EXPECT(copse_start(NULL) == COPSE_OK);
    if (!store)
        store = open_topics(&ctx);
    char *text = malloc(n + 1);
    EXPECT(text);
    memcpy(text, bytes, n);
    text[n] = '\0';
    copse_status st = copse_store_match_topics(&matches, store, text, &ctx, &error);
    EXPECT((st == COPSE_OK) == (matches != NULL));
    EXPECT(st == COPSE_OK || (error.what[0] && error.next[0]));
    for (size_t i = 0; matches && i < matches->n; i++) {
        EXPECT(matches->topics[i].key && matches->topics[i].weight > 0.0 && matches->topics[i].weight <= 1.0);
        EXPECT(i == 0 || matches->topics[i].weight <= matches->topics[i - 1].weight);
    }
    copse_topic_matches_free(matches);
    free(text);
    return 0;
}
