"""The compiled core of text repair; everything else about the package stands in setup.cfg."""

from setuptools import Extension, setup

CORE = "normalizers/text/core"

setup(
    ext_modules=[
        Extension(
            "normalizers.text._core",
            [f"{CORE}/{name}.c" for name in ("module", "search", "align", "lattice")],
            depends=[f"{CORE}/core.h", f"{CORE}/channel.h"],
            extra_compile_args=["-O3"],
            py_limited_api=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
