/* Runs a fuzz target over the files of its corpus: replay FOLDER. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/fuzz.h"
#include "jalon/base/buf.h"

static int read_file(struct buf *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    char chunk[4096];
    size_t length;

    if (!file)
        return -1;
    while ((length = fread(chunk, 1, sizeof(chunk), file)) > 0)
        buf_add_bytes(out, chunk, length);
    return fclose(file);
}

static int replay(const char *folder, const char *name)
{
    struct buf path = {0};
    struct buf input = {0};
    int rc = -1;

    buf_addf(&path, "%s/%s", folder, name);
    (void)printf("%s\n", name);
    if (read_file(&input, buf_text(&path)) == 0)
        rc = LLVMFuzzerTestOneInput((const uint8_t *)buf_text(&input), input.length);
    buf_done(&input);
    buf_done(&path);
    return rc;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    const struct dirent *entry;
    int files = 0;

    if (!folder)
        return EXIT_FAILURE;
    while ((entry = readdir(folder)))
        if (entry->d_name[0] != '.' && replay(argv[1], entry->d_name) == 0)
            files++;
    (void)closedir(folder);
    (void)printf("%d files\n", files);
    return files ? EXIT_SUCCESS : EXIT_FAILURE;
}
