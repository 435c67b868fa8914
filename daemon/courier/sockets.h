/*
 * sockets.h - the sockets that libcurl has open, so that they can be hung up.
 *
 * Layer: courier.  libcurl says QUIT to a mail server and waits for the answer with its
 * thread stopped, up to two minutes for one that went silent.  On a socket that was
 * shut before it cannot say QUIT, and does not wait.
 */
#ifndef JALON_COURIER_SOCKETS_H
#define JALON_COURIER_SOCKETS_H

#include <stddef.h>

#include <curl/curl.h>

struct sockets {
    curl_socket_t *items;
    size_t count, capacity;
};

/* A new socket for ADDRESS, kept in SOCKETS; CURL_SOCKET_BAD where there is none. */
curl_socket_t sockets_open(struct sockets *sockets, const struct curl_sockaddr *address);

/* Closes SOCKET.  For CURLOPT_CLOSESOCKETFUNCTION, with SOCKETS as its context. */
int sockets_close(void *sockets, curl_socket_t socket);

/* Shuts the one whose own end is PORT; libcurl closes it afterwards. */
void sockets_hang_up_port(const struct sockets *sockets, long port);

/* Shuts all that are open and frees the list; libcurl closes them afterwards. */
void sockets_hang_up(struct sockets *sockets);

#endif /* JALON_COURIER_SOCKETS_H */
