/*
 * document.h - the organization document: JSON to structs and back.
 *
 * Layer: core.  Strict at the edge: unknown keys, keys that a fact's kind does not take,
 * keys that it needs and lacks, wrong types, days that do not exist, control characters
 * and bad UTF-8 are errors that name the key ("facts[2].on: there is no day 2026-02-30").
 * Writing is canonical, so that what was exported and imported exports as the same bytes:
 * keys in the order of the contract, absent ones left out, no space.
 */
#ifndef JALON_CORE_DOCUMENT_H
#define JALON_CORE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "jalon/core/holidays.h"
#include "jalon/core/organization.h"

#define DOCUMENT_MAX_BYTES (1024 * 1024) /* one line of JSON */

/* Reads one JSON object of LENGTH bytes at TEXT into *OUT, which the caller ends with
 * organization_done().  HOLIDAYS tells which zones exist (NULL: any, for what was checked
 * before and comes from the store).  An id that is missing is the SIRET.
 * Returns 0, or -1 with *OUT untouched and ERR_INVALID. */
int document_parse(struct organization *out, const char *text, size_t length,
                   const struct holidays *holidays, struct err *err);

/* The same for one fact alone, as the API and the tool send it. */
int document_parse_fact(struct fact *out, const char *text, size_t length,
                        struct err *err);

/* Whether a document may have KEY at its top. */
bool document_has_key(const char *key);

/* Whether ORGANIZATION, however it was made, keeps all the rules of a document; HOLIDAYS
 * as above.  Returns 0, or -1 with ERR_INVALID. */
int document_check(const struct organization *organization,
                   const struct holidays *holidays, struct err *err);

/* Adds ORGANIZATION as one JSON object, facts and all, without a newline: a line of an
 * export. */
void document_format(struct buf *out, const struct organization *organization);

/* The same without "facts": what the store keeps beside them, each fact being a row. */
void document_format_profile(struct buf *out, const struct organization *organization);

/* Adds FACT as one JSON object. */
void document_format_fact(struct buf *out, const struct fact *fact);

/* Adds TEXT as a JSON string with its quotes; control characters are escaped, and what
 * is not UTF-8 is taken for ISO-8859-1. */
void document_add_string(struct buf *out, const char *text);

#endif /* JALON_CORE_DOCUMENT_H */
