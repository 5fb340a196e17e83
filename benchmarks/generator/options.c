#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "give_up.h"

static const struct {
    const char *name;
    size_t offset;
    unsigned long standard, least, most;
} known[] = {
#define X(name, standard, least, most)                                                             \
    {#name, __builtin_offsetof(struct options, name), standard, least, most},
    OPTIONS(X)
#undef X
};

enum { KNOWN = sizeof known / sizeof *known };

static void read_option(struct options *options, const char *argument)
{
    const char *equals = strchr(argument, '=');
    for (unsigned i = 0; equals != NULL && i < KNOWN; i++) {
        size_t length = (size_t)(equals - argument);
        if (strlen(known[i].name) != length || strncmp(known[i].name, argument, length) != 0)
            continue;
        char *end;
        unsigned long value = strtoul(equals + 1, &end, 10);
        if (equals[1] == '\0' || *end != '\0' || value < known[i].least || value > known[i].most)
            give_up("%s must be from %lu to %lu", known[i].name, known[i].least, known[i].most);
        *(unsigned *)((char *)options + known[i].offset) = (unsigned)value;
        return;
    }
    give_up("there is no option \"%s\"", argument);
}

struct options read_options(int count, char **arguments)
{
    struct options options;
    for (unsigned i = 0; i < KNOWN; i++)
        *(unsigned *)((char *)&options + known[i].offset) = (unsigned)known[i].standard;
    for (int i = 1; i < count; i++)
        read_option(&options, arguments[i]);
    if (options.port == 0)
        give_up("which port? Say port=NUMBER");
    if (options.senders > options.members)
        give_up("a channel of %u cannot have %u senders", options.members, options.senders);
    return options;
}
