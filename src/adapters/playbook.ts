import { readFile } from 'node:fs/promises';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { stages } from '../domain/entry.js';
import type { Playbook } from '../domain/playbook.js';
import { cueMistake } from './offline/cues.js';

/** One mistake in a playbook, where it stands; `line` counts from 1. */
export interface PlaybookProblem {
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

/** All that is wrong with a playbook, at once; the message has a line for each mistake. */
export class PlaybookError extends Error {
  override readonly name = 'PlaybookError';
  readonly problems: readonly PlaybookProblem[];
  constructor(source: string, problems: readonly PlaybookProblem[]) {
    super(
      problems
        .map(({ line, path, message }) => `${source}:${line}: ${path === '' ? '' : `${path}: `}${message}`)
        .join('\n'),
    );
    this.problems = problems;
  }
}

const text = z.string().trim().min(1);
const texts = z.array(text);
const some = texts.min(1);
const cue = text.superRefine((pattern, context) => {
  const message = cueMistake(pattern);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
const cues = z.array(cue);

const fact = z.strictObject({ id: text.optional(), text, keywords: texts.default([]) });
const shortFact = text.transform((sentence) => ({ text: sentence, keywords: [] as string[] }));

const criterion = z.strictObject({
  name: text.regex(/^[a-z][a-z0-9_]*$/),
  description: text.optional(),
  questions: some,
  weight: z.number().positive().default(1),
  required: z.boolean().default(true),
  met: cues.default([]),
  unmet: cues.default([]),
});

const schema = z.strictObject({
  agent: z.strictObject({
    name: text,
    greeting: text.optional(),
    tone: text.default('Warm, brief and honest. One question at a time.'),
  }),
  product: z.strictObject({ name: text, summary: text }),
  facts: z.array(z.union([shortFact, fact])).min(1),
  faq: z.array(z.strictObject({ questions: some, answer: text })).default([]),
  synonyms: z.array(texts.min(2)).default([]),
  criteria: z.array(criterion).min(1),
  threshold: z.number().min(0).max(100).default(100),
  stages: z.partialRecord(z.enum(stages), text).default({}),
  objections: z.array(z.strictObject({ name: text, cues: cues.min(1), answer: text })).default([]),
  memory: z
    .strictObject({
      most: z.int().min(0).max(50).default(8),
      leastScore: z.number().min(0).max(1).default(0.05),
    })
    .prefault({}),
  handoff: z
    .strictObject({
      queue: text.default('sales'),
      message: text.default('Of course. I am passing you on to a colleague, who will answer here.'),
      phrases: cues.default([]),
    })
    .prefault({}),
  closing: z
    .strictObject({
      offer: text.default('Gladly. A colleague will put the offer together and send it to you.'),
      won: text.default('Wonderful, thank you! You will hear from us with the next steps.'),
      lost: text.default('Understood, and thank you for telling me. The door stays open.'),
    })
    .prefault({}),
  languages: z.record(text.regex(/^[a-z]{2}$/), text).default({}),
});

/**
 * The playbook that a YAML text holds; `source` names it in errors. Throws `PlaybookError` with every mistake at its
 * line, unknown keys included.
 */
export function parsePlaybook(yaml: string, source: string): Playbook {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new PlaybookError(
      source,
      document.errors.map((error) => ({ line: lineAt(error.pos[0]), path: '', message: error.message })),
    );
  }
  const value: unknown = document.toJS();
  const result = schema.safeParse(value, { reportInput: true });
  const problems = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, []));
  if (result.success) problems.push(...repeatedNames(result.data));
  if (problems.length > 0 || !result.success) {
    throw new PlaybookError(
      source,
      problems
        .map(({ path, message }) => ({ line: lineAt(offsetOf(document.contents, path)), path: dotted(path), message }))
        .sort((a, b) => a.line - b.line),
    );
  }
  return toPlaybook(result.data);
}

/** Reads a playbook file; throws as `parsePlaybook` does, or as the file system. */
export async function loadPlaybook(path: string): Promise<Playbook> {
  return parsePlaybook(await readFile(path, 'utf8'), path);
}

type Path = readonly PropertyKey[];
type Problem = { readonly path: Path; readonly message: string };

function problemsOf(issue: z.core.$ZodIssue, base: Path): Problem[] {
  const path = [...base, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is no key of a playbook' }));
    case 'invalid_key':
      return [{ path, message: 'is no key that can stand here' }];
    case 'invalid_union': {
      const closest = issue.errors.at(-1) ?? [];
      if (typeof issue.input === 'object' && issue.input !== null) {
        return closest.flatMap((inner) => problemsOf(inner, path));
      }
      return [{ path, message: expected('a sentence, or text and keywords', issue.input) }];
    }
    case 'invalid_type':
      return [
        {
          path,
          message: expected(ranges[String(path.at(-1))] ?? named[issue.expected] ?? issue.expected, issue.input),
        },
      ];
    case 'too_small': {
      if (issue.origin === 'number')
        return [
          {
            path,
            message: expected(`a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`, issue.input),
          },
        ];
      if (issue.origin === 'string') return [{ path, message: 'is empty' }];
      return [{ path, message: `has fewer than ${issue.minimum}` }];
    }
    case 'too_big':
      return [{ path, message: expected(`a number of at most ${issue.maximum}`, issue.input) }];
    case 'invalid_format':
      return [
        {
          path,
          message: expected(
            path.at(-1) === 'name' ? 'a name of small letters, digits and _' : 'another form',
            issue.input,
          ),
        },
      ];
    case 'invalid_value':
      return [{ path, message: expected(`one of ${issue.values.join(', ')}`, issue.input) }];
    default:
      return [{ path, message: issue.message }];
  }
}

const ranges: Readonly<Record<string, string>> = { weight: 'a number above 0', threshold: 'a number from 0 to 100' };

const named: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
};

function expected(what: string, input: unknown): string {
  if (input === undefined) return `is missing: expected ${what}`;
  const got =
    typeof input === 'object' && input !== null
      ? Array.isArray(input)
        ? 'a list'
        : 'keys and values'
      : JSON.stringify(input);
  return `expected ${what}, got ${got}`;
}

function repeatedNames(data: z.infer<typeof schema>): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [i, { name }] of data.criteria.entries()) {
    if (seen.has(name))
      problems.push({ path: ['criteria', i, 'name'], message: `${JSON.stringify(name)} is there already` });
    seen.add(name);
  }
  const ids = new Set<string>();
  for (const [i, entry] of data.facts.entries()) {
    const id = 'id' in entry ? entry.id : undefined;
    if (id === undefined) continue;
    if (ids.has(id)) problems.push({ path: ['facts', i, 'id'], message: `${JSON.stringify(id)} is there already` });
    ids.add(id);
  }
  return problems;
}

/** Where in the text the node at a path begins; of what is missing, the nearest thing around it. */
function offsetOf(contents: unknown, path: Path): number {
  let node = contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node) && typeof key === 'number') {
      node = (node.items[key] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function dotted(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  );
}

function toPlaybook(data: z.infer<typeof schema>): Playbook {
  const { agent, product } = data;
  return {
    agent: {
      name: agent.name,
      greeting: agent.greeting ?? `Hello, I am ${agent.name}, the assistant of ${product.name}.`,
      tone: agent.tone,
    },
    product,
    facts: data.facts.map((entry, i) => ({
      id: ('id' in entry ? entry.id : undefined) ?? `fact-${i + 1}`,
      text: entry.text,
      keywords: entry.keywords,
    })),
    faq: data.faq,
    synonyms: data.synonyms,
    criteria: data.criteria.map(({ description, ...rule }) => ({ ...rule, description: description ?? rule.name })),
    threshold: data.threshold,
    stages: Object.fromEntries(Object.entries(data.stages).filter(([, goal]) => goal !== undefined)),
    objections: data.objections,
    memory: data.memory,
    handoff: data.handoff,
    closing: data.closing,
    languages: data.languages,
  };
}
