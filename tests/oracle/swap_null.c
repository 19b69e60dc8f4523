#include "oracle/swap_null.h"

/* Knuth's MMIX generator: another than the engine's. */
static size_t draw(unsigned long long *state, size_t n)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (size_t)((*state >> 33) % n);
}

/* Besag & Clifford 1989: a two by two corner 10/01 becomes 01/10; anything else stays as it is. */
void oracle_swap(unsigned char *table, size_t rows, size_t columns, size_t tries, unsigned long long *state)
{
    for (size_t k = 0; k < tries; k++) {
        size_t a = draw(state, rows), b = draw(state, rows), c = draw(state, columns), d = draw(state, columns);
        unsigned char *ac = table + a * columns + c, *ad = table + a * columns + d;
        unsigned char *bc = table + b * columns + c, *bd = table + b * columns + d;
        if (*ac && *bd && !*ad && !*bc) {
            *ac = *bd = 0;
            *ad = *bc = 1;
        }
    }
}

double oracle_bridging(const unsigned char *table, size_t rows, size_t columns, size_t first, size_t past)
{
    double sum = 0.0;
    for (size_t c = 0; c < columns; c++) {
        double size = 0.0, inside = 0.0;
        for (size_t r = 0; r < rows; r++) {
            size += table[r * columns + c];
            inside += r >= first && r < past ? table[r * columns + c] : 0;
        }
        if (size > 1.0)
            sum += inside * (size - inside) / (size - 1.0);
    }
    return sum;
}
