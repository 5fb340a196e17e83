/* Everybody comes in: all connect and register, then all join. The pause between two connections
 * is for servers with a short accept queue (ngircd's is 10): an overflow costs a second each. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

#include "give_up.h"
#include "town.h"

static const struct timespec BETWEEN_CONNECTS = {.tv_nsec = 500000};
static const uint64_t PATIENCE_NS = 10000000000;

static struct sockaddr_in loopback(unsigned last_byte, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(0x7F000000u + last_byte);
    return address;
}

static int connected(const struct options *options, unsigned number)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct sockaddr_in from = loopback(1 + number % options->addresses, 0);
    struct sockaddr_in to = loopback(1, options->port);
    if (fd < 0)
        give_up("member %u gets no socket: %s", number, strerror(errno));
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&from, sizeof from) != 0
        || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        give_up("member %u cannot connect: %s", number, strerror(errno));
    return fd;
}

static void set_out(struct town *town, struct member *member)
{
    char hello[128];
    member->fd = connected(&town->options, member->number);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = member};
    if (epoll_ctl(town->epoll, EPOLL_CTL_ADD, member->fd, &event) != 0)
        give_up("epoll_ctl: %s", strerror(errno));
    member->stage = REGISTERING;
    int length = snprintf(hello, sizeof hello, "NICK m%04u\r\nUSER load 0 * :load\r\n",
                          member->number);
    send_bytes(member, hello, (unsigned)length);
}

static bool is_numeric(const char *line, unsigned length, const char *numeric)
{
    const char *space = memchr(line, ' ', length);
    return space != NULL && space + 5 <= line + length && memcmp(space + 1, numeric, 3) == 0
        && space[4] == ' ';
}

/* 001 says that the registration is complete, 366 that a JOIN is (RFC 2812, section 5.1). */
void entering_line(struct town *town, struct member *member, const char *line, unsigned length)
{
    bool arrived = is_numeric(line, length, member->stage == REGISTERING ? "001" : "366");
    if (arrived && member->stage != REGISTERED) {
        member->stage++;
        town->arrived++;
    }
}

static void join(struct member *member)
{
    char line[32];
    member->stage = JOINING;
    int length = snprintf(line, sizeof line, "JOIN #b%03u\r\n", member->channel);
    send_bytes(member, line, (unsigned)length);
}

static void await_all(struct town *town, const char *what)
{
    uint64_t last_change = now_ns();
    for (unsigned before = town->arrived; town->arrived < town->count; before = town->arrived) {
        take_in(town, 100);
        if (town->arrived != before)
            last_change = now_ns();
        else if (now_ns() - last_change > PATIENCE_NS)
            give_up("only %u of %u members could %s", town->arrived, town->count, what);
    }
    town->arrived = 0;
}

void enter_all(struct town *town)
{
    for (unsigned i = 0; i < town->count; i++) {
        set_out(town, &town->members[i]);
        nanosleep(&BETWEEN_CONNECTS, NULL);
        take_in(town, 0);
    }
    await_all(town, "register");
    for (unsigned i = 0; i < town->count; i++)
        join(&town->members[i]);
    await_all(town, "join");
}
