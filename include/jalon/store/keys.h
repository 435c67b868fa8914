/*
 * keys.h - feeds and API tokens: what strangers may ask, by a secret they show.
 *
 * Layer: store.  Only the SHA-256 of a secret is kept: who reads a backup can neither
 * fetch a calendar nor call the API.  Texts that are given are copied; tokens are those
 * of secret_token().
 */
#ifndef JALON_STORE_KEYS_H
#define JALON_STORE_KEYS_H

#include "jalon/store/store.h"
#include "jalon/sys/secret.h"

/* A published calendar.  Texts are owned. */
struct feed {
    int64_t id;
    char *name;                       /* unique among those not revoked */
    char *organization, *owner, *tag; /* its scope; all NULL: everything */
    char *alarms;                     /* "7d,1d", or NULL */
    bool masked;                      /* titles without names */
    struct instant created;
    struct instant rotated;  /* s 0: never */
    struct instant revoked;  /* s 0: not */
    struct instant fetched;  /* s 0: never */
    char *agent;             /* the User-Agent of the last fetch, or NULL */
    char *etag;              /* of the bytes that were served then, or NULL */
    struct instant modified; /* since when they are those */
};

/* Frees the texts of FEED; the struct itself is the caller's. */
void feed_done(struct feed *feed);

/* What a token comes to.  Unknown and malformed ones are not told apart, so that nobody
 * learns by trying. */
enum feed_answer {
    FEED_SERVED,  /* the token is the feed's own, or its last one for 14 days more */
    FEED_UNKNOWN, /* 404 */
    FEED_GONE,    /* 410: revoked, or rotated longer ago */
    FEED_FAILED,  /* the database could not be read, so that nothing is known */
};

/* Adds FEED, of which name, scope, alarms, masked and created count, opened by TOKEN.
 * ERR_CONFLICT: the name is taken. */
int store_feed_add(struct store *store, const struct feed *feed, const char *token,
                   struct err *err);
/* Gives the feed NAME a new TOKEN; the old one serves for 14 more days from NOW.
 * ERR_NOT_FOUND: there is none, or it is revoked. */
int store_feed_rotate(struct store *store, const char *name, const char *token,
                      struct instant now, struct err *err);
/* Closes the feed NAME for good; its name is free again.  ERR_NOT_FOUND likewise. */
int store_feed_revoke(struct store *store, const char *name, struct instant now,
                      struct err *err);
/* The feed that TOKEN opens at NOW, into *OUT for feed_done() where it is served. */
enum feed_answer store_feed_find(struct feed *out, struct store *store, const char *token,
                                 struct instant now);

/* What a feed gave to whom; texts are borrowed. */
struct feed_fetch {
    int64_t feed;            /* its id */
    struct instant at;       /* when it was asked */
    const char *agent;       /* who asked: the User-Agent */
    const char *etag;        /* of the bytes that were served */
    struct instant modified; /* since when they are those */
};

/* Notes FETCH; of those by the same program for the same bytes one a minute is written.
 * Waits for nobody: ERR_TEMPORARY where another program has the database locked. */
int store_feed_fetched(struct store *store, const struct feed_fetch *fetch,
                       struct err *err);

/* Calls CB for each feed, borrowed for the call, the revoked ones too, by name; -1 with
 * its err set stops and fails. */
typedef int (*feed_cb)(void *context, const struct feed *feed, struct err *err);
int store_feeds_each(struct store *store, feed_cb cb, void *context, struct err *err);

/* What a key may do; each may do what those above it may. */
enum scope {
    SCOPE_READ,  /* look at all but feeds, tokens and backups */
    SCOPE_WRITE, /* change organizations, too */
    SCOPE_ADMIN, /* everything */
    SCOPE_COUNT,
};

/* A key to the HTTP API. */
struct token {
    char *name; /* unique; owned */
    enum scope scope;
    struct instant created;
    struct instant used; /* s 0: never */
};

/* Frees the name of TOKEN. */
void token_done(struct token *token);

/* Adds the key NAME, whose secret is TOKEN.  ERR_CONFLICT: the name is taken. */
int store_token_add(struct store *store, const char *name, enum scope scope,
                    const char *token, struct instant now, struct err *err);
/* Takes the key NAME away at once; its name is free again.  ERR_NOT_FOUND: there is
 * none. */
int store_token_revoke(struct store *store, const char *name, struct err *err);
/* The key whose secret is TOKEN, into *OUT for token_done(); notes that it was used at
 * NOW, at most once a minute.  ERR_NOT_FOUND. */
int store_token_find(struct token *out, struct store *store, const char *token,
                     struct instant now, struct err *err);

/* Calls CB for each key, borrowed for the call, by name; -1 with its err set stops and
 * fails. */
typedef int (*token_cb)(void *context, const struct token *token, struct err *err);
int store_tokens_each(struct store *store, token_cb cb, void *context, struct err *err);

/* "read", "write", "admin", and back: 0, or -1 with *OUT untouched. */
const char *scope_name(enum scope scope);
int scope_parse(enum scope *out, const char *text);

#endif /* JALON_STORE_KEYS_H */
