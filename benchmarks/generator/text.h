/* The text that is said, and how it is found again in what a server sends:
 *     "ssss nnnnnnnn tttttttttttt ......"   sender, number, nanoseconds; hexadecimal, fixed width
 * Nothing about sockets, and nothing that any one server does differently. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { TEXT_FIELDS = 26 };

struct said {
    uint32_t sender, number;
    uint64_t at;
};

static inline char *put_hex(char *to, uint64_t value, int digits)
{
    for (int place = digits - 1; place >= 0; place--, value >>= 4)
        to[place] = "0123456789abcdef"[value & 15];
    return to + digits;
}

static inline uint64_t get_hex(const char *from, int digits)
{
    uint64_t value = 0;
    for (int place = 0; place < digits; place++) {
        unsigned char c = (unsigned char)from[place];
        value = value << 4 | ((c & 15u) + (c >> 6) * 9u);
    }
    return value;
}

/* Writes the text, `length` bytes (at least TEXT_FIELDS) without an end; returns what follows it. */
static inline char *put_text(char *to, struct said said, unsigned length)
{
    char *end = to + length;
    to = put_hex(to, said.sender, 4);
    *to++ = ' ';
    to = put_hex(to, said.number, 8);
    *to++ = ' ';
    to = put_hex(to, said.at, 12);
    memset(to, '.', (size_t)(end - to));
    return end;
}

/* Reads ":source PRIVMSG target :text"; false for any other line. */
static inline bool get_said(const char *line, const char *end, struct said *said)
{
    if (line == end || *line != ':')
        return false;
    const char *at = memchr(line, ' ', (size_t)(end - line));
    if (at == NULL || end - at < 9 || memcmp(at, " PRIVMSG ", 9) != 0)
        return false;
    at = memchr(at + 9, ' ', (size_t)(end - at - 9));
    if (at == NULL || end - at < 2 + TEXT_FIELDS || at[1] != ':')
        return false;
    at += 2;
    said->sender = (uint32_t)get_hex(at, 4);
    said->number = (uint32_t)get_hex(at + 5, 8);
    said->at = get_hex(at + 14, 12);
    return true;
}

#endif
