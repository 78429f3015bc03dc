"""Loads what every job needs, so that the processes that a keeper forks have it from the start."""

from __future__ import annotations

import normalizers.text.documents
import normalizers.text.models
import normalizers.text.repair
import parsers.readers.pdf
import parsers.recognition.page
import pipeline.jobs
import pipeline.stages

__all__ = ["normalizers", "parsers", "pipeline"]
