import { type DescMessage, fromBinary, fromJson, toBinary, toJsonString } from '@bufbuild/protobuf';
import { isFieldError } from '@bufbuild/protobuf/reflect';
import type { MethodDefinition } from '@grpc/grpc-js';
import type { Violation } from '../domain/errors.js';
import { messagesOf, registry } from './contract.js';
import { wrongDates } from './json-dates.js';
import { lostKey, malformed, type Received, requestOf } from './validation.js';

/** A message in protobuf's JSON mapping, from its bytes: fields in order of their numbers, no white space. */
export type ToJson = (bytes: Uint8Array) => string;

export function jsonOf(typeName: string): ToJson {
  const type = registry.getMessage(typeName);
  if (!type) throw new Error(`the contract has no message ${typeName}`);
  return (bytes) => toJsonString(type, fromBinary(type, bytes), { registry });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A method's messages in protobuf's JSON mapping, requests in UTF-8. */
export interface JsonMethod {
  read(text: Uint8Array): Received;
  write(answer: object): string;
}

export function jsonMethodOf(method: MethodDefinition<object, object>): JsonMethod {
  const { input, output } = messagesOf(method.path);
  const receive = requestOf(method);
  const toJson = jsonOf(output.typeName);
  return {
    read(text) {
      try {
        const json = JSON.parse(utf8.decode(text), refuseLost);
        const unknown = unknownFields(input, json);
        if (unknown.length > 0) return { request: {}, violations: unknown };
        const message = fromJson(input, json, { registry });
        const wrong = wrongDates(input, json);
        if (wrong.length > 0) return { request: {}, violations: wrong };
        return receive(Buffer.from(toBinary(input, message)));
      } catch (error) {
        return { request: {}, violations: [unreadable(input, error)] };
      }
    },
    write: (answer) => toJson(method.responseSerialize(answer)),
  };
}

/** A request's own fields that are none: the decoder tells of the first alone. */
function unknownFields({ fields }: DescMessage, json: unknown): Violation[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  const known = new Set(fields.flatMap(({ name, jsonName }) => [name, jsonName]));
  const unknown = Object.keys(json).filter((key) => !known.has(key));
  return unknown.map((field) => ({ field, description: 'no such field' }));
}

/** Named after the field where the decoder says which, and it is the request's own. */
function unreadable(input: DescMessage, error: unknown): Violation {
  const { cause } = error as Error;
  if (isFieldError(cause)) {
    const field = cause.field();
    if (field.parent === input) return { field: field.name, description: cause.message };
  }
  // The stack is all that a parser of JSON runs out of.
  return malformed(input.typeName, error instanceof RangeError ? 'nested too deeply' : error);
}

/** For `JSON.parse`: refuses what would be lost, or become something else, on the way to a message. */
export function refuseLost(key: string, value: unknown): unknown {
  if (key === lostKey) throw new Error(`${lostKey} cannot be a key`);
  if (!key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) {
    throw new Error('half a surrogate pair is no character');
  }
  return value;
}
