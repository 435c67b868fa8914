/* One set of four functions for each type of member.  They get MEMBER as void *, since
 * which one it is stands in a row of document_keys.c.  There the compiler checks the name
 * of the member and cannot check its type: the two have to be read together. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "document_keys.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "jalon/core/organization.h"

static int read_text(const char **out, const json_t *json, struct err *err)
{
    if (!json_is_string(json))
        return err_set(err, ERR_INVALID, N_("must be a text"));
    *out = json_string_value(json);
    return 0;
}

/* -- texts ----------------------------------------------------------------------- */

static int check_length(const char *text, int64_t max, struct err *err)
{
    size_t length = text_length(text);

    if (length >= 1 && length <= (size_t)max)
        return 0;
    return err_set(err, ERR_INVALID, N_("must have 1 to %d characters, and has %zu"),
                   (int)max, length);
}

/* UTF-8 first: the questions after it count characters. */
static int check_text(const char *text, const struct key *key, struct err *err)
{
    if (!text_is_utf8(text, strlen(text)))
        return err_set(err, ERR_INVALID, N_("is not in UTF-8"));
    if (text_has_control(text))
        return err_set(err, ERR_INVALID, N_("holds a control character"));
    if (key->rule)
        return key->rule(text, err);
    return check_length(text, key->max, err);
}

static bool text_is_set(const void *member, const struct key *key)
{
    char *const *text = member;

    (void)key;
    return *text != NULL;
}

static int text_read(void *member, const struct key *key, const json_t *json,
                     struct err *err)
{
    char **text = member;
    const char *value;

    (void)key;
    if (read_text(&value, json, err) != 0)
        return -1;
    *text = mem_strdup(value);
    return 0;
}

static int text_check(const void *member, const struct key *key, struct err *err)
{
    char *const *text = member;

    return check_text(*text, key, err);
}

static void text_write(struct buf *out, const void *member, const struct key *key)
{
    char *const *text = member;

    (void)key;
    document_add_string(out, *text);
}

const struct value_type document_text = {text_is_set, text_read, text_check, text_write};

/* -- arrays of char -------------------------------------------------------------- */

static bool chars_is_set(const void *member, const struct key *key)
{
    const char *text = member;

    (void)key;
    return *text != '\0';
}

/* The rule comes first: whatever it lets through fits into the array. */
static int chars_read(void *member, const struct key *key, const json_t *json,
                      struct err *err)
{
    const char *value;

    if (read_text(&value, json, err) != 0 || check_text(value, key, err) != 0)
        return -1;
    memcpy(member, value, strlen(value) + 1);
    return 0;
}

static int chars_check(const void *member, const struct key *key, struct err *err)
{
    return check_text(member, key, err);
}

static void chars_write(struct buf *out, const void *member, const struct key *key)
{
    (void)key;
    document_add_string(out, member);
}

const struct value_type document_chars = {chars_is_set, chars_read, chars_check,
                                          chars_write};

/* -- dates ----------------------------------------------------------------------- */

static bool date_value_is_set(const void *member, const struct key *key)
{
    const struct date *date = member;

    (void)key;
    return date_is_set(*date);
}

static int date_read(void *member, const struct key *key, const json_t *json,
                     struct err *err)
{
    const char *value;

    (void)key;
    return read_text(&value, json, err) != 0 ? -1 : date_parse(member, value, err);
}

static void date_write(struct buf *out, const void *member, const struct key *key)
{
    const struct date *date = member;
    char text[DATE_TEXT_SIZE];

    (void)key;
    document_add_string(out, date_format(text, *date));
}

const struct value_type document_date = {date_value_is_set, date_read, NULL, date_write};

/* -- numbers --------------------------------------------------------------------- */

static int check_range(int64_t number, const struct key *key, struct err *err)
{
    if (number >= key->min && number <= key->max)
        return 0;
    return err_set(err, ERR_INVALID, N_("must be a whole number from %lld to %lld"),
                   (long long)key->min, (long long)key->max);
}

/* Numbers out of range are refused here already: -1 would pass for absent. */
static int read_number(int64_t *out, const struct key *key, const json_t *json,
                       struct err *err)
{
    int64_t number = json_is_integer(json) ? json_integer_value(json) : INT64_MIN;

    if (check_range(number, key, err) != 0)
        return -1;
    *out = number;
    return 0;
}

static bool int64_is_set(const void *member, const struct key *key)
{
    const int64_t *number = member;

    (void)key;
    return *number != -1;
}

static int int64_read(void *member, const struct key *key, const json_t *json,
                      struct err *err)
{
    return read_number(member, key, json, err);
}

static int int64_check(const void *member, const struct key *key, struct err *err)
{
    const int64_t *number = member;

    return check_range(*number, key, err);
}

static void int64_write(struct buf *out, const void *member, const struct key *key)
{
    const int64_t *number = member;

    (void)key;
    buf_add_number(out, *number);
}

const struct value_type document_int64 = {int64_is_set, int64_read, int64_check,
                                          int64_write};

static bool int_is_set(const void *member, const struct key *key)
{
    const int *number = member;

    (void)key;
    return *number != -1;
}

static int int_read(void *member, const struct key *key, const json_t *json,
                    struct err *err)
{
    int *number = member;
    int64_t value;

    if (read_number(&value, key, json, err) != 0)
        return -1;
    *number = (int)value;
    return 0;
}

static int int_check(const void *member, const struct key *key, struct err *err)
{
    const int *number = member;

    return check_range(*number, key, err);
}

static void int_write(struct buf *out, const void *member, const struct key *key)
{
    const int *number = member;

    (void)key;
    buf_add_number(out, *number);
}

const struct value_type document_int = {int_is_set, int_read, int_check, int_write};

/* -- truth ----------------------------------------------------------------------- */

/* false is not written: the one flag of a document says "retracted". */
static bool bool_is_set(const void *member, const struct key *key)
{
    const bool *truth = member;

    (void)key;
    return *truth;
}

static int bool_read(void *member, const struct key *key, const json_t *json,
                     struct err *err)
{
    bool *truth = member;

    (void)key;
    if (!json_is_boolean(json))
        return err_set(err, ERR_INVALID, N_("must be true or false"));
    *truth = json_is_true(json);
    return 0;
}

static void bool_write(struct buf *out, const void *member, const struct key *key)
{
    const bool *truth = member;

    (void)key;
    buf_add(out, *truth ? "true" : "false");
}

const struct value_type document_bool = {bool_is_set, bool_read, NULL, bool_write};

/* -- enums ----------------------------------------------------------------------- */

/* Each enum of a document starts at 0, so that gcc and clang store it as unsigned. */
static_assert(sizeof(enum fact_kind) == sizeof(unsigned) &&
                  sizeof(enum audit) == sizeof(unsigned) &&
                  sizeof(enum audit_mode) == sizeof(unsigned) &&
                  sizeof(enum grade) == sizeof(unsigned),
              "an enum is read and written as an unsigned");

static bool enum_is_set(const void *member, const struct key *key)
{
    const unsigned *value = member;

    return *value != key->names->none;
}

static int refuse_name(const char *text, const struct names *names, struct err *err)
{
    struct buf known = {0};

    for (unsigned i = 0; i < names->count; i++)
        if (*names->items[i])
            buf_addf(&known, "%s%s", known.length ? ", " : "", names->items[i]);
    err_set(err, ERR_INVALID, N_("\"%.40s\" is none of %s"), text, buf_text(&known));
    buf_done(&known);
    return -1;
}

static int enum_read(void *member, const struct key *key, const json_t *json,
                     struct err *err)
{
    unsigned *value = member;
    const char *text;

    if (read_text(&text, json, err) != 0)
        return -1;
    int found = organization_name_find(key->names, text);
    if (found < 0)
        return refuse_name(text, key->names, err);
    *value = (unsigned)found;
    return 0;
}

static void enum_write(struct buf *out, const void *member, const struct key *key)
{
    const unsigned *value = member;

    document_add_string(out, key->names->items[*value]);
}

const struct value_type document_enum = {enum_is_set, enum_read, NULL, enum_write};

/* -- categories ------------------------------------------------------------------ */

static bool categories_is_set(const void *member, const struct key *key)
{
    const unsigned *categories = member;

    (void)key;
    return *categories != 0;
}

static int add_category(unsigned *categories, const json_t *json, struct err *err)
{
    enum category category;
    const char *text;

    if (read_text(&text, json, err) != 0)
        return -1;
    if (category_parse(&category, text) != 0)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is none of AF, BC, VAE, CFA"),
                       text);
    *categories |= category;
    return 0;
}

/* As bits, so that ["CFA","AF"] and ["AF","CFA","AF"] are one value. */
static int categories_read(void *member, const struct key *key, const json_t *json,
                           struct err *err)
{
    (void)key;
    if (!json_is_array(json))
        return err_set(err, ERR_INVALID, N_("must be a list"));
    for (size_t i = 0; i < json_array_size(json); i++)
        if (add_category(member, json_array_get(json, i), err) != 0)
            return -1;
    return 0;
}

static void categories_write(struct buf *out, const void *member, const struct key *key)
{
    const unsigned *categories = member;
    const char *separator = "";

    (void)key;
    buf_add_char(out, '[');
    for (unsigned bit = 1; bit < 1U << CATEGORY_COUNT; bit <<= 1) {
        if (!(*categories & bit))
            continue;
        buf_add(out, separator);
        document_add_string(out, category_name((enum category)bit));
        separator = ",";
    }
    buf_add_char(out, ']');
}

const struct value_type document_categories = {categories_is_set, categories_read, NULL,
                                               categories_write};
