/*
 * values.h - the types of values: each checks a text and stores it.
 *
 * Layer: conf.  All are of the type conf_set_cb: see schema.h.  What is refused is said
 * in a sentence that shows how to write it; FILE:LINE and the key are put before it.
 */
#ifndef JALON_CONF_VALUES_H
#define JALON_CONF_VALUES_H

#include "schema.h"

/* Declares the type of value NAME. */
#define CONF_VALUE(name)                                                                 \
    int name(void *object, const struct conf_key *key, const char *value, struct err *err)

/* Values of one line of text; the member is a char *. */
CONF_VALUE(value_text);      /* any, but not empty */
CONF_VALUE(value_zone);      /* a time zone that the machine knows */
CONF_VALUE(value_host);      /* "jalon.example.org" */
CONF_VALUE(value_listen);    /* "127.0.0.1:8420", or empty */
CONF_VALUE(value_socket);    /* the path of a Unix socket */
CONF_VALUE(value_url);       /* http:// or https://, without user and password */
CONF_VALUE(value_base_url);  /* the same without query; a final '/' is dropped */
CONF_VALUE(value_transport); /* smtp://HOST, smtps://HOST, maildir:PATH */
CONF_VALUE(value_email);     /* "alice@example.org" */
CONF_VALUE(value_mailbox);   /* the same, or "Alice <alice@example.org>" */

/* Other values; what the member is stands behind. */
CONF_VALUE(value_number); /* int, from key->min to key->max */
CONF_VALUE(value_time);   /* int: "08:00", as a minute of the day */
CONF_VALUE(value_choice); /* an enum that counts key->names from 0 */
CONF_VALUE(value_flag);   /* bool: key->names are those for false and true */
CONF_VALUE(value_steps);  /* struct ladder */

/* Values of a section of their own; the object is named behind. */
CONF_VALUE(value_receiver_lang); /* struct receiver: lang and has_lang */
CONF_VALUE(value_receiver_calm); /* struct receiver: calm and has_calm */
CONF_VALUE(value_kind_pattern);  /* struct route: a pattern that fits some kind */
CONF_VALUE(value_force_pattern); /* struct route: a pattern that fits some force */
CONF_VALUE(value_id_pattern);    /* struct route: a pattern that may fit an id */
CONF_VALUE(value_receivers);     /* struct route: "alice, owner" */
CONF_VALUE(value_escalations);   /* struct route: "due-14d: partner, due-3d: boss" */

#endif /* JALON_CONF_VALUES_H */
