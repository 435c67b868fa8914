/* inih splits a line into key and value and knows comments.  What it does with sections
 * (49 bytes of a name), long lines (cut) and faults (a line number, of the first alone)
 * is not what a person who edits a file wants, so that this reader feeds it line by line.
 */

#include "jalon/core/ini.h"

#include <stdbool.h>
#include <string.h>

#include <ini.h>

#include "jalon/base/buf.h"
#include "jalon/base/text.h"

#define LINE_MAX_SIZE 4096 /* with CR, LF and NUL: a webhook's address may be long */

#define BLANKS " \t\r\n\v\f"

struct reading {
    const char *at, *end; /* what is still to be read */
    struct ini_line line; /* being read */
    struct buf section, name;
    bool in_section; /* under a well-formed section */
    bool skipping;   /* under a malformed one, which was reported */
    bool expects;    /* inih was given a line that has to be "key = value" */
    ini_line_cb on_line;
    ini_line_cb on_section; /* or NULL */
    void *context;
};

/* The texts of the section may move while it is read, and are looked up at the last. */
static void emit(const struct reading *reading, ini_line_cb cb, const char *key,
                 const char *value)
{
    struct ini_line line = reading->line;

    line.section = buf_text(&reading->section);
    line.name = buf_text(&reading->name);
    line.key = key;
    line.value = value;
    cb(reading->context, &line);
}

/* -- sections -------------------------------------------------------------------- */

/* Reads `kind]` or `kind "name"]`, with or without a comment behind. */
static bool read_section(struct reading *reading, const char *at)
{
    size_t kind = strcspn(at, BLANKS "\"];");

    buf_add_bytes(&reading->section, at, kind);
    at += kind;
    at += strspn(at, " \t");
    if (*at == '"') {
        size_t name = strcspn(at + 1, "\"");
        buf_add_bytes(&reading->name, at + 1, name);
        at += 1 + name;
        if (*at++ != '"' || name == 0)
            return false;
        at += strspn(at, " \t");
    }
    if (kind == 0 || *at++ != ']')
        return false;
    at += strspn(at, BLANKS);
    return *at == '\0' || *at == ';' || *at == '#';
}

static void enter_section(struct reading *reading, const char *at)
{
    buf_clear(&reading->section);
    buf_clear(&reading->name);
    reading->in_section = read_section(reading, at + strspn(at, " \t"));
    reading->skipping = !reading->in_section;
    reading->line.section_line = reading->line.line;
    if (reading->in_section && reading->on_section)
        emit(reading, reading->on_section, NULL, "");
    if (!reading->in_section)
        emit(reading, reading->on_line, NULL,
             N_("malformed section: write it as [kind] or [kind \"name\"]"));
}

/* -- lines ----------------------------------------------------------------------- */

/* inih reads C strings: behind a NUL it would see nothing. */
static const char *fault_of(const char *line, size_t length, size_t size)
{
    if (length + 2 > size)
        return N_("this line is too long");
    if (memchr(line, '\0', length))
        return N_("this line holds a NUL byte");
    if (!text_is_utf8(line, length))
        return N_("this line is not UTF-8");
    return NULL;
}

/* inih takes what is indented for the rest of the line before, hence no blanks first. */
static void take_line(struct reading *reading, char *out, size_t size, const char *line,
                      size_t length)
{
    const char *fault = fault_of(line, length, size);

    if (fault) {
        emit(reading, reading->on_line, NULL, fault);
        return;
    }
    memcpy(out, line, length);
    out[length] = '\0';
    size_t blanks = strspn(out, BLANKS);
    memmove(out, out + blanks, length + 1 - blanks);
    if (*out == '[')
        enter_section(reading, out + 1);
    reading->expects = *out && !strchr(";#[", *out);
}

/* inih calls the handler for nothing but pairs, so that their absence is the fault. */
static void finish_line(struct reading *reading)
{
    if (reading->expects && !reading->skipping)
        emit(reading, reading->on_line, NULL, N_("this line is no \"key = value\""));
    reading->expects = false;
}

/* inih asks for a line here, as of fgets(3).  What it made of the one before is known by
 * then. */
static char *next_line(char *out, int size, void *stream)
{
    struct reading *reading = stream;
    const char *line = reading->at;

    finish_line(reading);
    if (line == reading->end)
        return NULL;
    size_t left = (size_t)(reading->end - line);
    const char *newline = memchr(line, '\n', left);
    size_t length = newline ? (size_t)(newline - line) : left;
    reading->at += length + (newline != NULL);
    reading->line.line++;
    *out = '\0';
    take_line(reading, out, (size_t)size, line, length);
    return out;
}

static int on_pair(void *context, const char *section, const char *key, const char *value)
{
    struct reading *reading = context;

    (void)section; /* cut after 49 bytes by inih */
    reading->expects = false;
    if (reading->skipping)
        return 1;
    if (!reading->in_section)
        emit(reading, reading->on_line, NULL, N_("this line stands before any section"));
    else if (*key == '\0')
        emit(reading, reading->on_line, NULL, N_("this line is no \"key = value\""));
    else
        emit(reading, reading->on_line, key, value);
    return 1;
}

void ini_read_sections(const char *text, size_t length, const char *file,
                       ini_line_cb on_section, ini_line_cb on_line, void *context)
{
    size_t bom = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct reading reading = {
        .at = text + bom,
        .end = text + length,
        .line = {.file = file},
        .on_line = on_line,
        .on_section = on_section,
        .context = context,
    };

    /* inih would cut a line after 200 bytes, and what follows would be a line of its own.
     */
    ini_max_line = LINE_MAX_SIZE;
    (void)ini_parse_stream(next_line, &reading, on_pair, &reading);
    buf_done(&reading.section);
    buf_done(&reading.name);
}

void ini_read(const char *text, size_t length, const char *file, ini_line_cb cb,
              void *context)
{
    ini_read_sections(text, length, file, NULL, cb, context);
}
