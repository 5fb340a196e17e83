/* Bytes from sockets to lines, and each line to whom it concerns. */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "give_up.h"
#include "town.h"

enum { CHUNK = 65536, EVENTS = 256 };

void send_bytes(struct member *member, const char *bytes, unsigned length)
{
    ssize_t sent = send(member->fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != (ssize_t)length)
        give_up("the server takes no more from member %u: %s", member->number,
                sent < 0 ? strerror(errno) : "its receive buffer is full");
}

/* A numeric from 400 to 599 or an ERROR means that the load is not what it should be; a missing
 * message of the day (422) is not worth stopping for. */
static bool is_refusal(const char *line, unsigned length)
{
    if (length >= 6 && memcmp(line, "ERROR ", 6) == 0)
        return true;
    const char *space = memchr(line, ' ', length);
    if (*line != ':' || space == NULL || space + 5 > line + length)
        return false;
    return (space[1] == '4' || space[1] == '5') && space[4] == ' ' && memcmp(space + 1, "422", 3);
}

static void other_line(struct town *town, struct member *member, const char *line, unsigned length)
{
    char pong[LONGEST_LINE];
    if (length > 5 && memcmp(line, "PING ", 5) == 0) {
        memcpy(pong, line, length);
        pong[1] = 'O';
        memcpy(pong + length, "\r\n", 2);
        send_bytes(member, pong, length + 2);
    } else if (is_refusal(line, length)) {
        give_up("member %u was told: %.*s", member->number, (int)length, line);
    } else if (member->stage != PRESENT) {
        entering_line(town, member, line, length);
    }
}

static void take_lines(struct town *town, struct member *member, const char *at, const char *end)
{
    uint64_t now = now_ns(); /* one look at the clock for all that one recv brought */
    const char *newline;
    while ((newline = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        const char *stop = newline > at && newline[-1] == '\r' ? newline - 1 : newline;
        struct said said;
        if (get_said(at, stop, &said))
            said_line(town, member, said, now);
        else if (stop > at)
            other_line(town, member, at, (unsigned)(stop - at));
        at = newline + 1;
    }
    if (end - at > LONGEST_LINE - 2)
        give_up("member %u got a line without an end", member->number);
    member->rest_length = (unsigned)(end - at);
    memcpy(member->rest, at, member->rest_length);
}

static void receive(struct town *town, struct member *member)
{
    static char buffer[LONGEST_LINE + CHUNK];
    memcpy(buffer, member->rest, member->rest_length);
    ssize_t got = recv(member->fd, buffer + member->rest_length, CHUNK, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0)
        give_up("the server closed the connection of member %u", member->number);
    take_lines(town, member, buffer, buffer + member->rest_length + got);
}

void take_in(struct town *town, int wait_ms)
{
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(town->epoll, events, EVENTS, wait_ms);
    if (ready < 0 && errno != EINTR)
        give_up("epoll_wait: %s", strerror(errno));
    for (int i = 0; i < ready; i++)
        receive(town, events[i].data.ptr);
}
