import { createFileRegistry, fromBinary, toJsonString } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** A message in protobuf's JSON mapping, from its bytes: fields in order of their numbers, no white space. */
export type ToJson = (bytes: Uint8Array) => string;

export function makeJson(image: Uint8Array): (typeName: string) => ToJson {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  return (typeName) => {
    const type = registry.getMessage(typeName);
    if (!type) throw new Error(`the image has no message ${typeName}`);
    return (bytes) => toJsonString(type, fromBinary(type, bytes), { registry });
  };
}
