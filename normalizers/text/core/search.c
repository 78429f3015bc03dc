/* Which words a misread token may stand for. What is computed is told in ../candidates.py and ../vocabulary.py. */

#include "channel.h"

#define MOST_LETTERS 8 /* that are told apart below a node; stands for more, too */
#define BLOCK 4        /* costs are worked out so many at a time */
#define MARGIN 3       /* signs that one letter may have become at most, noise among them */
#define ROW 40         /* places of a token, and a margin */
#define NO_LETTER 255

/* Words as a trie, and for its nodes what may follow, as an automaton that shares the ends of words. */
typedef struct {
    const int32_t *first;   /* [node + 1]: its children are the nodes first[node] .. first[node + 1] */
    const uint8_t *letters; /* [node]: the letter that leads to it */
    const int32_t *words;   /* [node]: the word that ends there, or -1 */
    const uint8_t *depths;  /* [node][2]: least and most letters from it to the end of a word, MOST_LETTERS at most */
    const int16_t *states;  /* [node]: its state, or -1 */
    float *least;           /* [node]: the least prior of the words below it */
    Py_ssize_t count;
} Trie;

typedef struct {
    const int32_t *first;   /* [state + 1]: its edges; they lead to states before it */
    const uint8_t *letters; /* [edge]: the letter, NO_LETTER for a free edge */
    const int16_t *targets; /* [edge] */
    const uint8_t *ends;    /* [state]: a word may end there */
    Py_ssize_t count;
} Automaton;

typedef struct {
    int32_t word, mode;
    float cost, rank;
} Candidate;

typedef float Row[ROW];

typedef struct {
    const Channel *channel;
    const Trie *trie;
    const Automaton *automaton;
    const float *priors; /* [word]: what its rarity adds to its rank */
    const uint8_t *signs;
    int length, blocks, upper, mode, most, found;
    float window, bound;
    float dearer; /* what the words of the trie cost besides */
    float floor;  /* what any word costs at most, for it may have become anything */
    Row rest[2][MOST_LETTERS + 1][MOST_LETTERS + 1]; /* the same, by how many letters are still to come */
    Row noise;      /* of the sign before place j */
    Row (*steps)[3]; /* [letter][k]: seen as the k + 1 signs before place j, noise among them */
    Row *ahead[2];  /* small letters, capitals: [state]: least cost of the signs from j on */
    Candidate *best;
} Search;

static void keep(Search *s, int32_t word, float cost) {
    cost = smaller(cost, s->floor);
    float rank = cost + s->priors[word] + s->dearer;
    if (rank > s->bound) return;
    if (s->found == s->most) s->found--;
    int i = s->found++;
    for (; i > 0 && s->best[i - 1].rank > rank; i--) s->best[i] = s->best[i - 1];
    s->best[i] = (Candidate){word, s->mode, cost, rank};
    s->bound = smaller(s->bound, s->best[0].rank + s->window);
    if (s->found == s->most) s->bound = smaller(s->bound, s->best[s->found - 1].rank);
}

/* The least costs after one more letter, from the least costs of the letters before it for the first j signs. */
static inline void extend(const Search *s, int letter, const float *row, float *next) {
    const float none = s->channel->none[letter];
    const float *one = s->steps[letter][0], *two = s->steps[letter][1], *three = s->steps[letter][2];
    for (int j = 0; j < s->blocks * BLOCK; j += BLOCK)
        for (int k = j; k < j + BLOCK; k++)
            next[k] = smaller(smaller(row[k] + none, row[k - 1] + one[k]), smaller(row[k - 2] + two[k], row[k - 3] + three[k]));
}

/* Go down the trie; row[j] is the least cost of the letters so far for the first j signs. MARGIN places that
 * are never reached stand before each row. */
static void descend(Search *s, int32_t node, const float *row, int depth) {
    const Trie *trie = s->trie;
    const int shift = s->mode == 2 || (s->mode == 1 && depth == 0) ? s->upper : 0;
    for (int32_t child = trie->first[node]; child < trie->first[node + 1]; child++) {
        float padded[MARGIN + ROW], *next = padded + MARGIN, least[BLOCK];
        for (int k = 0; k < MARGIN; k++) padded[k] = HUGE_COST;
        extend(s, trie->letters[child] + shift, row, next);
        const float *rest = trie->states[child] >= 0 ? s->ahead[s->mode == 2][trie->states[child]]
                                                     : s->rest[s->mode == 2][trie->depths[2 * child]][trie->depths[2 * child + 1]];
        for (int k = 0; k < BLOCK; k++) least[k] = next[k] + rest[k];
        for (int j = BLOCK; j < s->blocks * BLOCK; j += BLOCK)
            for (int k = 0; k < BLOCK; k++) least[k] = smaller(least[k], next[j + k] + rest[j + k]);
        if (smaller(smaller(least[0], least[1]), smaller(least[2], least[3])) + trie->least[child] + s->dearer > s->bound) continue;
        if (trie->words[child] >= 0) keep(s, trie->words[child], next[s->length]);
        descend(s, child, next, depth + 1);
    }
}

/* What each letter costs at each place of a token. */
static void spread(Search *s, int from, int to) {
    const Channel *c = s->channel;
    const int length = s->length;
    float one[MARGIN + ROW], two[MARGIN + ROW];
    int pairs[ROW];
    for (int j = 0; j < MARGIN; j++) one[j] = two[j] = HUGE_COST;
    for (int j = 2; j <= length; j++) pairs[j] = c->pairs[s->signs[j - 2] * c->signs + s->signs[j - 1]];
    for (int l = from; l < to; l++) {
        float *a = one + MARGIN, *b = two + MARGIN;
        Row *steps = s->steps[l];
        a[0] = b[0] = b[1] = HUGE_COST;
        for (int j = 1; j <= length; j++) a[j] = c->one[l * c->signs + s->signs[j - 1]];
        for (int j = 2; j <= length; j++) b[j] = pairs[j] >= 0 ? c->two[l * c->pair_count + pairs[j]] : HUGE_COST;
        for (int j = 0; j <= length; j++) {
            float noise = s->noise[j], both = noise + (j ? s->noise[j - 1] : HUGE_COST);
            steps[0][j] = smaller(a[j], c->none[l] + noise);
            steps[1][j] = smaller(smaller(b[j], a[j - 1] + noise), c->none[l] + both);
            steps[2][j] = smaller(b[j - 1] + noise, a[j - 2] + both);
        }
        for (int j = length + 1; j < s->blocks * BLOCK + MARGIN; j++) steps[0][j] = steps[1][j] = steps[2][j] = HUGE_COST;
    }
}

/* The least cost of the signs from each place on, after each state, for small letters or for capitals. */
static void look_ahead(Search *s, int capitals) {
    const Automaton *a = s->automaton;
    Row *ahead = s->ahead[capitals];
    for (Py_ssize_t state = 0; state < a->count; state++) {
        float *row = ahead[state];
        for (int j = 0; j < ROW; j++) row[j] = HUGE_COST;
        if (a->ends[state]) row[s->length] = 0;
        for (int32_t edge = a->first[state]; edge < a->first[state + 1]; edge++) {
            const float *after = ahead[a->targets[edge]];
            if (a->letters[edge] == NO_LETTER) {
                for (int j = 0; j <= s->length; j++) row[j] = smaller(row[j], after[j]);
                continue;
            }
            const int letter = a->letters[edge] + (capitals ? s->upper : 0);
            const float none = s->channel->none[letter];
            const float *one = s->steps[letter][0] + 1, *two = s->steps[letter][1] + 2, *three = s->steps[letter][2] + 3;
            for (int j = 0; j < s->blocks * BLOCK; j += BLOCK)
                for (int k = j; k < j + BLOCK; k++)
                    row[k] = smaller(row[k], smaller(smaller(after[k] + none, after[k + 1] + one[k]),
                                                     smaller(after[k + 2] + two[k], after[k + 3] + three[k])));
        }
    }
}

/* The same for every range of how many letters are still to come, whichever they are. */
static void outlook(Search *s, int capitals) {
    const int from_letter = capitals ? s->upper : 0, to_letter = from_letter + s->upper, width = s->blocks * BLOCK;
    Row least[3], exact[MOST_LETTERS + 1];
    float none = HUGE_COST;
    for (int k = 0; k < 3; k++)
        for (int j = 0; j < ROW; j++) least[k][j] = HUGE_COST;
    for (int l = from_letter; l < to_letter; l++) {
        none = smaller(none, s->channel->none[l]);
        for (int k = 0; k < 3; k++)
            for (int j = 0; j < width; j++) least[k][j] = smaller(least[k][j], s->steps[l][k][j]);
    }
    for (int d = 0; d <= MOST_LETTERS; d++) {
        for (int j = 0; j < ROW; j++) exact[d][j] = HUGE_COST;
        if (d == 0) exact[d][s->length] = 0;
        for (int j = 0; j <= s->length && d; j++)
            exact[d][j] = smaller(smaller(exact[d - 1][j] + none, exact[d - 1][j + 1] + least[0][j + 1]),
                                  smaller(exact[d - 1][j + 2] + least[1][j + 2], exact[d - 1][j + 3] + least[2][j + 3]));
    }
    /* The most stands for more, too. */
    float *last = exact[MOST_LETTERS];
    for (int j = s->length; j >= 0; j--) {
        float more = smaller(smaller(last[j + 1] + least[0][j + 1], last[j + 2] + least[1][j + 2]), last[j + 3] + least[2][j + 3]);
        last[j] = smaller(last[j], more);
    }
    for (int from = 0; from <= MOST_LETTERS; from++)
        for (int to = from; to <= MOST_LETTERS; to++)
            for (int j = 0; j < width; j++)
                s->rest[capitals][from][to][j] = to > from ? smaller(s->rest[capitals][from][to - 1][j], exact[to][j]) : exact[to][j];
}

static void trie_of(const Views *v, int at, Trie *trie) {
    trie->first = v->view[at].buf;
    trie->letters = v->view[at + 1].buf;
    trie->words = v->view[at + 2].buf;
    trie->depths = v->view[at + 3].buf;
    trie->states = v->view[at + 4].buf;
    trie->count = LENGTH(*v, at + 1, uint8_t);
}

/* The least prior below each node; children come after their node. */
static int weigh(Trie *trie, const float *priors) {
    trie->least = malloc(sizeof(float) * (size_t)trie->count);
    if (!trie->least) return 0;
    for (Py_ssize_t node = trie->count - 1; node >= 0; node--) {
        float least = trie->words[node] >= 0 ? priors[trie->words[node]] : HUGE_COST;
        for (int32_t child = trie->first[node]; child < trie->first[node + 1]; child++)
            least = smaller(least, trie->least[child]);
        trie->least[node] = least;
    }
    return 1;
}

/* The words that rank high though nothing of them is left. */
static void add_common(Search *s, const int32_t *common, Py_ssize_t count) {
    for (Py_ssize_t i = 0; i < count && s->floor + s->priors[common[i]] <= s->bound; i++) {
        int known = 0;
        for (int k = 0; k < s->found && !known; k++) known = s->best[k].word == common[i];
        if (!known) keep(s, common[i], s->floor);
    }
}

/* The words for one token, in each way of capitals of its mask. */
static void search(Search *s, const Trie *tries, int mask, float limit, float foreign) {
    s->found = 0;
    s->blocks = s->length / BLOCK + 1;
    s->noise[0] = HUGE_COST;
    for (int j = 1; j <= s->length; j++) s->noise[j] = s->channel->noise[s->signs[j - 1]];
    if (mask & 3) spread(s, 0, s->upper);
    if (mask & 6) spread(s, s->upper, 2 * s->upper);
    if (mask & 3) look_ahead(s, 0), outlook(s, 0);
    if (mask & 4) look_ahead(s, 1), outlook(s, 1);
    float least = smaller(mask & 3 ? s->rest[0][0][MOST_LETTERS][0] : HUGE_COST, mask & 4 ? s->rest[1][0][MOST_LETTERS][0] : HUGE_COST);
    float padded[MARGIN + ROW], *row = padded + MARGIN;
    for (int k = 0; k < MARGIN; k++) padded[k] = HUGE_COST;
    row[0] = 0;
    for (int j = 1; j <= s->length; j++) row[j] = row[j - 1] + s->noise[j];
    for (int j = s->length + 1; j < s->blocks * BLOCK; j++) row[j] = HUGE_COST;
    /* Widen the bound until something is found: most tokens have a cheap reading. */
    for (float reach = s->window; !s->found && reach < 1.5f * limit; reach *= 1.5f) {
        s->bound = least + smaller(reach, limit);
        for (int t = 0; t < 2; t++)
            for (s->mode = 2; s->mode >= 0; s->mode--) {
                s->trie = tries + t;
                s->dearer = t && s->mode < 2 ? foreign : 0;
                if (mask >> s->mode & 1) descend(s, 0, row, 0);
            }
    }
}

/* search(channel, trie of syllables, trie of other words, automaton of syllables, (priors, common words, signs,
 * offsets, floors, modes, counts, words, modes, costs), most, window, limit, foreign): the cheapest words for each token, in each way of
 * capitals (0 none, 1 the first, 2 all) of its mask; other words rank as so much dearer unless in capitals. */
PyObject *core_search(PyObject *self, PyObject *args) {
    PyObject *channel_arrays, *syllables, *others, *automaton_arrays, *arrays, *answer = NULL;
    int most;
    float window, limit, foreign;
    Views v = {.count = 0};
    if (!PyArg_ParseTuple(args, "OOOOOifff", &channel_arrays, &syllables, &others, &automaton_arrays, &arrays, &most,
                          &window, &limit, &foreign))
        return NULL;
    if (!take(&v, channel_arrays, "rrrrr") || !take(&v, syllables, "rrrrr") || !take(&v, others, "rrrrr") ||
        !take(&v, automaton_arrays, "rrrr") || !take(&v, arrays, "rrrrrrwwww")) {
        release(&v);
        return NULL;
    }
    Channel channel;
    channel_of(&v, 0, &channel);
    Trie tries[2] = {0};
    trie_of(&v, 5, tries);
    trie_of(&v, 10, tries + 1);
    Automaton automaton = {v.view[15].buf, v.view[16].buf, v.view[17].buf, v.view[18].buf, LENGTH(v, 18, uint8_t)};
    const float *priors = v.view[19].buf, *floors = v.view[23].buf;
    const int32_t *common = v.view[20].buf, *offsets = v.view[22].buf;
    const uint8_t *signs = v.view[21].buf, *masks = v.view[24].buf;
    int32_t *counts = v.view[25].buf, *words = v.view[26].buf, *modes = v.view[27].buf;
    float *costs = v.view[28].buf;
    const int letters = (int)LENGTH(v, 0, float);
    Search *s = malloc(sizeof(Search));
    Candidate *best = malloc(sizeof(Candidate) * (size_t)(most + 1));
    Row(*steps)[3] = malloc(sizeof(*steps) * (size_t)letters);
    Row *ahead = malloc(sizeof(Row) * 2 * (size_t)automaton.count);
    if (!s || !best || !steps || !ahead || !weigh(tries, priors) || !weigh(tries + 1, priors)) {
        PyErr_NoMemory();
        goto done;
    }
    s->channel = &channel, s->automaton = &automaton, s->priors = priors;
    s->steps = steps, s->ahead[0] = ahead, s->ahead[1] = ahead + automaton.count;
    s->upper = letters / 2, s->best = best, s->most = most, s->window = window;
    for (Py_ssize_t t = 0; t < LENGTH(v, 24, uint8_t); t++) {
        s->signs = signs + offsets[t];
        s->length = offsets[t + 1] - offsets[t];
        counts[t] = 0;
        if (s->length < 1 || s->length > MAX_TOKEN) continue;
        s->floor = floors[t];
        search(s, tries, masks[t], limit, foreign);
        s->mode = masks[t] & 4 ? 2 : masks[t] & 2 ? 1 : 0;
        s->dearer = 0;
        if (s->found) add_common(s, common, LENGTH(v, 20, int32_t));
        counts[t] = s->found;
        for (int i = 0; i < s->found; i++) {
            words[t * most + i] = best[i].word;
            modes[t * most + i] = best[i].mode;
            costs[t * most + i] = best[i].cost;
        }
    }
    answer = Py_NewRef(Py_None);
done:
    free(s), free(best), free(steps), free(ahead), free(tries[0].least), free(tries[1].least);
    release(&v);
    return answer;
}
