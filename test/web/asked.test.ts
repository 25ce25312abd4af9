import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConversationFilter, type WatchConversationsRequest } from '../../src/gen/colloquy/v1/conversation_service.js';
import { ConversationStatus, OwnerKind, Stage } from '../../src/gen/colloquy/v1/resources.js';
import { askedBy } from '../../src/web/asked.js';

const known = <E extends string>(values: Record<string, E>) =>
  fc.uniqueArray(
    fc.constantFrom(...Object.values(values).filter((value) => !/UNSPECIFIED$|^UNRECOGNIZED$/.test(value))),
    { maxLength: 3 },
  );
const time = fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), {
  nil: undefined,
});
/** What no encoding can lose, with all that an address must escape. */
const word = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((text) => text.isWellFormed());

const filters = fc.record({
  userId: fc.constantFrom('', 'ada', 'a.b:c@d-e'),
  channels: fc.uniqueArray(fc.constantFrom('web', 'sms', 'e-mail'), { maxLength: 3 }),
  statuses: known(ConversationStatus),
  stages: known(Stage),
  owners: known(OwnerKind),
  isQualified: fc.constantFrom(undefined, true, false),
  createdFrom: time,
  createdTo: time,
  metadata: fc
    .uniqueArray(fc.tuple(word, word), { maxLength: 3, selector: ([key]) => key })
    .map((pairs) => Object.fromEntries(pairs.filter(([key]) => key !== '__proto__'))),
});

/** The parameters that docs/web.md names; enums short or whole, in any case. */
function addressOf(filter: ConversationFilter, short: boolean): URL {
  const url = new URL('http://localhost/v1/conversations');
  const add = (name: string, values: readonly string[], prefix = '') => {
    for (const value of values) url.searchParams.append(name, short ? value.slice(prefix.length).toLowerCase() : value);
  };
  add('user_id', filter.userId === '' ? [] : [filter.userId]);
  for (const channel of filter.channels) url.searchParams.append('channels', channel);
  add('statuses', filter.statuses, 'CONVERSATION_STATUS_');
  add('stages', filter.stages, 'STAGE_');
  add('owners', filter.owners, 'OWNER_KIND_');
  if (filter.isQualified !== undefined) url.searchParams.append('is_qualified', `${filter.isQualified}`);
  if (filter.createdFrom) url.searchParams.append('created_from', filter.createdFrom.toISOString());
  if (filter.createdTo) url.searchParams.append('created_to', filter.createdTo.toISOString());
  for (const [key, value] of Object.entries(filter.metadata)) url.searchParams.append(`metadata.${key}`, value);
  return url;
}

describe('the address of a WebSocket', () => {
  it('says every filter as the contract has it', () => {
    fc.assert(
      fc.property(filters, fc.boolean(), (given, short) => {
        const filter = ConversationFilter.fromPartial(given);
        const asked = askedBy(addressOf(filter, short));
        expect(asked?.violations).toEqual([]);
        expect((asked?.request as WatchConversationsRequest | undefined)?.filter).toEqual(filter);
      }),
    );
  });

  it('is an address or none, whatever it is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, tail) => {
        const whole = `${url}${tail}`;
        fc.pre(URL.canParse(whole));
        expect(askedBy(new URL(whole))).toBeUndefined();
        const list = new URL('/v1/conversations', 'http://localhost');
        list.search = new URL(whole).search;
        expect(askedBy(list)?.method).toBe('ConversationService/WatchConversations');
      }),
    );
  });
});
