import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadPlaybook, PlaybookError, parsePlaybook } from '../src/adapters/playbook.js';
import { scoringOf } from '../src/domain/playbook.js';

const example = fileURLToPath(new URL('../playbooks/example.yaml', import.meta.url));
const smallest = `
agent: {name: Ada}
product: {name: Loom, summary: Loom weaves.}
facts: [Loom weaves wool and linen.]
criteria:
  - name: need
    questions: [What would you weave?]
`;

test('the shipped playbook is without mistakes and qualifies by budget, authority, need and timeline alike', async () => {
  const playbook = await loadPlaybook(example);
  expect(playbook.criteria.map(({ name }) => name).sort()).toEqual(['authority', 'budget', 'need', 'timeline']);
  expect(new Set(playbook.criteria.map(({ weight }) => weight)).size).toBe(1);
  expect(playbook.criteria.every(({ required }) => required)).toBe(true);
  expect(scoringOf(playbook).threshold).toBe(100);
  expect(playbook.facts.length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(playbook.languages)).toEqual(expect.arrayContaining(['de', 'fr', 'es']));
});

test('a dozen lines are enough, the rest has defaults', () => {
  const playbook = parsePlaybook(smallest, 'small.yaml');
  expect(playbook.agent.greeting).toContain('Ada');
  expect(playbook.facts).toEqual([{ id: 'fact-1', text: 'Loom weaves wool and linen.', keywords: [] }]);
  expect(playbook.criteria[0]).toEqual({
    name: 'need',
    description: 'need',
    questions: ['What would you weave?'],
    weight: 1,
    required: true,
    met: [],
    unmet: [],
  });
  expect(playbook.threshold).toBe(100);
  expect(playbook.handoff.queue).toBe('sales');
});

test('every mistake is reported at its line, all at once', () => {
  const broken = [
    'agent: {name: Ada, mood: sunny}',
    'product:',
    '  name: Loom',
    'facts:',
    '  - Loom weaves.',
    '  - text: 7',
    'criteria:',
    '  - name: need',
    '    questions: [What?]',
    '  - name: Size',
    '    questions: []',
    '    weight: x',
    '  - name: need',
    '    questions: [Why?]',
    '    weight: 0',
    'threshold: 120',
    'colour: red',
    'stages:',
    '  PROPOSED: Send it.',
    'languages: {german: Hallo.}',
  ].join('\n');
  const error = mistakesOf(broken);
  expect(error.problems.map(({ line, path }) => `${line} ${path}`)).toEqual(
    expect.arrayContaining([
      '1 agent.mood',
      '2 product.summary',
      '6 facts[1].text',
      '10 criteria[1].name',
      '11 criteria[1].questions',
      '12 criteria[1].weight',
      '15 criteria[2].weight',
      '16 threshold',
      '17 colour',
      '19 stages.PROPOSED',
      '20 languages.german',
    ]),
  );
  expect(error.problems).toHaveLength(11);
  expect(error.message).toContain('broken.yaml:12: criteria[1].weight: expected a number above 0, got "x"');
  expect(error.problems.map(({ line }) => line)).toEqual(error.problems.map(({ line }) => line).sort((a, b) => a - b));
});

test('a name that is there twice is a mistake', () => {
  const twice = `${smallest}  - name: need\n    questions: [Anything else?]\n`;
  expect(mistakesOf(twice).message).toContain('broken.yaml:8: criteria[1].name: "need" is there already');
});

test('text that is no YAML, and a file that is empty, say so with a line', () => {
  expect(mistakesOf('agent: {name: Ada\nproduct: [').problems.length).toBeGreaterThan(0);
  expect(mistakesOf('').message).toMatch(/^broken\.yaml:1: /);
  expect(mistakesOf('- a\n- list').message).toContain('expected keys and values');
});

test('cues that are no patterns are mistakes of the playbook too', () => {
  const cue = `${smallest}    met: ["we @nobody have"]\n`;
  expect(mistakesOf(cue).message).toContain('broken.yaml:8: criteria[0].met[0]: ');
});

test('loading reads the file', async () => {
  expect(await loadPlaybook(example)).toEqual(parsePlaybook(readFileSync(example, 'utf8'), example));
});

function mistakesOf(yaml: string): PlaybookError {
  try {
    parsePlaybook(yaml, 'broken.yaml');
  } catch (error) {
    if (error instanceof PlaybookError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}
