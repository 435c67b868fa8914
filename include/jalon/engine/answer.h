/*
 * answer.h - answering a reminder by a link: what was booked or done, later, not mine.
 *
 * Layer: engine.  A link is a signed note of who may answer about which milestone, and
 * for how long.  The signature covers how the milestone stood when the link was made:
 * once its date moves, it is booked, done or silenced, the link is void.  So a link
 * serves for one answer, and nothing is kept for each.
 */
#ifndef JALON_ENGINE_ANSWER_H
#define JALON_ENGINE_ANSWER_H

#include "jalon/engine/engine.h"

/* After the day of the mail, the last one included. */
#define ANSWER_VALID_DAYS 60

/* Adds the token by which RECEIVER, "alice" or "contact:ADDRESS", may answer about
 * MILESTONE of ORGANIZATION to OUT: letters, digits, - _ and one dot.  The key it is
 * signed with is made at first use. */
int answer_token(struct buf *out, struct engine *engine,
                 const struct organization *organization,
                 const struct milestone *milestone, const char *receiver,
                 struct instant now, struct err *err);

/* What a token lets somebody answer. */
struct answer {
    struct engine *engine; /* borrowed while the answer lives */
    struct organization organization;
    struct plan plan;
    const struct milestone *milestone; /* of plan */
    char *receiver;                    /* whom the link was sent to, as in the ledger */
    char *by;           /* the author of what is answered: "alice (by link)" */
    struct instant now; /* when it is answered */
};

/* Reads TOKEN into *OUT for answer_done().  0, or -1 with *OUT untouched: ERR_NOT_FOUND
 * where it is forged, expired, or void by now; anything else where the database cannot
 * be asked, and the token may well serve later. */
int answer_open(struct answer *out, struct engine *engine, const char *token,
                struct instant now, struct err *err);
/* Frees what ANSWER holds. */
void answer_done(struct answer *answer);

/* Whether the milestone is an audit that can be booked. */
bool answer_can_book(const struct answer *answer);

/* The kind of fact that does MILESTONE; of several, the one most likely meant. */
enum fact_kind answer_fact_kind(const struct milestone *milestone);

/* The answers themselves, each a fact or an acknowledgement by its author. */
int answer_booked(const struct answer *answer, struct date day, struct err *err);
/* CERTIFIER counts where one was chosen; NULL: the one that the client has. */
int answer_held(const struct answer *answer, struct date day, const char *certifier,
                struct err *err);
/* Silent up to the day before UNTIL. */
int answer_later(const struct answer *answer, struct date until, struct err *err);
/* Tells the client's owner, or the fallback receiver. */
int answer_not_mine(const struct answer *answer, struct err *err);

#endif /* JALON_ENGINE_ANSWER_H */
