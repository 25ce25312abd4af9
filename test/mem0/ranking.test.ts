import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Embedder, quantized } from '../../src/adapters/mem0/embedder.js';
import { Partition } from '../../src/adapters/mem0/ranking/partition.js';
import { rank } from '../../src/adapters/mem0/ranking/rank.js';
import { termsOf } from '../../src/adapters/mem0/ranking/terms.js';
import { loadWordEmbedder } from '../../src/adapters/mem0/word-embedder.js';

const day = 86_400_000;
const start = Date.UTC(2024, 0, 15);
let embedder: Embedder;
beforeAll(async () => {
  embedder = await loadWordEmbedder(new URL('../../embeddings/english.bin', import.meta.url));
});

async function vectorOf(text: string) {
  const [vector] = await embedder.embed([text]);
  return vector && quantized(vector);
}

/** A user's memories, a day apart, each of a conversation of its own unless they are lines of one. */
async function partitionOf(texts: readonly string[], apartMs = day): Promise<Partition> {
  const partition = new Partition();
  for (const [i, text] of texts.entries()) {
    const vector = await vectorOf(text);
    const createdAt = start + i * apartMs;
    partition.add({ id: text, number: i + 1, createdAt, conversationId: '', text, ...(vector ? { vector } : {}) });
  }
  return partition;
}

async function found(partition: Partition, question: string, limit = 10): Promise<string[]> {
  return rank(partition, { text: question, vector: await vectorOf(question) }, limit).map(({ id }) => id);
}

describe('of what a user said', () => {
  const told = [
    'our budget is 20k',
    'We are a bakery with three shops in Leeds',
    'my favourite colour is teal',
    'I use a Mac',
    'we now have 30k',
    'We decide together with Ana, our CFO',
  ];

  it.each([
    ['what is the budget?', 'we now have 30k'],
    ['how much money can they spend?', 'we now have 30k'],
    ['which color do they like best?', 'my favourite colour is teal'],
    ['what does their company do?', 'We are a bakery with three shops in Leeds'],
    ['who makes the decision?', 'We decide together with Ana, our CFO'],
    ['what kind of computer is it?', 'I use a Mac'],
  ])('"%s" finds first "%s"', async (question, answer) => {
    expect((await found(await partitionOf(told), question))[0]).toBe(answer);
  });

  it.each([
    ['what is the budget?', 'our budget is 20k', 'we now have 30k'],
    ['what is the budget?', 'The budget would be 5,000 euros.', 'our budget was raised, we can spend 9,000 euros'],
    ['favourite colour?', 'my favourite colour is teal', 'my favourite colour is red'],
    ['how large is the team?', 'we are a team of 12', "we're 25 people now"],
    ['where do they live?', 'I live in Hamburg', 'I now live in Munich'],
    ['when is the deadline?', 'our deadline is in March', 'our deadline moved to May'],
    ['How large is the team?', "We're a team of eight.", 'We have grown to 15 people.'],
    ['How large is the team?', "We're a team of eight.", 'We are now a team of 15.'],
    ['Where do I work?', 'I work at Bosch.', 'I left Bosch and joined Miele.'],
    ['What is my favourite band?', 'My favourite band is Blur.', 'Pulp is my favourite band now.'],
    ['favorite food?', 'My favorite food is ramen.', 'My favourite food is tacos.'],
  ])('of two that contradict each other the newer comes first: "%s"', async (question, older, newer) => {
    const others = ['I like tea', 'We use Slack', 'We sell bread'];
    const order = await found(await partitionOf([older, ...others, newer]), question);
    expect(order.indexOf(newer)).toBeLessThan(order.indexOf(older));
    expect(order[0]).toBe(newer);
    const reversed = await found(await partitionOf([newer, ...others, older]), question);
    expect(reversed.indexOf(older)).toBeLessThan(reversed.indexOf(newer));
  });
});

describe('of two that only look alike', () => {
  it.each([
    ['What is the budget for software?', 'Our budget for software is 20k.', 'Our budget for the party is 1k.'],
    ['How large is the sales team?', 'Our sales team is 8 people.', 'Our support team is 15 people.'],
    ['What is the Vienna budget?', 'The Vienna budget is 3k.', 'The Berlin budget is 9k.'],
    ['How many people are in the marketing team?', 'The marketing team has 4 people.', 'The design team has 7 people.'],
    ['What is our budget?', 'Our budget is 20k.', "My brother's budget is 5k."],
  ])('the one that is asked about comes first, older or newer: "%s"', async (question, right, other) => {
    expect((await found(await partitionOf([right, 'I like tea', other]), question))[0]).toBe(right);
    expect((await found(await partitionOf([other, 'I like tea', right]), question))[0]).toBe(right);
  });
});

describe('of the lines of a dialogue', () => {
  it('an answer is found by the words of the question before it', async () => {
    const lines = [
      'Ana: How many violins did you sell?',
      'Tom: Three, and the smallest was mine.',
      'Ana: That sounds wonderful!',
      ...Array.from({ length: 30 }, (_, i) => `Tom: Something else altogether, number ${i} of many.`),
    ];
    expect((await found(await partitionOf(lines, 60_000), 'How many violins did Tom sell?', 3)).slice(0, 2)).toContain(
      lines[1],
    );
  });

  it('those of the one whom the question names come before those of the other', async () => {
    const lines = ['Ana: I went to Rome in spring.', 'Tom: I went to Rome in spring.', 'Ana: Nice!', 'Tom: It was.'];
    expect((await found(await partitionOf(lines), 'When did Tom go to Rome?'))[0]).toBe(lines[1]);
    expect((await found(await partitionOf(lines), 'When did Ana go to Rome?'))[0]).toBe(lines[0]);
  });

  it('irregular forms, accents and possessives are no other words', () => {
    expect(termsOf("Zoë bought the children's café")).toEqual(termsOf('zoe buy a child cafe'));
    expect(termsOf('東京に住んでいます').length).toBeGreaterThan(3);
  });
});

describe('whatever is stored and asked', () => {
  const word = fc.constantFrom('tea', 'red', 'budget', 'Ana:', '20k', '🙂', 'été', '', ' ', 'a'.repeat(300), '東京');
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

  it('the ranking gives each line that is there at most once, best first, and no more than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 30 }),
        fc.array(fc.nat(29)),
        text,
        fc.nat(12),
        (texts, gone, asked, limit) => {
          const partition = new Partition();
          for (const [i, each] of texts.entries()) {
            const conversationId = `${i % 3}`;
            partition.add({ id: `${i}`, number: i, createdAt: start + (i % 5) * day, conversationId, text: each });
          }
          for (const i of gone) partition.remove(`${i}`);
          const ranked = rank(partition, { text: asked }, limit);
          const there = texts.map((_, i) => `${i}`).filter((id) => !gone.includes(Number(id)));
          expect(partition.size).toBe(there.length);
          expect(ranked.length).toBe(Math.min(limit, there.length));
          expect(new Set(ranked.map(({ id }) => id)).size).toBe(ranked.length);
          for (const { id, score } of ranked) {
            expect(there).toContain(id);
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          }
          expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).toSorted((a, b) => b - a));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a line that is added anew takes the place of the one before, and removing many leaves the rest as it was', async () => {
    const partition = await partitionOf(Array.from({ length: 40 }, (_, i) => `line ${i} of tea`));
    for (let i = 0; i < 39; i++) partition.remove(`line ${i} of tea`);
    partition.add({ id: 'line 39 of tea', number: 41, createdAt: start, conversationId: '', text: 'now of coffee' });
    expect(partition.size).toBe(1);
    expect(rank(partition, { text: 'coffee' }, 5)).toHaveLength(1);
    expect(rank(partition, { text: 'coffee' }, 5)[0]?.score).toBeGreaterThan(0.5);
  });
});
