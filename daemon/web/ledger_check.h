/*
 * ledger_check.h - a check of the whole ledger: a thread of libuv's pool reads it, so
 * that nobody waits but who asked.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_LEDGER_CHECK_H
#define JALON_WEB_LEDGER_CHECK_H

#include "visit.h"

/* Has it checked, and then sends the browser on to PATH, one of our own.  What was found
 * is in visit->web->ledger by then.  0, or -1 where that cannot begin. */
int ledger_check_start(struct visit *visit, const char *path, struct err *err);

#endif /* JALON_WEB_LEDGER_CHECK_H */
