/*
 * lines.h - a file of organization documents, one JSON object a line.
 *
 * Layer: the tool, internal.  In constant memory, however many lines there are.  A line
 * longer than DOCUMENT_MAX_BYTES is an error of that line alone and is never stored.
 */
#ifndef JALON_JALON_LINES_H
#define JALON_JALON_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "args.h"
#include "jalon/base/buf.h"
#include "jalon/conf/conf.h"
#include "jalon/core/organization.h"
#include "jalon/sys/zone.h"
#include "tool.h"

/* Called with each organization of the file, borrowed for the call, and the time zone
 * that it lives in.  Returns 0, or -1 with ERR: the line is reported as wrong. */
typedef int (*lines_cb)(void *context, const struct organization *organization,
                        const struct zone *zone, struct err *err);

/* Calls CB with each organization of FILE ("-" or NULL: standard input) as CONF's zones
 * and default time zone have it.  A bad line is reported on standard error as
 * "FILE:LINE: reason" and stops no other; empty lines and a BOM are skipped.
 * Returns EXIT_DONE, or EXIT_FAILED where a line was wrong or FILE cannot be read. */
int lines_each(const struct tool *tool, const char *file, const struct conf *conf,
               lines_cb cb, void *context);

/* The rules of FILE, for rules_free().  NULL after having said what is wrong. */
struct rules *lines_rules(const struct tool *tool, const char *file);

/* The configuration that a command without a daemon works with: --config's, or the
 * defaults, for conf_free(); the rule file RULES instead of its own where not NULL.
 * Returns NULL after having said what is wrong. */
struct conf *lines_conf(const struct tool *tool, const char *rules);

/* The day of --today into *OUT, or DATE_NONE where it is not given: then it is today
 * where the organization lives.  Returns 0, or -1 with ERR_INVALID. */
int lines_today(struct date *out, const struct args *args, struct err *err);

#endif /* JALON_JALON_LINES_H */
