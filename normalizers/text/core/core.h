/* What the parts of the core share: taking arrays from Python, and asking the language model.
 * Costs are negative log-probabilities in nats. */

#ifndef KEHOACH_CORE_H
#define KEHOACH_CORE_H

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BITS 14
#define STEP (1.0f / 16)
#define WEIGHT_SHIFT 224
#define HUGE_COST 1e9f

/* ---- buffers: fixed lists of arrays, taken from a Python sequence in a fixed order ---- */

#define MAX_VIEWS 32

typedef struct {
    Py_buffer view[MAX_VIEWS];
    int count;
} Views;

static inline void release(Views *views) {
    for (int i = 0; i < views->count; i++) PyBuffer_Release(&views->view[i]);
    views->count = 0;
}

/* Append the arrays of a sequence; the letters of `kinds` say "w" for one that is written to. */
static inline int take(Views *views, PyObject *sequence, const char *kinds) {
    Py_ssize_t n = (Py_ssize_t)strlen(kinds);
    if (PySequence_Size(sequence) != n) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "wrong number of arrays");
        return 0;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_GetItem(sequence, i);
        int flags = kinds[i] == 'w' ? PyBUF_C_CONTIGUOUS | PyBUF_WRITABLE : PyBUF_C_CONTIGUOUS;
        int ok = item && PyObject_GetBuffer(item, &views->view[views->count], flags) == 0;
        Py_XDECREF(item);
        if (!ok) return 0;
        views->count++;
    }
    return 1;
}

#define LENGTH(views, i, type) ((Py_ssize_t)((views).view[i].len / (Py_ssize_t)sizeof(type)))

/* ---- language model ---- */

typedef struct {
    const float *unigrams; /* log-probability, log back-off weight */
    const uint32_t *slots[3];
    const uint8_t *weights[2];
    const int64_t *homes;
} Model;

typedef struct {
    uint16_t words[3]; /* the last first */
    uint16_t length;
    float weights[3]; /* log back-off weight of the last word, the last two, the last three */
} State;

static inline void model_of(const Views *v, int at, Model *model) {
    model->unigrams = v->view[at].buf;
    model->homes = v->view[at + 1].buf;
    for (int i = 0; i < 3; i++) model->slots[i] = v->view[at + 2 + i].buf;
    for (int i = 0; i < 2; i++) model->weights[i] = v->view[at + 5 + i].buf;
}

/* Where to look for an n-gram in a table, and what to look for there. */
static inline uint64_t home(const Model *model, int table, uint64_t key, uint32_t *mark) {
    uint64_t m = key + 0x9E3779B97F4A7C15u;
    m = (m ^ (m >> 30)) * 0xBF58476D1CE4E5B9u;
    m = (m ^ (m >> 27)) * 0x94D049BB133111EBu;
    m ^= m >> 31;
    *mark = (uint32_t)m & 0xFFFFFF;
    if (!*mark) *mark = 1;
    return ((m >> 32) * (uint64_t)model->homes[table]) >> 32;
}

static inline int64_t probe(const uint32_t *slots, uint64_t at, uint32_t mark) {
    for (; slots[at]; at++)
        if (slots[at] >> 8 == mark) return (int64_t)at;
    return -1;
}

/* The place of an n-gram in the table of its order, -1 if it is not there. */
static inline int64_t find(const Model *model, int table, uint64_t key) {
    uint32_t mark;
    uint64_t at = home(model, table, key, &mark);
    return probe(model->slots[table], at, mark);
}

static inline uint64_t bigram(uint16_t before, uint16_t word) { return (uint64_t)before << BITS | word; }

/* Cost of a word after a state, and the state after the word, where the place of its bigram is known. An n-gram
 * is in the model only where its last words are, so the search goes from short contexts to long ones and stops
 * where one is missing. */
static inline float step_from(const Model *model, const State *state, uint16_t word, int64_t at, State *next) {
    *next = (State){{word, state->words[0], state->words[1]}, 1, {model->unigrams[2 * word + 1], 0, 0}};
    float cost = -model->unigrams[2 * word];
    uint64_t key = word;
    int n = 0;
    for (; n < state->length; n++) {
        key |= (uint64_t)state->words[n] << (BITS * (n + 1));
        if (n) at = find(model, n, key);
        if (at < 0) break;
        cost = (float)(model->slots[n][at] & 0xFF) * STEP;
        if (n == 2) continue;
        next->weights[n + 1] = ((float)model->weights[n][at] - WEIGHT_SHIFT) * STEP;
        next->length = (uint16_t)(n + 2);
    }
    for (; n < state->length; n++) cost -= state->weights[n];
    for (n = next->length; n < 3; n++) next->words[n] = 0;
    return cost;
}

static inline float step(const Model *model, const State *state, uint16_t word, State *next) {
    return step_from(model, state, word, state->length ? find(model, 0, bigram(state->words[0], word)) : -1, next);
}

static inline float smaller(float a, float b) { return a < b ? a : b; }

PyObject *core_search(PyObject *self, PyObject *args);
PyObject *core_align(PyObject *self, PyObject *args);
PyObject *core_score(PyObject *self, PyObject *args);
PyObject *core_decode(PyObject *self, PyObject *args);

#endif
