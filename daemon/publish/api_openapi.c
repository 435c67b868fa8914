/* /api/v1/openapi.json: contrib/openapi.yaml in JSON. */
#include "handlers.h"
#include "request.h"

extern const unsigned char openapi_json[];
extern const size_t openapi_json_size;

int openapi_get(struct request *request, struct response *out, struct err *err)
{
    (void)request;
    (void)err;
    response_json(out, MHD_HTTP_OK);
    buf_add_bytes(&out->body, openapi_json, openapi_json_size);
    return 0;
}
