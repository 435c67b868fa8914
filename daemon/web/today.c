/* /: what needs a hand, most urgent first. */
#include "layout.h"
#include "pages.h"

int page_today(struct visit *visit, struct err *err)
{
    (void)err;
    layout_begin(visit, 200, tr(visit->lang, "Today"));
    layout_end(visit);
    return 0;
}
