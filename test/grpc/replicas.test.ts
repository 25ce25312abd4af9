import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoTest } from '../support/mongodb.js';
import { ask, startTestService, stream, type TestService, textOf, valueIn } from '../support/service.js';

const mongo = mongoTest();

describe.skipIf(!mongo)('of two servers on one MongoDB', () => {
  let one: TestService;
  let other: TestService;

  beforeAll(async () => {
    // A run hears of a stop when it renews its lease, each third of this time.
    const env = { MONGODB_URI: mongo!.uri, MONGODB_DATABASE: mongo!.database, COLLOQUY_LEASE_MS: '3000' };
    one = await startTestService({ env });
    other = await startTestService({ env });
  });
  afterAll(async () => {
    await one.dispose();
    await other.dispose();
  });

  it('each stops the turns of the other, and the text so far is kept', async () => {
    const reading = stream(one, '@script steps=2 hang=1');
    await reading.until(() => textOf(reading.events) === 'w0 w1 ');
    const { turnId } = valueIn('accepted', reading.events[0]);
    expect(await ask(other.chat, 'cancelTurn', { turnId })).toMatchObject({
      stopped: true,
      turn: { status: 'TURN_STATUS_CANCELLED', reply: { text: 'w0 w1 ' } },
    });
    expect(await reading.over).toBeUndefined();
  });

  it('a turn that has come to its end is not stopped, and the caller is told', async () => {
    const reading = stream(one, '@script steps=4', { userId: 'bob' });
    expect(await reading.over).toBeUndefined();
    const { turnId } = valueIn('accepted', reading.events[0]);
    expect(await ask(other.chat, 'cancelTurn', { turnId })).toMatchObject({
      stopped: false,
      turn: { status: 'TURN_STATUS_COMPLETED', reply: { text: 'w0 w1 w2 w3 ' } },
    });
  });
});
