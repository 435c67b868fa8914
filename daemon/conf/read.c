#include "loading.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "jalon/sys/reason.h"
#include "nearest.h"
#include "schema.h"

#define FILE_LIMIT (1024U * 1024) /* far more than anybody writes by hand */

/* -- sections -------------------------------------------------------------------- */

static const struct conf_section *find_section(const char *name)
{
    for (const struct conf_section *section = conf_sections; section->name; section++)
        if (text_equal(section->name, name))
            return section;
    return NULL;
}

/* Never ignored: a key that is mistyped would be a setting that somebody believes in. */
static void unknown_section(struct loading *loading, const struct ini_line *line)
{
    struct nearest nearest = {0};

    for (const struct conf_section *section = conf_sections; section->name; section++)
        nearest_consider(&nearest, line->section, section->name);
    if (nearest.word)
        loading_error_at(loading, line->file, line->line,
                         N_("unknown section [%.60s]; did you mean [%s]?"), line->section,
                         nearest.word);
    else
        loading_error_at(loading, line->file, line->line, N_("unknown section [%.60s]"),
                         line->section);
}

/* Whether LINE's section has a name as it should; complains where it does not. */
static bool check_form(struct loading *loading, const struct conf_section *section,
                       const struct ini_line *line)
{
    if (section->example && !*line->name)
        loading_error_at(loading, line->file, line->line,
                         N_("this section needs a name: write it as [%s \"%s\"]"),
                         section->name, section->example);
    if (!section->example && *line->name)
        loading_error_at(loading, line->file, line->line,
                         N_("this section has no name: write it as [%s]"), section->name);
    return !section->example == !*line->name;
}

static void create_object(struct loading *loading, const struct conf_section *section,
                          const struct ini_line *line)
{
    struct err err = {.lang = loading->lang};

    if (section->find(loading->conf, line->name))
        return;
    if (section->create(loading->conf, line->name, &err) != 0) {
        loading_error_at(loading, line->file, line->line, "%s", err.text);
        return;
    }
    section_set_defaults(section, section->find(loading->conf, line->name));
}

/* Also for a section without keys: [receiver "x"] alone lacks something to say. */
static void on_section(void *context, const struct ini_line *line)
{
    struct loading *loading = context;
    const struct conf_section *section = find_section(line->section);

    if (!section) {
        unknown_section(loading, line);
        return;
    }
    if (!check_form(loading, section, line))
        return;
    const struct place *earlier = loading_place(loading, line->section, line->name, NULL);
    if (earlier && *line->name) {
        loading_error_at(loading, line->file, line->line,
                         N_("[%s \"%s\"] stands already at %s:%d"), line->section,
                         line->name, earlier->file, earlier->line);
        return;
    }
    create_object(loading, section, line);
    loading_note(loading, line, NULL);
}

/* -- keys ------------------------------------------------------------------------ */

static void unknown_key(struct loading *loading, const struct conf_section *section,
                        const struct ini_line *line)
{
    struct nearest nearest = {0};

    for (const struct conf_key *key = section->keys; key->name; key++)
        nearest_consider(&nearest, line->key, key->name);
    if (nearest.word)
        loading_error_at(loading, line->file, line->line,
                         N_("unknown key '%.60s'; did you mean '%s'?"), line->key,
                         nearest.word);
    else
        loading_error_at(loading, line->file, line->line,
                         N_("unknown key '%.60s' in section [%s]"), line->key,
                         section->name);
}

static const struct conf_key *find_key(const struct conf_section *section,
                                       const char *name)
{
    for (const struct conf_key *key = section->keys; key->name; key++)
        if (text_equal(key->name, name))
            return key;
    return NULL;
}

/* The object that LINE is about; NULL where its section was refused. */
static void *object_of(struct loading *loading, const struct conf_section *section,
                       const struct ini_line *line)
{
    const struct place *place = loading_place(loading, line->section, line->name, NULL);

    /* The keys of a second section of one name are no second values of the first. */
    if (!place)
        return NULL;
    bool same = place->line == line->section_line && text_equal(place->file, line->file);
    return same || !*line->name ? section->find(loading->conf, line->name) : NULL;
}

/* Twice in one file is a slip; in a later file it is what conf.d is for. */
static void set_key(struct loading *loading, void *object, const struct conf_key *key,
                    const struct ini_line *line)
{
    struct err err = {.lang = loading->lang};
    const struct place *earlier =
        loading_place(loading, line->section, line->name, key->name);

    if (earlier && text_equal(earlier->file, line->file)) {
        loading_error_at(loading, line->file, line->line,
                         N_("the key '%s' stands already on line %d"), key->name,
                         earlier->line);
        return;
    }
    /* Noted before it is judged: what was given and refused is not missing, too. */
    loading_note(loading, line, key->name);
    if (key->set(object, key, line->value, &err) != 0)
        loading_error_at(loading, line->file, line->line, "%s: %s", key->name, err.text);
}

static void on_line(void *context, const struct ini_line *line)
{
    struct loading *loading = context;

    if (!line->key) {
        loading_error_at(loading, line->file, line->line, "%s",
                         tr(loading->lang, line->value));
        return;
    }
    const struct conf_section *section = find_section(line->section);
    void *object = section ? object_of(loading, section, line) : NULL;
    if (!object)
        return;
    const struct conf_key *key = find_key(section, line->key);
    if (key)
        set_key(loading, object, key, line);
    else
        unknown_key(loading, section, line);
}

/* -- files ----------------------------------------------------------------------- */

/* Without a line: it is the whole file that cannot be read. */
static void read_one(struct loading *loading, const char *path)
{
    struct err err = {.lang = loading->lang};
    struct buf text = {0};

    if (file_read(&text, path, FILE_LIMIT, &err) != 0) {
        loading_error(loading, NULL, "%s", err.text);
        return;
    }
    ini_read_sections(buf_text(&text), text.length, path, on_section, on_line, loading);
    buf_done(&text);
}

/* Editors leave ".x.conf.swp" and "x.conf~" behind. */
static int is_part(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return entry->d_name[0] != '.' && length > 5 &&
           text_equal(entry->d_name + length - 5, ".conf");
}

/* Reads FOLDER/NAME.conf in alphabetical order; there need not be such a folder. */
static void read_folder(struct loading *loading, const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_part, alphasort);

    if (count < 0 && errno != ENOENT && errno != ENOTDIR)
        loading_error(loading, NULL, N_("cannot list %s: %s"), folder,
                      reason_of(loading->lang, errno));
    for (int i = 0; i < count; i++) {
        struct buf path = {0};
        buf_addf(&path, "%s/%s", folder, entries[i]->d_name);
        read_one(loading, buf_text(&path));
        buf_done(&path);
        free(entries[i]);
    }
    free(entries);
}

void loading_read(struct loading *loading, const char *file)
{
    const char *slash = strrchr(file, '/');
    struct buf folder = {0};

    read_one(loading, file);
    buf_add_bytes(&folder, file, slash ? (size_t)(slash - file) + 1 : 0);
    buf_add(&folder, "conf.d");
    read_folder(loading, buf_text(&folder));
    buf_done(&folder);
}
