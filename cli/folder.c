#include "folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"

static copse_status fail_folder(const char *dir, int code, copse_error *err)
{
    bool is_in_the_way = code == EEXIST || code == ENOTEMPTY || code == ENOTDIR;
    return cli_fail(err, is_in_the_way ? COPSE_E_ARGUMENT : COPSE_E_STORE, dir,
                    is_in_the_way ? "give a new folder, so that no old letter is sent again"
                                  : "check the path and its permissions, or give another",
                    "the letters cannot be put there: %s", strerror(code));
}

static char *path_in(const char *dir, const char *name)
{
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", dir, name);
    return path;
}

static void name_letter(char name[CLI_LETTER_NAME_SIZE], size_t number)
{
    snprintf(name, CLI_LETTER_NAME_SIZE, "letter-%04zu.html", number);
}

static copse_status open_in(cli_output *output, const char *dir, const char *name, copse_error *err)
{
    char *path = path_in(dir, name);
    if (!path)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    copse_status status = cli_output_open(output, path, true, err);
    free(path);
    return status;
}

copse_status cli_folder_open(cli_folder *folder, const char *dir, copse_error *err)
{
    static const char suffix[] = ".copse-XXXXXX";
    size_t length = strlen(dir);
    while (length > 1 && dir[length - 1] == '/')
        length--;
    folder->temporary = malloc(length + sizeof suffix);
    if (!folder->temporary)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    snprintf(folder->temporary, length + sizeof suffix, "%.*s%s", (int)length, dir, suffix);
    if (!mkdtemp(folder->temporary)) {
        int code = errno;
        free(folder->temporary);
        folder->temporary = NULL;
        return fail_folder(dir, code, err);
    }
    return open_in(&folder->merge, folder->temporary, "merge.csv", err);
}

copse_status cli_folder_open_letter(cli_output *page, char name[CLI_LETTER_NAME_SIZE],
                                    cli_folder *folder, copse_error *err)
{
    name_letter(name, ++folder->n_letters);
    return open_in(page, folder->temporary, name, err);
}

copse_status cli_folder_commit(cli_folder *folder, const char *dir, copse_error *err)
{
    copse_status status = cli_output_commit(&folder->merge, err);
    if (status != COPSE_OK)
        return status;
    if (rename(folder->temporary, dir) != 0)
        return fail_folder(dir, errno, err);
    free(folder->temporary);
    folder->temporary = NULL;
    return COPSE_OK;
}

static void remove_in(const char *dir, const char *name)
{
    char *path = path_in(dir, name);
    if (path)
        unlink(path);
    free(path);
}

/* Removes exactly what was written, so that nothing else can be lost. */
void cli_folder_discard(cli_folder *folder)
{
    cli_output_discard(&folder->merge);
    if (!folder->temporary)
        return;
    remove_in(folder->temporary, "merge.csv");
    for (size_t i = 1; i <= folder->n_letters; i++) {
        char name[CLI_LETTER_NAME_SIZE];
        name_letter(name, i);
        remove_in(folder->temporary, name);
    }
    rmdir(folder->temporary);
    free(folder->temporary);
    folder->temporary = NULL;
}
