/*
 * Slots hold 32 bits of a key's hash and where its entry is: eight to a cache
 * line, so that a look into a map of millions costs two misses, one for the
 * slot and one for the key, and a key of ten letters about 40 bytes.
 */
#include "base/map.h"

#include <string.h>

/* Entries stand in chunks, in units of eight bytes, and are named by the number of their first unit, from 1. */
enum { UNIT = 8, CHUNK_UNITS = 1 << 12 };

typedef struct slot {
    uint32_t hash;
    uint32_t entry; /* 0: empty */
} slot;

typedef struct entry {
    int64_t value;
    char key[];
} entry;

struct copse_map {
    slot *slots;
    size_t n_slots; /* a power of two */
    size_t count;
    char **chunks; /* of CHUNK_UNITS; an entry that is longer has one of its own */
    size_t n_chunks, chunk_capacity;
    size_t used; /* units of the last chunk */
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
    if (!map->slots) {
        copse_map_free(map);
        return NULL;
    }
    return map;
}

void copse_map_free(copse_map *map)
{
    if (!map)
        return;
    for (size_t i = 0; i < map->n_chunks; i++)
        copse_memory_free(map->chunks[i]);
    copse_memory_free(map->chunks);
    copse_memory_free(map->slots);
    copse_memory_free(map);
}

static entry *entry_at(const copse_map *map, uint32_t number)
{
    uint32_t unit = number - 1;
    return (entry *)(void *)(map->chunks[unit / CHUNK_UNITS] + (size_t)(unit % CHUNK_UNITS) * UNIT);
}

/* @return 0 when there is no room */
static uint32_t add_entry(copse_map *map, const char *key, int64_t value)
{
    size_t length = strlen(key) + 1, units = (sizeof(entry) + length + UNIT - 1) / UNIT;
    if (map->n_chunks == 0 || map->used + units > CHUNK_UNITS) {
        if (map->n_chunks >= UINT32_MAX / CHUNK_UNITS ||
            !copse_memory_grow((void **)&map->chunks, &map->chunk_capacity, map->n_chunks, sizeof *map->chunks))
            return 0;
        char *chunk = copse_memory_new(units > CHUNK_UNITS ? units : CHUNK_UNITS, UNIT);
        if (!chunk)
            return 0;
        map->chunks[map->n_chunks++] = chunk;
        map->used = 0;
    }
    uint32_t number = (uint32_t)((map->n_chunks - 1) * CHUNK_UNITS + map->used + 1);
    map->used += units;
    entry *e = entry_at(map, number);
    e->value = value;
    memcpy(e->key, key, length);
    return number;
}

/* The slot that has the key, or the empty one where it would be. */
static slot *find(const copse_map *map, const char *key, uint64_t hash)
{
    size_t at = (size_t)hash & (map->n_slots - 1);
    uint32_t mark = (uint32_t)(hash >> 32);
    while (map->slots[at].entry != 0 &&
           (map->slots[at].hash != mark || strcmp(entry_at(map, map->slots[at].entry)->key, key) != 0))
        at = (at + 1) & (map->n_slots - 1);
    return &map->slots[at];
}

static bool double_slots(copse_map *map)
{
    size_t wanted = map->n_slots * 2;
    slot *fresh = copse_memory_new(wanted, sizeof *fresh);
    if (!fresh)
        return false;
    for (size_t i = 0; i < map->n_slots; i++) {
        if (map->slots[i].entry == 0)
            continue;
        size_t at = (size_t)hash_of(entry_at(map, map->slots[i].entry)->key) & (wanted - 1);
        while (fresh[at].entry != 0)
            at = (at + 1) & (wanted - 1);
        fresh[at] = map->slots[i];
    }
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
    slot *s = find(map, key, hash);
    if (s->entry != 0) {
        entry_at(map, s->entry)->value = value;
        return true;
    }
    uint32_t number = add_entry(map, key, value);
    if (number == 0)
        return false;
    *s = (slot){(uint32_t)(hash >> 32), number};
    map->count++;
    return true;
}

int64_t copse_map_get(const copse_map *map, const char *key, int64_t missing)
{
    const slot *s = find(map, key, hash_of(key));
    return s->entry != 0 ? entry_at(map, s->entry)->value : missing;
}

size_t copse_map_count(const copse_map *map)
{
    return map->count;
}
