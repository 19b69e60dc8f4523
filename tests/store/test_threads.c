/*
 * Threads at the same time, each with a store, a network and a model of its own: each answers as it would alone.
 * To have races looked for: cmake --preset threads, or valgrind --tool=helgrind.
 */
#include "store/folder.h"

#include <pthread.h>

#include "base/text.h"

enum { THREADS = 3, MEMBERS = 24, COMMUNITIES = 8, ROUNDS = 2 };

typedef struct work {
    int number;
    char folder[96];
    copse_text said; /* all that it answered */
    copse_status status;
} work;

static copse_status append(void *user, const char *bytes, size_t n, copse_error *err)
{
    (void)err;
    copse_text_append_bytes(user, bytes, n);
    return COPSE_OK;
}

static void put(const work *w, const char *name, const copse_text *text)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    FILE *file = fopen(path, "wb");
    if (!file)
        return;
    fputs(text->bytes, file);
    fclose(file);
}

/* Another organisation for each number. */
static void write_folder(const work *w)
{
    copse_text members = COPSE_TEXT_INIT, communities = COPSE_TEXT_INIT, memberships = COPSE_TEXT_INIT;
    copse_text_append(&members, "member_id,name,visibility,team_id\n");
    copse_text_append(&communities, "community_id,name\n");
    copse_text_append(&memberships, "member_id,community_id\n");
    for (int c = 0; c < COMMUNITIES; c++)
        copse_text_format(&communities, "c%d,Circle %d of %d\n", c, c, w->number);
    for (int m = 0; m < MEMBERS; m++) {
        copse_text_format(&members, "m%d,Person %d,trust,t%d\n", m, m, m % 3);
        for (int k = 0; k < 3; k++)
            copse_text_format(&memberships, "m%d,c%d\n", m, (m * (w->number + 1) + k * k) % COMMUNITIES);
    }
    copse_text teams = COPSE_TEXT_INIT;
    copse_text_append(&teams, "team_id,name\nt0,A\nt1,B\nt2,C\n");
    put(w, "teams.csv", &teams);
    put(w, "members.csv", &members);
    put(w, "communities.csv", &communities);
    put(w, "memberships.csv", &memberships);
    copse_text_free(&teams);
    copse_text_free(&members);
    copse_text_free(&communities);
    copse_text_free(&memberships);
}

static copse_status ask(work *w, const copse_network *network, const copse_model *model, copse_index member)
{
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    copse_join_answer *answer = NULL;
    copse_context ctx = today();
    copse_render render = COPSE_RENDER_INIT;
    const copse_sink sink = {.write = append, .user = &w->said};
    render.format = COPSE_JSON;
    ctx.audience = COPSE_FOR_SELF;
    ctx.audience_key = copse_network_facts(network)->members[member].key;
    copse_status st = copse_question_join(&answer, network, model, member, &options, &ctx, NULL);
    if (st == COPSE_OK)
        st = copse_report_join(&sink, answer, &render, NULL);
    copse_join_answer_free(answer);
    return st;
}

/* What igraph computes, and draws at random with a generator that is the process's. */
static copse_status measure_and_map(work *w, const copse_network *network)
{
    copse_measure_options measure = COPSE_MEASURE_OPTIONS_INIT;
    copse_map_options map = COPSE_MAP_OPTIONS_INIT;
    copse_measure_answer *measured = NULL;
    copse_map_answer *mapped = NULL;
    copse_context ctx = today();
    copse_render render = COPSE_RENDER_INIT;
    const copse_sink sink = {.write = append, .user = &w->said};
    render.format = COPSE_JSON;
    ctx.audience = COPSE_FOR_STEWARD;
    ctx.reason = "a test";
    measure.of = COPSE_OF(COPSE_THINGS_MEMBERS);
    copse_status st = copse_measure_find(&measure.measure, "betweenness", NULL);
    if (st == COPSE_OK)
        st = copse_question_measure(&measured, network, &measure, &ctx, NULL);
    if (st == COPSE_OK)
        st = copse_report_measure(&sink, measured, &render, NULL);
    if (st == COPSE_OK)
        st = copse_question_map(&mapped, network, &map, &ctx, NULL);
    if (st == COPSE_OK)
        st = copse_report_map(&sink, mapped, &(copse_map_page)COPSE_MAP_PAGE_INIT, &render, NULL);
    copse_map_answer_free(mapped);
    copse_measure_answer_free(measured);
    return st;
}

static copse_status fit_and_ask(work *w, copse_store *store)
{
    copse_fit_options options = {"closed-form", 0};
    copse_context ctx = today();
    copse_network *network = NULL;
    copse_model *model = NULL;
    copse_status st = copse_network_load(&network, store, &ctx, NULL);
    if (st == COPSE_OK)
        st = copse_model_fit(&model, network, &options, &ctx, NULL);
    if (st == COPSE_OK)
        st = copse_model_save(model, store, &ctx, NULL);
    if (st == COPSE_OK)
        st = copse_network_publish(store, network, &ctx, NULL);
    for (copse_index m = 0; st == COPSE_OK && m < MEMBERS; m++)
        st = ask(w, network, model, m);
    if (st == COPSE_OK)
        st = measure_and_map(w, network);
    copse_model_free(model);
    copse_network_free(network);
    return st;
}

static void *run(void *user)
{
    work *w = user;
    copse_context ctx = today();
    char path[160];
    snprintf(path, sizeof path, "%s/s.copse", w->folder);
    w->status = COPSE_OK;
    for (int round = 0; w->status == COPSE_OK && round < ROUNDS; round++) {
        copse_import_report *report = NULL;
        copse_store *store = NULL;
        unlink(path);
        w->status = copse_store_import(&report, path, w->folder, NULL, &ctx, NULL);
        copse_import_report_free(report);
        if (w->status == COPSE_OK)
            w->status = copse_store_open(&store, path, COPSE_STORE_WRITE, NULL);
        if (w->status == COPSE_OK)
            w->status = fit_and_ask(w, store);
        copse_store_close(store);
    }
    return NULL;
}

static void begin(work *w, int number)
{
    *w = (work){.number = number, .said = COPSE_TEXT_INIT};
    snprintf(w->folder, sizeof w->folder, "%s/%d", folder, number);
    mkdir(w->folder, 0700);
    write_folder(w);
}

static void end(work *w)
{
    static const char *const names[] = {"teams.csv", "members.csv", "communities.csv", "memberships.csv", "s.copse"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", w->folder, names[i]);
        unlink(path);
    }
    rmdir(w->folder);
    copse_text_free(&w->said);
}

static void test_threads__each_answers_as_it_would_alone(void **state)
{
    (void)state;
    work alone[THREADS], together[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        begin(&alone[i], i);
        run(&alone[i]);
        assert_int_equal(alone[i].status, COPSE_OK);
        assert_true(alone[i].said.length > 1000);
        begin(&together[i], i);
    }
    assert_string_not_equal(alone[0].said.bytes, alone[1].said.bytes);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run, &together[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(together[i].status, COPSE_OK);
        assert_string_equal(together[i].said.bytes, alone[i].said.bytes);
        end(&together[i]);
        copse_text_free(&alone[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_threads__each_answers_as_it_would_alone, make_folder, remove_folder),
    };
    return cmocka_run_group_tests_name("store/threads", tests, NULL, NULL);
}
