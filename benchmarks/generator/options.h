/* What the generator is told on its command line: name=value, all of them whole numbers.
 * OPTIONS is the only list of them. */
#ifndef OPTIONS_H
#define OPTIONS_H

/*        name       default  least  most */
#define OPTIONS(X)                                                                                 \
    X(port,              0,     1,   65535) /* of 127.0.0.1 */                                     \
    X(channels,          1,     1,     999)                                                        \
    X(members,          10,     2,    1000) /* in each channel */                                  \
    X(senders,           1,     1,      32) /* in each channel */                                  \
    X(window,            1,     1,      64) /* lines of one sender that not everybody has yet */   \
    X(text,             64,    26,     300) /* bytes said in a line */                             \
    X(warm_up_ms,      500,     0,   60000)                                                        \
    X(measured_ms,    3000,     1,  600000)                                                        \
    X(stall_ms,       5000,    10,   60000) /* silence after which what is missing is lost */      \
    X(addresses,         1,     1,     200) /* 127.0.0.x to come from */

struct options {
#define X(name, standard, least, most) unsigned name;
    OPTIONS(X)
#undef X
};

/* Exits with one sentence when an argument is not one of these. */
struct options read_options(int count, char **arguments);

#endif
