/* How the letters of words were misread. What is computed is told in ../adaptation.py. */

#include "channel.h"

/* align(channel, (letters, letter offsets, signs, sign offsets, shares, costs), (none, one, two, noise)):
 * the cheapest alignment of each word with what was seen of it; its steps are counted, times its share. */
PyObject *core_align(PyObject *self, PyObject *args) {
    PyObject *channel_arrays, *arrays, *count_arrays;
    Views v = {.count = 0};
    if (!PyArg_ParseTuple(args, "OOO", &channel_arrays, &arrays, &count_arrays)) return NULL;
    if (!take(&v, channel_arrays, "rrrrr") || !take(&v, arrays, "rrrrrw") || !take(&v, count_arrays, "wwww")) {
        release(&v);
        return NULL;
    }
    Channel c;
    channel_of(&v, 0, &c);
    const uint8_t *letters = v.view[5].buf, *signs = v.view[7].buf;
    const int32_t *letter_offsets = v.view[6].buf, *sign_offsets = v.view[8].buf;
    const float *shares = v.view[9].buf;
    float *costs = v.view[10].buf;
    float *none = v.view[11].buf, *one = v.view[12].buf, *two = v.view[13].buf, *noise = v.view[14].buf;
    Py_ssize_t n = LENGTH(v, 9, float);
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
