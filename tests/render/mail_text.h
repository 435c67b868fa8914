/*
 * mail_text.h - a mail as its reader sees it, to look for sentences in.
 */
#ifndef JALON_TESTS_RENDER_MAIL_TEXT_H
#define JALON_TESTS_RENDER_MAIL_TEXT_H

#include "jalon/render/render.h"
#include "support/test.h"

/* MAIL without the soft line breaks of quoted-printable and its "=3D", so that sentences
 * can be looked for. */
static inline char *joined(const struct buf *mail)
{
    struct buf out = {0};

    for (const char *at = buf_text(mail); *at; at++) {
        if (strncmp(at, "=\r\n", 3) == 0)
            at += 2;
        else if (strncmp(at, "=3D", 3) == 0) {
            buf_add_char(&out, '=');
            at += 2;
        } else
            buf_add_char(&out, *at);
    }
    return buf_take(&out);
}

static inline char *mail_of(const struct render_message *message)
{
    struct buf out = {0};

    render_mail(&out, message);
    char *text = joined(&out);
    buf_done(&out);
    return text;
}

/* The texts of WANTED, up to a NULL, come in TEXT one after the other. */
static inline void expect_order(const char *text, const char *const *wanted)
{
    for (; *wanted; wanted++) {
        const char *found = strstr(text, *wanted);
        if (!found)
            fail_msg("missing or too early: %s", *wanted);
        text = found + strlen(*wanted);
    }
}

#endif /* JALON_TESTS_RENDER_MAIL_TEXT_H */
