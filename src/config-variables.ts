import { z } from 'zod';

/** A variable of the environment: which values it takes, and what they mean. */
export interface Variable {
  readonly schema: z.ZodType;
  /** What a value must be, for the reader of a mistake. */
  readonly expected: string;
  readonly meaning: string;
  /** As it would be written; empty: none. */
  readonly fallback: string;
  readonly secret?: boolean;
}

type Rule = Pick<Variable, 'schema' | 'expected'>;

const number = (what: string, pattern: RegExp, min: number, max: number): Rule => ({
  // By pattern: `Number` would also take blanks, hexadecimals and exponents.
  schema: z.string().regex(pattern).transform(Number).pipe(z.number().min(min).max(max)),
  expected: `${what} from ${min} to ${max}`,
});
const whole = (min: number, max: number) => number('a whole number', /^[0-9]+$/, min, max);
const decimal = (min: number, max: number) => number('a number', /^[0-9]+(\.[0-9]+)?$/, min, max);
const file: Rule = { schema: z.string(), expected: 'a file' };
const key: Rule = { schema: z.string(), expected: 'a key' };
const url: Rule = { schema: z.url({ protocol: /^https?$/ }), expected: 'http(s)://…' };
const address = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):([0-9]{1,5})$/)
  .refine((value) => Number(value.split(':').at(-1)) <= 65535);
const day = 86_400_000;
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
    meaning: 'where the page, its API in JSON and WebSockets listen',
    fallback: '127.0.0.1:8080',
  },
  COLLOQUY_WEB_HOSTS: {
    schema: z.string().regex(/^[a-z0-9.-]+(,[a-z0-9.-]+)*$/),
    expected: 'names such as sales.example.com, with commas between',
    meaning: 'names that the page may be opened under, beside localhost, addresses, and names without a dot',
    fallback: '',
  },
  COLLOQUY_TLS_CERT: { ...file, meaning: 'certificate chain, PEM: turns TLS on', fallback: '' },
  COLLOQUY_TLS_KEY: { ...file, meaning: "the certificate's private key, PEM", fallback: '' },
  COLLOQUY_TLS_CLIENT_CA: {
    ...file,
    meaning: 'CA of client certificates, PEM: clients must then show one',
    fallback: '',
  },
  COLLOQUY_TOKENS_FILE: {
    ...file,
    meaning:
      'bearer tokens, a line each: the tenant, a space, the SHA-256 of the token in hex; read again when it changes; without it calls need none',
    fallback: '',
  },
  COLLOQUY_DATA_DIR: {
    schema: z.string().min(1),
    expected: 'a folder',
    meaning: 'the embedded store, and its archive',
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
    ...decimal(0, 2),
    meaning: "the provider's temperature; its own default when not set",
    fallback: '',
  },
  COLLOQUY_MODEL_TIMEOUT_MS: {
    ...whole(100, 600_000),
    meaning: 'how long a provider may be silent; four times as long before the first word of an answer',
    fallback: '30000',
  },
  COLLOQUY_MODEL_RETRIES: {
    ...whole(0, 10),
    meaning: 'how often a call that the provider refused is tried again',
    fallback: '2',
  },
  COLLOQUY_WINDOW_TOKENS: {
    ...whole(200, 1_000_000),
    meaning: 'tokens of messages that the model reads',
    fallback: '4000',
  },
  OPENAI_API_KEY: { ...key, meaning: 'for openai:…', fallback: '', secret: true },
  OPENAI_BASE_URL: { ...url, meaning: 'any OpenAI-compatible server', fallback: '' },
  ANTHROPIC_API_KEY: { ...key, meaning: 'for anthropic:…', fallback: '', secret: true },
  ANTHROPIC_BASE_URL: { ...url, meaning: 'for anthropic:…', fallback: '' },
  OLLAMA_BASE_URL: { ...url, meaning: 'for ollama:…', fallback: 'http://127.0.0.1:11434' },
  COLLOQUY_PLAYBOOK: {
    schema: z.string().min(1),
    expected: 'a YAML file',
    meaning: 'the playbook; the shipped example when not set',
    fallback: '',
  },
  COLLOQUY_MEMORY: {
    schema: z.enum(['mem0', 'mem0-hosted', 'off']),
    expected: 'mem0, mem0-hosted or off',
    meaning: 'what remembers users: the library in this process, mem0’s platform, nothing',
    fallback: 'mem0',
  },
  MEM0_API_KEY: { ...key, meaning: 'for mem0-hosted', fallback: '', secret: true },
  COLLOQUY_MEM0_URL: { ...url, meaning: 'for mem0-hosted', fallback: 'https://api.mem0.ai' },
  COLLOQUY_EMBEDDER: {
    schema: z.string().regex(/^(words|(openai|ollama):\S+)$/),
    expected: 'words, openai:NAME or ollama:NAME',
    meaning: 'what says what a memory means: the shipped table of English words, or a model by its provider',
    fallback: 'words',
  },
  COLLOQUY_BUSY_POLICY: {
    schema: z.enum(['enqueue', 'reject', 'interrupt', 'rollback', 'coalesce']),
    expected: 'enqueue, reject, interrupt, rollback or coalesce',
    meaning: 'what becomes of a message while a turn runs, when the call does not say',
    fallback: 'enqueue',
  },
  COLLOQUY_COALESCE_WINDOW_MS: { ...whole(0, 60_000), meaning: 'how long coalescing waits for more', fallback: '300' },
  COLLOQUY_LEASE_MS: {
    ...whole(500, 15_000),
    meaning: "a turn's lease: a process that is silent for longer has lost its turns",
    fallback: '10000',
  },
  COLLOQUY_RECALL_TIMEOUT_MS: { ...whole(0, 60_000), meaning: "memory's budget before a turn", fallback: '300' },
  COLLOQUY_RESUMED_AFTER_MS: {
    ...whole(0, 365 * day),
    meaning: 'idle time after which a message resumes its conversation',
    fallback: '1800000',
  },
  COLLOQUY_DRAIN_MS: { ...whole(0, 600_000), meaning: 'grace of running turns on SIGTERM', fallback: '30000' },
  COLLOQUY_HEARTBEAT_MS: { ...whole(100, 600_000), meaning: 'silence before a heartbeat', fallback: '15000' },
  COLLOQUY_TURN_TIMEOUT_MS: {
    ...whole(1000, 3_600_000),
    meaning: 'a turn that takes longer fails',
    fallback: '300000',
  },
  COLLOQUY_ARCHIVE: {
    schema: z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._/-]*)?$/),
    expected: 's3://BUCKET or s3://BUCKET/PREFIX',
    meaning: 'where archived logs go; the data folder, or GridFS with MongoDB, when not set',
    fallback: '',
  },
  AWS_ENDPOINT_URL_S3: { ...url, meaning: 'a server that speaks S3, for s3://…; Amazon’s when not set', fallback: '' },
  AWS_REGION: {
    schema: z.string().regex(/^[a-z0-9-]{1,64}$/),
    expected: 'a region',
    meaning: 'of the bucket',
    fallback: 'us-east-1',
  },
  AWS_ACCESS_KEY_ID: {
    ...key,
    meaning: 'for s3://…; without it Amazon’s client looks where it always does: profiles, the machine’s role',
    fallback: '',
  },
  AWS_SECRET_ACCESS_KEY: { ...key, meaning: 'belongs to it', fallback: '', secret: true },
  AWS_SESSION_TOKEN: { ...key, meaning: 'belongs to it, where it is temporary', fallback: '', secret: true },
  COLLOQUY_CLOSE_AFTER_DAYS: {
    ...decimal(0, 36_500),
    meaning:
      'open conversations that the agent has are closed after so many days without a message; never when not set',
    fallback: '',
  },
  COLLOQUY_ARCHIVE_AFTER_DAYS: {
    ...decimal(0, 36_500),
    meaning: 'closed conversations are archived after so many days without a message; never when not set',
    fallback: '',
  },
  COLLOQUY_LOG_LEVEL: {
    schema: z.enum(levels),
    expected: levels.join(', '),
    meaning: 'the least that is logged',
    fallback: 'info',
  },
} as const satisfies Record<string, Variable>;
