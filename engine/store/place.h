/* Where a store lies: some file systems do not keep the locks and modes on which it depends. */
#ifndef COPSE_STORE_PLACE_H
#define COPSE_STORE_PLACE_H

#include <stddef.h>

#include "copse.h"

/** What is seen of a place; a test gives signs of places that its machine does not have. */
typedef struct copse_place_signs {
    uint32_t file_system; /**< statfs f_type, which is 32 bits everywhere */
    unsigned mode;        /**< permission bits of the file */
    const char *path;     /**< whole, with links followed */
} copse_place_signs;

/** Say into out [size] what the place cannot promise. @return false: nothing; out is then "" */
bool copse_store_judge_place(char *out, size_t size, const copse_place_signs *signs);

#endif
