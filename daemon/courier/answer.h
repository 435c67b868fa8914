/*
 * answer.h - what a server said, cut and cleaned for the ledger.
 *
 * Layer: courier.
 */
#ifndef JALON_COURIER_ANSWER_H
#define JALON_COURIER_ANSWER_H

#include "jalon/base/buf.h"

#define ANSWER_CHARACTERS 200

/* Adds the first ANSWER_CHARACTERS characters of TEXT: each control character a blank,
 * one blank for each run of them, and '?' for what is beyond ASCII if it is not UTF-8. */
void answer_add(struct buf *out, const char *text);

#endif /* JALON_COURIER_ANSWER_H */
