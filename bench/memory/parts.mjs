// The ranking by itself, over dialogues in memory: with one part more each time, to see what each brings.
import { quantized } from '../../dist/adapters/mem0/embedder.js';
import { Partition } from '../../dist/adapters/mem0/ranking/partition.js';
import { defaultWeights, rank } from '../../dist/adapters/mem0/ranking/rank.js';
import { loadWordEmbedder } from '../../dist/adapters/mem0/word-embedder.js';

const embedder = await loadWordEmbedder(new URL('../../embeddings/english.bin', import.meta.url));
const [none] = [Object.fromEntries(Object.keys(defaultWeights).map((name) => [name, 0]))];
const { k1, b, near, near2, context, speaker, time, number, period, semantic, nearSemantic } = defaultWeights;

/** Each with the weights of those before it. */
const steps = [
  ['BM25', { k1, b }],
  ['+ neighbours', { near, near2 }],
  ['+ context', { context }],
  ['+ speaker', { speaker }],
  ['+ time, number, period', { time, number, period }],
  ['+ meaning', { semantic, nearSemantic }],
  ['all of it', defaultWeights],
];

const vectors = new Map();
async function vectorOf(text) {
  if (!vectors.has(text)) {
    const [vector] = await embedder.embed([text]);
    vectors.set(text, quantized(vector));
  }
  return vectors.get(text);
}

/** `{ part, rows: [{ kind, 5, 10, 25 }] }` for each step, and for the meaning alone. */
export async function partsOf(dialogues) {
  const sets = [];
  for (const { lines, questions } of dialogues) {
    const partition = new Partition();
    for (const [number_, { id, speaker: name, text, at }] of lines.entries()) {
      const said = `${name}: ${text}`;
      const vector = await vectorOf(said);
      partition.add({
        id,
        number: number_,
        createdAt: at,
        conversationId: '',
        text: said,
        ...(vector ? { vector } : {}),
      });
    }
    const asked = [];
    for (const question of questions) asked.push({ ...question, vector: await vectorOf(question.question) });
    sets.push({ partition, asked });
  }
  const measure = (part, weights) => ({
    part,
    rows: sets.flatMap(({ partition, asked }) =>
      asked.map(({ kind, question, evidence, vector }) => {
        const found = rank(partition, { text: question, vector }, 25, weights).map(({ id }) => id);
        const within = (k) => evidence.filter((id) => found.slice(0, k).includes(id)).length / evidence.length;
        return { kind, 5: within(5), 10: within(10), 25: within(25) };
      }),
    ),
  });
  const measured = [measure('meaning alone', { ...none, semantic: 1 })];
  let weights = none;
  for (const [part, more] of steps) {
    weights = { ...weights, ...more };
    measured.push(measure(part, weights));
  }
  return measured;
}
