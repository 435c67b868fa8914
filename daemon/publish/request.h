/*
 * request.h - one HTTP request, as the handlers see it.
 *
 * Layer: publish.  Made when the headers are there, freed when the answer has left or
 * the connection is gone.  All texts handed out are borrowed while it lives.
 */
#ifndef JALON_PUBLISH_REQUEST_H
#define JALON_PUBLISH_REQUEST_H

#include <jansson.h>
#include <microhttpd.h>
#include <stdbool.h>

#include "endpoint.h"
#include "hub.h"
#include "jalon/engine/engine.h"
#include "jalon/store/keys.h"
#include "jalon/web/web.h"
#include "response.h"

#define REQUEST_QUERY_MAX 16

/* Work that outlives the call of a handler; see request_wait(). */
struct waiting {
    struct waiting *next;    /* in the hub's list */
    struct request *request; /* NULL once the connection is gone */
};

struct request {
    struct publish *publish;
    struct server *server; /* that it came by */
    struct MHD_Connection *connection;
    struct endpoint_match match;
    bool head; /* HEAD: what GET would tell is asked for, but not told */
    struct {
        char *name, *value; /* decoded; owned */
    } query[REQUEST_QUERY_MAX];
    size_t query_count;
    enum lang lang;     /* of Accept-Language */
    enum scope scope;   /* what its token allows, where the endpoint asks for one */
    char *by;           /* who asks */
    struct instant now; /* when its headers were read */

    struct buf body;
    size_t body_max;    /* bytes that are taken of a body */
    bool too_large;     /* the body has more, and none is kept */
    size_t received;    /* bytes that came */
    enum web_lost lost; /* what a page is to say in place of what was asked for */
    json_t *json;       /* of request_body(), which texts are borrowed from */

    struct response response;
    bool urgent;   /* the answer goes out before the body is read */
    bool answered; /* the response is final; what still comes of the body is dropped */
    struct waiting *waiting;
};

/* A parameter of the query, NULL where it is absent. */
const char *request_query(const struct request *request, const char *name);

/* The same as "1" or "true", "0" or "false"; absent is false. */
int request_flag(const struct request *request, const char *name, bool *out,
                 struct err *err);

/* A header of the request, or NULL. */
const char *request_header(const struct request *request, const char *name);

/* Whether a person's browser asks, and not a program. */
bool request_is_persons(const struct request *request);

/* Who asks, for the engine. */
struct actor request_actor(const struct request *request);

/* The body as one JSON object, for json_decref(); NULL with ERR_INVALID.  A key that
 * stands there twice is refused: one reader would take the first, another the last. */
json_t *request_object(const struct request *request, struct err *err);

/* One key of a JSON body. */
struct body_key {
    const char *name;
    enum body_type {
        BODY_TEXT, /* into a const char * */
        BODY_BOOL, /* into a bool */
    } type;
    bool required;
    void *out; /* left alone where the key is absent or, not being required, null */
};

/* Reads the body, one JSON object with these KEYS and no other. */
int request_body(struct request *request, const struct body_key *keys, size_t count,
                 struct err *err);

/* Checks If-Match and If-None-Match against TAG, the current state of what is to be
 * written; NULL where there is none yet.  0, or -1 with a 412 in OUT. */
int request_precondition(const struct request *request, const char *tag,
                         struct response *out);

/* Puts the request aside until request_resume(), which another callback of the loop
 * calls once request->response is filled.  WAITING is the caller's, and must stay until
 * its request is NULL or was resumed. */
void request_wait(struct request *request, struct waiting *waiting);
void request_resume(struct request *request);

/* Ends REQUEST's wait, if it waits: nobody is there any more to be answered. */
void request_abandon(struct request *request);

/* Lets all that wait go unanswered: the library cannot end while some do. */
void request_release_all(struct publish *publish);

#endif /* JALON_PUBLISH_REQUEST_H */
