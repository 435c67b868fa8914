/*
 * signature.h - the signature of Standard Webhooks, version 1.
 *
 * Layer: courier.  Pure.
 */
#ifndef JALON_COURIER_SIGNATURE_H
#define JALON_COURIER_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

/* Adds to OUT the value of webhook-signature for the LENGTH bytes of BODY: one "v1,…"
 * for each of SECRETS, "whsec_…" in base64 one a line, two at most.
 * Returns 0, or -1 with ERR_INVALID where SECRETS holds anything else, or nothing. */
int signature_add(struct buf *out, const char *secrets, const char *id, int64_t timestamp,
                  const void *body, size_t length, struct err *err);

#endif /* JALON_COURIER_SIGNATURE_H */
