/* The lattice: the best path through the candidates of a paragraph, by beam search with the language
 * model, and the probability of every candidate. What is computed is told in ../decoder.py. */

#include "core.h"

/* score(model, words, costs): the cost of each word after those before it; START begins afresh. */
PyObject *core_score(PyObject *self, PyObject *args) {
    PyObject *model_arrays, *arrays;
    Views v = {.count = 0};
    if (!PyArg_ParseTuple(args, "OO", &model_arrays, &arrays)) return NULL;
    if (!take(&v, model_arrays, "rrrrrrr") || !take(&v, arrays, "rw")) {
        release(&v);
        return NULL;
    }
    Model model;
    model_of(&v, 0, &model);
    const uint16_t *words = v.view[7].buf;
    float *costs = v.view[8].buf;
    Py_ssize_t n = LENGTH(v, 7, uint16_t);
    State state = {{0}, 0, {0}};
    for (Py_ssize_t i = 0; i < n; i++) {
        if (words[i] == 1) state.length = 0;
        State next;
        costs[i] = step(&model, &state, words[i], &next);
        if (words[i] == 1) costs[i] = 0;
        state = next;
    }
    release(&v);
    Py_RETURN_NONE;
}

typedef struct {
    State state;
    float cost;
    int32_t number; /* of the hypothesis */
} Hypothesis;

typedef struct {
    int32_t from, to; /* hypotheses */
    int32_t bundle, candidate;
    float cost;
} Arc;

typedef struct {
    Arc *arcs;
    Py_ssize_t count, room;
    int failed;
} Arcs;

static void add_arc(Arcs *arcs, Arc arc) {
    if (arcs->count == arcs->room) {
        Py_ssize_t room = arcs->room ? 2 * arcs->room : 4096;
        Arc *grown = realloc(arcs->arcs, sizeof(Arc) * (size_t)room);
        if (!grown) {
            arcs->failed = 1;
            return;
        }
        arcs->arcs = grown;
        arcs->room = room;
    }
    arcs->arcs[arcs->count++] = arc;
}

static inline float log_add(float a, float b) {
    if (a < b) {
        float t = a;
        a = b;
        b = t;
    }
    return b < a - 30 ? a : a + log1pf(expf(b - a));
}

/* Put a hypothesis into a node's beam, or find the one of the same state there; its number, or -1. */
static int32_t enter(Hypothesis *beam, int *size, int most, const State *state, float cost, int32_t *numbers) {
    int at = 0;
    for (int i = 0; i < *size; i++) {
        Hypothesis *h = &beam[i];
        if (h->state.length == state->length && !memcmp(h->state.words, state->words, sizeof state->words)) {
            h->cost = smaller(h->cost, cost);
            return h->number;
        }
        if (h->cost > beam[at].cost) at = i;
    }
    if (*size < most)
        at = (*size)++;
    else if (beam[at].cost <= cost)
        return -1;
    beam[at] = (Hypothesis){*state, cost, (*numbers)++};
    return beam[at].number;
}

static inline float worst_of(const Hypothesis *beam, int size) {
    float worst = beam[0].cost;
    for (int i = 1; i < size; i++)
        if (beam[i].cost > worst) worst = beam[i].cost;
    return worst;
}

/* The cheapest first, so that a full beam soon tells what need not be tried. */
static void sort(Hypothesis *beam, int size) {
    for (int i = 1; i < size; i++) {
        Hypothesis h = beam[i];
        int at = i;
        for (; at > 0 && beam[at - 1].cost > h.cost; at--) beam[at] = beam[at - 1];
        beam[at] = h;
    }
}

typedef struct {
    const int32_t *bundles; /* [bundle][4]: from node, to node, token, way in capitals */
    const float *capital_costs; /* [way][mode]: none, the first, all, as printed */
    const int32_t *offsets;     /* [token + 1]: its candidates */
    const int32_t *words, *modes;
    const float *costs;
    Py_ssize_t count;
} Lattice;

/* The places of the bigrams of candidates after one word, found when they are first asked for. */
typedef struct {
    uint16_t before;
    uint64_t *homes;
    uint32_t *marks;
    int64_t *places;
} Bigrams;

#define UNSOUGHT -2

/* Ask for the memory where the bigrams of a token stand, long before it is read. */
static void seek(const Model *model, const Lattice *l, int32_t token, uint16_t before, Bigrams *b) {
    const int32_t first = l->offsets[token], count = l->offsets[token + 1] - first;
    b->before = before;
    for (int32_t i = 0; i < count; i++) {
        b->homes[i] = home(model, 0, bigram(before, (uint16_t)l->words[first + i]), &b->marks[i]);
        __builtin_prefetch(&model->slots[0][b->homes[i]]);
        b->places[i] = UNSOUGHT;
    }
}

/* Fill the beams from the first node to the last, noting every step that was kept. */
static int32_t forward(const Model *model, const Lattice *l, Hypothesis *beams, int *sizes, float *limits, int most,
                       float width, float trust, Bigrams *bigrams, Arcs *arcs) {
    int32_t numbers = 1;
    beams[0] = (Hypothesis){{{1, 0, 0}, 1, {model->unigrams[3], 0, 0}}, 0, 0};
    sizes[0] = 1;
    for (Py_ssize_t b = 0; b < l->count && !arcs->failed; b++) {
        const int32_t *bundle = l->bundles + 4 * b;
        const int32_t first = l->offsets[bundle[2]], last = l->offsets[bundle[2] + 1];
        Hypothesis *from = beams + (Py_ssize_t)bundle[0] * most, *to = beams + (Py_ssize_t)bundle[1] * most;
        if (!b || bundle[0] != bundle[-4]) sort(from, sizes[bundle[0]]);
        int known = 0;
        for (int h = 0; h < sizes[bundle[0]] && from[h].cost <= from[0].cost + width; h++) {
            int group = 0;
            while (group < known && bigrams[group].before != from[h].state.words[0]) group++;
            if (group == known) seek(model, l, bundle[2], from[h].state.words[0], &bigrams[known++]);
            const Bigrams *found = &bigrams[group];
            for (int32_t i = first; i < last; i++) {
                uint16_t word = (uint16_t)l->words[i];
                float capital = l->capital_costs[4 * bundle[3] + l->modes[i]];
                float cost = trust * (l->costs[i] + capital);
                if (from[h].cost + cost >= limits[bundle[1]]) continue;
                State state = from[h].state;
                if (word) {
                    int64_t *place = &found->places[i - first];
                    if (*place == UNSOUGHT)
                        *place = probe(model->slots[0], found->homes[i - first], found->marks[i - first]);
                    cost += step_from(model, &from[h].state, word, *place, &state);
                }
                if (from[h].cost + cost >= limits[bundle[1]]) continue;
                int32_t number = enter(to, &sizes[bundle[1]], most, &state, from[h].cost + cost, &numbers);
                if (sizes[bundle[1]] == most) limits[bundle[1]] = worst_of(to, most);
                if (number >= 0) add_arc(arcs, (Arc){from[h].number, number, (int32_t)b, i - first, cost});
            }
        }
    }
    return numbers;
}

/* decode(model, (bundles, capital costs, offsets, words, modes, costs, path, prices, posteriors,
 * peaks), nodes, beam, width, trust, temperature): the candidate of each bundle on the best path (-1: none) and
 * what it costs there, and how probable each candidate of each bundle is; at temperature 0 that is not asked for.
 * Peaks are raised to the greatest probability of each candidate in any bundle. */
PyObject *core_decode(PyObject *self, PyObject *args) {
    PyObject *model_arrays, *arrays, *answer = NULL;
    int nodes, most;
    float width, trust, temperature;
    Views v = {.count = 0};
    if (!PyArg_ParseTuple(args, "OOiifff", &model_arrays, &arrays, &nodes, &most, &width, &trust, &temperature))
        return NULL;
    if (!take(&v, model_arrays, "rrrrrrr") || !take(&v, arrays, "rrrrrrwwww")) {
        release(&v);
        return NULL;
    }
    Model model;
    model_of(&v, 0, &model);
    Lattice l = {v.view[7].buf,  v.view[8].buf,  v.view[9].buf, v.view[10].buf,
                 v.view[11].buf, v.view[12].buf, LENGTH(v, 7, int32_t) / 4};
    int32_t *path = v.view[13].buf;
    float *prices = v.view[14].buf, *posteriors = v.view[15].buf, *peaks = v.view[16].buf;
    Arcs arcs = {0};
    Hypothesis *beams = malloc(sizeof(Hypothesis) * (size_t)nodes * (size_t)most);
    int *sizes = calloc((size_t)nodes, sizeof(int));
    int32_t *places = malloc(sizeof(int32_t) * (size_t)(l.count + 1)), *best = NULL;
    float *alpha = NULL, *beta = NULL, *cheapest = NULL;
    float *limits = malloc(sizeof(float) * (size_t)nodes);
    size_t widest = 1;
    for (Py_ssize_t b = 0; b < l.count; b++) {
        int32_t token = l.bundles[4 * b + 2];
        if ((size_t)(l.offsets[token + 1] - l.offsets[token]) > widest) widest = (size_t)(l.offsets[token + 1] - l.offsets[token]);
    }
    Bigrams *bigrams = malloc(sizeof(Bigrams) * (size_t)most);
    char *room = malloc((size_t)most * widest * (sizeof(uint64_t) + sizeof(int64_t) + sizeof(uint32_t)));
    if (!beams || !sizes || !places || !limits || !bigrams || !room) goto memory;
    for (size_t i = 0; i < (size_t)most; i++) {
        bigrams[i].homes = (uint64_t *)room + i * widest;
        bigrams[i].places = (int64_t *)room + ((size_t)most + i) * widest;
        bigrams[i].marks = (uint32_t *)((uint64_t *)room + 2 * (size_t)most * widest) + i * widest;
    }
    for (int i = 0; i < nodes; i++) limits[i] = HUGE_COST;
    int32_t numbers = forward(&model, &l, beams, sizes, limits, most, width, trust, bigrams, &arcs);
    alpha = malloc(sizeof(float) * (size_t)numbers);
    beta = malloc(sizeof(float) * (size_t)numbers);
    cheapest = malloc(sizeof(float) * (size_t)numbers);
    best = malloc(sizeof(int32_t) * (size_t)numbers);
    if (arcs.failed || !alpha || !beta || !cheapest || !best) goto memory;
    for (int32_t i = 0; i < numbers; i++) alpha[i] = beta[i] = -HUGE_COST, cheapest[i] = HUGE_COST, best[i] = -1;
    alpha[0] = cheapest[0] = 0;
    for (Py_ssize_t i = 0; i < arcs.count; i++) {
        const Arc *a = &arcs.arcs[i];
        if (temperature > 0) alpha[a->to] = log_add(alpha[a->to], alpha[a->from] - temperature * a->cost);
        if (cheapest[a->from] + a->cost < cheapest[a->to])
            cheapest[a->to] = cheapest[a->from] + a->cost, best[a->to] = (int32_t)i;
    }
    places[0] = 0;
    for (Py_ssize_t b = 0; b < l.count; b++) {
        int32_t token = l.bundles[4 * b + 2];
        places[b + 1] = places[b] + l.offsets[token + 1] - l.offsets[token];
        path[b] = -1;
    }
    float total = -HUGE_COST, least = HUGE_COST;
    int32_t at = -1;
    for (int h = 0; h < sizes[nodes - 1]; h++) {
        const Hypothesis *last = &beams[(Py_ssize_t)(nodes - 1) * most + h];
        State over;
        float end = step(&model, &last->state, 2, &over);
        beta[last->number] = -temperature * end;
        total = log_add(total, alpha[last->number] - temperature * end);
        if (cheapest[last->number] + end < least) least = cheapest[last->number] + end, at = last->number;
    }
    for (Py_ssize_t i = arcs.count - 1; i >= 0 && temperature > 0; i--) {
        const Arc *a = &arcs.arcs[i];
        float through = beta[a->to] - temperature * a->cost;
        beta[a->from] = log_add(beta[a->from], through);
        posteriors[places[a->bundle] + a->candidate] += expf(smaller(0, alpha[a->from] + through - total));
    }
    for (Py_ssize_t b = 0; b < l.count && temperature > 0; b++) {
        const int32_t *offsets = l.offsets + l.bundles[4 * b + 2];
        for (int32_t i = 0; i < offsets[1] - offsets[0]; i++)
            if (posteriors[places[b] + i] > peaks[offsets[0] + i]) peaks[offsets[0] + i] = posteriors[places[b] + i];
    }
    for (; at > 0 && best[at] >= 0; at = arcs.arcs[best[at]].from) {
        const Arc *a = &arcs.arcs[best[at]];
        path[a->bundle] = a->candidate;
        prices[a->bundle] = a->cost;
    }
    answer = PyFloat_FromDouble(least);
memory:
    if (!answer) PyErr_NoMemory();
    free(beams), free(bigrams), free(room), free(sizes), free(limits), free(places), free(best), free(alpha), free(beta), free(cheapest), free(arcs.arcs);
    release(&v);
    return answer;
}
