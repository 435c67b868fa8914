/*
 * listing.h - {"items":[…],"next":"CURSOR"}: one page of a list.
 *
 * Layer: publish.  The source is asked for one item more than the page holds; that one
 * is not printed and only tells that there is a next page.
 */
#ifndef JALON_PUBLISH_LISTING_H
#define JALON_PUBLISH_LISTING_H

#include "request.h"

/* A page while it is written. */
struct listing {
    struct buf *body; /* the response's; borrowed */
    int64_t limit;    /* items of the page */
    int64_t count;    /* printed so far */
    bool more;        /* there is a next page */
    char *after;      /* the key that the last page ended with; NULL: the first page */
    struct buf last;  /* the key of the last item printed */
};

/* Reads the request's limit and cursor and begins the page.  0 with *OUT for
 * listing_done(), or -1 with ERR_INVALID. */
int listing_open(struct listing *out, const struct request *request,
                 struct response *response, struct err *err);

/* Makes room for the next item, known by KEY.  False: the page is full. */
bool listing_add(struct listing *listing, const char *key);

/* The same where the source comes whole, in the order of its keys: what the pages before
 * had is passed over. */
bool listing_add_after(struct listing *listing, const char *key);

/* Counts a row of the source, known by KEY, whatever number of items it comes to.
 * False: the page is full. */
bool listing_count(struct listing *listing, const char *key);

/* The same for sources whose keys are numbers from 1: the one to go on after, 0 for the
 * first page, and adding an item. */
int listing_number(int64_t *out, const struct listing *listing, struct err *err);
bool listing_add_number(struct listing *listing, int64_t key);

/* Ends the page. */
void listing_close(struct listing *listing);

/* Frees what LISTING holds; listing_open() may have failed. */
void listing_done(struct listing *listing);

#endif /* JALON_PUBLISH_LISTING_H */
