/*
 * thread.h - starting a thread, or ending the process with a sentence.
 *
 * Layer: courier.
 */
#ifndef JALON_COURIER_THREAD_H
#define JALON_COURIER_THREAD_H

#include <uv.h>

/* Runs WORK with CONTEXT on the new THREAD, for uv_thread_join().  Where the system has
 * none to give the process ends, as where it has no memory. */
void thread_start(uv_thread_t *thread, uv_thread_cb work, void *context);

#endif /* JALON_COURIER_THREAD_H */
