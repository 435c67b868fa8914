/*
 * readiness.h - whether the daemon keeps up with its promises.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_READINESS_H
#define JALON_PUBLISH_READINESS_H

#include "hub.h"

/* 0 where the store takes writes, or -1.  It is tried at most every 5 seconds: who asks
 * often may not wear the disk. */
int readiness_writable(struct publish *publish, struct instant now, struct err *err);

/* The sending time of the first notice that still waits; s 0: none does. */
int readiness_oldest_queued(struct instant *out, struct store *store, struct err *err);

#endif /* JALON_PUBLISH_READINESS_H */
