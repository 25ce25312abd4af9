import { credentials, loadPackageDefinition, status } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { image } from '../../src/api/contract.js';
import { mongoTest } from '../support/mongodb.js';
import { type FaultProxy, startProxy } from '../support/proxy.js';
import { ask, refused, say, startTestService, type TestService } from '../support/service.js';
import { until } from '../support/until.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('while the store cannot be reached', () => {
  let proxy: FaultProxy;
  let service: TestService;
  let health: {
    check(request: object, done: (error: unknown, answer?: { status: number }) => void): void;
    close(): void;
  };

  beforeAll(async () => {
    const { hostname, port, search } = new URL(mongo?.uri ?? '');
    proxy = await startProxy({ host: hostname, port: Number(port) });
    const options = new URLSearchParams(search);
    options.set('serverSelectionTimeoutMS', '300');
    options.set('directConnection', 'true');
    const env = {
      MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}/?${options}`,
      MONGODB_DATABASE: mongo?.database ?? '',
      COLLOQUY_LEASE_MS: '500',
    };
    service = await startTestService({ env });
    const { grpc } = loadPackageDefinition(loadFileDescriptorSetFromBuffer(image)) as never as {
      grpc: { health: { v1: { Health: new (...args: unknown[]) => typeof health } } };
    };
    health = new grpc.health.v1.Health(service.address, credentials.createInsecure());
  });
  afterAll(async () => {
    proxy.restore();
    health.close();
    await service.dispose();
    await proxy.close();
  });

  const serving = () =>
    new Promise<boolean>((resolve) => health.check({ service: '' }, (_, answer) => resolve(answer?.status === 1)));
  const conditions = async () => (await ask(service.data, 'getServerInfo', {})).conditions;

  it('calls are refused with a time to come back, health and GetServerInfo say so, and all goes on afterwards', async () => {
    const before = await say(service, 'before');
    expect(await serving()).toBe(true);
    expect(await conditions()).toEqual([]);
    proxy.cut();
    const no = await refused(say(service, 'during'));
    expect(no).toMatchObject({ code: status.UNAVAILABLE, reason: 'STORE_UNAVAILABLE' });
    expect(no.retry).toBeDefined();
    await until('NOT_SERVING', async () => !(await serving()));
    expect((await conditions())[0]).toMatch(/^store: cannot be reached since 20/);
    proxy.restore();
    await until('SERVING', serving);
    expect(await conditions()).toEqual([]);
    expect(await say(service, 'after')).toMatchObject({ conversationId: before.conversationId, reply: { text: 'ok' } });
  });
});
