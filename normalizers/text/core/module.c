/* The inner loops of repair, as a Python module. Every array is checked and owned by the callers in
 * ../candidates.py, ../decoder.py and ../adaptation.py. */

#include "core.h"

static PyMethodDef methods[] = {
    {"score", core_score, METH_VARARGS, "Cost of each word after those before it."},
    {"search", core_search, METH_VARARGS, "The words that tokens may be misread from."},
    {"align", core_align, METH_VARARGS, "Count how letters were misread."},
    {"decode", core_decode, METH_VARARGS, "The best path through a lattice."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_core", "The inner loops of repair.", -1, methods};

PyMODINIT_FUNC PyInit__core(void) { return PyModule_Create(&module); }
