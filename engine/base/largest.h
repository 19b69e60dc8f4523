/* The k largest of numbers that stream by, without sorting them. */
#ifndef COPSE_BASE_LARGEST_H
#define COPSE_BASE_LARGEST_H

#include "base/memory.h"

typedef struct copse_largest {
    size_t k, n, room;
    int64_t *kept; /**< [room] the first n of them, in no order */
    int64_t least; /**< what is smaller cannot be among the k largest */
} copse_largest;

/**
 * @param k     how many are wanted, at least 1
 * @param most  how many can come between two copse_largest_clear()
 * @return false when memory ran out
 */
bool copse_largest_init(copse_largest *largest, size_t k, size_t most);
void copse_largest_free(copse_largest *largest);

static inline void copse_largest_clear(copse_largest *largest)
{
    largest->n = 0;
    largest->least = INT64_MIN;
}

/** Leave the k largest of what was offered, or all if there were fewer. @return how many */
size_t copse_largest_cut(copse_largest *largest);

/** Mean cost O(1), and O(k) memory. */
static inline void copse_largest_offer(copse_largest *largest, int64_t number)
{
    if (number < largest->least)
        return;
    if (largest->n == largest->room)
        copse_largest_cut(largest);
    largest->kept[largest->n++] = number;
}

#endif
