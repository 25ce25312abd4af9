import { type Variable, variables } from './config-variables.js';
import type { BusyPolicy } from './domain/turn.js';
import type { LogLevel } from './log.js';

/** How the service runs, read once from the environment; everything else is given plain values. */
export interface Config {
  readonly grpcAddress: string;
  /** Where the page is; absent: nowhere. */
  readonly webAddress: string | undefined;
  readonly webHosts: readonly string[];
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
  /** For mem0-hosted. */
  readonly mem0: { readonly apiKey: string; readonly url: string } | undefined;
  readonly embedder: {
    readonly name: string;
    readonly apiKey: string | undefined;
    readonly baseUrl: string | undefined;
  };
  readonly busyPolicy: BusyPolicy;
  readonly coalesceWindowMs: number;
  readonly leaseMs: number;
  readonly recallTimeoutMs: number;
  readonly resumedAfterMs: number;
  readonly drainMs: number;
  readonly heartbeatMs: number;
  readonly turnTimeoutMs: number;
  readonly logLevel: LogLevel;
  /** Where archived logs go; absent: the store's own place. */
  readonly archive:
    | {
        readonly bucket: string;
        readonly prefix: string;
        readonly endpoint: string | undefined;
        readonly region: string;
        readonly credentials:
          | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
          | undefined;
      }
    | undefined;
  readonly retention: { readonly closeAfterMs: number | undefined; readonly archiveAfterMs: number | undefined };
}

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
  const embedder = env['COLLOQUY_EMBEDDER'] || variables.COLLOQUY_EMBEDDER.fallback;
  if (embedder.startsWith('openai:') && provider !== 'openai' && !env['OPENAI_API_KEY']) {
    problems.push(`OPENAI_API_KEY: expected a key, since COLLOQUY_EMBEDDER is ${embedder}; not given`);
  }
  if (env['COLLOQUY_MEMORY'] === 'mem0-hosted' && !env['MEM0_API_KEY']) {
    problems.push('MEM0_API_KEY: expected a key, since COLLOQUY_MEMORY is mem0-hosted; not given');
  }
  if (Boolean(env['COLLOQUY_TLS_CERT']) !== Boolean(env['COLLOQUY_TLS_KEY'])) {
    const [missing, there] = env['COLLOQUY_TLS_CERT'] ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    problems.push(`COLLOQUY_TLS_${missing}: expected a file, since COLLOQUY_TLS_${there} is set; not given`);
  }
  if (env['COLLOQUY_TLS_CLIENT_CA'] && !env['COLLOQUY_TLS_CERT']) {
    problems.push('COLLOQUY_TLS_CERT: expected a file, since COLLOQUY_TLS_CLIENT_CA is set; not given');
  }
  if (Boolean(env['AWS_ACCESS_KEY_ID']) !== Boolean(env['AWS_SECRET_ACCESS_KEY']) && env['COLLOQUY_ARCHIVE']) {
    const [missing, there] = env['AWS_ACCESS_KEY_ID']
      ? ['SECRET_ACCESS_KEY', 'ACCESS_KEY_ID']
      : ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'];
    problems.push(`AWS_${missing}: expected a key, since AWS_${there} is set; not given`);
  }
  if (problems.length > 0) throw new ConfigError(problems);

  const baseUrls: Record<string, Name> = {
    openai: 'OPENAI_BASE_URL',
    anthropic: 'ANTHROPIC_BASE_URL',
    ollama: 'OLLAMA_BASE_URL',
  };
  const baseUrl = baseUrls[provider ?? ''];
  const embedderUrl = baseUrls[embedder.split(':')[0] ?? ''];
  const uri = get<string | undefined>('MONGODB_URI');
  const certFile = get<string | undefined>('COLLOQUY_TLS_CERT');
  const webAddress = get<string>('COLLOQUY_WEB_ADDRESS');
  return Object.freeze({
    grpcAddress: get<string>('COLLOQUY_GRPC_ADDRESS'),
    webAddress: webAddress === 'off' ? undefined : webAddress,
    webHosts: get<string | undefined>('COLLOQUY_WEB_HOSTS')?.split(',') ?? [],
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
    mem0:
      get<Config['memory']>('COLLOQUY_MEMORY') === 'mem0-hosted'
        ? { apiKey: get<string>('MEM0_API_KEY'), url: get<string>('COLLOQUY_MEM0_URL') }
        : undefined,
    embedder: {
      name: embedder,
      apiKey: embedder.startsWith('openai:') ? get<string>('OPENAI_API_KEY') : undefined,
      baseUrl: embedderUrl && get<string | undefined>(embedderUrl),
    },
    busyPolicy: get<string>('COLLOQUY_BUSY_POLICY').toUpperCase() as BusyPolicy,
    coalesceWindowMs: get<number>('COLLOQUY_COALESCE_WINDOW_MS'),
    leaseMs: get<number>('COLLOQUY_LEASE_MS'),
    recallTimeoutMs: get<number>('COLLOQUY_RECALL_TIMEOUT_MS'),
    resumedAfterMs: get<number>('COLLOQUY_RESUMED_AFTER_MS'),
    drainMs: get<number>('COLLOQUY_DRAIN_MS'),
    heartbeatMs: get<number>('COLLOQUY_HEARTBEAT_MS'),
    turnTimeoutMs: get<number>('COLLOQUY_TURN_TIMEOUT_MS'),
    logLevel: get<LogLevel>('COLLOQUY_LOG_LEVEL'),
    archive: archiveOf(get),
    retention: {
      closeAfterMs: inMs(get<number | undefined>('COLLOQUY_CLOSE_AFTER_DAYS')),
      archiveAfterMs: inMs(get<number | undefined>('COLLOQUY_ARCHIVE_AFTER_DAYS')),
    },
  });
}

function archiveOf(get: <T>(name: Name) => T): Config['archive'] {
  const place = get<string | undefined>('COLLOQUY_ARCHIVE');
  if (!place) return undefined;
  const [bucket = '', ...folders] = place.slice('s3://'.length).split('/').filter(Boolean);
  const accessKeyId = get<string | undefined>('AWS_ACCESS_KEY_ID');
  const sessionToken = get<string | undefined>('AWS_SESSION_TOKEN');
  const secretAccessKey = get<string>('AWS_SECRET_ACCESS_KEY');
  return {
    bucket,
    prefix: folders.join('/'),
    endpoint: get<string | undefined>('AWS_ENDPOINT_URL_S3'),
    region: get<string>('AWS_REGION'),
    credentials: accessKeyId ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } : undefined,
  };
}

function inMs(days: number | undefined): number | undefined {
  return days === undefined ? undefined : days * 86_400_000;
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

/** Variables that look like ours and are not: most likely misspelt. Kubernetes' own, of a Service called so, are none. */
export function unknownVariables(env: Environment): string[] {
  return Object.keys(env).filter(
    (name) => name.startsWith('COLLOQUY_') && !(name in variables) && !isServiceLink(name, env[name]),
  );
}

/** As Kubernetes and Docker tell of a service's address: NAME_SERVICE_HOST, NAME_PORT=tcp://…, NAME_PORT_80_TCP_ADDR. */
function isServiceLink(name: string, value = ''): boolean {
  return /_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP|SCTP)(_|$)/.test(name) || /^(tcp|udp|sctp):/.test(value);
}

/**
 * Variables by which the packages of models change what is sent, and where: with LangChain's they send traces away, with the
 * others headers that memory's requests would not have. The service knows none of them.
 */
const ofPackages = /^(LANGSMITH|LANGCHAIN)_|^OPENAI_(ORG|PROJECT)|^(OPENAI|ANTHROPIC)_CUSTOM_HEADERS$/;

export function forgetPackages(): void {
  for (const name of Object.keys(process.env)) if (ofPackages.test(name)) delete process.env[name];
}
