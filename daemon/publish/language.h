/*
 * language.h - which of our languages a client likes best, RFC 9110 section 12.5.4.
 *
 * Layer: publish.  Pure.
 */
#ifndef JALON_PUBLISH_LANGUAGE_H
#define JALON_PUBLISH_LANGUAGE_H

#include "jalon/base/tr.h"

/* The language that ACCEPT, an Accept-Language header, rates highest; the first of
 * equals.  FALLBACK where it names none of ours or is NULL. */
enum lang language_choose(const char *accept, enum lang fallback);

#endif /* JALON_PUBLISH_LANGUAGE_H */
