/* The people of the load: who sits in which channel, who talks, what each has in flight and has
 * seen. One thread, one epoll. Members 0..members-1 sit in channel 0, the next ones in channel 1,
 * and so on; the first `senders` of each channel talk. */
#ifndef TOWN_H
#define TOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "latency.h"
#include "options.h"
#include "order.h"
#include "text.h"

enum { MAX_WINDOW = 64, LONGEST_LINE = 8192 };

enum stage { AWAY, REGISTERING, REGISTERED, JOINING, PRESENT };

/* A sender's lines that some member does not have yet: numbers confirmed..sent-1. */
struct window {
    uint32_t sent, confirmed;
    uint16_t missing[MAX_WINDOW]; /* members still to get the line, by number % MAX_WINDOW */
    bool queued;                  /* in town.free_to_talk */
};

struct member {
    int fd;
    enum stage stage;
    unsigned number, channel;
    int slot; /* among the senders of the channel; -1 for who only listens */
    struct window window;
    struct view seen;
    unsigned rest_length; /* of an unfinished line */
    char rest[LONGEST_LINE];
};

struct town {
    struct options options;
    int epoll;
    unsigned count;
    struct member *members;
    unsigned arrived; /* members that completed the current step of entering */
    uint64_t in_flight;          /* lines that some member does not have yet */
    unsigned free_count;         /* senders whose window has room */
    unsigned *free_to_talk;
    uint64_t lines, deliveries;  /* in this phase */
    uint64_t last_delivery;      /* when, on the clock of now_ns */
    struct latency latency;
    struct faults faults;
};

uint64_t now_ns(void); /* since the generator started */

/* reception.c: waits for input, at most `wait_ms`, and takes in what there is. */
void take_in(struct town *town, int wait_ms);
void send_bytes(struct member *member, const char *bytes, unsigned length);

/* entering.c: everybody connects, registers and joins, a few at a time. */
void enter_all(struct town *town);
void entering_line(struct town *town, struct member *member, const char *line, unsigned length);

/* talking.c: keeps windows full for a while, then waits until everybody has everything. */
void talk(struct town *town, unsigned milliseconds);
void said_line(struct town *town, struct member *member, struct said said, uint64_t now);
void count_missing(struct town *town); /* lost lines that no later line has shown; once, at the end */

#endif
