/* Runs a fuzz target over a folder of inputs, so that ctest holds what fuzzing once found. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "fuzz/fuzz.h"

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat info;
    if (!file || stat(path, &info) != 0) {
        perror(path);
        return 1;
    }
    size_t n = (size_t)info.st_size;
    uint8_t *bytes = malloc(n + 1);
    int failed = !bytes || fread(bytes, 1, n, file) != n;
    fclose(file);
    if (!failed)
        LLVMFuzzerTestOneInput(bytes, n);
    free(bytes);
    return failed;
}

int main(int argc, char **argv)
{
    int n = 0;
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (!folder) {
        fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
        return 2;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        if (replay(path) != 0)
            return 1;
        n++;
    }
    closedir(folder);
    printf("%d inputs\n", n);
    return n > 0 ? 0 : 1;
}
