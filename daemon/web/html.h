/*
 * html.h - HTML that no text from outside can break out of.
 *
 * Layer: web, inside.  Mark-up is written as templates, constants of the program; what
 * comes from anywhere else only ever goes in through their braces, which escape it.
 */
#ifndef JALON_WEB_HTML_H
#define JALON_WEB_HTML_H

#include <stddef.h>
#include <stdint.h>

#include "jalon/base/buf.h"

/* Adds TEMPLATE, a constant, to OUT.  Each {} in it is replaced by the next of the texts
 * that follow, escaped for element content and quoted attributes alike; each {/} by the
 * next one percent-encoded, as one segment of a path or one value of a query.  NULL
 * stands for "".
 *
 *     html(out, "<a href=\"/organizations/{/}\">{}</a>", row->id, row->name);
 */
#define html(out, template, ...)                                                         \
    html_fill(out, template, (const char *const[]){__VA_ARGS__},                         \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* What html() calls; aborts where TEMPLATE has not COUNT places. */
void html_fill(struct buf *out, const char *template, const char *const *values,
               size_t count);

#define HTML_NUMBER_SIZE 24

/* Writes NUMBER into TEXT, and returns TEXT. */
const char *html_number(char text[HTML_NUMBER_SIZE], int64_t number);

#endif /* JALON_WEB_HTML_H */
