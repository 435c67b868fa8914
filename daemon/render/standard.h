/*
 * standard.h - the JSON of format "standard", for programs.
 *
 * Layer: render.  {"type","timestamp","data"} as Standard Webhooks asks for.  Unlike what
 * a person reads it is never cut: a program gets every date.
 */
#ifndef JALON_RENDER_STANDARD_H
#define JALON_RENDER_STANDARD_H

#include "jalon/render/render.h"

/* "milestone.due" or "milestone.digest"; data.items holds for each step the organization,
 * its name, the step, and the milestone as `jalon plan` prints it. */
void standard_message(struct buf *out, const struct render_message *message);

/* "jalon.test", "jalon.dead", …, with data.subject and data.text. */
void standard_word(struct buf *out, const struct render_word *word);

#endif /* JALON_RENDER_STANDARD_H */
