import { z } from 'zod';
import type { BusyPolicy } from './domain/turn.js';
import type { LogLevel } from './log.js';

/** How the service runs, read once from the environment; everything else is given plain values. */
export interface Config {
  readonly grpcAddress: string;
  readonly webAddress: string;
  readonly tls: { readonly certFile: string; readonly keyFile: string; readonly clientCaFile: string } | undefined;
  /** Who may call; absent: anyone, for any tenant. */
  readonly tokensFile: string | undefined;
  readonly dataDir: string;
  readonly mongo: { readonly uri: string; readonly database: string } | undefined;
  readonly model: {
    readonly name: string;
    readonly apiKey: string | undefined;
    readonly baseUrl: string | undefined;
    readonly temperature: number | undefined;
    readonly timeoutMs: number;
    readonly maxRetries: number;
  };
  readonly windowTokens: number;
  /** Absent: the playbook that is shipped. */
  readonly playbookFile: string | undefined;
  readonly memory: 'mem0' | 'mem0-hosted' | 'off';
  readonly busyPolicy: BusyPolicy;
  readonly coalesceWindowMs: number;
  readonly leaseMs: number;
  readonly recallTimeoutMs: number;
  readonly resumedAfterMs: number;
  readonly drainMs: number;
  readonly heartbeatMs: number;
  readonly turnTimeoutMs: number;
  readonly logLevel: LogLevel;
}

export interface Variable {
  readonly schema: z.ZodType;
  /** What a value must be, for the reader of a mistake. */
  readonly expected: string;
  readonly meaning: string;
  /** As it would be written; empty: none. */
  readonly fallback: string;
  readonly secret?: boolean;
}

const address = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):([0-9]{1,5})$/)
  .refine((value) => Number(value.split(':').at(-1)) <= 65535);
/** Digits alone: `Number` would also take blanks, hexadecimals and exponents. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^[0-9]+$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^[0-9]+(\.[0-9]+)?$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const url = z.url({ protocol: /^https?$/ });
const day = 86_400_000;
const policies = ['enqueue', 'reject'] as const;
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every variable that the service reads; the README's table is held to it by a test. */
export const variables = {
  COLLOQUY_GRPC_ADDRESS: {
    schema: address,
    expected: 'host:port; port 0 takes a free one',
    meaning: 'where gRPC listens',
    fallback: '127.0.0.1:50051',
  },
  COLLOQUY_WEB_ADDRESS: {
    schema: z.union([z.literal('off'), address]),
    expected: 'host:port, or off',
    meaning: 'where the dashboard will listen; this version has none yet',
    fallback: '127.0.0.1:8080',
  },
  COLLOQUY_TLS_CERT: {
    schema: z.string(),
    expected: 'a file',
    meaning: 'certificate chain, PEM: turns TLS on',
    fallback: '',
  },
  COLLOQUY_TLS_KEY: {
    schema: z.string(),
    expected: 'a file',
    meaning: "the certificate's private key, PEM",
    fallback: '',
  },
  COLLOQUY_TLS_CLIENT_CA: {
    schema: z.string(),
    expected: 'a file',
    meaning: 'CA of client certificates, PEM: clients must then show one',
    fallback: '',
  },
  COLLOQUY_TOKENS_FILE: {
    schema: z.string(),
    expected: 'a file',
    meaning: 'bearer tokens, a line each: tenant, SHA-256 of the token in hex; without it calls need none',
    fallback: '',
  },
  COLLOQUY_DATA_DIR: {
    schema: z.string().min(1),
    expected: 'a folder',
    meaning: 'the embedded store',
    fallback: './data',
  },
  MONGODB_URI: {
    schema: z.string().regex(/^mongodb(\+srv)?:\/\/\S+$/),
    expected: 'mongodb://… or mongodb+srv://…',
    meaning: 'set: MongoDB is the store',
    fallback: '',
    secret: true,
  },
  MONGODB_DATABASE: {
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,63}$/),
    expected: '1 to 63 of A-Z a-z 0-9 _ -',
    meaning: 'its database',
    fallback: 'colloquy',
  },
  COLLOQUY_MODEL: {
    schema: z.string().regex(/^(offline|script|(openai|anthropic|ollama):\S+)$/),
    expected: 'offline, openai:NAME, anthropic:NAME, ollama:NAME, or script (tests)',
    meaning: 'the model that answers',
    fallback: 'offline',
  },
  COLLOQUY_MODEL_TEMPERATURE: {
    schema: decimal(0, 2),
    expected: 'a number from 0 to 2',
    meaning: "the provider's temperature; its own default when not set",
    fallback: '',
  },
  COLLOQUY_MODEL_TIMEOUT_MS: {
    schema: whole(100, 600_000),
    expected: 'a whole number from 100 to 600000',
    meaning: 'how long a provider may be silent',
    fallback: '30000',
  },
  COLLOQUY_MODEL_RETRIES: {
    schema: whole(0, 10),
    expected: 'a whole number from 0 to 10',
    meaning: 'how often a call that the provider refused is tried again',
    fallback: '2',
  },
  COLLOQUY_WINDOW_TOKENS: {
    schema: whole(200, 1_000_000),
    expected: 'a whole number from 200 to 1000000',
    meaning: 'tokens of messages that the model reads',
    fallback: '4000',
  },
  OPENAI_API_KEY: { schema: z.string(), expected: 'a key', meaning: 'for openai:…', fallback: '', secret: true },
  OPENAI_BASE_URL: { schema: url, expected: 'http(s)://…', meaning: 'any OpenAI-compatible server', fallback: '' },
  ANTHROPIC_API_KEY: { schema: z.string(), expected: 'a key', meaning: 'for anthropic:…', fallback: '', secret: true },
  ANTHROPIC_BASE_URL: { schema: url, expected: 'http(s)://…', meaning: 'for anthropic:…', fallback: '' },
  OLLAMA_BASE_URL: {
    schema: url,
    expected: 'http(s)://…',
    meaning: 'for ollama:…',
    fallback: 'http://127.0.0.1:11434',
  },
  COLLOQUY_PLAYBOOK: {
    schema: z.string().min(1),
    expected: 'a YAML file',
    meaning: 'the playbook; the shipped example when not set',
    fallback: '',
  },
  COLLOQUY_MEMORY: {
    schema: z.enum(['mem0', 'mem0-hosted', 'off']),
    expected: 'mem0, mem0-hosted or off',
    meaning: 'what remembers users; this version has none yet and says so',
    fallback: 'mem0',
  },
  COLLOQUY_BUSY_POLICY: {
    schema: z.enum(policies),
    expected: 'enqueue or reject',
    meaning: 'what becomes of a message while a turn runs, when the call does not say',
    fallback: 'enqueue',
  },
  COLLOQUY_COALESCE_WINDOW_MS: {
    schema: whole(0, 60_000),
    expected: 'a whole number from 0 to 60000',
    meaning: 'how long coalescing waits for more',
    fallback: '300',
  },
  COLLOQUY_LEASE_MS: {
    schema: whole(500, 15_000),
    expected: 'a whole number from 500 to 15000',
    meaning: "a turn's lease: a process that is silent for longer has lost its turns",
    fallback: '10000',
  },
  COLLOQUY_RECALL_TIMEOUT_MS: {
    schema: whole(0, 60_000),
    expected: 'a whole number from 0 to 60000',
    meaning: "memory's budget before a turn",
    fallback: '300',
  },
  COLLOQUY_RESUMED_AFTER_MS: {
    schema: whole(0, 365 * day),
    expected: `a whole number from 0 to ${365 * day}`,
    meaning: 'idle time after which a message resumes its conversation',
    fallback: '1800000',
  },
  COLLOQUY_DRAIN_MS: {
    schema: whole(0, 600_000),
    expected: 'a whole number from 0 to 600000',
    meaning: 'grace of running turns on SIGTERM',
    fallback: '30000',
  },
  COLLOQUY_HEARTBEAT_MS: {
    schema: whole(100, 600_000),
    expected: 'a whole number from 100 to 600000',
    meaning: 'silence before a heartbeat',
    fallback: '15000',
  },
  COLLOQUY_TURN_TIMEOUT_MS: {
    schema: whole(1000, 3_600_000),
    expected: 'a whole number from 1000 to 3600000',
    meaning: 'a turn that takes longer fails',
    fallback: '300000',
  },
  COLLOQUY_LOG_LEVEL: {
    schema: z.enum(levels),
    expected: levels.join(', '),
    meaning: 'the least that is logged',
    fallback: 'info',
  },
} as const satisfies Record<string, Variable>;

type Name = keyof typeof variables;
export type Environment = Readonly<Record<string, string | undefined>>;

/** All that is wrong with the configuration, one line each; never with a secret in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`${problems.length} mistake${problems.length === 1 ? '' : 's'} in the configuration`);
    this.problems = problems;
  }
}

/** Reads the configuration; throws `ConfigError` with every mistake at once. An empty value counts as not set. */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const values = new Map<Name, unknown>();
  for (const name of Object.keys(variables) as Name[]) {
    const { schema, expected, fallback, secret }: Variable = variables[name];
    const given = env[name] || fallback;
    if (given === '') continue;
    const parsed = schema.safeParse(given);
    if (parsed.success) values.set(name, parsed.data);
    else problems.push(`${name}: expected ${expected}; given ${secret ? '(not shown)' : JSON.stringify(given)}`);
  }
  const get = <T>(name: Name): T => values.get(name) as T;

  const model = env['COLLOQUY_MODEL'] || variables.COLLOQUY_MODEL.fallback;
  const provider = model.split(':')[0];
  if (model === 'script' && env['NODE_ENV'] === 'production') {
    problems.push('COLLOQUY_MODEL: expected another model than script when NODE_ENV is production; given "script"');
  }
  const key = provider === 'openai' ? 'OPENAI_API_KEY' : provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : undefined;
  if (key && !env[key]) problems.push(`${key}: expected a key, since COLLOQUY_MODEL is ${model}; not given`);
  if (Boolean(env['COLLOQUY_TLS_CERT']) !== Boolean(env['COLLOQUY_TLS_KEY'])) {
    const [missing, there] = env['COLLOQUY_TLS_CERT'] ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    problems.push(`COLLOQUY_TLS_${missing}: expected a file, since COLLOQUY_TLS_${there} is set; not given`);
  }
  if (env['COLLOQUY_TLS_CLIENT_CA'] && !env['COLLOQUY_TLS_CERT']) {
    problems.push('COLLOQUY_TLS_CERT: expected a file, since COLLOQUY_TLS_CLIENT_CA is set; not given');
  }
  if (problems.length > 0) throw new ConfigError(problems);

  const baseUrls: Record<string, Name> = {
    openai: 'OPENAI_BASE_URL',
    anthropic: 'ANTHROPIC_BASE_URL',
    ollama: 'OLLAMA_BASE_URL',
  };
  const baseUrl = baseUrls[provider ?? ''];
  const uri = get<string | undefined>('MONGODB_URI');
  const certFile = get<string | undefined>('COLLOQUY_TLS_CERT');
  return Object.freeze({
    grpcAddress: get<string>('COLLOQUY_GRPC_ADDRESS'),
    webAddress: get<string>('COLLOQUY_WEB_ADDRESS'),
    tls: certFile
      ? {
          certFile,
          keyFile: get<string>('COLLOQUY_TLS_KEY'),
          clientCaFile: get<string | undefined>('COLLOQUY_TLS_CLIENT_CA') ?? '',
        }
      : undefined,
    tokensFile: get<string | undefined>('COLLOQUY_TOKENS_FILE'),
    dataDir: get<string>('COLLOQUY_DATA_DIR'),
    mongo: uri ? { uri, database: get<string>('MONGODB_DATABASE') } : undefined,
    model: {
      name: model,
      apiKey: key && get<string>(key),
      baseUrl: baseUrl && get<string | undefined>(baseUrl),
      temperature: get<number | undefined>('COLLOQUY_MODEL_TEMPERATURE'),
      timeoutMs: get<number>('COLLOQUY_MODEL_TIMEOUT_MS'),
      maxRetries: get<number>('COLLOQUY_MODEL_RETRIES'),
    },
    windowTokens: get<number>('COLLOQUY_WINDOW_TOKENS'),
    playbookFile: get<string | undefined>('COLLOQUY_PLAYBOOK'),
    memory: get<Config['memory']>('COLLOQUY_MEMORY'),
    busyPolicy: get<string>('COLLOQUY_BUSY_POLICY').toUpperCase() as BusyPolicy,
    coalesceWindowMs: get<number>('COLLOQUY_COALESCE_WINDOW_MS'),
    leaseMs: get<number>('COLLOQUY_LEASE_MS'),
    recallTimeoutMs: get<number>('COLLOQUY_RECALL_TIMEOUT_MS'),
    resumedAfterMs: get<number>('COLLOQUY_RESUMED_AFTER_MS'),
    drainMs: get<number>('COLLOQUY_DRAIN_MS'),
    heartbeatMs: get<number>('COLLOQUY_HEARTBEAT_MS'),
    turnTimeoutMs: get<number>('COLLOQUY_TURN_TIMEOUT_MS'),
    logLevel: get<LogLevel>('COLLOQUY_LOG_LEVEL'),
  });
}

/** The environment of this process; the only place that reads it. */
export function environment(): Environment {
  return process.env;
}

/** What programs at a terminal go by, whatever else is set. Throws `ConfigError` for an address that is none. */
export function readTerminal(env: Environment): {
  readonly grpcAddress: string;
  /** The service that this environment configures speaks TLS, with these. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly color: boolean;
} {
  const { schema, expected, fallback } = variables.COLLOQUY_GRPC_ADDRESS;
  const grpcAddress = env['COLLOQUY_GRPC_ADDRESS'] || fallback;
  if (!schema.safeParse(grpcAddress).success) {
    throw new ConfigError([`COLLOQUY_GRPC_ADDRESS: expected ${expected}; given ${JSON.stringify(grpcAddress)}`]);
  }
  const [certFile, keyFile] = [env['COLLOQUY_TLS_CERT'], env['COLLOQUY_TLS_KEY']];
  const tls = certFile && keyFile ? { certFile, keyFile } : undefined;
  return { grpcAddress, tls, color: !env['NO_COLOR'] && env['TERM'] !== 'dumb' };
}

/** Variables that look like ours and are not: most likely misspelt. */
export function unknownVariables(env: Environment): string[] {
  return Object.keys(env).filter(
    (name) => name.startsWith('COLLOQUY_') && !(name in variables) && name !== 'COLLOQUY_MEM0_URL',
  );
}

/** LangChain sends traces away when it finds these variables; the service never does. */
export function forgetTracing(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(LANGSMITH|LANGCHAIN)_/.test(name)) delete process.env[name];
  }
}
