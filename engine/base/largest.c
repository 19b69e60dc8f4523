/*
 * A buffer of about twice the size that is wanted: whenever it is full, it is
 * parted by quickselect (Hoare 1961, CACM 4(7), algorithm 65) and the smaller
 * part forgotten.
 */
#include "base/largest.h"

enum { LEAST_ROOM = 64 };

bool copse_largest_init(copse_largest *l, size_t k, size_t most)
{
    size_t room = k < most / 2 ? 2 * k : most;
    *l = (copse_largest){.k = k, .room = room < LEAST_ROOM ? LEAST_ROOM : room};
    copse_largest_clear(l);
    l->kept = copse_memory_new(l->room, sizeof *l->kept);
    return l->kept != NULL;
}

void copse_largest_free(copse_largest *l)
{
    copse_memory_free(l->kept);
    *l = (copse_largest){0};
}

static void swap(int64_t *a, int64_t *b)
{
    int64_t kept = *a;
    *a = *b;
    *b = kept;
}

/* The middle one of three, so that ordered input is no bad case. */
static int64_t pivot_of(const int64_t *a, size_t first, size_t last)
{
    int64_t x = a[first], y = a[first + (last - first) / 2], z = a[last];
    if ((x < y) == (y < z))
        return y;
    return (y < x) == (x < z) ? x : z;
}

/* Put what is at least the pivot before what is at most; returns the last place of the former. */
static size_t part(int64_t *a, size_t first, size_t last)
{
    int64_t pivot = pivot_of(a, first, last);
    for (size_t i = first, j = last;; i++, j--) {
        while (a[i] > pivot)
            i++;
        while (a[j] < pivot)
            j--;
        if (i >= j)
            return j;
        swap(&a[i], &a[j]);
    }
}

/* Put the k largest of n in front, the smallest of them at k - 1; 0 < k < n. */
static void select(int64_t *a, size_t n, size_t k)
{
    size_t first = 0, last = n - 1;
    while (first < last) {
        size_t middle = part(a, first, last);
        if (k - 1 <= middle)
            last = middle;
        else
            first = middle + 1;
    }
}

size_t copse_largest_cut(copse_largest *l)
{
    if (l->n > l->k) {
        select(l->kept, l->n, l->k);
        l->n = l->k;
        l->least = l->kept[l->k - 1];
    }
    return l->n;
}
