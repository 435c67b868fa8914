/*
 * invitation.h - links by which a person chooses a password.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_INVITATION_H
#define JALON_WEB_INVITATION_H

#include "jalon/web/web.h"

/* Where there is no account and sign-in is asked for: writes a link to the log by which
 * the first one can be made, and ends the earlier ones.  A store that does not take it is
 * logged: reminders and feeds need no account. */
void invitation_of_first(struct web *web, struct instant now);

#endif /* JALON_WEB_INVITATION_H */
