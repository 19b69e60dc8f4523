#include "base/map.h"

#include <string.h>

typedef struct slot {
    const char *key; /* NULL: empty */
    int64_t value;
    uint64_t hash;
} slot;

struct copse_map {
    slot *slots;
    size_t n_slots; /* a power of two */
    size_t count;
    copse_arena *keys;
};

/* FNV-1a with a final mix: keys of staff lists differ in their last digits only. */
static uint64_t hash_of(const char *key)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (const unsigned char *c = (const unsigned char *)key; *c; c++)
        h = (h ^ *c) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

copse_map *copse_map_new(void)
{
    copse_map *map = copse_memory_new(1, sizeof *map);
    if (!map)
        return NULL;
    map->n_slots = 64;
    map->slots = copse_memory_new(map->n_slots, sizeof *map->slots);
    map->keys = copse_arena_new();
    if (!map->slots || !map->keys) {
        copse_map_free(map);
        return NULL;
    }
    return map;
}

void copse_map_free(copse_map *map)
{
    if (!map)
        return;
    copse_memory_free(map->slots);
    copse_arena_free(map->keys);
    copse_memory_free(map);
}

static slot *find(slot *slots, size_t n_slots, const char *key, uint64_t hash)
{
    size_t at = (size_t)hash & (n_slots - 1);
    while (slots[at].key && (slots[at].hash != hash || strcmp(slots[at].key, key) != 0))
        at = (at + 1) & (n_slots - 1);
    return &slots[at];
}

static bool double_slots(copse_map *map)
{
    size_t wanted = map->n_slots * 2;
    slot *fresh = copse_memory_new(wanted, sizeof *fresh);
    if (!fresh)
        return false;
    for (size_t i = 0; i < map->n_slots; i++)
        if (map->slots[i].key)
            *find(fresh, wanted, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    copse_memory_free(map->slots);
    map->slots = fresh;
    map->n_slots = wanted;
    return true;
}

bool copse_map_set(copse_map *map, const char *key, int64_t value)
{
    if ((map->count + 1) * 3 > map->n_slots * 2 && !double_slots(map))
        return false;
    uint64_t hash = hash_of(key);
    slot *s = find(map->slots, map->n_slots, key, hash);
    if (!s->key) {
        const char *copy = copse_arena_copy(map->keys, key);
        if (!copy)
            return false;
        s->key = copy;
        s->hash = hash;
        map->count++;
    }
    s->value = value;
    return true;
}

int64_t copse_map_get(const copse_map *map, const char *key, int64_t missing)
{
    const slot *s = find(map->slots, map->n_slots, key, hash_of(key));
    return s->key ? s->value : missing;
}

size_t copse_map_count(const copse_map *map)
{
    return map->count;
}
