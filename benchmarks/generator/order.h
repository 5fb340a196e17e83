/* What one member has seen of its channel, and whether it is what was said: every line once, each
 * sender's lines in their order, and the lines of all senders in one order for everybody.
 * Nothing about bytes or sockets. */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stdint.h>

enum { MAX_SENDERS = 32 }; /* in one channel */

/* A member's view of one sender. `order` hashes, in the order of arrival, the lines of everybody
 * in the channel except this sender; see order_agrees. */
struct heard {
    uint32_t next;   /* one more than the highest number seen */
    uint64_t recent; /* bit n: number next-1-n was seen */
    uint64_t order;
};

struct view {
    struct heard from[MAX_SENDERS];
    uint64_t order; /* the same hash over all senders */
};

struct faults {
    uint64_t lost, duplicated, reordered, misdirected, disagreements;
};

/* One line arrived. True when it is new, whether or not it came in its turn: a number skipped
 * counts as lost until it turns up late, and then as reordered. */
static inline bool order_line(struct view *seen, unsigned senders, unsigned sender, uint32_t number,
                              struct faults *faults)
{
    struct heard *heard = &seen->from[sender];
    uint64_t line = ((uint64_t)sender << 32 | number) + 1, kept = heard->order;
    for (unsigned other = 0; other < senders; other++)
        seen->from[other].order = seen->from[other].order * 0x9E3779B97F4A7C15u + line;
    heard->order = kept;
    seen->order = seen->order * 0x9E3779B97F4A7C15u + line;

    if (number >= heard->next) {
        uint32_t skipped = number - heard->next;
        faults->lost += skipped;
        heard->recent = skipped >= 63 ? 1 : heard->recent << (skipped + 1) | 1;
        heard->next = number + 1;
        return true;
    }
    uint32_t back = heard->next - 1 - number;
    if (back >= 64 || heard->recent >> back & 1) {
        faults->duplicated++;
        return false;
    }
    heard->recent |= (uint64_t)1 << back;
    faults->lost--;
    faults->reordered++;
    return true;
}

/* Did two members of a channel see what both can see in the same order? Nobody gets their own
 * lines back, so a sender's view is compared with the other's view *without* that sender: the
 * hash of everything but x, kept by y, against the hash of everything but y, kept by x.
 * `a_slot` and `b_slot` are their numbers among the senders, or -1 for who only listens. */
static inline bool order_agrees(const struct view *a, int a_slot, const struct view *b, int b_slot)
{
    uint64_t of_a = b_slot < 0 ? a->order : a->from[b_slot].order;
    uint64_t of_b = a_slot < 0 ? b->order : b->from[a_slot].order;
    return of_a == of_b;
}

#endif
