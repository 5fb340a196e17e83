/* The one way out when the load cannot go on: a sentence on stderr, exit code 1. */
#ifndef GIVE_UP_H
#define GIVE_UP_H

#include <stdio.h>
#include <stdlib.h>

#define give_up(...)                                                                               \
    do {                                                                                           \
        fputs("generator: ", stderr);                                                              \
        fprintf(stderr, __VA_ARGS__);                                                              \
        fputc('\n', stderr);                                                                       \
        exit(1);                                                                                   \
    } while (0)

#endif
