"""The decoder: which words a ruined text most probably stood for.

Noisy channel: of all readings, the one with the greatest P(words) · P(what is seen | words).

A paragraph is cut at white space into chunks, and each chunk into pieces (`lattice_of`): letters,
numbers, punctuation. Where it is not sure that a full stop is one, or may be what is left of a letter,
there are bundles for both. A bundle goes from one node to a later one and stands for all candidates of
its piece: the syllables that the channel's costs allow (`_core.search` goes down a trie of all words with
one row of edit costs), and the piece as it stands. `_core.decode` goes through the nodes from left to
right with a beam of the best histories of words, priced by the 4-gram; hypotheses with the same history
are one. Going back over all steps kept gives the probability of every candidate, not only the best path.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import _core
from normalizers.text.channel import LETTER, Channel, Signs, skeleton
from normalizers.text.language import Language
from normalizers.text.syllables import is_known
from normalizers.text.tokens import CODE, MIXED, NOTHING, NUMBER, SPECIAL, TOKEN, UNKNOWN, sign

WHOLE, PART, ABBREVIATION = -1, -2, -3
"""Instead of a word: several tokens that may be one word, a part of a token that may be two words (neither
is ever as printed), and letters of a code, which mostly are."""
SEARCHED = (UNKNOWN, MIXED, WHOLE, PART, ABBREVIATION)
SMALL, FIRST, ALL, PRINTED = range(4)
"""How a candidate is written: small letters, the first a capital, all capitals, as printed."""


class Options(NamedTuple):
    """Settings of the search, costs in nats."""

    beam: int = 8
    width: float = 12.0
    """Histories so much dearer than the best are given up."""
    most: int = 80
    """Candidates kept for a piece."""
    window: float = 18.0
    """Candidates so much dearer than the best are not kept."""
    limit: float = 24.0
    """How far a candidate may be from the cheapest conceivable."""
    trust: float = 1.0
    """Weight of the channel against the language model."""
    temperature: float = 0.8
    """Weight of all costs where probabilities are asked for."""
    unknown: float = 18.0
    """Of a word that stays as printed though the model does not know it."""
    code: float = 4.0
    """Of a mixture of capitals and digits that stays as printed."""
    mixture: float = 12.0
    """Of a mixture of small letters, digits and signs that stays as printed."""
    acronym: float = 3.0
    """What an acronym in capitals is cheaper than a word in capitals."""
    recoded: float = 14.0
    """Of other letters in a code than are printed."""
    whole: float = 3.0
    """Of punctuation that is part of a word."""
    joined: float = 7.0
    """Of a token that is two words."""
    strange: float = 12.0
    """Of a sign that is no punctuation."""
    foreign: float = 5.0
    """Of a word that is no Vietnamese syllable, unless it stands in capitals."""
    capitals: tuple[tuple[float, ...], ...] = ((0.05, 2.5, 6.5, 0), (1.5, 0.2, 6.5, 0), (4.0, 4.0, 0.05, 0))
    """Of each way of writing, by place."""


class Trie(NamedTuple):
    """All words of letters, for `_core.search`: the children of a node are neighbours."""

    first: NDArray[np.int32]
    letters: NDArray[np.uint8]
    words: NDArray[np.int32]
    priors: NDArray[np.float32]
    """Of each word: what its rarity adds to its cost when the candidates are ranked."""
    least: NDArray[np.float32]
    """Of each node: the least prior of the words that end there or below."""
    depths: NDArray[np.uint8]
    """Of each node: how many letters it is at least and at most to the end of a word."""


class Vocabulary(NamedTuple):
    """The words that may stand in a text: as a trie, and which are no Vietnamese syllables."""

    trie: Trie
    foreign: NDArray[np.bool_]
    acronym: NDArray[np.bool_]
    """Which of these cannot be spoken: ubnd, qđ."""
    words: Sequence[str]
    numbers: Mapping[str, int]
    """Of each word."""
    bonus: NDArray[np.float32]
    """Of each word: how much cheaper it is where a document is known to use it often."""


class Bundle(NamedTuple):
    """The candidates of a piece of a chunk, between two nodes of it."""

    start: int
    end: int
    piece: str
    word: int
    """What it is to the language model where that is sure; `UNKNOWN` where it is searched for."""


def vocabulary_of(language: Language) -> Vocabulary:
    """The vocabulary of a language model."""
    words = language.words
    rarity = -language.unigrams[:, 0]
    priors = (_RARITY * (rarity - rarity.min())).astype(np.float32)
    foreign = np.array([not is_known(word) for word in words])
    unspoken = np.array([not _VOWEL.search(word[1:]) for word in words])
    return Vocabulary(
        _trie(words, priors),
        foreign,
        foreign & unspoken,
        words,
        language.ids,
        np.zeros(len(words), np.float32),
    )


def _trie(words: Sequence[str], priors: NDArray[np.float32]) -> Trie:
    children: list[dict[str, int]] = [{}]
    ends = [-1]
    for number, word in enumerate(words):
        if number < len(SPECIAL) or not all(letter in LETTER for letter in word):
            continue
        node = 0
        for letter in word:
            if letter not in children[node]:
                children[node][letter] = len(children)
                children.append({})
                ends.append(-1)
            node = children[node][letter]
        ends[node] = number
    order, first, letters = [0], [1], [0]
    for node in order:
        for letter, child in sorted(children[node].items()):
            order.append(child)
            letters.append(LETTER[letter])
        first.append(len(order))
    least = [float(priors[end]) if end >= 0 else np.inf for end in ends]
    shallow, deep = [0] * len(order), [0] * len(order)
    for node in reversed(order):
        below = children[node].values()
        least[node] = min([least[node], *(least[child] for child in below)])
        deep[node] = min(_MOST_LETTERS, max((deep[child] + 1 for child in below), default=0))
        if ends[node] < 0:
            shallow[node] = min(_MOST_LETTERS, *(shallow[child] + 1 for child in below))
    return Trie(
        np.array(first, np.int32),
        np.array(letters, np.uint8),
        np.array([ends[node] for node in order], np.int32),
        priors,
        np.array([least[node] for node in order], np.float32),
        np.array([(shallow[node], deep[node]) for node in order], np.uint8),
    )


_MOST_LETTERS = 8
"""Below a node of the trie, more letters are not told apart."""
_VOWEL = re.compile("[AEIOUYaeiouy]")
_QUOTES = "\"'“”‘’…*%•"
_RARITY = 0.6
_PIECE = re.compile(f"{TOKEN.pattern}|\\S")
_LONGEST_CHUNK = 64
"""Signs of a chunk that is looked into; no word is longer."""
_LONGEST = 14
"""Signs of a chunk that may be one word though punctuation stands in it."""


def lattice_of(chunk: str, *, doubtful: bool, is_joined: Container[str] = ()) -> list[Bundle]:
    """The bundles of a chunk in order of their first node; nodes are places between its characters.

    In `doubtful` text punctuation may be what is left of a letter: there what is between the outermost
    letters may be one word, also with the sign after or before it. A token that `is_joined` may be two words.
    """
    if len(chunk) > _LONGEST_CHUNK:
        return [Bundle(0, 1, chunk, UNKNOWN)]
    bundles = []
    for match in _PIECE.finditer(chunk):
        piece = match[0]
        known = piece[0].isalnum() or piece in ",.;:?!()/+–—-"
        bundles.append(Bundle(*match.span(), piece, sign(piece.lower()) if known else NOTHING))
    if not doubtful or len(chunk) > _LONGEST:
        return bundles
    if bundles[0].word == CODE:
        return [token._replace(word=ABBREVIATION) if token.word == UNKNOWN else token for token in bundles]
    tokens = list(bundles)
    letters = [i for i, token in enumerate(tokens) if token.word in (UNKNOWN, MIXED)]
    if len(tokens) > 1 and letters:
        first, last = letters[0], letters[-1]
        spans = {(first, last), (first, min(last + 1, len(tokens) - 1)), (max(first - 1, 0), last)}
        for i, j in sorted(spans):
            if j > i and not any(token.word in (NUMBER, CODE) for token in tokens[i : j + 1]):
                start, end = tokens[i].start, tokens[j].end
                bundles.append(Bundle(start, end, chunk[start:end], WHOLE))
    for token in tokens:
        if token.word == NOTHING and token.piece not in _QUOTES:
            bundles.append(token._replace(word=WHOLE))
        if token.piece in is_joined:
            for cut in range(token.start + 1, token.end):
                bundles.append(Bundle(token.start, cut, chunk[token.start : cut], PART))
                bundles.append(Bundle(cut, token.end, chunk[cut : token.end], PART))
    return sorted(bundles, key=lambda bundle: bundle.start)


def _writings(piece: str, *, exact: bool) -> int:
    """In which ways of capitals a piece is searched, as a bit mask."""
    capitals = sum(map(str.isupper, piece))
    if exact or (piece[0].islower() and capitals < 2):
        return 1 << SMALL
    every = 1 << ALL if capitals > 1 else 0
    return 1 << SMALL | every | (0 if piece[0].islower() else 1 << FIRST)


class Candidates(NamedTuple):
    """The candidates of all pieces one after another; those of piece i stand from `offsets[i]` on."""

    offsets: NDArray[np.int32]
    words: NDArray[np.int32]
    writings: NDArray[np.int32]
    costs: NDArray[np.float32]


def candidates(
    pieces: Sequence[tuple[str, int]],
    signs: Signs,
    channel: Channel,
    vocabulary: Vocabulary,
    options: Options,
    *,
    exact: bool,
) -> Candidates:
    """What each piece may stand for; with `exact`, capitals are as seen and need no search."""
    searched = [piece.lower() if exact else piece for piece, word in pieces if word in SEARCHED]
    n, most = len(searched), options.most
    counts = np.zeros(n, np.int32)
    words, writings = np.zeros((n, most), np.int32), np.zeros((n, most), np.int32)
    costs = np.zeros((n, most), np.float32)
    masks = np.array([_writings(piece, exact=exact) for piece in searched], np.uint8)
    _core.search(
        channel,
        vocabulary.trie,
        (*signs.encode(searched), masks, counts, words, writings, costs),
        most,
        options.window,
        options.limit,
    )
    printed = np.array([word not in (WHOLE, PART) for _, word in pieces], np.bool_)
    size = printed.astype(np.int32)
    size[[word in SEARCHED for _, word in pieces]] += counts
    offsets = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    total = int(offsets[-1])
    result = Candidates(
        offsets, np.zeros(total, np.int32), np.full(total, PRINTED, np.int32), np.zeros(total, np.float32)
    )
    last = offsets[1:][printed] - 1
    whole = [(piece, word) for piece, word in pieces if word not in (WHOLE, PART)]
    result.words[last] = [_printed_word(piece, word, vocabulary) for piece, word in whole]
    result.costs[last] = [_printed_cost(piece, word, options) for piece, word in whole]
    found = np.ones(total, np.bool_)
    found[last] = False
    filled = np.arange(most) < counts[:, None]
    if not exact:
        costs += _word_costs(words, writings, vocabulary, options)
        costs += _piece_costs([piece for piece in pieces if piece[1] in SEARCHED], words, vocabulary, options)
    for array, values in zip(result[1:], (words, writings, costs), strict=True):
        array[found] = values[filled]
    return result


def _word_costs(
    words: NDArray[np.int32], writings: NDArray[np.int32], vocabulary: Vocabulary, options: Options
) -> NDArray[np.float32]:
    """What candidates cost by themselves: in capitals an acronym is cheaper than a word, else dearer."""
    costs = np.where(vocabulary.foreign[words] & (writings != ALL), options.foreign, 0)
    costs -= options.acronym * (vocabulary.acronym[words] & (writings == ALL)) + vocabulary.bonus[words]
    return np.asarray(costs, np.float32)


def _piece_costs(
    pieces: Sequence[tuple[str, int]], words: NDArray[np.int32], vocabulary: Vocabulary, options: Options
) -> NDArray[np.float32]:
    """What candidates cost by the kind of piece they are for; in a code only marks are added cheaply."""
    kinds = {WHOLE: options.whole, PART: options.joined / 2}
    costs = np.zeros(words.shape, np.float32)
    costs += np.array([kinds.get(kind, 0) for _, kind in pieces], np.float32)[:, None]
    for i, (piece, kind) in enumerate(pieces):
        if kind == ABBREVIATION:
            bare = skeleton(piece.lower())
            found = (skeleton(vocabulary.words[number]) for number in words[i].tolist())
            costs[i] = [0 if other == bare else options.recoded for other in found]
    return costs


def _printed_word(piece: str, word: int, vocabulary: Vocabulary) -> int:
    """What a piece that stays as it is is to the language model: an abbreviation may be one that it knows."""
    if word not in SEARCHED:
        return word
    if not piece.isalpha():
        return MIXED
    return vocabulary.numbers.get(piece.lower(), UNKNOWN) if _is_code(piece) else UNKNOWN


def _printed_cost(piece: str, word: int, options: Options) -> float:
    """Of a piece that stays as it is."""
    if word not in SEARCHED:
        return options.strange if word == NOTHING and piece not in _QUOTES else 0
    if piece.isalpha():
        return options.code if _is_code(piece) else options.unknown
    return options.mixture if any(map(str.islower, piece)) else options.code


def _is_code(piece: str) -> bool:
    """Whether a piece is an abbreviation in capitals: one letter, or several and none a vowel (TTg, HĐND)."""
    capitals = sum(map(str.isupper, piece))
    return capitals == len(piece) == 1 or (capitals > 1 and not _VOWEL.search(piece))


class Lattices(NamedTuple):
    """The lattices of all distinct chunks of a text, one after another."""

    chunks: dict[str, int]
    first: NDArray[np.int64]
    """[chunk + 1]: its bundles"""
    bundles: NDArray[np.int32]
    """[bundle]: node, node, piece, 0"""
    nodes: NDArray[np.int32]
    """[chunk]: its last node"""
    pieces: list[tuple[str, int]]


def lattices_of(chunks: Iterable[str], *, doubtful: bool, is_joined: Container[str] = ()) -> Lattices:
    """Number the distinct chunks and pieces of a text."""
    numbers: dict[str, int] = {}
    pieces: dict[tuple[str, int], int] = {}
    rows: list[tuple[int, int, int, int]] = []
    first, nodes = [0], []
    for chunk in chunks:
        if chunk in numbers:
            continue
        numbers[chunk] = len(numbers)
        bundles = lattice_of(chunk, doubtful=doubtful, is_joined=is_joined)
        rows += [(b.start, b.end, pieces.setdefault((b.piece, b.word), len(pieces)), 0) for b in bundles]
        first.append(len(rows))
        nodes.append(max(bundle.end for bundle in bundles))
    table = np.array(rows, np.int32).reshape(-1, 4)
    return Lattices(numbers, np.array(first), table, np.array(nodes, np.int32), list(pieces))


class Decoded(NamedTuple):
    """What was chosen in a paragraph, one entry a bundle of the best path."""

    chunks: NDArray[np.int64]
    """Which chunk of the paragraph."""
    pieces: NDArray[np.int32]
    found: NDArray[np.int32]
    """Place among all candidates."""
    probabilities: NDArray[np.float32]
    first: NDArray[np.int64]
    """Where the probabilities of all candidates of the piece begin in `every`."""
    every: NDArray[np.float32]


def decode(
    chunks: Sequence[int],
    places: Sequence[int],
    lattices: Lattices,
    found: Candidates,
    model: Model,
    options: Options,
) -> Decoded:
    """The best reading of a paragraph: numbers of chunks, and where each stands."""
    ids = np.array(chunks, np.int64)
    starts, counts = lattices.first[ids], lattices.first[ids + 1] - lattices.first[ids]
    owners = np.repeat(np.arange(len(ids)), counts)
    inside = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    bundles = lattices.bundles[starts[owners] + inside]
    lengths = lattices.nodes[ids]
    bundles[:, :2] += (np.cumsum(lengths) - lengths)[owners, None]
    bundles[:, 3] = np.array(places, np.int32)[owners]
    path = np.empty(len(bundles), np.int32)
    sizes = np.diff(found.offsets)[bundles[:, 2]]
    ends = np.cumsum(sizes)
    probabilities = np.zeros(ends[-1] if len(ends) else 0, np.float32)
    _core.decode(
        model,
        (
            bundles,
            np.array(options.capitals, np.float32),
            *found,
            path,
            probabilities,
        ),
        int(lengths.sum()) + 1,
        options.beam,
        options.width,
        options.trust,
        options.temperature,
    )
    best = np.flatnonzero(path >= 0)
    pieces = bundles[best, 2]
    first = (ends - sizes)[best]
    return Decoded(
        owners[best],
        pieces,
        found.offsets[pieces] + path[best],
        probabilities[first + path[best]],
        first,
        probabilities,
    )


Model = tuple[NDArray[np.generic], ...]


def model_arrays(language: Language) -> Model:
    """The arrays of a language model in the order that the core takes them."""
    tables = language.tables
    return (
        language.unigrams,
        np.array([table.homes for table in tables], np.int64),
        *(table.slots for table in tables),
        *(table.weights for table in tables[:-1]),
    )


def written(word: str, writing: int, piece: str) -> str:
    """A candidate as text."""
    if writing == PRINTED:
        return piece
    return word.upper() if writing == ALL else word.capitalize() if writing == FIRST else word
