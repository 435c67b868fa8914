#include "output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/csv.h"
#include "jalon/sys/file.h"

#define GAP         "  " /* between two columns */
#define OBJECTS_MAX 2    /* of a list, shown in a table's row */

/* -- values ---------------------------------------------------------------------- */

/* What servers answered is somebody else's text: it may not steer the terminal. */
static void add_printable(struct buf *out, const char *text)
{
    char *clean = mem_strdup(text);

    text_clean(clean);
    buf_add(out, clean);
    free(clean);
}

/* The first MOST of LIST, and how many more there are. */
static void add_list(struct buf *out, json_t *list, size_t most)
{
    size_t count = json_array_size(list);

    for (size_t i = 0; i < count && i < most; i++) {
        buf_add(out, i ? ", " : "");
        output_add_value(out, json_array_get(list, i));
    }
    if (count > most)
        buf_addf(out, " +%zu", count - most);
}

static void add_members(struct buf *out, json_t *object)
{
    const char *before = "";
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        buf_add(out, before);
        output_add_value(out, value);
        before = " ";
    }
}

static void add_scalar(struct buf *out, const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY);

    buf_add(out, text ? text : "");
    free(text);
}

void output_add_value(struct buf *out, json_t *value)
{
    if (json_is_string(value))
        add_printable(out, json_string_value(value));
    else if (json_is_array(value))
        add_list(out, value, SIZE_MAX);
    else if (json_is_object(value))
        add_members(out, value);
    else if (value && !json_is_null(value))
        add_scalar(out, value);
}

static void print_json(const json_t *value)
{
    (void)json_dumpf(value, stdout, JSON_COMPACT);
    (void)putchar('\n');
}

/* -- tables ---------------------------------------------------------------------- */

static bool is_colored(void)
{
    return isatty(STDOUT_FILENO) && !file_environment("NO_COLOR");
}

/* Columns of a terminal that TEXT takes: Chinese is wide, and an accent that stands
 * behind its letter, as macOS writes it, takes none.  main() chose the locale that knows.
 */
static size_t width_of(const char *text)
{
    size_t left = strlen(text);
    mbstate_t state = {0};
    size_t width = 0;
    wchar_t letter;

    while (left > 0) {
        size_t size = mbrtowc(&letter, text, left, &state);
        if (size == 0 || size > left)
            return width + text_length(text);
        int columns = wcwidth(letter);
        width += columns < 0 ? 1 : (size_t)columns;
        text += size;
        left -= size;
    }
    return width;
}

static void add_cell(struct listing *listing, char *text)
{
    size_t column = listing->cell_count % listing->column_count;
    size_t width = width_of(text);

    if (listing->width[column] < width)
        listing->width[column] = width;
    listing->cells = mem_grow(listing->cells, listing->cell_count,
                              &listing->cell_capacity, sizeof(char *));
    listing->cells[listing->cell_count++] = text;
}

static void print_cell(const struct listing *listing, size_t column, const char *text)
{
    size_t pad = listing->width[column] - width_of(text);

    /* Nothing is padded to the right of a line. */
    if (column + 1 == listing->column_count)
        (void)printf("%s\n", text);
    else
        (void)printf("%s%*s" GAP, text, (int)pad, "");
}

static void print_heading(const struct listing *listing)
{
    bool bold = is_colored();

    (void)fputs(bold ? "\033[1m" : "", stdout);
    for (size_t i = 0; i < listing->column_count; i++)
        print_cell(listing, i, tr(listing->tool->lang, listing->columns[i].title));
    (void)fputs(bold ? "\033[0m" : "", stdout);
}

static void print_table(struct listing *listing)
{
    if (listing->cell_count && !listing->started) {
        print_heading(listing);
        listing->started = true;
    }
    for (size_t i = 0; i < listing->cell_count; i++) {
        print_cell(listing, i % listing->column_count, listing->cells[i]);
        free(listing->cells[i]);
    }
    listing->cell_count = 0;
}

/* -- CSV ------------------------------------------------------------------------- */

static void print_csv(const struct listing *listing, const json_t *item)
{
    struct buf line = {0};
    struct buf value = {0};

    for (size_t i = 0; i < listing->column_count; i++) {
        json_t *member = json_object_get(item, listing->columns[i].key);
        buf_clear(&value);
        output_add_value(&value, member);
        buf_add(&line, i ? "," : "");
        /* A number below zero is no formula. */
        if (json_is_number(member))
            buf_add(&line, buf_text(&value));
        else
            csv_add_field(&line, item ? buf_text(&value) : listing->columns[i].key, ',');
    }
    (void)printf("%s\r\n", buf_text(&line));
    buf_done(&line);
    buf_done(&value);
}

/* -- listings -------------------------------------------------------------------- */

void listing_begin(struct listing *listing, const struct tool *tool,
                   const struct column *columns)
{
    *listing = (struct listing){.tool = tool, .columns = columns};
    for (; columns[listing->column_count].key; listing->column_count++)
        listing->width[listing->column_count] =
            width_of(tr(tool->lang, columns[listing->column_count].title));
    if (tool->output == OUTPUT_CSV)
        print_csv(listing, NULL);
}

static void add_member(const struct listing *listing, struct buf *out, json_t *member)
{
    if (json_is_boolean(member))
        buf_add(out,
                tr(listing->tool->lang, json_is_true(member) ? N_("yes") : N_("no")));
    else if (!listing->whole && json_is_object(json_array_get(member, 0)))
        add_list(out, member, OBJECTS_MAX);
    else
        output_add_value(out, member);
}

static void add_row(struct listing *listing, const json_t *item)
{
    for (size_t i = 0; i < listing->column_count; i++) {
        struct buf value = {0};
        add_member(listing, &value, json_object_get(item, listing->columns[i].key));
        add_cell(listing, buf_take(&value));
    }
}

void listing_add(struct listing *listing, const json_t *item)
{
    switch (listing->tool->output) {
    case OUTPUT_TABLE:
        add_row(listing, item);
        break;
    case OUTPUT_JSON:
        print_json(item);
        break;
    case OUTPUT_CSV:
        print_csv(listing, item);
        break;
    case OUTPUT_COUNT:
        break;
    }
}

void listing_add_lines(struct listing *listing, const struct buf *lines)
{
    const char *at = buf_text(lines);

    /* As they are: reading each to write it again would take most of the time. */
    if (listing->tool->output == OUTPUT_JSON) {
        (void)fwrite(at, 1, lines->length, stdout);
        return;
    }
    for (const char *end; (end = strchr(at, '\n')); at = end + 1) {
        json_t *item = json_loadb(at, (size_t)(end - at), 0, NULL);
        listing_add(listing, item);
        json_decref(item);
    }
}

void listing_flush(struct listing *listing)
{
    print_table(listing);
}

void listing_end(struct listing *listing)
{
    listing_flush(listing);
    free(listing->cells);
}

void listing_print(const struct tool *tool, const struct column *columns,
                   const json_t *items)
{
    struct listing listing;

    listing_begin(&listing, tool, columns);
    for (size_t i = 0; i < json_array_size(items); i++)
        listing_add(&listing, json_array_get(items, i));
    listing_end(&listing);
}

/* -- objects --------------------------------------------------------------------- */

/* A table's rows are key and value: an object is shown as a listing of its members. */
static void add_object(struct listing *listing, const char *prefix, json_t *object)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        struct buf name = {0};
        buf_addf(&name, "%s%s", prefix, key);
        if (json_is_object(value)) {
            buf_add_char(&name, '.');
            add_object(listing, buf_text(&name), value);
        } else if (!json_is_null(value)) {
            json_t *row = json_pack("{s:s, s:O}", "key", buf_text(&name), "value", value);
            listing_add(listing, row);
            json_decref(row);
        }
        buf_done(&name);
    }
}

void output_object(const struct tool *tool, json_t *object)
{
    static const struct column columns[] = {
        {"key",   N_("Key")  },
        {"value", N_("Value")},
        {NULL,    NULL       },
    };
    struct listing listing;

    if (tool->output == OUTPUT_JSON) {
        print_json(object);
        return;
    }
    listing_begin(&listing, tool, columns);
    listing.whole = true;
    add_object(&listing, "", object);
    listing_end(&listing);
}

void output_object_and_list(const struct tool *tool, json_t *object, const char *key,
                            const struct column *columns)
{
    if (tool->output != OUTPUT_TABLE) {
        output_object(tool, object);
        return;
    }
    json_t *list = json_incref(json_object_get(object, key));
    (void)json_object_del(object, key);
    output_object(tool, object);
    if (json_array_size(list)) {
        (void)putchar('\n');
        listing_print(tool, columns, list);
    }
    json_decref(list);
}
