/* Closed windows: a sender has at most `window` lines that not every other member of its channel
 * has received, and says the next one when the oldest has reached them all. With window=1 and
 * one sender that is one message at a time. */
#include <stdio.h>

#include "town.h"

enum { LONGEST_SAID = 512 };

static void may_talk(struct town *town, struct member *member)
{
    if (!member->window.queued) {
        member->window.queued = true;
        town->free_to_talk[town->free_count++] = member->number;
    }
}

static char *put_line(char *to, struct town *town, struct member *member, uint64_t now)
{
    struct window *window = &member->window;
    struct said said = {member->number, window->sent, now};
    to += sprintf(to, "PRIVMSG #b%03u :", member->channel);
    to = put_text(to, said, town->options.text);
    *to++ = '\r';
    *to++ = '\n';
    window->missing[window->sent % MAX_WINDOW] = (uint16_t)(town->options.members - 1);
    window->sent++;
    return to;
}

/* All that the window has room for, in one write. */
static void fill_window(struct town *town, struct member *member)
{
    char bytes[MAX_WINDOW * LONGEST_SAID], *end = bytes;
    struct window *window = &member->window;
    uint64_t now = now_ns();
    while (window->sent - window->confirmed < town->options.window) {
        end = put_line(end, town, member, now);
        town->lines++;
        town->in_flight++;
    }
    send_bytes(member, bytes, (unsigned)(end - bytes));
}

static void fill_windows(struct town *town)
{
    while (town->free_count > 0) {
        struct member *member = &town->members[town->free_to_talk[--town->free_count]];
        member->window.queued = false;
        fill_window(town, member);
    }
}

static void confirm(struct town *town, struct member *sender, uint32_t number)
{
    struct window *window = &sender->window;
    window->missing[number % MAX_WINDOW]--;
    while (window->confirmed < window->sent
           && window->missing[window->confirmed % MAX_WINDOW] == 0) {
        window->confirmed++;
        town->in_flight--;
        may_talk(town, sender);
    }
}

void said_line(struct town *town, struct member *member, struct said said, uint64_t now)
{
    struct member *sender = said.sender < town->count ? &town->members[said.sender] : NULL;
    if (sender == NULL || sender == member || sender->channel != member->channel
        || sender->slot < 0 || said.number >= sender->window.sent) {
        town->faults.misdirected++;
        return;
    }
    if (!order_line(&member->seen, town->options.senders, (unsigned)sender->slot, said.number,
                    &town->faults))
        return;
    town->deliveries++;
    town->last_delivery = now;
    latency_add(&town->latency, now - said.at);
    confirm(town, sender, said.number);
}

static bool stalled(const struct town *town, uint64_t since)
{
    uint64_t last = town->last_delivery > since ? town->last_delivery : since;
    return now_ns() > last + 1000000u * (uint64_t)town->options.stall_ms;
}

void talk(struct town *town, unsigned milliseconds)
{
    uint64_t start = now_ns(), end = start + 1000000u * (uint64_t)milliseconds;
    for (unsigned i = 0; i < town->count; i++)
        if (town->members[i].slot >= 0)
            may_talk(town, &town->members[i]);
    do {
        fill_windows(town);
        take_in(town, 10);
    } while (now_ns() < end && !stalled(town, start));
    while (town->in_flight > 0 && !stalled(town, start))
        take_in(town, 10);
}

void count_missing(struct town *town)
{
    for (unsigned i = 0; i < town->count; i++) {
        const struct member *member = &town->members[i];
        const struct member *first = member - i % town->options.members;
        for (unsigned slot = 0; slot < town->options.senders; slot++)
            if (first + slot != member)
                town->faults.lost += first[slot].window.sent - member->seen.from[slot].next;
    }
}
