/* A load for IRC servers on loopback: everybody enters, warms up, and says "ready" on stdout; a
 * line on stdin starts the measured phase; its figures are one line of JSON. Exit code 0 when
 * every line reached everybody once and in order, 3 when not, 1 when the load could not run. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "give_up.h"
#include "town.h"

enum { ENTERING_S = 60 };

uint64_t now_ns(void)
{
    static uint64_t start;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
    if (start == 0)
        start = ns;
    return ns - start;
}

static double own_cpu_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
         + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL)
        give_up("out of memory");
    return memory;
}

static void settle(struct town *town)
{
    town->count = town->options.channels * town->options.members;
    town->members = zeroed(town->count, sizeof *town->members);
    town->free_to_talk = zeroed(town->count, sizeof *town->free_to_talk);
    town->epoll = epoll_create1(0);
    for (unsigned i = 0; i < town->count; i++) {
        unsigned place = i % town->options.members;
        town->members[i].number = i;
        town->members[i].channel = i / town->options.members;
        town->members[i].slot = place < town->options.senders ? (int)place : -1;
    }
}

static void compare_orders(struct town *town)
{
    for (unsigned i = 0; i < town->count; i++) {
        const struct member *a = &town->members[i];
        for (unsigned j = i + 1; j < town->count && town->members[j].channel == a->channel; j++) {
            const struct member *b = &town->members[j];
            town->faults.disagreements += !order_agrees(&a->seen, a->slot, &b->seen, b->slot);
        }
    }
}

static bool await_go(void)
{
    char line[16];
    puts("ready");
    fflush(stdout);
    return fgets(line, sizeof line, stdin) != NULL;
}

static void begin_phase(struct town *town)
{
    town->lines = town->deliveries = 0;
    memset(&town->latency, 0, sizeof town->latency);
}

static void report(const struct town *town, uint64_t wall_ns, double cpu_seconds)
{
    const struct faults *faults = &town->faults;
    printf("{\"lines\": %" PRIu64 ", \"deliveries\": %" PRIu64 ", \"wall_s\": %.6f, "
           "\"generator_cpu_s\": %.6f, ",
           town->lines, town->deliveries, (double)wall_ns / 1e9, cpu_seconds);
    printf("\"p50_us\": %.3f, \"p99_us\": %.3f, \"max_us\": %.3f, ",
           (double)latency_percentile(&town->latency, 0.50) / 1e3,
           (double)latency_percentile(&town->latency, 0.99) / 1e3,
           (double)town->latency.max / 1e3);
    printf("\"lost\": %" PRIu64 ", \"duplicated\": %" PRIu64 ", \"reordered\": %" PRIu64
           ", \"misdirected\": %" PRIu64 ", \"disagreements\": %" PRIu64 "}\n",
           faults->lost, faults->duplicated, faults->reordered, faults->misdirected,
           faults->disagreements);
}

int main(int count, char **arguments)
{
    static struct town town;
    now_ns();
    town.options = read_options(count, arguments);
    settle(&town);
    alarm(ENTERING_S); /* the last resort against running for ever */
    enter_all(&town);
    talk(&town, town.options.warm_up_ms);
    if (!await_go())
        return 1;

    alarm(ENTERING_S + (town.options.measured_ms + town.options.stall_ms) / 1000);
    begin_phase(&town);
    double cpu = own_cpu_seconds();
    uint64_t start = now_ns();
    talk(&town, town.options.measured_ms);
    uint64_t wall = (town.last_delivery > start ? town.last_delivery : now_ns()) - start;
    cpu = own_cpu_seconds() - cpu;

    count_missing(&town);
    compare_orders(&town);
    report(&town, wall, cpu);
    const struct faults *faults = &town.faults;
    bool clean = faults->lost + faults->duplicated + faults->reordered + faults->misdirected
                     + faults->disagreements == 0;
    return clean ? 0 : 3;
}
