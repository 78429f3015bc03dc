/* The channel: what its parts share. What is computed is told in ../channel.py. */

#ifndef KEHOACH_CHANNEL_H
#define KEHOACH_CHANNEL_H

#include "core.h"

#define MAX_TOKEN 32 /* characters of a token that is searched or aligned */

typedef struct {
    const float *none;    /* [letter]: nothing is seen of it */
    const float *one;     /* [letter][sign] */
    const float *two;     /* [letter][pair] */
    const int16_t *pairs; /* [sign][sign]: number of the pair, or -1 */
    const float *noise;   /* [sign]: a sign that stands for nothing */
    Py_ssize_t signs, pair_count;
} Channel;

static inline void channel_of(const Views *v, int at, Channel *c) {
    c->none = v->view[at].buf;
    c->one = v->view[at + 1].buf;
    c->two = v->view[at + 2].buf;
    c->pairs = v->view[at + 3].buf;
    c->noise = v->view[at + 4].buf;
    c->signs = LENGTH(*v, at + 4, float);
    c->pair_count = LENGTH(*v, at + 2, float) / LENGTH(*v, at, float);
}

#endif
