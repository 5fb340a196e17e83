/* How long deliveries took: a histogram with 64 steps per power of two, so that a percentile is
 * read to within 1.6 %. The extremes are kept exactly. Nothing about lines or sockets. */
#ifndef LATENCY_H
#define LATENCY_H

#include <stdint.h>
#include <string.h>

enum { STEPS = 64, BUCKETS = 60 * STEPS };

struct latency {
    uint64_t count[BUCKETS];
    uint64_t total;
    uint64_t max;
};

static inline unsigned latency_bucket(uint64_t ns)
{
    if (ns < STEPS)
        return (unsigned)ns;
    unsigned shift = 57u - (unsigned)__builtin_clzll(ns); /* leaves 7 significant bits */
    return shift * STEPS + (unsigned)(ns >> shift);
}

static inline void latency_add(struct latency *all, uint64_t ns)
{
    all->count[latency_bucket(ns)]++;
    all->total++;
    if (ns > all->max)
        all->max = ns;
}

/* The lower edge, in nanoseconds, of the bucket where the given share (0..1) is reached. */
static inline uint64_t latency_percentile(const struct latency *all, double share)
{
    uint64_t wanted = (uint64_t)(share * (double)all->total), passed = 0;
    for (unsigned bucket = 0; bucket < BUCKETS; bucket++) {
        passed += all->count[bucket];
        if (passed > wanted) {
            if (bucket < 2 * STEPS)
                return bucket;
            unsigned shift = bucket / STEPS - 1;
            return (uint64_t)(bucket - shift * STEPS) << shift;
        }
    }
    return all->max;
}

#endif
