import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { makeOfflineAgent } from '../../src/adapters/offline/agent.js';
import { loadPlaybook } from '../../src/adapters/playbook.js';
import { conclude, unopened } from '../../src/domain/conversation.js';
import type { Stage } from '../../src/domain/entry.js';
import { scoringOf } from '../../src/domain/playbook.js';
import type { CriterionStatus } from '../../src/domain/qualification.js';

interface Dialogue {
  readonly id: string;
  readonly about: string;
  readonly turns: readonly {
    readonly user: string;
    readonly stage: Stage;
    readonly criteria: Readonly<Record<string, CriterionStatus>>;
    readonly person: boolean;
  }[];
}

const folder = new URL('../dialogues/', import.meta.url);
const names = ['budget', 'authority', 'need', 'timeline'];
const playbook = await loadPlaybook(new URL('../../playbooks/example.yaml', import.meta.url).pathname);
const agent = makeOfflineAgent(playbook);
const window = 20;
/** The least share of turns, and of dialogues for the wish for a person, that is right. */
const least = 0.9;
const leastPersons = 0.95;

for (const [set, files] of dialogueSets()) {
  test(`the agent understands nine of ten turns in ${set}`, () => {
    const dialogues = files.flatMap((file) => parse(readFileSync(new URL(file, folder), 'utf8')) as Dialogue[]);
    const right = new Map<string, number>([...names, 'stage'].map((name) => [name, 0]));
    let turns = 0;
    let persons = 0;
    for (const dialogue of dialogues) {
      const { states, called } = play(dialogue);
      for (const [i, turn] of dialogue.turns.entries()) {
        turns += 1;
        const state = states[i];
        const wrong = [...names, 'stage'].filter((name) => {
          const expected = name === 'stage' ? turn.stage : turn.criteria[name];
          const same = state?.[name] === expected;
          if (same) right.set(name, (right.get(name) ?? 0) + 1);
          return !same;
        });
        if (wrong.length > 0)
          explain(
            `${dialogue.id}/${i + 1} ${wrong.map((name) => `${name}=${state?.[name]}`).join(' ')} | ${turn.user}`,
          );
      }
      const wanted = dialogue.turns.findIndex((turn) => turn.person);
      if (called === wanted) persons += 1;
      else
        explain(
          `${dialogue.id} person called at ${called + 1}, wanted at ${wanted + 1} | ${dialogue.turns[called]?.user ?? ''}`,
        );
    }
    const share = Object.fromEntries([...right].map(([name, count]) => [name, count / turns]));
    const personShare = persons / dialogues.length;
    const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
    const figures = Object.entries({ ...share, person: personShare }).map(([name, part]) => `${name} ${percent(part)}`);
    console.log(`${set}: ${dialogues.length} dialogues, ${turns} turns: ${figures.join(', ')}`);
    for (const [name, part] of Object.entries(share))
      expect(part, `share of turns with the right ${name}`).toBeGreaterThanOrEqual(least);
    expect(personShare, 'share of dialogues where a person is called exactly when wished').toBeGreaterThanOrEqual(
      leastPersons,
    );
  });
}

/** Each file that the rules were made with; and together those that nobody reads who makes rules. */
function dialogueSets(): Map<string, string[]> {
  const only = process.env['DIALOGUES_FILE'];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && (only === undefined || name === only));
  const sets = new Map<string, string[]>();
  for (const file of files) {
    const set = file.startsWith('held-out') ? 'the dialogues set aside' : file;
    sets.set(set, [...(sets.get(set) ?? []), file]);
  }
  return sets;
}

/** Plays all lines; the state after each, and at which line a person was called (-1: at none). */
function play(dialogue: Dialogue): { states: Record<string, string>[]; called: number } {
  const by = { actor: { kind: 'AGENT', id: 'agent' }, at: 0 } as const;
  let head = unopened({ tenantId: 't', id: dialogue.id, userId: 'u', channel: 'chat' });
  const messages: { role: 'USER' | 'AGENT'; text: string }[] = [];
  const states: Record<string, string>[] = [];
  let called = -1;
  for (const [i, { user }] of dialogue.turns.entries()) {
    messages.push({ role: 'USER', text: user });
    const turn = { stage: head.stage, criteria: head.qualification.criteria, messages: messages.slice(-window) };
    const assessment = agent.assess(turn);
    messages.push({ role: 'AGENT', text: agent.respond(turn) });
    head = conclude(head, 'turn', { assessment, evidenceSeqs: [i + 1] }, by, scoringOf(playbook)).conversation;
    if (assessment.handoff && called < 0) called = i;
    const status = (name: string) =>
      head.qualification.criteria.find((criterion) => criterion.name === name)?.status ?? 'UNKNOWN';
    states.push({ stage: head.stage, ...Object.fromEntries(names.map((name) => [name, status(name)])) });
  }
  return { states, called };
}

function explain(line: string): void {
  if (process.env['DIALOGUES_VERBOSE'] === '1') console.log(line);
}
