import { toBinary } from '@bufbuild/protobuf';
import { type DescriptorProto, type FileDescriptorProto, FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { type Server, type ServerDuplexStream, type ServiceDefinition, status } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { descriptors, image } from '../api/contract.js';

/** A request of grpc.reflection, v1 or v1alpha, as proto-loader decodes it. */
interface Question {
  readonly host: string;
  readonly message_request?: string;
  readonly file_by_filename?: string;
  readonly file_containing_symbol?: string;
  readonly file_containing_extension?: { readonly containing_type: string; readonly extension_number: number };
  readonly all_extension_numbers_of_type?: string;
}

/**
 * Server reflection that answers with the descriptors as `buf build` wrote them. Descriptors that a library has rebuilt
 * lose imports, JSON names and options, and then `buf curl` cannot read them.
 */
export function addReflection(server: Server, services: readonly string[]): void {
  const answer = makeAnswers(indexOf(descriptors.file), services);
  const definitions = loadFileDescriptorSetFromBuffer(image, { oneofs: true, defaults: false, longs: String });
  for (const version of ['v1', 'v1alpha']) {
    server.addService(definitions[`grpc.reflection.${version}.ServerReflection`] as ServiceDefinition, {
      ServerReflectionInfo: (call: ServerDuplexStream<Question, object>) => {
        call.on('data', (question: Question) => call.write(answer(question)));
        call.on('end', () => call.end());
        call.on('error', () => undefined);
      },
    });
  }
}

interface Index {
  /** File name to its descriptor's bytes. */
  readonly files: Map<string, Uint8Array>;
  readonly imports: Map<string, readonly string[]>;
  /** Full name of a symbol to its file. */
  readonly symbols: Map<string, string>;
  /** Full name of an extended message to its extensions' numbers and files. */
  readonly extensions: Map<string, Map<number, string>>;
}

function indexOf(list: readonly FileDescriptorProto[]): Index {
  const index: Index = { files: new Map(), imports: new Map(), symbols: new Map(), extensions: new Map() };
  for (const file of list) add(index, file);
  return index;
}

function add({ files, imports, symbols, extensions }: Index, file: FileDescriptorProto): void {
  files.set(file.name, toBinary(FileDescriptorProtoSchema, file));
  imports.set(file.name, file.dependency);
  const note = (scope: string, name: string): string => {
    const full = scope === '' ? name : `${scope}.${name}`;
    symbols.set(full, file.name);
    return full;
  };
  const extend = (scope: string, list: DescriptorProto['extension']): void => {
    for (const extension of list) {
      note(scope, extension.name);
      const extended = extension.extendee.replace(/^\./, '');
      const numbers = extensions.get(extended) ?? new Map<number, string>();
      extensions.set(extended, numbers.set(extension.number, file.name));
    }
  };
  const message = (scope: string, descriptor: DescriptorProto): void => {
    const name = note(scope, descriptor.name);
    for (const part of [...descriptor.field, ...descriptor.oneofDecl, ...descriptor.enumType]) note(name, part.name);
    for (const nested of descriptor.nestedType) message(name, nested);
    extend(name, descriptor.extension);
  };
  for (const descriptor of file.messageType) message(file.package, descriptor);
  for (const descriptor of file.enumType) note(file.package, descriptor.name);
  for (const service of file.service) {
    const name = note(file.package, service.name);
    for (const method of service.method) note(name, method.name);
  }
  extend(file.package, file.extension);
}

function makeAnswers(index: Index, services: readonly string[]): (question: Question) => object {
  /** A file with all that it imports, itself first. */
  function withImports(file: string): Uint8Array[] {
    const seen = new Set<string>();
    const walk = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const imported of index.imports.get(name) ?? []) walk(imported);
    };
    walk(file);
    return [...seen].flatMap((name) => index.files.get(name) ?? []);
  }

  function fileResponse(file: string | undefined): object {
    return file !== undefined && index.files.has(file)
      ? { file_descriptor_response: { file_descriptor_proto: withImports(file) } }
      : notFound;
  }

  return (question) => {
    const asked = { valid_host: question.host, original_request: question };
    switch (question.message_request) {
      case 'list_services':
        return { ...asked, list_services_response: { service: services.map((name) => ({ name })) } };
      case 'file_by_filename':
        return { ...asked, ...fileResponse(question.file_by_filename) };
      case 'file_containing_symbol':
        return { ...asked, ...fileResponse(index.symbols.get(question.file_containing_symbol ?? '')) };
      case 'file_containing_extension': {
        const { containing_type = '', extension_number = 0 } = question.file_containing_extension ?? {};
        return { ...asked, ...fileResponse(index.extensions.get(containing_type)?.get(extension_number)) };
      }
      case 'all_extension_numbers_of_type': {
        const type = question.all_extension_numbers_of_type ?? '';
        const numbers = index.extensions.get(type);
        if (!numbers && !index.symbols.has(type)) return { ...asked, ...notFound };
        const extension_number = [...(numbers?.keys() ?? [])];
        return { ...asked, all_extension_numbers_response: { base_type_name: type, extension_number } };
      }
      default:
        return { ...asked, error_response: { error_code: status.INVALID_ARGUMENT, error_message: 'no such question' } };
    }
  };
}

const notFound = { error_response: { error_code: status.NOT_FOUND, error_message: 'not found' } };
