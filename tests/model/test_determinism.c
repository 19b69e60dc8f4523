/*
 * The same integers whatever the threads and the BLAS kernel.
 *
 * OpenBLAS reads its environment once, so the program runs itself anew for
 * each setting and compares what is printed: a hash of every weight and value.
 */
#define _GNU_SOURCE
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "model/model_internal.h"

enum { MEMBERS = 500, COMMUNITIES = 150, TOPICS = 200, LINKS = 3 };

typedef struct large_org {
    char keys[MEMBERS + COMMUNITIES + TOPICS][8];
    copse_fact_member members[MEMBERS];
    copse_fact_community communities[COMMUNITIES];
    copse_fact_topic topics[TOPICS];
    copse_fact_membership memberships[MEMBERS * LINKS];
    copse_fact_expertise expertises[MEMBERS * LINKS];
    copse_fact_community_topic community_topics[COMMUNITIES * LINKS];
} large_org;

/* Columns 350: the inverse takes more than one block, and BLAS more than one thread. */
static copse_facts draw(large_org *o)
{
    copse_random random;
    copse_random_seed(&random, 7, 0);
    for (size_t i = 0; i < MEMBERS + COMMUNITIES + TOPICS; i++)
        snprintf(o->keys[i], sizeof o->keys[i], "k%05zu", i);
    for (size_t i = 0; i < MEMBERS; i++)
        o->members[i].key = o->keys[i];
    for (size_t i = 0; i < COMMUNITIES; i++)
        o->communities[i] = (copse_fact_community){
            .key = o->keys[MEMBERS + i], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
    for (size_t i = 0; i < TOPICS; i++)
        o->topics[i] =
            (copse_fact_topic){.key = o->keys[MEMBERS + COMMUNITIES + i], .broader = COPSE_NONE};
    for (size_t i = 0; i < MEMBERS * LINKS; i++) {
        copse_index m = (copse_index)(i / LINKS);
        o->memberships[i] = (copse_fact_membership){
            .member = m,
            .community = (copse_index)copse_random_below(&random, COMMUNITIES),
            .since = COPSE_DAY_UNKNOWN,
            .until = COPSE_DAY_UNKNOWN};
        o->expertises[i] =
            (copse_fact_expertise){m, (copse_index)copse_random_below(&random, TOPICS),
                                   1.0 + (double)copse_random_below(&random, 9), COPSE_DAY_UNKNOWN};
    }
    for (size_t i = 0; i < COMMUNITIES * LINKS; i++)
        o->community_topics[i] = (copse_fact_community_topic){
            (copse_index)(i / LINKS), (copse_index)copse_random_below(&random, TOPICS), 1.0};
    return (copse_facts){
        .n_members = MEMBERS,
        .members = o->members,
        .n_communities = COMMUNITIES,
        .communities = o->communities,
        .n_topics = TOPICS,
        .topics = o->topics,
        .n_memberships = MEMBERS * LINKS,
        .memberships = o->memberships,
        .n_expertises = MEMBERS * LINKS,
        .expertises = o->expertises,
        .n_community_topics = COMMUNITIES * LINKS,
        .community_topics = o->community_topics,
    };
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ at[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_model(const copse_model *model)
{
    const copse_model_record *r = model->record;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < r->n_rows; i++) {
        hash = hash_bytes(hash, r->rows[i].source.key, strlen(r->rows[i].source.key));
        hash = hash_bytes(hash, r->rows[i].target, r->rows[i].n * sizeof(int32_t));
        hash = hash_bytes(hash, r->rows[i].weight, r->rows[i].n * sizeof(int32_t));
    }
    for (size_t i = 0; i < r->n_values; i++)
        hash = hash_bytes(hash, &r->values[i].value, sizeof r->values[i].value);
    for (size_t i = 0; i < r->n_options; i++)
        hash = hash_bytes(hash, &r->options[i].value, sizeof r->options[i].value);
    return hash;
}

/* The child: fit, print the hash. */
static int print_hash(void)
{
    static large_org org;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_facts facts = draw(&org);
    copse_network *net = NULL;
    static const char *const kinds[] = {"auto", "als", "spectral"};
    if (copse_start(NULL) != COPSE_OK || copse_network_new(&net, &facts, &ctx, NULL) != COPSE_OK)
        return 1;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        copse_model *model = NULL;
        if (copse_model_fit(&model, net, &(copse_fit_options){kinds[i], 0}, &ctx, NULL) != COPSE_OK)
            return 1;
        printf("%016llx %zu ", (unsigned long long)hash_model(model), model->summary.n_weights);
        copse_model_free(model);
    }
    printf("\n");
    copse_network_free(net);
    copse_stop();
    return 0;
}

static void run_child(char *line, size_t size, const char *threads, const char *kernel)
{
    char command[512], path[256];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    assert_true(n > 0);
    path[n] = '\0';
    snprintf(command, sizeof command, "OPENBLAS_NUM_THREADS=%s OPENBLAS_CORETYPE=%s '%s' --hash",
             threads, kernel, path);
    FILE *child = popen(command, "r");
    assert_non_null(child);
    line[0] = '\0';
    char *got = fgets(line, (int)size, child);
    int rc = pclose(child);
    if (!got || rc != 0)
        fail_msg("%s: exit %d", command, rc);
}

/* Prescott needs SSE3, Sandybridge AVX, Haswell AVX2 with FMA: a kernel that the processor lacks is
 * left out. */
static void test_determinism__threads_and_kernels_change_no_weight(void **state)
{
    (void)state;
    const char *kernels[4] = {"Prescott"};
    size_t n = 1;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx"))
        kernels[n++] = "Sandybridge";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        kernels[n++] = "Haswell";
    if (__builtin_cpu_supports("avx512f"))
        kernels[n++] = "SkylakeX";
#endif
    char first[128] = "", line[128];
    for (size_t k = 0; k < n; k++)
        for (int threads = 1; threads <= 2; threads++) {
            run_child(line, sizeof line, threads == 1 ? "1" : "2", kernels[k]);
            if (first[0] == '\0')
                memcpy(first, line, sizeof first);
            if (strcmp(first, line) != 0)
                fail_msg("%s with %d threads gives %s, not %s", kernels[k], threads, line, first);
        }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--hash") == 0)
        return print_hash();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_determinism__threads_and_kernels_change_no_weight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
