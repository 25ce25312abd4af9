import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, unknownVariables } from '../src/config.js';
import { variables } from '../src/config-variables.js';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe('the configuration', () => {
  it('of an empty environment serves the embedded store and the offline agent on the loopback', () => {
    expect(readConfig({})).toMatchObject({
      grpcAddress: '127.0.0.1:50051',
      dataDir: './data',
      mongo: undefined,
      model: { name: 'offline' },
      busyPolicy: 'ENQUEUE',
      leaseMs: 10_000,
      drainMs: 30_000,
      heartbeatMs: 15_000,
      resumedAfterMs: 1_800_000,
      logLevel: 'info',
    });
  });

  it('takes an empty value as not set', () => {
    expect(readConfig({ COLLOQUY_MODEL: '', MONGODB_URI: '' })).toEqual(readConfig({}));
  });

  it('takes numbers in decimal digits alone', () => {
    expect(readConfig({ COLLOQUY_DRAIN_MS: '0', COLLOQUY_MODEL_TEMPERATURE: '0.25' })).toMatchObject({
      drainMs: 0,
      model: { temperature: 0.25 },
    });
    for (const given of [' ', '0x3', '1e3', '+5', '-0', ' 5', '5\n', '1_000', '5.0', '٣']) {
      expect(problemsOf({ COLLOQUY_DRAIN_MS: given, COLLOQUY_MODEL_RETRIES: given })).toHaveLength(2);
    }
    for (const given of [' ', '0x1', '1e0', '.5', '1.', '-0.5', '2.1', 'NaN', 'Infinity']) {
      expect(problemsOf({ COLLOQUY_MODEL_TEMPERATURE: given })).toHaveLength(1);
    }
  });

  it('tells every mistake at once, with what was given and what is expected', () => {
    const problems = problemsOf({
      COLLOQUY_GRPC_ADDRESS: 'localhost',
      COLLOQUY_LEASE_MS: '99999',
      COLLOQUY_LOG_LEVEL: 'loud',
      COLLOQUY_MODEL: 'openai:gpt-4o-mini',
      COLLOQUY_BUSY_POLICY: 'nap',
      COLLOQUY_TLS_CERT: 'cert.pem',
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'COLLOQUY_GRPC_ADDRESS',
      'COLLOQUY_BUSY_POLICY',
      'COLLOQUY_LEASE_MS',
      'COLLOQUY_LOG_LEVEL',
      'OPENAI_API_KEY',
      'COLLOQUY_TLS_KEY',
    ]);
    expect(problems[0]).toBe('COLLOQUY_GRPC_ADDRESS: expected host:port; port 0 takes a free one; given "localhost"');
  });

  it('never tells a secret', () => {
    const uri = 'mongo://user:hunter2@host';
    expect(problemsOf({ MONGODB_URI: uri })).toEqual([
      'MONGODB_URI: expected mongodb://… or mongodb+srv://…; given (not shown)',
    ]);
  });

  it.each([
    [
      'COLLOQUY_GRPC_ADDRESS',
      ['0.0.0.0:0', '[::1]:50051', 'host.example:65535'],
      ['host', ':1', 'host:65536', 'a b:1', '::1:1'],
    ],
    ['COLLOQUY_WEB_ADDRESS', ['off', '127.0.0.1:0'], ['on']],
    ['COLLOQUY_MODEL', ['offline', 'script', 'ollama:llama3.2:3b'], ['gpt-4o', 'ollama:', 'Offline']],
    ['COLLOQUY_DRAIN_MS', ['0', '600000'], ['-1', '1.5', 'soon', '600001']],
    ['OPENAI_BASE_URL', ['http://127.0.0.1:1234/v1', 'https://api.example.com'], ['example.com', 'ftp://x']],
    ['MONGODB_DATABASE', ['colloquy-2'], ['a.b', 'a$b']],
  ] as const)('%s is checked', (name, good, bad) => {
    for (const value of good) expect(problemsOf({ [name]: value })).toEqual([]);
    for (const value of bad) expect(problemsOf({ [name]: value }), value).toHaveLength(1);
  });

  it('refuses the script model in production', () => {
    expect(problemsOf({ COLLOQUY_MODEL: 'script', NODE_ENV: 'production' })).toHaveLength(1);
    expect(problemsOf({ COLLOQUY_MODEL: 'script' })).toEqual([]);
  });

  it('has a default that is valid for every variable that has one', () => {
    for (const { schema, fallback } of Object.values(variables)) {
      if (fallback !== '') expect(schema.safeParse(fallback).success).toBe(true);
    }
  });

  it('notices names that look like ours and are not', () => {
    expect(unknownVariables({ COLLOQUY_GRPC_ADRESS: 'x', COLLOQUY_MODEL: 'offline', PATH: '/' })).toEqual([
      'COLLOQUY_GRPC_ADRESS',
    ]);
  });

  it('passes over what Kubernetes sets for a Service called colloquy, but not a port that somebody made up', () => {
    const links = {
      COLLOQUY_SERVICE_HOST: '10.0.0.9',
      COLLOQUY_SERVICE_PORT: '50051',
      COLLOQUY_SERVICE_PORT_GRPC: '50051',
      COLLOQUY_PORT: 'tcp://10.0.0.9:50051',
      COLLOQUY_PORT_50051_TCP: 'tcp://10.0.0.9:50051',
      COLLOQUY_PORT_50051_TCP_PROTO: 'tcp',
      COLLOQUY_PORT_50051_TCP_PORT: '50051',
      COLLOQUY_PORT_50051_TCP_ADDR: '10.0.0.9',
    };
    expect(unknownVariables(links)).toEqual([]);
    expect(unknownVariables({ COLLOQUY_PORT: '50051' })).toEqual(['COLLOQUY_PORT']);
  });
});
