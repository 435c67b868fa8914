#include "jalon/courier/signature.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/secret.h"

#define SECRET_START "whsec_"
#define SECRETS_MAX  2
#define BLANKS       " \t\r\n"

static int sign(struct buf *out, const char *secret, const struct buf *content,
                struct err *err)
{
    unsigned char digest[SHA256_SIZE];
    struct buf key = {0};

    if (!text_starts(secret, SECRET_START) ||
        secret_base64_decode(&key, secret + strlen(SECRET_START)) != 0 ||
        key.length == 0) {
        buf_done(&key);
        return err_set(err, ERR_INVALID,
                       N_("a webhook's secret is \"whsec_\" and base64, one a line"));
    }
    /* Standard Webhooks: HMAC-SHA256 over "id.timestamp.body", so that none can be
     * replaced or played again later. */
    secret_hmac_sha256(digest, key.data, key.length, content->data, content->length);
    buf_add(out, out->length ? " v1," : "v1,");
    secret_base64(out, digest, sizeof(digest));
    buf_done(&key);
    return 0;
}

static int sign_each(struct buf *out, const char *secrets, const struct buf *content,
                     struct err *err)
{
    size_t count = 0;

    secrets += strspn(secrets, BLANKS);
    while (*secrets) {
        /* The old and the new one while they are exchanged; each more is one that was
         * forgotten. */
        if (++count > SECRETS_MAX)
            return err_set(err, ERR_INVALID, N_("a webhook has at most two secrets"));
        size_t length = strcspn(secrets, BLANKS);
        char *secret = mem_strndup(secrets, length);
        int rc = sign(out, secret, content, err);
        free(secret);
        if (rc != 0)
            return -1;
        secrets += length + strspn(secrets + length, BLANKS);
    }
    if (count == 0)
        return err_set(err, ERR_INVALID, N_("the file of the webhook's secret is empty"));
    return 0;
}

int signature_add(struct buf *out, const char *secrets, const char *id, int64_t timestamp,
                  const void *body, size_t length, struct err *err)
{
    struct buf content = {0};
    struct buf signatures = {0};

    buf_addf(&content, "%s.%" PRId64 ".", id, timestamp);
    buf_add_bytes(&content, body, length);
    int rc = sign_each(&signatures, secrets, &content, err);
    if (rc == 0)
        buf_add(out, buf_text(&signatures));
    buf_done(&signatures);
    buf_done(&content);
    return rc;
}
