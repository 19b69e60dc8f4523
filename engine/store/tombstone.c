#include "store/tombstone.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

_Static_assert((int)COPSE_SECRET_BYTES == crypto_generichash_KEYBYTES, "libsodium's usual key");
_Static_assert((int)COPSE_KEYED_HASH_BYTES == crypto_generichash_BYTES, "BLAKE2b-256");

enum { HEX_BYTES = 2 * COPSE_SECRET_BYTES };

/* Names the key without telling it. */
static const char owner_setting[] = "secret_check";

/* ---- the file ---- */

static copse_status key_path(char **out, const copse_store *store, copse_error *err)
{
    /* Whole, and with links followed: the key lies beside the file, whatever way led there. */
    const char *name = sqlite3_db_filename(store->db, "main");
    copse_text path = COPSE_TEXT_INIT;
    copse_text_append(&path, name && name[0] ? name : store->path);
    copse_text_append(&path, ".key");
    if (path.failed) {
        copse_text_free(&path);
        return copse_error_nomem(err);
    }
    *out = path.bytes;
    return COPSE_OK;
}

static copse_status fail(const char *path, const char *doing, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, path,
                           "check its permissions and those of its folder",
                           "the key file cannot be %s: %s", doing, strerror(errno));
}

/* @param[out] is_there  false: there is no such file, and out is unchanged */
static copse_status read_file(copse_secret *out, bool *is_there, const char *path, copse_error *err)
{
    char hex[HEX_BYTES + 1] = "";
    size_t n = 0;
    FILE *file = fopen(path, "re");
    *is_there = file != NULL;
    if (!file)
        return errno == ENOENT ? COPSE_OK : fail(path, "read", err);
    size_t got = fread(hex, 1, HEX_BYTES, file);
    fclose(file);
    if (got != HEX_BYTES ||
        sodium_hex2bin(out->bytes, sizeof out->bytes, hex, HEX_BYTES, NULL, &n, NULL) != 0 ||
        n != sizeof out->bytes)
        return copse_error_set(err, COPSE_E_STORE, path, "put it back from a backup",
                               "the file holds no key of Copse's");
    return COPSE_OK;
}

static copse_status write_key(const char *temporary, const copse_secret *secret, copse_error *err)
{
    char hex[HEX_BYTES + 1];
    sodium_bin2hex(hex, sizeof hex, secret->bytes, sizeof secret->bytes);
    FILE *file = fopen(temporary, "we");
    if (!file)
        return fail(temporary, "written", err);
    bool is_done = fprintf(file, "%s\n", hex) > 0 && fflush(file) == 0 && fsync(fileno(file)) == 0;
    is_done = fclose(file) == 0 && is_done;
    sodium_memzero(hex, sizeof hex);
    return is_done ? COPSE_OK : fail(temporary, "written", err);
}

static copse_status make_file(copse_secret *out, const char *path, copse_error *err)
{
    char *temporary = NULL;
    bool is_there;
    copse_status st = copse_store_make_temporary(&temporary, path, err);
    if (st != COPSE_OK)
        return st;
    crypto_generichash_keygen(out->bytes);
    st = write_key(temporary, out, err);
    if (st == COPSE_OK)
        st = copse_store_publish(temporary, path, err);
    if (st != COPSE_OK)
        unlink(temporary);
    copse_memory_free(temporary);
    /* Somebody else made one meanwhile: that is the key. */
    return st == COPSE_E_ARGUMENT ? read_file(out, &is_there, path, err) : st;
}

/* ---- the key ---- */

void copse_secret_hash(unsigned char out[COPSE_KEYED_HASH_BYTES], const copse_secret *secret,
                       const char *kind, const char *value)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, secret->bytes, sizeof secret->bytes, COPSE_KEYED_HASH_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_generichash_update(&state, (const unsigned char *)value, strlen(value));
    crypto_generichash_final(&state, out, COPSE_KEYED_HASH_BYTES);
}

static void write_check(char out[HEX_BYTES + 1], const copse_secret *secret)
{
    unsigned char hash[COPSE_KEYED_HASH_BYTES];
    copse_secret_hash(hash, secret, "check", "");
    sodium_bin2hex(out, HEX_BYTES + 1, hash, sizeof hash);
}

static copse_status check_owner(const copse_secret *secret, bool is_there, const char *check,
                                const char *path, copse_error *err)
{
    char found[HEX_BYTES + 1];
    if (!is_there)
        return copse_error_set(
            err, COPSE_E_STORE, path,
            "put the file back from where the store came from, or from a backup",
            "the store's key is not there, and without it nobody can tell who was "
            "forgotten");
    write_check(found, secret);
    if (strcmp(found, check) != 0)
        return copse_error_set(err, COPSE_E_STORE, path,
                               "put the store's own file back from a backup",
                               "the key is another store's");
    return COPSE_OK;
}

copse_status copse_store_load_secret(copse_secret *out, const copse_store *store, bool make,
                                     copse_error *err)
{
    char *path = NULL, *check = NULL;
    copse_secret secret;
    bool is_there = false;
    if (sodium_init() < 0)
        return copse_error_set(err, COPSE_E_INTERNAL, NULL, NULL, "libsodium does not start");
    copse_status st = key_path(&path, store, err);
    if (st == COPSE_OK)
        st = copse_store_get_setting(&check, store, owner_setting, err);
    if (st == COPSE_OK)
        st = read_file(&secret, &is_there, path, err);
    if (st == COPSE_OK && (check || !make))
        st = check_owner(&secret, is_there, check ? check : "", path, err);
    else if (st == COPSE_OK && !is_there)
        st = make_file(&secret, path, err);
    if (st == COPSE_OK)
        *out = secret;
    sodium_memzero(&secret, sizeof secret);
    copse_memory_free(check);
    copse_memory_free(path);
    return st;
}

copse_status copse_store_own_secret(const copse_secret *secret, const copse_store *store,
                                    copse_error *err)
{
    char check[HEX_BYTES + 1];
    write_check(check, secret);
    return copse_store_set_setting(store, owner_setting, check, err);
}

/* ---- tombstones ---- */

copse_status copse_tombstones_open(copse_tombstones *out, const copse_store *store, bool make,
                                   copse_error *err)
{
    int64_t n;
    *out =
        (copse_tombstones){.find = COPSE_STORE_STATEMENT_INIT, .add = COPSE_STORE_STATEMENT_INIT};
    copse_status st =
        copse_store_query_int(&n, store, "SELECT EXISTS (SELECT 1 FROM tombstone)", 0, err);
    if (st != COPSE_OK || (n == 0 && !make))
        return st;
    out->are_any = true;
    if ((st = copse_store_load_secret(&out->secret, store, make, err)) != COPSE_OK ||
        (st = copse_store_prepare(&out->find, store,
                                  "SELECT EXISTS (SELECT 1 FROM tombstone WHERE hash = ?1)",
                                  err)) != COPSE_OK ||
        (st = copse_store_prepare(&out->add, store,
                                  "INSERT INTO tombstone (hash) VALUES (?1) ON CONFLICT DO NOTHING",
                                  err)) != COPSE_OK)
        copse_tombstones_close(out);
    return st;
}

void copse_tombstones_close(copse_tombstones *tombstones)
{
    copse_store_finish(&tombstones->find);
    copse_store_finish(&tombstones->add);
    sodium_memzero(&tombstones->secret, sizeof tombstones->secret);
    tombstones->are_any = false;
}

static copse_status hash_identity(unsigned char out[COPSE_KEYED_HASH_BYTES],
                                  const copse_tombstones *tombstones, const char *kind,
                                  const char *value, copse_error *err)
{
    if (!strchr(value, '@')) {
        copse_secret_hash(out, &tombstones->secret, kind, value);
        return COPSE_OK;
    }
    char *folded;
    copse_status st = copse_text_fold(&folded, value, err);
    if (st == COPSE_OK)
        copse_secret_hash(out, &tombstones->secret, "mail", folded);
    if (st == COPSE_OK)
        copse_memory_free(folded);
    return st;
}

copse_status copse_tombstones_has(bool *out, copse_tombstones *tombstones, const char *kind,
                                  const char *value, copse_error *err)
{
    unsigned char hash[COPSE_KEYED_HASH_BYTES];
    *out = false;
    if (!tombstones->are_any)
        return COPSE_OK;
    copse_status st = hash_identity(hash, tombstones, kind, value, err);
    if (st != COPSE_OK)
        return st;
    bool has_row;
    copse_store_bind_blob(&tombstones->find, 1, hash, sizeof hash);
    st = copse_store_step(&has_row, &tombstones->find, err);
    if (st != COPSE_OK)
        return st;
    *out = copse_store_column_int(&tombstones->find, 0) != 0;
    return copse_store_run(&tombstones->find, err);
}

copse_status copse_tombstones_add(copse_tombstones *tombstones, const char *kind, const char *value,
                                  copse_error *err)
{
    unsigned char hash[COPSE_KEYED_HASH_BYTES];
    copse_status st = hash_identity(hash, tombstones, kind, value, err);
    if (st != COPSE_OK)
        return st;
    copse_store_bind_blob(&tombstones->add, 1, hash, sizeof hash);
    return copse_store_run(&tombstones->add, err);
}
