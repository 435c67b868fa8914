/*
 * retry.h - what an answer means for a notice, and when to try it again.
 *
 * Layer: courier.  Pure: the hour and the dice are arguments.
 */
#ifndef JALON_COURIER_RETRY_H
#define JALON_COURIER_RETRY_H

#include <stdint.h>

#include "jalon/core/instant.h"

/* What came of one attempt. */
enum fate {
    FATE_SENT,          /* taken */
    FATE_RETRY,         /* not taken, perhaps later */
    FATE_MISCONFIGURED, /* not taken until somebody repairs our side; tried until then */
    FATE_DEAD,          /* will not be taken, however often it is tried */
};

/* What the HTTP STATUS says; 0 or 1xx: there was no answer. */
enum fate retry_judge_http(long status);

/* What the SMTP REPLY code says, the last one heard; 0: there was none. */
enum fate retry_judge_smtp(long reply);

/* Reads a Retry-After of whole seconds, decimal seconds or an HTTP date, as of NOW.
 * Returns seconds from 1 to a day; 0 where TEXT is none of these. */
int64_t retry_after_s(const char *text, struct instant now);

#define RETRY_NEVER (-1)

/* Seconds to wait after the ATTEMPTS-th attempt failed; RETRY_NEVER: it goes dead.
 * ASKED_S is what the server asked for, 0: nothing.  RANDOM is any number, and spreads
 * what would come back all at once. */
int64_t retry_delay_s(int attempts, int64_t asked_s, uint32_t random);

#endif /* JALON_COURIER_RETRY_H */
