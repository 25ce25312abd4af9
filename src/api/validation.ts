import { type DescField, type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { createValidator, type Violation as RuleViolation } from '@bufbuild/protovalidate';
import { maxMetadataBytes, maxMetadataDepth } from '../application/settings.js';
import { DomainError, type Violation } from '../domain/errors.js';
import { isWithin } from '../domain/json.js';
import { messagesOf, registry } from './contract.js';

const validator = createValidator({ registry });

/** A request as it came, and all that is wrong with it. */
export interface Received {
  readonly request: object;
  readonly violations: readonly Violation[];
}

/** What of a method's definition says what its requests are. */
interface RequestDefinition {
  readonly path: string;
  readonly requestDeserialize: (bytes: Buffer) => object;
}

/**
 * Reads a method's requests from their bytes, by the rules in the proto files and those that these cannot express. For the
 * rules a request is decoded a second time, by a decoder that refuses invalid UTF-8, too; that costs some 5 to 10 us.
 */
export function requestOf(method: RequestDefinition): (bytes: Buffer) => Received {
  const input = messagesOf(method.path).input;
  const check = rulesOf(input);
  return (bytes) => {
    const violations = check(bytes);
    let request: object = {};
    try {
      request = method.requestDeserialize(bytes);
      violations.push(...metadataViolations(request), ...lostKeyViolations(bytes, method.requestDeserialize));
    } catch (error) {
      // Whatever does not decode for the rules either has been said.
      if (violations.length === 0) violations.push(malformed(input.typeName, error));
    }
    return { request, violations };
  };
}

function rulesOf(input: DescMessage): (bytes: Uint8Array) => Violation[] {
  const times = timesIn(input);
  return (bytes) => {
    const message = decode(input, bytes);
    if ('field' in message) return [message];
    const { decoded } = message;
    const violations = times.flatMap((way) => timeViolations(reflect(input, decoded), way));
    violations.push(...ruleViolations(input, decoded));
    return violations;
  };
}

/** What is wrong with a message by the rules in the proto files. */
export function ruleViolations(type: DescMessage, message: MessageShape<DescMessage>): Violation[] {
  const result = validator.validate(type, message);
  if (result.kind === 'error') return [{ field: type.typeName, description: result.error.message }];
  return result.kind === 'invalid' ? result.violations.map(toViolation) : [];
}

/** The ways to a message's timestamps, from field to field. */
function timesIn(type: DescMessage): DescField[][] {
  return type.fields.flatMap((field) => {
    if (field.fieldKind !== 'message') return [];
    if (field.message.typeName === TimestampSchema.typeName) return [[field]];
    return timesIn(field.message).map((rest) => [field, ...rest]);
  });
}

/** What protobuf's definition of a Timestamp does not allow, and no decoder refuses. */
function timeViolations(request: ReflectMessage, way: readonly DescField[]): Violation[] {
  let at = request;
  for (const field of way) {
    if (!at.isSet(field)) return [];
    at = at.get(field) as ReflectMessage;
  }
  const { seconds, nanos } = at.message as Timestamp;
  if (seconds >= -62_135_596_800n && seconds <= 253_402_300_799n && nanos >= 0 && nanos <= 999_999_999) return [];
  return [{ field: way.map(({ name }) => name).join('.'), description: 'not a time from 0001 to 9999' }];
}

function decode(input: DescMessage, bytes: Uint8Array): { decoded: MessageShape<DescMessage> } | Violation {
  try {
    return { decoded: fromBinary(input, bytes, { readUnknownFields: false }) };
  } catch (error) {
    return malformed(input.typeName, error);
  }
}

/** What a request that does not decode violates: the field is the message's full name. */
export function malformed(typeName: string, error: unknown): Violation {
  return { field: typeName, description: `not a valid message: ${error instanceof Error ? error.message : error}` };
}

function toViolation(violation: RuleViolation): Violation {
  let field = '';
  for (const part of violation.field) {
    switch (part.kind) {
      case 'list_sub':
        field += `[${part.index}]`;
        break;
      case 'map_sub':
        field += `[${JSON.stringify(part.key)}]`;
        break;
      case 'field':
        field += (field === '' ? '' : '.') + part.name;
        break;
    }
  }
  // A rule over a whole message, which has no path, is named after the field that it asks for.
  if (violation.rule.length === 0) field += (field === '' ? '' : '.') + violation.ruleId;
  const last = violation.field.findLast(({ kind }) => kind === 'field');
  return { field, description: withNames(violation.message || violation.ruleId, last as DescField | undefined) };
}

/** Rules over an enum speak of its numbers: callers know the names. */
function withNames(description: string, field: DescField | undefined): string {
  const type = field?.fieldKind === 'enum' || field?.fieldKind === 'list' ? field.enum : undefined;
  const nameOf = (number: string) => type?.value[Number(number)]?.name ?? number;
  return type ? description.replace(/\[[\d, ]+\]/, (list) => list.replace(/\d+/g, nameOf)) : description;
}

/** Throws `invalid-argument` for metadata that no call would take. */
export function expectMetadata(field: string, metadata: { [key: string]: unknown } | undefined): void {
  const violations = metadata ? metadataViolations({ metadata }).map((one) => ({ ...one, field })) : [];
  if (violations.length > 0) throw new DomainError({ kind: 'invalid-argument', violations });
}

/** What is wrong with the `metadata` of a request, or of the message that it wraps: no rule of the contract can say it. */
export function metadataViolations(request: object, path = ''): Violation[] {
  const { metadata, chat } = request as { metadata?: object; chat?: object };
  const field = `${path}metadata`;
  const violations = chat === undefined ? [] : metadataViolations(chat, 'chat.');
  if (metadata === undefined) return violations;
  if (!isJson(metadata)) violations.push({ field, description: 'NaN and infinity are no JSON' });
  if (!isWithin(metadata, maxMetadataDepth)) {
    violations.push({ field, description: `nested deeper than ${maxMetadataDepth}` });
  }
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  if (bytes > maxMetadataBytes) {
    violations.push({ field, description: `${bytes} bytes as JSON, at most ${maxMetadataBytes} are allowed` });
  }
  return violations;
}

export const lostKey = '__proto__';
/** As long, so that a message in which it takes the other's place is whole; no sane key is like it. */
const standIn = '\0proto\0\0\0';

/**
 * Metadata with a key `__proto__`, at any depth: the decoders lose it without a word, so it is looked for in the bytes,
 * and then in what they decode to with another key in its place.
 */
export function lostKeyViolations(bytes: Buffer, decode: (bytes: Buffer) => object): Violation[] {
  if (!bytes.includes(lostKey)) return [];
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(lostKey); at >= 0; at = copy.indexOf(lostKey, at)) copy.write(standIn, at, 'latin1');
  const request = decode(copy) as Holder & { readonly chat?: Holder; readonly filter?: Holder };
  const found: Violation[] = [];
  for (const [field, { metadata }] of [
    ['metadata', request],
    ['chat.metadata', request.chat ?? {}],
    ['filter.metadata', request.filter ?? {}],
  ] as const) {
    if (hasKey(metadata, standIn)) found.push({ field, description: `${lostKey} cannot be a key` });
  }
  return found;
}

interface Holder {
  readonly metadata?: unknown;
}

function hasKey(value: unknown, wanted: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => key === wanted || hasKey(item, wanted));
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isJson);
}
