#include "jalon/base/text.h"

#include <string.h>

/* The bytes that the character at BYTES takes, or 0 where it is not UTF-8 by RFC 3629: an
 * overlong form is a second spelling by which a '/' or a newline gets past a check. */
static size_t character_size(const unsigned char *bytes, size_t length)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t min;
    } forms[] = {
        {0x80, 0x00, 0x0    },
        {0xE0, 0xC0, 0x80   },
        {0xF0, 0xE0, 0x800  },
        {0xF8, 0xF0, 0x10000},
    };

    for (size_t size = 1; size <= 4 && size <= length; size++) {
        if ((bytes[0] & forms[size - 1].mask) != forms[size - 1].lead)
            continue;
        uint32_t point = bytes[0] & (unsigned char)~forms[size - 1].mask;
        for (size_t i = 1; i < size; i++) {
            if ((bytes[i] & 0xC0) != 0x80)
                return 0;
            point = point << 6 | (bytes[i] & 0x3FU);
        }
        bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        return point >= forms[size - 1].min && point <= 0x10FFFF && !surrogate ? size : 0;
    }
    return 0;
}

/* How many bytes of ASCII BYTES start with.  Most texts are little else, so that they are
 * looked at by eight. */
static size_t ascii_length(const unsigned char *bytes, size_t length)
{
    uint64_t eight;
    size_t at = 0;

    for (; at + sizeof(eight) <= length; at += sizeof(eight)) {
        memcpy(&eight, bytes + at, sizeof(eight));
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < length && bytes[at] < 0x80)
        at++;
    return at;
}

bool text_is_utf8(const char *bytes, size_t length)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t at = 0;

    while ((at += ascii_length(text + at, length - at)) < length) {
        size_t size = character_size(text + at, length - at);
        if (size == 0)
            return false;
        at += size;
    }
    return true;
}

bool text_has_control(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c == 0x7F)
            return true;
        if (*c == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0)
            return true;
    }
    return false;
}

void text_clean(char *text)
{
    size_t left = strlen(text);

    while (left) {
        size_t size = character_size((const unsigned char *)text, left);
        bool control = (unsigned char)*text < 0x20 || *text == 0x7F ||
                       (size == 2 && text[0] == '\xC2' && (unsigned char)text[1] < 0xA0);
        if (size == 0 || control)
            *text = '?';
        if (control && size == 2)
            text[1] = '?';
        size += size == 0;
        text += size;
        left -= size;
    }
}

/* Every byte of a character but its first is 10xxxxxx. */
static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

size_t text_length(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += starts_character(*text);
    return count;
}

size_t text_prefix(const char *text, size_t characters, size_t max_bytes)
{
    size_t end = 0;
    size_t fits = 0;

    while (text[end] && characters--) {
        do {
            end++;
        } while (text[end] && !starts_character(text[end]));
        if (end > max_bytes)
            return fits;
        fits = end;
    }
    return fits;
}

void text_add_short(struct buf *out, const char *text, size_t characters)
{
    if (text_length(text) <= characters) {
        buf_add(out, text);
        return;
    }
    buf_add_bytes(out, text, text_prefix(text, characters - 1, strlen(text)));
    buf_add(out, "…");
}

void text_add_latin1(struct buf *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c < 0x80) {
            buf_add_char(out, (char)c);
            continue;
        }
        buf_add_char(out, (char)(0xC0 | c >> 6));
        buf_add_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

int text_number(int64_t *out, const char *text, int64_t min, int64_t max)
{
    bool negative = *text == '-';
    int64_t value = 0;

    text += negative;
    if (!*text)
        return -1;
    for (; *text; text++) {
        /* Asked before the step, which must not overflow whatever the digit. */
        if (*text < '0' || *text > '9' || value > (INT64_MAX - 9) / 10)
            return -1;
        value = value * 10 + (*text - '0');
    }
    if (negative)
        value = -value;
    if (value < min || value > max)
        return -1;
    *out = value;
    return 0;
}

bool text_equal(const char *a, const char *b)
{
    /* Mostly they differ in their first bytes. */
    return a && b ? *a == *b && strcmp(a, b) == 0 : a == b;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

size_t text_blank_size(const char *text)
{
    static const char *const blanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u202F"};

    for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
        if (text_starts(text, blanks[i]))
            return strlen(blanks[i]);
    return 0;
}

int text_place(const char *const names[], size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], text))
            return (int)i;
    return -1;
}

bool text_is_name(const char *text, size_t max_length)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t length = strlen(text);

    return length >= 1 && length <= max_length && strspn(text, allowed) == length;
}

bool text_is_title(const char *text, size_t max_length)
{
    return text_is_utf8(text, strlen(text)) && !text_has_control(text) &&
           text_length(text) <= max_length && text[strspn(text, " ")];
}

/* Narrower than RFC 5321, which allows quoted names with blanks and brackets: nobody's
 * address has them, and one that gets into "RCPT TO:<…>" could end that line.  254 is
 * what RFC 5321 leaves of a path without its angle brackets. */
bool text_is_email(const char *text)
{
    size_t length = strlen(text);
    const char *at = strchr(text, '@');

    if (length > 254 || !at || at == text || !at[1] || strchr(at + 1, '@'))
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] <= ' ' || text[i] > '~' || strchr("<>()[]\\,;:\"", text[i]))
            return false;
    return at[1] != '.' && text[length - 1] != '.' && !strstr(text, "..");
}

bool text_matches(const char *pattern, const char *text)
{
    size_t length = strlen(pattern);

    if (length && pattern[length - 1] == '*')
        return strncmp(pattern, text, length - 1) == 0;
    return strcmp(pattern, text) == 0;
}
