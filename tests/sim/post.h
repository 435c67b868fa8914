/*
 * post.h - the receivers of a simulation: who takes a message, who is away, who refuses
 * it, and who answers long after it was sent.
 */
#ifndef JALON_TESTS_SIM_POST_H
#define JALON_TESTS_SIM_POST_H

#include "jalon/engine/engine.h"

#include "world.h"

/* A message that was sent and whose answer is still to come. */
struct letter {
    int64_t notice;
    int attempts; /* before this one */
    bool taken;   /* what the answer will say */
    struct instant answers;
};

struct post {
    struct store *store; /* both as the daemon that runs has them */
    struct engine *engine;
    struct dice *dice;
    struct letter *letters;
    size_t count, capacity;
    int64_t *overtaken; /* notices that were taken after they had been withdrawn */
    size_t overtaken_count, overtaken_capacity;
    int64_t sent, tried, late, dead;
};

/* Writes the answers that have come by NOW, and sends what is ready and not under way. */
void post_turn(struct post *post, struct instant now);

/* When the first answer comes; false where none is to come. */
bool post_next(struct instant *out, const struct post *post);

/* The daemon ended: nobody is there to hear the answers. */
void post_forget(struct post *post);

void post_done(struct post *post);

#endif /* JALON_TESTS_SIM_POST_H */
