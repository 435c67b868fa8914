/*
 * pulse.h - how Jalon itself is: when it last looked, what it sent, what is broken.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_PULSE_H
#define JALON_WEB_PULSE_H

#include "visit.h"

/* Adds it as one paragraph. */
void pulse_add(struct visit *visit);

#endif /* JALON_WEB_PULSE_H */
