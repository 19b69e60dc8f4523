/*
 * Whatever a store file holds: it is opened and all of it read, or refused with a reason and a remedy. An input that
 * begins like an SQLite file is the file; any other is a list of changes to a sound store, four bytes each: where (24
 * bits, most significant first, modulo the file's length) and what is written there.
 */
#include <string.h>
#include <sys/stat.h>

#include "fuzz/expect.h"
#include "fuzz/fuzz.h"
#include "store/reading.h"

static const char magic[] = "SQLite format 3";
static uint8_t *sound;
static size_t sound_size;

static void put(const char *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    EXPECT(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void fit(const char *path, const copse_context *ctx)
{
    copse_fit_options options = COPSE_FIT_OPTIONS_INIT;
    copse_store *store = NULL;
    copse_network *network = NULL;
    copse_model *model = NULL;
    EXPECT(copse_store_open(&store, path, COPSE_STORE_WRITE, NULL) == COPSE_OK);
    EXPECT(copse_network_load(&network, store, ctx, NULL) == COPSE_OK);
    EXPECT(copse_model_fit(&model, network, &options, ctx, NULL) == COPSE_OK);
    EXPECT(copse_model_save(model, store, ctx, NULL) == COPSE_OK);
    copse_model_free(model);
    copse_network_free(network);
    copse_store_close(store);
}

static void read_sound(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat info;
    EXPECT(file && stat(path, &info) == 0);
    sound_size = (size_t)info.st_size;
    sound = malloc(sound_size);
    EXPECT(sound && fread(sound, 1, sound_size, file) == sound_size);
    fclose(file);
}

/* Once, of the fuzzer's own few rows. */
static void make_sound(const copse_context *ctx)
{
    static const char *const files[][2] = {
        {"members.csv", "member_id,name,visibility\nm1,Ada,trust\nm2,Ben,team\nm3,Cy,none\n"},
        {"teams.csv", "team_id,name\nt1,Ward 1\nt2,Ward 2\n"},
        {"communities.csv", "community_id,name,description\nc1,Wounds,healing\nc2,Falls,\nc3,LGBT+ network,\n"},
        {"topics.csv", "topic_id,name,synonyms\np1,Dressings,bandage\np2,Balance,\n"},
        {"memberships.csv", "member_id,community_id\nm1,c1\nm1,c2\nm2,c1\nm3,c3\n"},
        {"community_topics.csv", "community_id,topic_id,weight\nc1,p1,1\nc2,p2,2\n"},
        {"expertise.csv", "member_id,topic_id,weight\nm1,p1,2\nm2,p2,1\n"},
    };
    enum { N = sizeof files / sizeof files[0] };
    char folder[SCRATCH], path[128];
    copse_import_report *report = NULL;
    scratch_name(folder);
    EXPECT(mkdtemp(folder));
    for (size_t i = 0; i < N; i++)
        put(folder, files[i][0], files[i][1]);
    snprintf(path, sizeof path, "%s/s.copse", folder);
    EXPECT(copse_store_import(&report, path, folder, NULL, ctx, NULL) == COPSE_OK);
    copse_import_report_free(report);
    fit(path, ctx);
    read_sound(path);
    unlink(path);
    for (size_t i = 0; i < N; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        unlink(path);
    }
    rmdir(folder);
}

static void write_changed(char *path, const uint8_t *bytes, size_t n)
{
    uint8_t *changed = malloc(sound_size);
    EXPECT(changed);
    memcpy(changed, sound, sound_size);
    for (size_t i = 0; i + 4 <= n; i += 4) {
        size_t where = ((size_t)bytes[i] << 16 | (size_t)bytes[i + 1] << 8 | bytes[i + 2]) % sound_size;
        changed[where] = bytes[i + 3];
    }
    write_input(path, changed, sound_size);
    free(changed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char path[SCRATCH];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error error = COPSE_ERROR_INIT;
    copse_day_parse(&ctx.as_of, "2026-03-31");
    EXPECT(copse_start(NULL) == COPSE_OK);
    if (!sound)
        make_sound(&ctx);
    if (n >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0)
        write_input(path, bytes, n);
    else
        write_changed(path, bytes, n);
    copse_status st = read_everything(path, &ctx, &error);
    EXPECT(st == COPSE_OK || (error.what[0] && error.next[0]));
    EXPECT(n >= 4 || st == COPSE_OK); /* without a change it is sound */
    unlink(path);
    return 0;
}
