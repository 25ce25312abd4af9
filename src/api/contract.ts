import { readFileSync } from 'node:fs';
import { createFileRegistry, type DescMessage, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** The contract's descriptors, as `buf build` wrote them. */
export const image = readFileSync(new URL('../gen/image.binpb', import.meta.url));

export const descriptors = fromBinary(FileDescriptorSetSchema, image);

/** The contract's messages and services, by their full names. */
export const registry = createFileRegistry(descriptors);

/** What a method takes and gives, by its path: `/colloquy.v1.ChatService/Chat`. */
export function messagesOf(path: string): { readonly input: DescMessage; readonly output: DescMessage } {
  const [, service = '', method = ''] = path.split('/');
  const found = registry.getService(service)?.methods.find(({ name }) => name === method);
  if (!found) throw new Error(`the contract has no method ${path}`);
  return found;
}
