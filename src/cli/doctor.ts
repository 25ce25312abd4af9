import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemIds } from '../adapters/system.js';
import { type Config, ConfigError, environment, forgetPackages, readConfig, unknownVariables } from '../config.js';
import { variables } from '../config-variables.js';
import { compose, tokens } from '../container.js';
import { openWith } from '../domain/conversation.js';
import type { Message } from '../domain/message.js';
import type { Playbook } from '../domain/playbook.js';
import type { Agent } from '../domain/ports.js';
import { checkArchive } from './doctor-archive.js';
import { checkData, checkMemories } from './doctor-data.js';
import { checkServing } from './doctor-serving.js';
import { type Finding, fail, ok, warn, wordsOf } from './finding.js';

export interface DoctorOptions {
  /** Mends what can be mended. */
  readonly fix?: boolean;
  /** Asks the model for a few words, too. */
  readonly live?: boolean;
}

/** Looks at everything that the service needs and prints a line for each; resolves with 1 when something is wrong. */
export async function doctor({ fix = false, live = false }: DoctorOptions): Promise<number> {
  let wrong = 0;
  for await (const { state, what, detail } of checkAll(fix, live)) {
    process.stdout.write(`${state.padEnd(4)}  ${what.padEnd(19)}  ${detail}\n`);
    if (state === 'FAIL') wrong++;
  }
  process.stdout.write(wrong === 0 ? 'all is well\n' : `${wrong} thing${wrong === 1 ? ' is' : 's are'} wrong\n`);
  return wrong === 0 ? 0 : 1;
}

async function* checkAll(fix: boolean, live: boolean): AsyncGenerator<Finding> {
  yield checkNode();
  const config = yield* checkConfiguration();
  if (!config) return;
  forgetPackages();
  // Memory would open the store, and make what is not there.
  const parts = compose({ ...config, logLevel: 'silent', memory: 'off' });
  const playbook = await attempt(() => parts.getAsync(tokens.playbook));
  if (playbook.error === undefined) yield ok('playbook', summaryOf(playbook.value, config.playbookFile));
  else for (const line of playbook.error.split('\n')) yield fail('playbook', line);
  yield* checkData(config, fix);
  if (playbook.error === undefined) {
    const agent = await attempt(() => parts.getAsync(tokens.agent));
    if (agent.error === undefined) yield await checkModel(agent.value, config, live);
    else yield fail('model', `${config.model.name}: ${agent.error}`);
  }
  yield checkMemory(config);
  if (config.memory === 'mem0' && !config.mongo) {
    const memories = await checkMemories(join(config.dataDir, 'memories.db'));
    if (memories) yield memories;
  }
  yield await checkArchive(config);
  yield* checkServing(config);
}

type Attempt<T> = { readonly value: T; readonly error?: undefined } | { readonly error: string };

async function attempt<T>(make: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await make() };
  } catch (error) {
    return { error: wordsOf(error) };
  }
}

function checkNode(): Finding {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const wanted: string = engines.node.replace('>=', '');
  const [major = 0, minor = 0] = wanted.split('.').map(Number);
  const [hasMajor = 0, hasMinor = 0] = process.versions.node.split('.').map(Number);
  const enough = hasMajor > major || (hasMajor === major && hasMinor >= minor);
  const detail = `${process.versions.node}; ${wanted} or newer is needed`;
  return enough ? ok('Node.js', detail) : fail('Node.js', detail);
}

function* checkConfiguration(): Generator<Finding, Config | undefined> {
  const env = environment();
  for (const name of unknownVariables(env)) yield warn('configuration', `${name} is not a variable of this version`);
  try {
    const config = readConfig(env);
    const set = Object.keys(variables).filter((name) => env[name]);
    yield ok('configuration', set.length === 0 ? 'all defaults' : `set: ${set.join(', ')}`);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) yield fail('configuration', problem);
    return undefined;
  }
}

function summaryOf({ product, facts, faq, criteria }: Playbook, file: string | undefined): string {
  const counts = `${facts.length} facts, ${faq.length} questions, ${criteria.length} criteria`;
  return `${file ?? 'the shipped example'}: ${product.name}, ${counts}`;
}

function checkMemory({ memory, mem0, mongo, dataDir, embedder, model }: Config): Finding {
  if (memory === 'off') return ok('memory', 'off: nothing is remembered of users');
  const keeps = model.name.includes(':') ? `finds facts by ${model.name}` : "keeps the user's own words";
  if (mem0) return ok('memory', `mem0-hosted at ${mem0.url}: ${keeps}`);
  const where = mongo ? `the database ${mongo.database}` : join(dataDir, 'memories.db');
  return ok('memory', `mem0 in ${where}, embedder ${embedder.name}: ${keeps}`);
}

async function checkModel(agent: Agent, { turnTimeoutMs }: Config, live: boolean): Promise<Finding> {
  if (!live) {
    if (agent.model === 'script') return warn('model', 'script: for tests alone');
    const detail = agent.model === 'offline' ? 'needs no key and no network' : 'loaded, not asked; --live asks it';
    return ok('model', `${agent.model}: ${detail}`);
  }
  const answered = await attempt(() => say(agent, turnTimeoutMs));
  return answered.error === undefined
    ? ok('model', `${agent.model}: ${answered.value}`)
    : fail('model', `${agent.model}: ${answered.error}`);
}

/** Lets the agent begin one reply, of a conversation that is kept nowhere. */
async function say(agent: Agent, timeoutMs: number): Promise<string> {
  const at = systemClock.now();
  const message: Message = {
    id: systemIds.next(),
    role: 'USER',
    text: 'Hello',
    status: 'COMPLETE',
    inReplyTo: [],
    authorId: 'doctor',
    toolUses: [],
    createdAt: at,
  };
  const identity = { tenantId: 'default', id: systemIds.next(), userId: 'doctor', channel: 'doctor' };
  const { conversation } = openWith(identity, message, { actor: { kind: 'USER', id: 'doctor' }, at }, 'agent');
  const input = { tenantId: 'default', turnId: systemIds.next(), conversation, messages: [message] };
  for await (const event of agent.run(input, AbortSignal.timeout(timeoutMs))) {
    if (event.kind === 'textDelta' && event.text !== '') return `answered after ${systemClock.now() - at} ms`;
  }
  throw new Error('it answered with no text');
}
