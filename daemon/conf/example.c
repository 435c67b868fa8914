/* Written from the same rows as the parser reads by, so that it cannot go out of date; a
 * test reads it back and finds the defaults. */

#include "jalon/conf/conf.h"

#include <string.h>

#include "schema.h"

#define RULER_WIDTH 79

/* Adds TEXT, each of its lines as a comment. */
static void add_comment(struct buf *out, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        buf_add(out, length ? "; " : ";");
        buf_add_bytes(out, text, length);
        buf_add_char(out, '\n');
        text += length + (text[length] == '\n');
    }
}

static void add_heading(struct buf *out, const struct conf_section *section)
{
    size_t start = out->length;

    buf_addf(out, "\n; -- %s ", section->name);
    while (out->length - start < RULER_WIDTH)
        buf_add_char(out, '-');
    buf_add_char(out, '\n');
    add_comment(out, section->help);
}

/* Defaults are written out as they are, what has none as a comment. */
static void add_key(struct buf *out, const struct conf_key *key, bool commented)
{
    buf_add_char(out, '\n');
    add_comment(out, key->help);
    if (commented || !key->initial)
        buf_add(out, "; ");
    buf_addf(out, "%s =", key->name);
    const char *value = key->initial ? key->initial : key->example;
    if (*value)
        buf_addf(out, " %s", value);
    buf_add_char(out, '\n');
}

/* Not by the rows of the table: each kind has steps of its own. */
static void add_ladders(struct buf *out)
{
    for (int kind = 0; kind < MILESTONE_KIND_COUNT; kind++) {
        const struct default_ladder *ladder = &default_ladders[kind];
        buf_add_char(out, '\n');
        add_comment(out, ladder->help);
        buf_addf(out, "[ladder \"%s\"]\nsteps = %s\n",
                 milestone_kind_name((enum milestone_kind)kind), ladder->steps);
    }
}

static void add_section(struct buf *out, const struct conf_section *section)
{
    add_heading(out, section);
    if (section->example)
        buf_addf(out, "\n; [%s \"%s\"]\n", section->name, section->example);
    else
        buf_addf(out, "\n[%s]\n", section->name);
    for (const struct conf_key *key = section->keys; key->name; key++)
        add_key(out, key, section->example != NULL);
}

void conf_example(struct buf *out)
{
    add_comment(out,
                "jalon.conf - every key with its default and what it is for.\n"
                "\n"
                "What is commented out has no default or finds it by itself.  Files\n"
                "conf.d/NAME.conf beside this one are read after it, in alphabetical\n"
                "order.  `jalond --check-config` reports every error of all of them.");
    for (const struct conf_section *section = conf_sections; section->name; section++) {
        add_section(out, section);
        if (strcmp(section->name, "ladder") == 0)
            add_ladders(out);
    }
}
