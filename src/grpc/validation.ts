import { createFileRegistry, type DescMessage, type FileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { createValidator, type Violation as RuleViolation } from '@bufbuild/protovalidate';
import { maxMetadataBytes } from '../application/settings.js';
import type { Violation } from '../domain/errors.js';

/** The rules of one method's request. */
export interface Rule {
  /** The request's full name. */
  readonly typeName: string;
  /** All that is wrong with a request's bytes by the rules in the proto files; empty when nothing is. */
  check(bytes: Uint8Array): readonly Violation[];
}

/**
 * Reads the rules out of the descriptor image that `buf build` made. A request is decoded a second time for it, by a
 * decoder that refuses invalid UTF-8, too; that costs some 5 to 10 us.
 */
export function makeRules(image: Uint8Array): (path: string) => Rule {
  const registry: FileRegistry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  const validator = createValidator({ registry });
  return (path) => {
    const [, service = '', method = ''] = path.split('/');
    const input = registry.getService(service)?.methods.find(({ name }) => name === method)?.input;
    if (!input) throw new Error(`the image has no method ${path}`);
    const check = (bytes: Uint8Array) => {
      const message = decode(input, bytes);
      if ('field' in message) return [message];
      const result = validator.validate(input, message.decoded);
      if (result.kind === 'valid') return [];
      if (result.kind === 'error') return [{ field: input.typeName, description: result.error.message }];
      return result.violations.map(toViolation);
    };
    return { typeName: input.typeName, check };
  };
}

function decode(input: DescMessage, bytes: Uint8Array): { decoded: ReturnType<typeof fromBinary> } | Violation {
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
  return { field, description: violation.message || violation.ruleId };
}

/** What is wrong with the `metadata` of a request, or of the message that it wraps: no rule of the contract can say it. */
export function metadataViolations(request: object, path = ''): Violation[] {
  const { metadata, chat } = request as { metadata?: object; chat?: object };
  const field = `${path}metadata`;
  const violations = chat === undefined ? [] : metadataViolations(chat, 'chat.');
  if (metadata === undefined) return violations;
  if (!isJson(metadata)) violations.push({ field, description: 'NaN and infinity are no JSON' });
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  if (bytes > maxMetadataBytes) {
    violations.push({ field, description: `${bytes} bytes as JSON, at most ${maxMetadataBytes} are allowed` });
  }
  return violations;
}

const lostKey = '__proto__';
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
