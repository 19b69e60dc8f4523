/*
 * Who was forgotten, without knowing who: keyed hashes of what they were known
 * by. The key lies in a file of its own beside the store (STORE.key), so that
 * the store alone cannot be asked whether it once knew somebody.
 */
#ifndef COPSE_STORE_TOMBSTONE_H
#define COPSE_STORE_TOMBSTONE_H

#include "store/store_internal.h"

enum { COPSE_SECRET_BYTES = 32, COPSE_KEYED_HASH_BYTES = 32 };

/** Of one store. */
typedef struct copse_secret {
    unsigned char bytes[COPSE_SECRET_BYTES];
} copse_secret;

/**
 * Read the store's key. Where it never had one and make is true, one is made, on the disk before
 * this returns; the caller then records it with copse_store_own_secret() in its transaction.
 * @return COPSE_OK, COPSE_E_STORE (lost, of another store, cannot be read or written),
 * COPSE_E_NOMEM.
 */
copse_status copse_store_load_secret(copse_secret *out, const copse_store *store, bool make,
                                     copse_error *err);

/** Record that the store's hashes are made with this key. Within a transaction. */
copse_status copse_store_own_secret(const copse_secret *secret, const copse_store *store,
                                    copse_error *err);

/** BLAKE2b of "kind, NUL, value" with the key. */
void copse_secret_hash(unsigned char out[COPSE_KEYED_HASH_BYTES], const copse_secret *secret,
                       const char *kind, const char *value);

/** The tombstones of one run. Zero is one in which nobody was forgotten. */
typedef struct copse_tombstones {
    bool are_any;
    copse_secret secret;
    copse_store_statement find, add;
} copse_tombstones;

/**
 * Make ready to ask; with make also to add the first. Without a tombstone no key is needed.
 * @return as copse_store_load_secret().
 */
copse_status copse_tombstones_open(copse_tombstones *out, const copse_store *store, bool make,
                                   copse_error *err);
void copse_tombstones_close(copse_tombstones *tombstones);

/**
 * Whether this was one of the names of somebody who was forgotten. What looks like a mail address
 * is one, whatever its kind, in any letter case; anything else is compared as it is, within its
 * kind.
 * @param kind  "members" (a key), "exchanges" (the key of a row of theirs), or the system of an
 * identity
 */
copse_status copse_tombstones_has(bool *out, copse_tombstones *tombstones, const char *kind,
                                  const char *value, copse_error *err);
copse_status copse_tombstones_add(copse_tombstones *tombstones, const char *kind, const char *value,
                                  copse_error *err);

#endif
