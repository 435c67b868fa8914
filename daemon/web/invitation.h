/*
 * invitation.h - links by which a person chooses a password.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_INVITATION_H
#define JALON_WEB_INVITATION_H

#include "jalon/web/web.h"

/* Where there is no account and sign-in is asked for: writes a link to the log by which
 * the first one can be made, and ends the earlier ones.  0, or -1 where the store fails.
 */
int invitation_of_first(struct web *web, struct instant now, struct err *err);

#endif /* JALON_WEB_INVITATION_H */
