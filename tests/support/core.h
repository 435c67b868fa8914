/*
 * core.h - dates, rules, holidays and organizations for tests of the core.
 */
#ifndef JALON_TESTS_CORE_H
#define JALON_TESTS_CORE_H

#include "support/test.h"

#include <stdio.h>

#include "jalon/base/buf.h"
#include "jalon/core/document.h"
#include "jalon/core/holidays.h"
#include "jalon/core/organization.h"
#include "jalon/core/rules.h"

/* The day TEXT, which must be one; "" is no day. */
static inline struct date day(const char *text)
{
    struct date date = DATE_NONE;
    struct err err = {0};

    if (*text && date_parse(&date, text, &err) != 0)
        fail_msg("%s", err.text);
    return date;
}

#define expect_date(got, want)                                                           \
    do {                                                                                 \
        char text_of_got[DATE_TEXT_SIZE];                                                \
        assert_string_equal(date_format(text_of_got, got), want);                        \
    } while (0)

/* What the file PATH of the project holds. */
static inline struct buf project_file(const char *path)
{
    struct buf text = {0};
    char name[512], piece[4096];
    size_t length;

    (void)snprintf(name, sizeof(name), "%s/%s", SOURCE_ROOT, path);
    FILE *file = fopen(name, "rb");
    if (!file)
        fail_msg("cannot open %s", name);
    while ((length = fread(piece, 1, sizeof(piece), file)) > 0)
        buf_add_bytes(&text, piece, length);
    (void)fclose(file);
    return text;
}

/* The shipped rules and holidays. */
static inline struct rules *shipped_rules(void)
{
    struct buf text = project_file("config/rules/qualiopi.ini");
    struct err err = {0};
    struct rules *rules = NULL;

    if (rules_parse(&rules, buf_text(&text), text.length, "qualiopi.ini", &err) != 0)
        fail_msg("%s", err.text);
    buf_done(&text);
    return rules;
}

/* The shipped rules with TEXT behind them; -1 with *ERR where they are none. */
static inline int parse_behind_shipped(struct rules **out, const char *text,
                                       struct err *err)
{
    struct buf whole = project_file("config/rules/qualiopi.ini");

    buf_add(&whole, text);
    int rc = rules_parse(out, buf_text(&whole), whole.length, "r", err);
    buf_done(&whole);
    return rc;
}

static inline struct holidays *shipped_holidays(void)
{
    struct buf text = project_file("config/jours_feries.csv");
    struct err err = {0};
    struct holidays *holidays = NULL;

    if (holidays_parse(&holidays, buf_text(&text), text.length, "jours_feries.csv",
                       &err) != 0)
        fail_msg("%s", err.text);
    buf_done(&text);
    return holidays;
}

/* The organization of the document TEXT, for organization_done(). */
static inline struct organization organization_of(const char *text)
{
    struct organization organization;
    struct err err = {0};

    if (document_parse(&organization, text, strlen(text), NULL, &err) != 0)
        fail_msg("%s: %s", text, err.text);
    return organization;
}

#endif /* JALON_TESTS_CORE_H */
