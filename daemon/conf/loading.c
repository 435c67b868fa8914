#include "loading.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* -- places ---------------------------------------------------------------------- */

/* Some hundred places at most: no index is worth its lines. */
static struct place *find(const struct loading *loading, const char *section,
                          const char *name, const char *key)
{
    for (size_t i = 0; i < loading->place_count; i++) {
        struct place *place = &loading->places[i];
        if (text_equal(place->section, section) && text_equal(place->name, name) &&
            text_equal(place->key, key))
            return place;
    }
    return NULL;
}

const struct place *loading_place(const struct loading *loading, const char *section,
                                  const char *name, const char *key)
{
    return find(loading, section, name, key);
}

/* The texts of LINE are gone after the call, and its key may stand in a later file, too.
 */
void loading_note(struct loading *loading, const struct ini_line *line, const char *key)
{
    struct place *place = find(loading, line->section, line->name, key);

    if (!place) {
        loading->places = mem_grow(loading->places, loading->place_count,
                                   &loading->place_capacity, sizeof(*loading->places));
        place = &loading->places[loading->place_count++];
        place->section = mem_strdup(line->section);
        place->name = mem_strdup(line->name);
        place->key = mem_strdup(key);
    }
    free(place->file);
    place->file = mem_strdup(line->file);
    place->line = line->line;
}

/* -- errors ---------------------------------------------------------------------- */

__attribute__((format(printf, 5, 0))) static void
add_line(struct buf *out, const char *file, int line, enum lang lang, const char *format,
         va_list args)
{
    char text[ERR_TEXT_SIZE];

    (void)vsnprintf(text, sizeof(text), tr(lang, format), args);
    /* It quotes the file, and goes to a terminal. */
    text_clean(text);
    if (file)
        buf_addf(out, "%s:%d: ", file, line);
    buf_addf(out, "%s\n", text);
}

void loading_error_at(struct loading *loading, const char *file, int line,
                      const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_line(loading->errors, file, line, loading->lang, format, args);
    va_end(args);
    loading->failed = true;
}

void loading_error(struct loading *loading, const struct place *place, const char *format,
                   ...)
{
    va_list args;

    va_start(args, format);
    add_line(loading->errors, place ? place->file : NULL, place ? place->line : 0,
             loading->lang, format, args);
    va_end(args);
    loading->failed = true;
}

void loading_warning(struct loading *loading, const struct place *place,
                     const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_line(&loading->warnings, place ? place->file : NULL, place ? place->line : 0,
             loading->lang, format, args);
    va_end(args);
}

void loading_done(struct loading *loading)
{
    for (size_t i = 0; i < loading->place_count; i++) {
        struct place *place = &loading->places[i];
        free(place->section);
        free(place->name);
        free(place->key);
        free(place->file);
    }
    free(loading->places);
    buf_done(&loading->warnings);
}
