#include "assets.h"

#include <stdio.h>

#include "jalon/base/text.h"
#include "visit.h"

extern const unsigned char web_style_css[];
extern const size_t web_style_css_size;
extern const unsigned char web_app_js[];
extern const size_t web_app_js_size;

static void name(char out[ASSET_NAME_SIZE], const char *base, const char *extension,
                 const unsigned char *bytes, size_t size)
{
    char hash[SHA256_TEXT_SIZE];

    secret_sha256_text(hash, bytes, size);
    (void)snprintf(out, ASSET_NAME_SIZE, "%s-%.12s.%s", base, hash, extension);
}

void assets_init(struct assets *assets)
{
    name(assets->style, "style", "css", web_style_css, web_style_css_size);
    name(assets->script, "app", "js", web_app_js, web_app_js_size);
}

int page_asset(struct visit *visit, struct err *err)
{
    struct web_response *response = visit->response;

    if (text_equal(visit->path[0], visit->web->assets.style)) {
        response->type = "text/css; charset=utf-8";
        buf_add_bytes(visit->out, web_style_css, web_style_css_size);
    } else if (text_equal(visit->path[0], visit->web->assets.script)) {
        response->type = "text/javascript; charset=utf-8";
        buf_add_bytes(visit->out, web_app_js, web_app_js_size);
    } else {
        return err_set(err, ERR_NOT_FOUND, "there is no such page");
    }
    response->status = 200;
    web_response_header(response, "Cache-Control", "public, max-age=31536000, immutable");
    return 0;
}
