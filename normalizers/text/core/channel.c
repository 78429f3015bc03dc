/* The channel: which words a misread token may stand for, and how its letters were misread. What is
 * computed is told in ../channel.py and ../candidates.py. */

#include "core.h"

#define MOST_LETTERS 8 /* that are told apart below a node; stands for more, too */
#define MAX_TOKEN 32 /* characters of a token that is searched; longer ones have no candidates */

typedef struct {
    const float *none;    /* [letter]: nothing is seen of it */
    const float *one;     /* [letter][sign] */
    const float *two;     /* [letter][pair] */
    const int16_t *pairs; /* [sign][sign]: number of the pair, or -1 */
    const float *noise;   /* [sign]: a sign that stands for nothing */
    const float *least1;  /* [sign]: least cost of any letter */
    const float *least2;  /* [pair] */
    Py_ssize_t signs, pair_count;
} Channel;

static void channel_of(const Views *v, int at, Channel *c) {
    c->none = v->view[at].buf;
    c->one = v->view[at + 1].buf;
    c->two = v->view[at + 2].buf;
    c->pairs = v->view[at + 3].buf;
    c->noise = v->view[at + 4].buf;
    c->least1 = v->view[at + 5].buf;
    c->least2 = v->view[at + 6].buf;
    c->signs = LENGTH(*v, at + 4, float);
    c->pair_count = LENGTH(*v, at + 6, float);
}

typedef struct {
    const int32_t *first;   /* [node + 1]: its children are the nodes first[node] .. first[node + 1] */
    const uint8_t *letters; /* [node]: the letter that leads to it */
    const int32_t *words;   /* [node]: the word that ends there, or -1 */
    const float *priors;    /* [word]: what its rarity adds to its rank */
    const float *least;     /* [node]: the least of these below it */
    const uint8_t *depths;  /* [node][2]: least and most letters from it to the end of a word, MOST_LETTERS at most */
    int upper;              /* how many letters there are: a capital's number is so much higher */
} Trie;

typedef struct {
    int32_t word, mode;
    float cost, rank;
} Candidate;

typedef struct {
    const Channel *channel;
    const Trie *trie;
    const uint8_t *signs;
    int length, mode, most, found;
    float window, bound;
    float rest[MOST_LETTERS + 1][MOST_LETTERS + 1][MAX_TOKEN + 1]; /* least cost of the signs from j on, by letters */
    float noise[MAX_TOKEN + 1];          /* of the sign before place j */
    float (*one)[MAX_TOKEN + 1];         /* [letter][j]: seen as the sign before place j */
    float (*two)[MAX_TOKEN + 1];         /* [letter][j]: seen as the two signs before it */
    Candidate *best;
} Search;

static void keep(Search *s, int32_t word, float cost) {
    float rank = cost + s->trie->priors[word];
    if (rank > s->bound) return;
    if (s->found == s->most) s->found--;
    int i = s->found++;
    for (; i > 0 && s->best[i - 1].rank > rank; i--) s->best[i] = s->best[i - 1];
    s->best[i] = (Candidate){word, s->mode, cost, rank};
    s->bound = smaller(s->bound, s->best[0].rank + s->window);
    if (s->found == s->most) s->bound = smaller(s->bound, s->best[s->found - 1].rank);
}

/* Go down the trie; row[j] is the least cost of the letters so far for the first j signs. Two places that
 * are never reached stand before each row. */
static void descend(Search *s, int32_t node, const float *row, int depth) {
    for (int32_t child = s->trie->first[node]; child < s->trie->first[node + 1]; child++) {
        int capital = s->mode == 2 || (s->mode == 1 && depth == 0);
        int letter = s->trie->letters[child] + (capital ? s->trie->upper : 0);
        const float *one = s->one[letter], *two = s->two[letter];
        float none = s->channel->none[letter];
        float padded[MAX_TOKEN + 3], *next = padded + 2, least = HUGE_COST;
        padded[0] = padded[1] = HUGE_COST;
        for (int j = 0; j <= s->length; j++)
            next[j] = smaller(smaller(row[j] + none, row[j - 1] + one[j]), row[j - 2] + two[j]);
        for (int j = 1; j <= s->length; j++) next[j] = smaller(next[j], next[j - 1] + s->noise[j]);
        const float *rest = s->rest[s->trie->depths[2 * child]][s->trie->depths[2 * child + 1]];
        for (int j = 0; j <= s->length; j++) least = smaller(least, next[j] + rest[j]);
        if (least + s->trie->least[child] > s->bound) continue;
        if (s->trie->words[child] >= 0) keep(s, s->trie->words[child], next[s->length]);
        descend(s, child, next, depth + 1);
    }
}

/* What each letter costs at each place of a token. */
static void spread(Search *s, int letters) {
    const Channel *c = s->channel;
    for (int l = 0; l < letters; l++)
        for (int j = 0; j <= s->length; j++) {
            int pair = j > 1 ? c->pairs[s->signs[j - 2] * c->signs + s->signs[j - 1]] : -1;
            s->one[l][j] = j ? c->one[l * c->signs + s->signs[j - 1]] : HUGE_COST;
            s->two[l][j] = pair >= 0 ? c->two[l * c->pair_count + pair] : HUGE_COST;
        }
}

/* The least cost of the signs from each place on, for every range of how many letters are still to come. */
static void outlook(Search *s, float least_none) {
    const Channel *c = s->channel;
    float exact[MOST_LETTERS + 1][MAX_TOKEN + 1], any[MAX_TOKEN + 1];
    for (int d = 0; d <= MOST_LETTERS; d++)
        for (int j = s->length; j >= 0; j--) {
            float best = d ? exact[d - 1][j] + least_none : j == s->length ? 0 : HUGE_COST, free = j == s->length ? 0 : HUGE_COST;
            if (j < s->length) {
                float one = c->least1[s->signs[j]];
                best = smaller(best, s->noise[j + 1] + exact[d][j + 1]);
                if (d) best = smaller(best, one + exact[d - 1][j + 1]);
                free = smaller(one, s->noise[j + 1]) + any[j + 1];
            }
            if (j + 1 < s->length) {
                int pair = c->pairs[s->signs[j] * c->signs + s->signs[j + 1]];
                if (pair >= 0 && d) best = smaller(best, c->least2[pair] + exact[d - 1][j + 2]);
                if (pair >= 0) free = smaller(free, c->least2[pair] + any[j + 2]);
            }
            exact[d][j] = best;
            any[j] = free;
        }
    for (int from = 0; from <= MOST_LETTERS; from++)
        for (int to = from; to <= MOST_LETTERS; to++)
            for (int j = 0; j <= s->length; j++) {
                float below = to > from ? s->rest[from][to - 1][j] : HUGE_COST;
                s->rest[from][to][j] = smaller(below, to == MOST_LETTERS ? smaller(any[j], exact[to][j]) : exact[to][j]);
            }
}

/* search(channel, trie, (signs, offsets, modes, counts, words, modes, costs), most, window, limit):
 * the cheapest words for each token, in each way of capitals (0 none, 1 the first, 2 all) of its mask. */
PyObject *core_search(PyObject *self, PyObject *args) {
    PyObject *channel_arrays, *trie_arrays, *arrays;
    int most;
    float window, limit;
    Views v = {.count = 0};
    if (!PyArg_ParseTuple(args, "OOOiff", &channel_arrays, &trie_arrays, &arrays, &most, &window, &limit))
        return NULL;
    if (!take(&v, channel_arrays, "rrrrrrr") || !take(&v, trie_arrays, "rrrrrr") || !take(&v, arrays, "rrrwwww")) {
        release(&v);
        return NULL;
    }
    Channel channel;
    channel_of(&v, 0, &channel);
    Trie trie = {v.view[7].buf, v.view[8].buf, v.view[9].buf, v.view[10].buf, v.view[11].buf, v.view[12].buf,
                 (int)(LENGTH(v, 0, float) / 2)};
    const uint8_t *signs = v.view[13].buf, *masks = v.view[15].buf;
    const int32_t *offsets = v.view[14].buf;
    int32_t *counts = v.view[16].buf, *words = v.view[17].buf, *modes = v.view[18].buf;
    float *costs = v.view[19].buf;
    int letters = 2 * trie.upper;
    float least_none = HUGE_COST;
    for (int l = 0; l < letters; l++) least_none = smaller(least_none, channel.none[l]);
    Candidate *best = malloc(sizeof(Candidate) * (size_t)(most + 1));
    float(*tables)[MAX_TOKEN + 1] = malloc(sizeof(*tables) * 2 * (size_t)letters);
    if (!best || !tables) {
        free(best), free(tables);
        release(&v);
        return PyErr_NoMemory();
    }
    Py_ssize_t n = LENGTH(v, 15, uint8_t);
    for (Py_ssize_t t = 0; t < n; t++) {
        Search s = {.channel = &channel, .trie = &trie, .signs = signs + offsets[t], .most = most, .window = window};
        s.length = offsets[t + 1] - offsets[t];
        s.best = best;
        counts[t] = 0;
        if (s.length < 1 || s.length > MAX_TOKEN) continue;
        s.one = tables, s.two = tables + letters;
        spread(&s, letters);
        for (int j = 1; j <= s.length; j++) s.noise[j] = channel.noise[s.signs[j - 1]];
        outlook(&s, least_none);
        /* Widen the bound until something is found: most tokens have a cheap reading. */
        for (float reach = window; !s.found && reach < 1.5f * limit; reach *= 1.5f) {
            float padded[MAX_TOKEN + 3] = {HUGE_COST, HUGE_COST, 0}, *row = padded + 2;
            s.bound = s.rest[0][MOST_LETTERS][0] + smaller(reach, limit);
            for (int j = 1; j <= s.length; j++) row[j] = row[j - 1] + s.noise[j];
            for (s.mode = 0; s.mode < 3; s.mode++)
                if (masks[t] >> s.mode & 1) descend(&s, 0, row, 0);
        }
        counts[t] = s.found;
        for (int i = 0; i < s.found; i++) {
            words[t * most + i] = best[i].word;
            modes[t * most + i] = best[i].mode;
            costs[t * most + i] = best[i].cost;
        }
    }
    free(best), free(tables);
    release(&v);
    Py_RETURN_NONE;
}

/* align(channel, (letters, letter offsets, signs, sign offsets, shares, costs), (none, one, two, noise)):
 * the cheapest alignment of each word with what was seen of it; its steps are counted, times its share. */
PyObject *core_align(PyObject *self, PyObject *args) {
    PyObject *channel_arrays, *arrays, *count_arrays;
    Views v = {.count = 0};
    if (!PyArg_ParseTuple(args, "OOO", &channel_arrays, &arrays, &count_arrays)) return NULL;
    if (!take(&v, channel_arrays, "rrrrrrr") || !take(&v, arrays, "rrrrrw") || !take(&v, count_arrays, "wwww")) {
        release(&v);
        return NULL;
    }
    Channel c;
    channel_of(&v, 0, &c);
    const uint8_t *letters = v.view[7].buf, *signs = v.view[9].buf;
    const int32_t *letter_offsets = v.view[8].buf, *sign_offsets = v.view[10].buf;
    const float *shares = v.view[11].buf;
    float *costs = v.view[12].buf;
    float *none = v.view[13].buf, *one = v.view[14].buf, *two = v.view[15].buf, *noise = v.view[16].buf;
    Py_ssize_t n = LENGTH(v, 11, float);
    for (Py_ssize_t t = 0; t < n; t++) {
        const uint8_t *x = letters + letter_offsets[t], *y = signs + sign_offsets[t];
        int a = letter_offsets[t + 1] - letter_offsets[t], b = sign_offsets[t + 1] - sign_offsets[t];
        float cost[MAX_TOKEN + 1][MAX_TOKEN + 1];
        uint8_t step[MAX_TOKEN + 1][MAX_TOKEN + 1]; /* 0, 1, 2 signs for a letter; 3: noise */
        costs[t] = HUGE_COST;
        if (a < 0 || b < 0 || a > MAX_TOKEN || b > MAX_TOKEN) continue;
        for (int i = 0; i <= a; i++)
            for (int j = 0; j <= b; j++) {
                float best = i || j ? HUGE_COST : 0, other;
                int how = 0;
                if (i && (other = cost[i - 1][j] + c.none[x[i - 1]]) < best) best = other;
                if (i && j && (other = cost[i - 1][j - 1] + c.one[x[i - 1] * c.signs + y[j - 1]]) < best)
                    best = other, how = 1;
                if (i && j > 1) {
                    int pair = c.pairs[y[j - 2] * c.signs + y[j - 1]];
                    if (pair >= 0 &&
                        (other = cost[i - 1][j - 2] + c.two[x[i - 1] * c.pair_count + pair]) < best)
                        best = other, how = 2;
                }
                if (j && (other = cost[i][j - 1] + c.noise[y[j - 1]]) < best) best = other, how = 3;
                cost[i][j] = best;
                step[i][j] = (uint8_t)how;
            }
        costs[t] = cost[a][b];
        for (int i = a, j = b; i || j;) {
            int how = step[i][j];
            if (how == 3) {
                noise[y[--j]] += shares[t];
                continue;
            }
            int letter = x[--i];
            if (how == 0) none[letter] += shares[t];
            if (how == 1) one[letter * c.signs + y[j - 1]] += shares[t];
            if (how == 2) two[letter * c.pair_count + c.pairs[y[j - 2] * c.signs + y[j - 1]]] += shares[t];
            j -= how;
        }
    }
    release(&v);
    Py_RETURN_NONE;
}
