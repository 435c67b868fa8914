/*
 * room.h - how many deliveries may be under way: in all, to the mail server, in a lane.
 *
 * Layer: courier.  One receiver that is slow, silent or has much to get leaves the others
 * their room.
 */
#ifndef JALON_COURIER_ROOM_H
#define JALON_COURIER_ROOM_H

#include "state.h"

/* Sets what may be under way in LANE, by the configuration in force; in all lanes. */
void room_settle(const struct courier *courier, struct lane *lane);
void room_settle_all(struct courier *courier);

/* Ends all pauses: each server may be asked again now. */
void room_rouse(struct courier *courier);

/* How many may be started now: in all, to the mail server, in LANE. */
size_t room_for_all(const struct courier *courier);
size_t room_for_mail(const struct courier *courier);
size_t room_in(const struct courier *courier, const struct lane *lane);

/* Takes a place in LANE for DELIVERY. */
void room_take(struct courier *courier, struct delivery *delivery, struct lane *lane);

/* Gives it up, if it has one; DELIVERY has its verdict, after which its server may be
 * left alone for a while. */
void room_leave(struct courier *courier, struct delivery *delivery);

#endif /* JALON_COURIER_ROOM_H */
