import { fromBinary, fromJson, toBinary, toJsonString } from '@bufbuild/protobuf';
import type { MethodDefinition } from '@grpc/grpc-js';
import { messagesOf, registry } from './contract.js';
import { lostKey, malformed, type Received, requestOf } from './validation.js';

/** A message in protobuf's JSON mapping, from its bytes: fields in order of their numbers, no white space. */
export type ToJson = (bytes: Uint8Array) => string;

export function jsonOf(typeName: string): ToJson {
  const type = registry.getMessage(typeName);
  if (!type) throw new Error(`the contract has no message ${typeName}`);
  return (bytes) => toJsonString(type, fromBinary(type, bytes), { registry });
}

/** A method's messages in protobuf's JSON mapping. */
export interface JsonMethod {
  read(text: string): Received;
  write(answer: object): string;
}

export function jsonMethodOf(method: MethodDefinition<object, object>): JsonMethod {
  const { input, output } = messagesOf(method.path);
  const receive = requestOf(method);
  const toJson = jsonOf(output.typeName);
  return {
    read(text) {
      try {
        const json = JSON.parse(text, refuseLostKey);
        return receive(Buffer.from(toBinary(input, fromJson(input, json, { registry }))));
      } catch (error) {
        return { request: {}, violations: [malformed(input.typeName, error)] };
      }
    },
    write: (answer) => toJson(method.responseSerialize(answer)),
  };
}

function refuseLostKey(key: string, value: unknown): unknown {
  if (key === lostKey) throw new Error(`${lostKey} cannot be a key`);
  return value;
}
