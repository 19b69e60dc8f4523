/* From text keys to numbers: open addressing, linear probing. GLib's table aborts when memory runs out. */
#ifndef COPSE_BASE_MAP_H
#define COPSE_BASE_MAP_H

#include "base/memory.h"

typedef struct copse_map copse_map;

/** An empty map. NULL when memory ran out. */
copse_map *copse_map_new(void);
void copse_map_free(copse_map *map);

/**
 * Set key to value, in place of what it had. The key is copied.
 * @return false when memory ran out; the map is then unchanged.
 */
bool copse_map_set(copse_map *map, const char *key, int64_t value);

/** The key's value, or missing. */
int64_t copse_map_get(const copse_map *map, const char *key, int64_t missing);

size_t copse_map_count(const copse_map *map);

#endif
