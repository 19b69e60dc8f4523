/* Names of CoPs or topics that are nearly the same. */
#include "store/near_names.h"

#include <stdlib.h>
#include <string.h>

typedef struct near_run {
    copse_store *store;
    const copse_context *ctx;
    copse_arena *arena; /* of the names */
    bool of_topics;
} near_run;

/*
 * All pairs of 20,000 names would be 200 million comparisons. Names are sorted
 * instead, once as they are and once by their letters from the end, and each
 * is compared with its neighbours (Hernández & Stolfo 1995, the sorted
 * neighbourhood): a slip of the pen that moves a name away in one order leaves
 * it in place in the other. Two slips, one at each end, can be missed.
 */
enum { NEIGHBOURS = 8 };

typedef struct named {
    const char *key, *name;  /* in the run's arena */
    char *folded, *reversed; /* bytes in reverse: only to sort by */
} named;

typedef struct named_list {
    named *items;
    size_t n, capacity;
} named_list;

/* A pair of places in the list ordered by folded name, first < second. */
typedef struct pair {
    size_t first, second;
} pair;

typedef struct pair_list {
    pair *items;
    size_t n, capacity;
} pair_list;

static void free_names(named_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        copse_memory_free(list->items[i].folded);
        copse_memory_free(list->items[i].reversed);
    }
    copse_memory_free(list->items);
}

static char *reverse_of(const char *text)
{
    size_t n = strlen(text);
    char *reversed = copse_memory_copy_text(text);
    for (size_t i = 0; reversed && i < n; i++)
        reversed[i] = text[n - 1 - i];
    return reversed;
}

static copse_status add_name(named_list *list, copse_arena *arena, const char *key,
                             const char *name, copse_error *err)
{
    if (!copse_memory_grow((void **)&list->items, &list->capacity, list->n, sizeof *list->items))
        return copse_error_nomem(err);
    named item = {.key = copse_arena_copy(arena, key), .name = copse_arena_copy(arena, name)};
    copse_status st =
        item.key && item.name ? copse_text_fold(&item.folded, name, err) : copse_error_nomem(err);
    if (st != COPSE_OK)
        return st;
    item.reversed = reverse_of(item.folded);
    list->items[list->n++] = item;
    return item.reversed ? COPSE_OK : copse_error_nomem(err);
}

static copse_status read_names(named_list *list, near_run *run, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, run->store,
        run->of_topics
            ? "SELECT key, name FROM topic WHERE name IS NOT NULL AND key NOT IN"
              " (SELECT subject FROM decision WHERE kind = 'same-topic') ORDER BY key"
            : "SELECT key, name FROM community WHERE name IS NOT NULL AND status <> 4 ORDER BY key",
        err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        const char *key = copse_store_column_text(&s, 0), *name = copse_store_column_text(&s, 1);
        st = key && name ? add_name(list, run->arena, key, name, err) : copse_error_nomem(err);
    }
    copse_store_finish(&s);
    return st;
}

/* "Type 1 diabetes" and "Type 2 diabetes" are two things. */
static bool has_same_digits(const char *a, const char *b)
{
    for (;;) {
        a += strcspn(a, "0123456789");
        b += strcspn(b, "0123456789");
        if (*a != *b)
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool is_within_word(const char *text, size_t at)
{
    return at > 0 && is_letter(text[at - 1]) && is_letter(text[at]);
}

/* Leave out the whole words that both begin with; ends are trimmed in the reversed texts. */
static size_t common_words(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    while (n > 0 && (is_within_word(a, n) || is_within_word(b, n)))
        n--;
    return n;
}

/* Copy what differs, cut at words on both sides. @return false when it is too long to compare. */
static bool differing_part(char out[65], const char *text, size_t start, size_t end)
{
    size_t n = strlen(text), length = n - (end < n - start ? end : n - start) - start;
    if (length > 64)
        return false;
    memcpy(out, text + start, length);
    out[length] = '\0';
    return true;
}

/*
 * Whether two names are one written in two ways: the words in which they
 * differ are a letter apart, or two when they are long. Short words are a
 * letter apart by chance (CI and Nim), and so are unlike ones (log and login).
 */
static bool is_near(const named *x, const named *y)
{
    char a[65], b[65];
    if (strcmp(x->folded, y->folded) == 0)
        return true;
    if (!has_same_digits(x->folded, y->folded))
        return false;
    size_t start = common_words(x->folded, y->folded);
    size_t end = common_words(x->reversed, y->reversed);
    if (!differing_part(a, x->folded, start, end) || !differing_part(b, y->folded, start, end))
        return false;
    size_t n = strlen(a), m = strlen(b), shorter = n < m ? n : m;
    int limit = shorter >= 10 ? 2 : shorter >= 5 ? 1 : 0;
    return limit > 0 && copse_text_distance(a, b, limit) <= limit;
}

static copse_status add_pair(pair_list *pairs, size_t a, size_t b, copse_error *err)
{
    if (!copse_memory_grow((void **)&pairs->items, &pairs->capacity, pairs->n,
                           sizeof *pairs->items))
        return copse_error_nomem(err);
    pairs->items[pairs->n++] = a < b ? (pair){a, b} : (pair){b, a};
    return COPSE_OK;
}

/* @param order  [list->n] places in list, in one of the two orders */
static copse_status compare_neighbours(pair_list *pairs, const named_list *list,
                                       const size_t *order, near_run *run, copse_error *err)
{
    for (size_t i = 0; i < list->n; i++) {
        for (size_t j = i + 1; j < list->n && j <= i + NEIGHBOURS; j++) {
            if (!is_near(&list->items[order[i]], &list->items[order[j]]))
                continue;
            copse_status st = add_pair(pairs, order[i], order[j], err);
            if (st != COPSE_OK)
                return st;
        }
        copse_status st = i % 1024 == 0 ? copse_context_poll(run->ctx, err) : COPSE_OK;
        if (st != COPSE_OK)
            return st;
    }
    return COPSE_OK;
}

static int by_folded(const void *a, const void *b)
{
    const named *x = a, *y = b;
    int order = strcmp(x->folded, y->folded);
    return order != 0 ? order : strcmp(x->key, y->key);
}

/* Places sorted through what they stand for: qsort takes no user pointer. */
typedef struct reversed_place {
    const char *reversed;
    size_t place;
} reversed_place;

static int by_reversed(const void *a, const void *b)
{
    const reversed_place *x = a, *y = b;
    int order = strcmp(x->reversed, y->reversed);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_places(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static copse_status find_pairs(pair_list *pairs, named_list *list, near_run *run, copse_error *err)
{
    size_t *order = copse_memory_new(list->n, sizeof *order);
    reversed_place *reversed = copse_memory_new(list->n, sizeof *reversed);
    copse_status st = COPSE_OK;
    if (!order || !reversed) {
        st = copse_error_nomem(err);
        goto done;
    }
    qsort(list->items, list->n, sizeof *list->items, by_folded);
    for (size_t i = 0; i < list->n; i++) {
        order[i] = i;
        reversed[i] = (reversed_place){list->items[i].reversed, i};
    }
    st = compare_neighbours(pairs, list, order, run, err);
    if (st != COPSE_OK)
        goto done;
    qsort(reversed, list->n, sizeof *reversed, by_reversed);
    for (size_t i = 0; i < list->n; i++)
        order[i] = reversed[i].place;
    st = compare_neighbours(pairs, list, order, run, err);
    if (st == COPSE_OK && pairs->n > 0)
        qsort(pairs->items, pairs->n, sizeof *pairs->items, by_places);
done:
    copse_memory_free(order);
    copse_memory_free(reversed);
    return st;
}

/* @param[out] is_apart  a person decided that the two are two */
static copse_status ask_apart(bool *is_apart, copse_store_statement *s, const named *a,
                              const named *b, copse_error *err)
{
    bool in_order = strcmp(a->key, b->key) < 0;
    copse_store_bind_text(s, 1, in_order ? a->key : b->key);
    copse_store_bind_text(s, 2, in_order ? b->key : a->key);
    copse_status st = copse_store_step(is_apart, s, err);
    sqlite3_reset(s->handle);
    return st;
}

static copse_status tell_pairs(const near_run *run, const named_list *list, const pair_list *pairs,
                               copse_near_taker *take, void *user, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, run->store,
        "SELECT 1 FROM decision WHERE kind = 'different-topic' AND subject = ?1 || char(10) || ?2",
        err);
    for (size_t i = 0; st == COPSE_OK && i < pairs->n; i++) {
        if (i > 0 && by_places(&pairs->items[i], &pairs->items[i - 1]) == 0)
            continue;
        const named *a = &list->items[pairs->items[i].first],
                    *b = &list->items[pairs->items[i].second];
        const copse_near_pair told = {a->key, a->name, b->key, b->name};
        bool is_apart = false;
        if (run->of_topics)
            st = ask_apart(&is_apart, &s, a, b, err);
        if (st == COPSE_OK && !is_apart)
            st = take(user, &told, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_near_names_each(copse_store *store, const copse_context *ctx, bool of_topics,
                                   copse_near_taker *take, void *user, copse_error *err)
{
    named_list list = {0};
    pair_list pairs = {0};
    near_run run = {store, ctx, copse_arena_new(), of_topics};
    copse_status st = run.arena ? read_names(&list, &run, err) : copse_error_nomem(err);
    if (st == COPSE_OK && list.n > 0)
        st = find_pairs(&pairs, &list, &run, err);
    if (st == COPSE_OK)
        st = tell_pairs(&run, &list, &pairs, take, user, err);
    copse_memory_free(pairs.items);
    free_names(&list);
    copse_arena_free(run.arena);
    return st;
}
