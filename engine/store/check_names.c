/*
 * Checks that compare names: nearly the same CoP or topic, the same person
 * twice, CoPs that look sensitive.
 */
#include "store/check_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

/* ---- nearly the same name ---- */

/*
 * All pairs of 20,000 names would be 200 million comparisons. Names are sorted
 * instead, once as they are and once by their letters from the end, and each
 * is compared with its neighbours (Hernández & Stolfo 1995, the sorted
 * neighbourhood): a slip of the pen that moves a name away in one order leaves
 * it in place in the other. Two slips, one at each end, can be missed.
 */
enum { NEIGHBOURS = 8 };

typedef struct named {
    const char *key, *name; /* in the run's arena */
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

static copse_status add_name(named_list *list, copse_arena *arena, const char *key, const char *name,
                             copse_error *err)
{
    if (!copse_memory_grow((void **)&list->items, &list->capacity, list->n, sizeof *list->items))
        return copse_error_nomem(err);
    named item = {.key = copse_arena_copy(arena, key), .name = copse_arena_copy(arena, name)};
    copse_status st = item.key && item.name ? copse_text_fold(&item.folded, name, err)
                                            : copse_error_nomem(err);
    if (st != COPSE_OK)
        return st;
    item.reversed = reverse_of(item.folded);
    list->items[list->n++] = item;
    return item.reversed ? COPSE_OK : copse_error_nomem(err);
}

static copse_status read_names(named_list *list, copse_check_run *run, const char *table,
                               copse_error *err)
{
    bool of_topics = strcmp(table, "topic") == 0;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, run->store,
        of_topics ? "SELECT key, name FROM topic WHERE name IS NOT NULL ORDER BY key"
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
    if (!copse_memory_grow((void **)&pairs->items, &pairs->capacity, pairs->n, sizeof *pairs->items))
        return copse_error_nomem(err);
    pairs->items[pairs->n++] = a < b ? (pair){a, b} : (pair){b, a};
    return COPSE_OK;
}

/* @param order  [list->n] places in list, in one of the two orders */
static copse_status compare_neighbours(pair_list *pairs, const named_list *list, const size_t *order,
                                       copse_check_run *run, copse_error *err)
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

static copse_status find_pairs(pair_list *pairs, named_list *list, copse_check_run *run,
                               copse_error *err)
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

static copse_status add_pair_example(copse_check_run *run, const named *a, const named *b,
                                     copse_error *err)
{
    copse_text text = COPSE_TEXT_INIT;
    copse_text_format(&text, "%s (%s) and %s (%s)", a->name, a->key, b->name, b->key);
    copse_status st = text.failed ? copse_error_nomem(err)
                                  : copse_check_add_example(run, text.bytes, err);
    copse_text_free(&text);
    return st;
}

copse_status copse_check_near_names(copse_check_run *run, const char *table,
                                    const copse_check_text *text, copse_error *err)
{
    named_list list = {0};
    pair_list pairs = {0};
    int64_t count = 0;
    copse_status st = read_names(&list, run, table, err);
    if (st == COPSE_OK && list.n > 0)
        st = find_pairs(&pairs, &list, run, err);
    for (size_t i = 0; st == COPSE_OK && i < pairs.n; i++) {
        if (i > 0 && by_places(&pairs.items[i], &pairs.items[i - 1]) == 0)
            continue;
        count++;
        st = add_pair_example(run, &list.items[pairs.items[i].first],
                              &list.items[pairs.items[i].second], err);
    }
    copse_memory_free(pairs.items);
    free_names(&list);
    return st == COPSE_OK ? copse_check_add_finding(run, text, count, err) : st;
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
