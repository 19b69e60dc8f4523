#define _GNU_SOURCE /* realpath() is in POSIX as an X/Open extension, statfs() is Linux's */
#include "store/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/vfs.h>

/* linux/magic.h has most of them, under names of its own. */
static const struct {
    uint32_t file_system;
    const char *name;
} doubtful[] = {
    {0x01021997, "a drive of Windows or of the host (9p)"},
    {0x53464846, "a drive of Windows (drvfs)"},
    {0x0000517b, "a network share (SMB)"},
    {0xff534d42, "a network share (CIFS)"},
    {0xfe534d42, "a network share (SMB)"},
    {0x00006969, "a network share (NFS)"},
    {0x786f4256, "a folder shared with a virtual machine"},
    {0x00004d44, "a disk formatted for DOS (FAT)"},
    {0x2011bab0, "a disk formatted for Windows (exFAT)"},
    {0x5346544e, "a disk formatted for Windows (NTFS)"},
};

/* Programs that copy a file as it changes, half of a transaction too. "OneDrive - Northgate NHS Trust" is OneDrive. */
static const char *const synchronised[] = {"OneDrive",    "Dropbox",   "Google Drive", "GoogleDrive", "iCloud Drive",
                                           "iCloudDrive", "Nextcloud", "ownCloud",     "SharePoint"};

static bool begins_with(const char *part, const char *name)
{
    size_t n = strlen(name);
    return strncasecmp(part, name, n) == 0 && (part[n] == '/' || part[n] == ' ');
}

/* Of folders only: what a file itself is called says nothing. */
static const char *find_synchronised(const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/'))
        for (size_t i = 0; strchr(slash + 1, '/') && i < sizeof synchronised / sizeof synchronised[0]; i++)
            if (begins_with(slash + 1, synchronised[i]))
                return synchronised[i];
    return NULL;
}

bool copse_store_judge_place(char *out, size_t size, const copse_place_signs *signs)
{
    static const char remedy[] = "keep it on a disk of this machine, in your home folder, and copy backups there";
    const char *name = find_synchronised(signs->path);
    out[0] = '\0';
    for (size_t i = 0; i < sizeof doubtful / sizeof doubtful[0]; i++)
        if (doubtful[i].file_system == signs->file_system)
            snprintf(out, size, "the store is on %s, where locks and permissions may not hold: two programs at once can "
                                "damage it, and others may be able to read it; %s",
                     doubtful[i].name, remedy);
    if (out[0] == '\0' && name)
        snprintf(out, size, "the store is in a folder that %s synchronises: a copy that it makes during an import can be "
                            "half of one, and personal data leave this machine; %s",
                 name, remedy);
    /* A store is made with mode 0600 and is no program: who gave it every permission is the file system. */
    if (out[0] == '\0' && (signs->mode & 0777) == 0777)
        snprintf(out, size, "everybody may read and change the store, as where a file system keeps no permissions: "
                            "chmod 600 it, and if that does not hold, %s",
                 remedy);
    return out[0] != '\0';
}

bool copse_store_doubt_place(char *out, size_t size, const char *path)
{
    struct statfs system;
    struct stat info;
    out[0] = '\0';
    char *whole = realpath(path, NULL);
    bool has_doubt = false;
    if (whole && statfs(whole, &system) == 0 && stat(whole, &info) == 0) {
        const copse_place_signs signs = {(uint32_t)system.f_type, info.st_mode & 0777, whole};
        has_doubt = copse_store_judge_place(out, size, &signs);
    }
    free(whole);
    return has_doubt;
}
