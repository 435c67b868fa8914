/*
 * objects.h - the structs that the sections of the configuration fill in.
 *
 * Layer: conf.  The find and create of struct conf_section; see there.
 */
#ifndef JALON_CONF_OBJECTS_H
#define JALON_CONF_OBJECTS_H

#include "jalon/base/err.h"
#include "jalon/conf/conf.h"

/* Of the sections that there is one of: all fill in CONF. */
void *conf_itself(struct conf *conf, const char *name);

/* A receiver's name stands in routes between commas and before a colon: it holds neither,
 * and is none of those with a meaning of their own. */
void *receiver_find(struct conf *conf, const char *name);
int receiver_create(struct conf *conf, const char *name, struct err *err);

void *certifier_find(struct conf *conf, const char *name);
int certifier_create(struct conf *conf, const char *name, struct err *err);

/* The name is a milestone kind's; its ladder is there from the start. */
void *ladder_find(struct conf *conf, const char *name);
int ladder_check_name(struct conf *conf, const char *name, struct err *err);

void *route_find(struct conf *conf, const char *name);
int route_create(struct conf *conf, const char *name, struct err *err);

#endif /* JALON_CONF_OBJECTS_H */
