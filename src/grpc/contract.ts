import { readFileSync } from 'node:fs';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** The contract's descriptors, as `buf build` wrote them. */
export const image = readFileSync(new URL('../gen/image.binpb', import.meta.url));

export const descriptors = fromBinary(FileDescriptorSetSchema, image);

/** The contract's messages and services, by their full names. */
export const registry = createFileRegistry(descriptors);
