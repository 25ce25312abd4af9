import { fromBinary, toJsonString } from '@bufbuild/protobuf';
import { registry } from './contract.js';

/** A message in protobuf's JSON mapping, from its bytes: fields in order of their numbers, no white space. */
export type ToJson = (bytes: Uint8Array) => string;

export function jsonOf(typeName: string): ToJson {
  const type = registry.getMessage(typeName);
  if (!type) throw new Error(`the contract has no message ${typeName}`);
  return (bytes) => toJsonString(type, fromBinary(type, bytes), { registry });
}
