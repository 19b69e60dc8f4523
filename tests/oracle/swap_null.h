/* A slow plain sampler of incidences with the same margins: checkerboard swaps on a dense 0/1 table. */
#ifndef COPSE_ORACLE_SWAP_NULL_H
#define COPSE_ORACLE_SWAP_NULL_H

#include <stddef.h>

/** Swap at random places of table [rows × columns], tries times; drawn from *state, which is moved on. */
void oracle_swap(unsigned char *table, size_t rows, size_t columns, size_t tries, unsigned long long *state);

/** Bridging seats of the rows [first, past) as the formula has it. */
double oracle_bridging(const unsigned char *table, size_t rows, size_t columns, size_t first, size_t past);

#endif
