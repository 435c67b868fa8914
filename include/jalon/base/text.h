/*
 * text.h - questions about bytes that claim to be text, and numbers written in it.
 *
 * Layer: base.  Pure; knows ASCII and UTF-8 and no locale.
 */
#ifndef JALON_BASE_TEXT_H
#define JALON_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jalon/base/buf.h"

/* Whether the LENGTH bytes are well-formed UTF-8: no overlong form, no surrogate,
 * nothing above U+10FFFF. */
bool text_is_utf8(const char *bytes, size_t length);

/* Whether TEXT holds a control character: C0, DEL, or C1 (U+0080 to U+009F). */
bool text_has_control(const char *text);

/* Replaces in place what has no business in a sentence: control characters, and bytes
 * that are not UTF-8 (a character that was cut, say), by '?'. */
void text_clean(char *text);

/* Characters (code points) of TEXT, which is UTF-8. */
size_t text_length(const char *text);

/* The bytes that the first CHARACTERS characters of TEXT take, at most MAX_BYTES and
 * never part of a character. */
size_t text_prefix(const char *text, size_t characters, size_t max_bytes);

/* Adds TEXT to OUT, shortened to CHARACTERS (at least 1) characters, the last of them a
 * "…", if it is longer. */
void text_add_short(struct buf *out, const char *text, size_t characters);

/* Adds the LENGTH bytes of ISO-8859-1 text to OUT as UTF-8. */
void text_add_latin1(struct buf *out, const char *bytes, size_t length);

/* Reads TEXT as a decimal number between MIN and MAX: an optional '-', digits and
 * nothing else.  Returns 0, or -1 with *OUT untouched. */
int text_number(int64_t *out, const char *text, int64_t min, int64_t max);

/* Whether A and B are the same text; NULL equals NULL only. */
bool text_equal(const char *a, const char *b);

/* Whether TEXT begins with PREFIX; an empty one begins every text. */
bool text_starts(const char *text, const char *prefix);

/* The bytes of the blank that TEXT starts with, those that do not break a line among
 * them; 0 where it starts with none. */
size_t text_blank_size(const char *text);

/* The place of TEXT, which may be NULL, among the COUNT NAMES, or -1. */
int text_place(const char *const names[], size_t count, const char *text);

/* Whether TEXT is 1 to MAX_LENGTH of a-z 0-9 . _ -: what may stand in a URL, a file name
 * and a milestone's id without escapes. */
bool text_is_name(const char *text, size_t max_length);

/* Whether TEXT can name a thing to people: at most MAX_LENGTH characters of UTF-8, none
 * of them a control character, some not a space. */
bool text_is_title(const char *text, size_t max_length);

/* Whether TEXT is an e-mail address that may go on an SMTP line: ASCII, one '@', no
 * space, control character, quote, angle bracket or comma, at most 254 bytes. */
bool text_is_email(const char *text);

/* Whether TEXT matches PATTERN: equal, or equal up to a final '*'. */
bool text_matches(const char *pattern, const char *text);

#endif /* JALON_BASE_TEXT_H */
